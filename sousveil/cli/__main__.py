"""python -m sousveil.cli VERB: the command line."""

import sys

from sousveil.cli import main

if __name__ == "__main__":
    sys.exit(main())
