"""No test asserts a time: a busy machine is not a failure. Eight virtual devices, of which most tests use the first."""

import jax
from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
jax.config.update("jax_num_cpu_devices", 8)
