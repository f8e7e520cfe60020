"""Makes a fresh clone ready: checks what the system must bring, then builds .venv from the pinned list.

Standard library only, and safe to run again: an environment whose stamp equals the list is left alone.
``bootstrap.py system`` installs what the system must bring; it happens by itself where the user is root.
"""

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PINNED = ROOT / "requirements-dev.txt"
PINNED_NODE = ROOT / "requirements-node.txt"
STAMP = VENV / "ready"


def venv_package(version=sys.version_info, default=Path("/usr/bin/python3")):
    """Debian leaves out what venv needs; it is named after the version where that is not the system's own python3."""
    own = f"python3.{version[1]}"
    return "python3-venv" if default.resolve().name == own else f"{own}-venv"


ENVIRONMENTS = "Python's venv (for everything)"
#: What is missing, as people call it → (is it here?, Debian's packages).
SYSTEM = {
    ENVIRONMENTS: (lambda: getattr(importlib.util.find_spec("ensurepip"), "origin", None), (venv_package(),)),
    "Pango and HarfBuzz (for PDFs)": (
        lambda: all(map(ctypes.util.find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))),
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"),
    ),
    "Chromium (for browser tests)": (
        lambda: any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
        ("chromium",),
    ),
    "pdftoppm (for tests of PDFs)": (lambda: shutil.which("pdftoppm"), ("poppler-utils",)),
}


def say(text):
    sys.stderr.write(f"{text}\n")


def main():
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info[:2]))
    if sys.argv[1:] == ["system"]:
        install_system(must=True)
        return
    check_system()
    make_environment()


def missing_from_system():
    importlib.invalidate_caches()
    return {name: packages for name, (is_here, packages) in SYSTEM.items() if not is_here()}


def check_system():
    if missing_from_system() and is_debian_root():
        install_system(must=False)
    if missing := missing_from_system():
        line = f"Missing on this system: {', '.join(missing)}. Install it with: sudo make system"
        if ENVIRONMENTS in missing and not is_ready():
            sys.exit(line)
        say(line)


def is_debian_root():
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install_system(must):
    """Install every missing package with apt-get; ``must`` ends with an error where that cannot be done."""
    missing = missing_from_system()
    packages = sorted({package for packages in missing.values() for package in packages})
    if not packages:
        return
    if not is_debian_root():
        how = "run it as root" if shutil.which("apt-get") else "this is no Debian-like system: install them by hand"
        sys.exit(
            f"Missing: {', '.join(missing)}. make system uses apt-get; {how} (Debian calls them: {' '.join(packages)})."
        )
    say(f"Installing {' '.join(packages)} …")
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdin": subprocess.DEVNULL}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], stdout=subprocess.DEVNULL, check=False, **quiet)
        if done.returncode and must:
            sys.exit(f"apt-get {command[0]} failed; see above.")


def wanted():
    """The lists to install: Node from PyPI only where the system has no npm."""
    return [PINNED] if shutil.which("npm") else [PINNED, PINNED_NODE]


def digest_of(lists):
    return hashlib.sha256(b"".join(path.read_bytes() for path in lists) + sys.version.encode()).hexdigest()


def is_ready():
    """Whether the environment was built of these lists by this Python."""
    return STAMP.exists() and STAMP.read_text() == digest_of(wanted()) and (VENV / "bin" / "python").exists()


def make_environment():
    if is_ready():
        return
    lists = wanted()
    say("Installing the pinned Python packages in .venv …")
    STAMP.unlink(missing_ok=True)
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    python = str(VENV / "bin" / "python")
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"])
    arguments = [argument for path in lists for argument in ("-r", str(path))]
    # What a machine's certificates and indexes are, is the machine's business; uv asks the system as pip does.
    if not works(
        [python, "-m", "uv", "pip", "install", "--system-certs", "-p", python, "--require-hashes", *arguments]
    ):
        run([python, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", *arguments])
    STAMP.write_text(digest_of(lists))


def works(command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def run(command):
    """Quiet while it goes well; everything it said when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}\nFailed: {' '.join(command[1:5])} …")


if __name__ == "__main__":
    main()
