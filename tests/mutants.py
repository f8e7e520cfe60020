"""``make mutants``: every access rule turned around, see tests/access/mutants.py."""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["-n", "0", "-s", "-p", "no:cacheprovider", "--create-db", "tests/access/hunt.py"]))
