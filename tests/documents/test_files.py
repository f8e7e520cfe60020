"""Kept files: whole or not there, under the digest of their bytes, once."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from documents import files
from documents.storage import HALVES, WholeFiles

PDF = b"%PDF-1.7 " + b"et laast maalbilde " * 1000
NAME = hashlib.sha256(PDF).hexdigest()
WANTED = f"pdf/{NAME[:2]}/{NAME}.pdf"


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WholeFiles:
    made = WholeFiles(location=tmp_path)
    monkeypatch.setattr(files, "default_storage", made)
    return made


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Every write gets half way."""

    def half(self: Any, chunk_size: int | None = None) -> Iterator[bytes]:
        yield PDF[: len(PDF) // 2]
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(ContentFile, "chunks", half)
        yield patch


def content(storage: FileSystemStorage, name: str = WANTED) -> bytes:
    with storage.open(name) as file:
        return bytes(file.read())


def halves(storage: WholeFiles) -> list[Path]:
    return [*(Path(storage.location) / HALVES).iterdir()]


def test_the_same_bytes_are_one_file_that_is_not_written_again(storage):
    assert files.keep(PDF) == WANTED
    first = os.stat(storage.path(WANTED))

    assert files.keep(PDF) == WANTED
    again = os.stat(storage.path(WANTED))
    assert (again.st_ino, again.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert content(storage) == PDF
    assert not halves(storage)


def test_a_write_that_stopped_half_way_leaves_no_file(storage, full_disk):
    with pytest.raises(OSError, match="No space left"):
        files.keep(PDF)
    assert not storage.exists(WANTED)
    assert not halves(storage)

    full_disk.undo()
    assert content(storage, files.keep(PDF)) == PDF


def test_a_plain_storage_leaves_half_a_file_under_the_name_of_the_whole(tmp_path, full_disk):
    """The negative control: this is what WholeFiles is for."""
    plain = FileSystemStorage(location=tmp_path)

    with pytest.raises(OSError, match="No space left"):
        plain.save(WANTED, ContentFile(PDF))

    assert plain.exists(WANTED)
    assert content(plain) == PDF[: len(PDF) // 2]


def test_a_file_that_is_not_what_its_name_says_is_replaced(storage):
    storage.save(WANTED, ContentFile(PDF[:100]))

    assert files.keep(PDF) == WANTED
    assert content(storage) == PDF


def test_a_second_file_of_a_name_goes_beside_and_both_are_whole(storage):
    names = [storage.save("bilag/kart.pdf", ContentFile(body)) for body in (b"en", b"to")]

    assert names[0] == "bilag/kart.pdf" != names[1]
    assert [content(storage, name) for name in names] == [b"en", b"to"]
    assert {os.stat(storage.path(name)).st_mode & 0o777 for name in names} == {0o644}


def test_what_a_dead_process_left_is_removed_and_what_is_being_written_is_not(storage):
    files.keep(b"%PDF-1.7 en")
    folder = Path(storage.location) / HALVES
    (folder / "gammel").write_bytes(b"navn")
    (folder / "ny").write_bytes(b"navn")
    long_ago = time.time() - 2 * 60 * 60
    os.utime(folder / "gammel", (long_ago, long_ago))

    files.keep(PDF)

    assert [half.name for half in halves(storage)] == ["ny"]


def test_the_name_is_given_after_the_bytes_are_on_the_disk(storage, monkeypatch):
    told = []
    sync, rename = os.fsync, os.rename
    monkeypatch.setattr(os, "fsync", lambda handle: told.append("synced") or sync(handle))
    monkeypatch.setattr(os, "rename", lambda *names: told.append("named") or rename(*names))

    files.keep(PDF)

    assert told == ["synced", "named", "synced", "synced"]
