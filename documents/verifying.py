"""Whether every frozen version still is what the journal says was frozen. Reads, and judges no rights."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from accounts.canonical import digest
from accounts.models import JournalEntry
from documents.models import DocumentVersion


@dataclass(frozen=True)
class Fault:
    """A version that is not what it was when it was frozen."""

    document: int | None
    number: int
    what: str


def verify() -> Iterator[Fault]:
    """Each version's first fault: its content, digests or file changed, its row gone, or never recorded."""
    entries = JournalEntry.objects.filter(verb="version_frozen").order_by("pk")
    recorded = {(entry.subject_id, entry.detail["number"]): entry.detail for entry in entries}
    for version in DocumentVersion.objects.order_by("pk").iterator(chunk_size=100):
        entry = recorded.pop((version.document_id, version.number), None)
        if what := _first_fault(version, entry):
            yield Fault(version.document_id, version.number, what)
    for document, number in recorded:
        yield Fault(document, number, "gone")


def _first_fault(version: DocumentVersion, entry: dict[str, Any] | None) -> str:
    if digest(version.content) != version.content_sha256:
        return "content"
    if entry is None:
        return "unrecorded"
    if (version.content_sha256, version.pdf_sha256) != (entry["content"], entry["pdf"]):
        return "digests"
    return "" if _digest_of_file(version.file) == version.pdf_sha256 else "file"


def _digest_of_file(name: str) -> str:
    """Of the bytes as they are stored; none for a file that is not there."""
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
