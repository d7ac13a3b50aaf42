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

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_generated"]
html_theme = "furo"
# every page says which version it is of; `make docs-version TAG=...` builds the pages of a release
UNRELEASED = "" if os.environ.get("SOUSVEIL_DOCS_RELEASED") else ", with changes since"
html_title = f"Sousveil {release}{UNRELEASED}"
html_static_path = ["_static"]
html_extra_path = ["_generated/extra"]
html_css_files = ["wide.css"]
nitpicky = True
