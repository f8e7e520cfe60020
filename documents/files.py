"""Files kept under the digest of their bytes: the same bytes are one file, and a name says what is in it."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def keep(pdf: bytes) -> str:
    """Store the bytes under their digest, once; the same bytes need no second file. Gives the name.

    A file under that name with other bytes (cut off by a full disk, say) is not one of ours, and is replaced.
    """
    name = hashlib.sha256(pdf).hexdigest()
    wanted = f"pdf/{name[:2]}/{name}.pdf"
    if default_storage.exists(wanted):
        if _bytes_of(wanted) == pdf:
            return wanted
        default_storage.delete(wanted)
    stored = default_storage.save(wanted, ContentFile(pdf))
    if stored != wanted:  # another worker was first, with the same bytes
        default_storage.delete(stored)
    return wanted


def digest_in(name: str) -> str:
    """The digest a file is kept under."""
    return name.rsplit("/", 1)[1].removesuffix(".pdf")


def _bytes_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())
