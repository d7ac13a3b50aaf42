"""How the documentation is built. What the code knows is generated first, into _generated."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import generate  # noqa: E402
from sousveil import __version__  # noqa: E402

generate.write(HERE / "_generated")

project = "Sousveil"
author = "The Sousveil developers"
copyright = author
release = version = __version__

# tutorials are lived while the pages are built: a number on them is one that this version computes. In processes of
# their own, which find this checkout, and keep what they compile beside what is built
extensions = ["myst_nb"]
nb_execution_mode = "force"
nb_execution_in_temp = True
nb_execution_timeout = 600
nb_execution_raise_on_error = True
nb_execution_show_tb = True
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")]))
os.environ.setdefault("SOUSVEIL_CACHE", str(HERE / "_build" / "compiled"))
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_generated"]
html_theme = "furo"
# every page says which version it is of; `make docs-version TAG=...` builds the pages of a release
UNRELEASED = "" if os.environ.get("SOUSVEIL_DOCS_RELEASED") else ", with changes since"
html_title = f"Sousveil {release}{UNRELEASED}"
html_static_path = ["_static"]
html_extra_path = ["_generated/extra"]
html_css_files = ["wide.css", "notebooks.css"]
nitpicky = True
