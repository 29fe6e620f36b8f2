"""Lets ``python -m exemplar`` be the command line."""

import sys

from exemplar.cli import main

if __name__ == "__main__":
    sys.exit(main())
