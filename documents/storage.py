"""Files on a disk that are there whole or not at all, also when the process or the machine goes down meanwhile.

A row that names a file is committed after the file is on the disk; a half one never has the name.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

#: Where files are written before they get their names, on the same disk.
HALVES = "halvferdig"
#: No file is written for so long; what is older was left by a process that died.
_LEFT_BEHIND_SECONDS = 60 * 60


class WholeFiles(FileSystemStorage):
    """Writes beside, waits for the disk, and gives the name last."""

    def _save(self, name: str, content: File[Any]) -> str:
        halves = Path(self.location) / HALVES
        halves.mkdir(parents=True, exist_ok=True)
        _sweep(halves)
        with NamedTemporaryFile(dir=halves, delete=False) as half:
            path = Path(half.name)
            try:
                for chunk in content.chunks():
                    half.write(chunk)
                half.flush()
                os.fsync(half.fileno())
                stored: str = super()._save(name, _Written(path))  # type: ignore[misc]
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        _sync(Path(self.path(stored)).parent)
        return stored


class _Written(File):
    """A finished file that only needs its name; Django moves what says where it lies."""

    def __init__(self, path: Path) -> None:
        super().__init__(None)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


def _sweep(halves: Path) -> None:
    """A half file can hold what was to be erased, so none is left for long."""
    for half in halves.iterdir():
        try:
            if half.stat().st_mtime < time.time() - _LEFT_BEHIND_SECONDS:
                half.unlink()
        except FileNotFoundError:  # another process moved or removed it
            continue


def _sync(folder: Path) -> None:
    """A name is on the disk when its folder is, and a new folder when the one above it is."""
    for place in (folder, folder.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
