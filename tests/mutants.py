"""``make mutants``: see tests/access/mutants.py."""

import sys

from tests.access.mutants import main

if __name__ == "__main__":
    sys.exit(main())
