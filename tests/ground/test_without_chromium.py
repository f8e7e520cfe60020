"""Browser tests are never left out in silence: without Chromium a run says so loudly, and .ci/run fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.one_database
BROWSER_TEST = "tests/browser/test_errors.py"


def counted_by_ci(folder: Path, *command: str) -> str:
    """What .ci/run says of one run of tests, by its own functions, where PATH has no Chromium."""
    functions = re.findall(
        r"^(?:suite|counted)\(\) \{\n.*?^\}\n", Path(".ci/run").read_text(), re.DOTALL | re.MULTILINE
    )
    assert len(functions) == 2
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    for tool in ("bash", "tee", "grep", "tail", "cut"):
        found = next(path for path in (f"/usr/bin/{tool}", f"/bin/{tool}") if Path(path).exists())
        (bin_folder / tool).symlink_to(found)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    script = "".join(functions) + 'suite Tests "$@"; echo "$passed passed, $failed failed"'
    done = subprocess.run(
        ["/bin/bash", "-u", "-o", "pipefail", "-c", f"logs={folder} passed=0 failed=0\n{script}", "run", *command],
        cwd=settings.BASE_DIR,
        env=environment | {"PATH": str(bin_folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_run_without_chromium_is_loud_and_fails(tmp_path: Path) -> None:
    said = counted_by_ci(tmp_path, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n0", BROWSER_TEST)

    assert re.search(r"!+ BROWSER TESTS NOT RUN !+", said)
    assert re.search(r"[1-9]\d* browser tests NOT RUN: no Chromium on this machine \(make system installs it\)", said)
    assert said.endswith("The browser tests did not run: that is a failure here.\n0 passed, 1 failed\n")


def test_other_runs_count_what_pytest_counts(tmp_path: Path) -> None:
    assert counted_by_ci(tmp_path, "echo", "2 failed, 30 passed, 1 skipped").endswith("\n30 passed, 2 failed\n")
