"""Which devices a run gets: those of this machine, virtual ones on a processor, or those of several processes."""

from __future__ import annotations

import os

import jax

from sousveil.contract.errors import RequestError
from sousveil.engine.devices import ONE, Devices, row

COORDINATOR = "SOUSVEIL_COORDINATOR"
"""Address and port of process 0, or "auto" where the cluster says it (Slurm, Open MPI); unset for a run by itself."""
PROCESSES, PROCESS = "SOUSVEIL_PROCESSES", "SOUSVEIL_PROCESS"
"""How many processes there are, and which of them this is, from 0."""


def launch(asked: int | None = None) -> Devices:
    """So many devices, of all processes taken together; None: one, or with several processes all there are.

    On a processor they are virtual. Raises RequestError where there are fewer, or the other processes are not found.
    """
    if asked is not None and asked < 1:
        raise RequestError("there is at least one device", where="--devices", found=str(asked), allowed="1 or more")
    coordinator = os.environ.get(COORDINATOR, "")
    if not coordinator:
        return ONE if asked in (None, 1) else _of_this_machine(int(asked or 1))
    processes = _number(PROCESSES, 1) if coordinator != "auto" or PROCESSES in os.environ else 0
    if asked is not None and processes and asked % processes:
        raise RequestError(
            f"{processes} processes cannot share these devices equally",
            where="--devices", found=str(asked), allowed=f"a multiple of {processes}",
        )  # fmt: skip
    if not jax.distributed.is_initialized():
        if asked is not None and processes:
            _virtual(asked // processes)
        _join(coordinator, processes)
    return _of_all_processes(asked)


def _of_this_machine(asked: int) -> Devices:
    _virtual(asked)
    found = jax.devices()
    if asked <= len(found):
        return row(found[:asked])
    if found[0].platform == "cpu":
        raise RequestError(
            "this process began with fewer virtual CPU devices",
            where="--devices", found=str(asked),
            allowed=f"1 to {len(found)}, or ask for the most devices in the first run of a process",
        )  # fmt: skip
    raise RequestError(
        "there are fewer devices", where="--devices", found=str(asked),
        allowed=f"1 to {len(found)} ({found[0].device_kind})",
    )  # fmt: skip


def _virtual(devices: int) -> None:
    """Ask for virtual devices on the processor, where it has not begun to work yet."""
    try:
        jax.config.update("jax_num_cpu_devices", devices)
    except RuntimeError:  # it has: what is there is counted later
        return


def _join(coordinator: str, processes: int) -> None:
    jax.config.update("jax_cpu_collectives_implementation", "gloo")
    jax.config.update("jax_enable_preemption_service", False)  # it would take SIGTERM away from us
    try:
        if coordinator == "auto":
            jax.distributed.initialize()
        else:
            jax.distributed.initialize(
                coordinator, processes, _number(PROCESS, 0, processes - 1), cluster_detection_method="deactivate"
            )
    except (RuntimeError, ValueError) as error:
        raise RequestError(
            f"the processes of this run do not find each other: {str(error).splitlines()[0]}",
            where=COORDINATOR, found=coordinator, allowed="host:port of process 0, which all can reach, or auto",
        ) from None  # fmt: skip


def _of_all_processes(asked: int | None) -> Devices:
    found, processes = jax.devices(), jax.process_count()
    if asked not in (None, len(found)) or jax.local_device_count() * processes != len(found):
        raise RequestError(
            "a run of several processes takes every device there is, as many in each process",
            where="--devices", found=str(asked or len(found)),
            allowed=f"{len(found)} ({found[0].device_kind}); {processes} processes, {jax.local_device_count()} in this",
        )  # fmt: skip
    return row(found)


def _number(name: str, least: int, most: int = 1 << 20) -> int:
    text = os.environ.get(name, "")
    if not text.isdecimal() or not least <= int(text) <= most:
        raise RequestError(
            f"several processes need {name}", where=COORDINATOR, found=f"{name}={text}",
            allowed=f"a whole number, {least} to {most}",
        )  # fmt: skip
    return int(text)
