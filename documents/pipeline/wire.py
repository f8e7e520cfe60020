"""What parent and child say to each other: frames with their length in front, JSON and bytes, never pickle."""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

_LENGTH = struct.Struct("!Q")
#: No honest frame is larger; a length above it means that the other side has lost its way.
_MOST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF; times are given, so that the same input has the same bytes."""

    name: str
    content: bytes
    description: str
    relationship: str
    at: datetime


@dataclass(frozen=True)
class OnOnePage:
    """What follows must begin on page ``page``; each class is tried on <body> until it does.

    ``ending`` is the last of what comes before in a float of its own, which must stay on the page before.
    """

    anchor: str
    page: int
    classes: tuple[str, ...] = ()
    ending: str = ""


@dataclass(frozen=True)
class Appendix:
    """Pages after the document, laid out apart: its own are as they would be alone, page numbers included."""

    html: str
    stylesheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """One document to lay out. ``stylesheets`` and ``images`` are names the child knows, never addresses."""

    html: str
    stylesheets: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fit: OnOnePage | None = None
    appendix: Appendix | None = None


@dataclass(frozen=True)
class Printed:
    """A finished file; ``replaced`` holds the characters no font has, printed as «?»."""

    pdf: bytes
    pages: int
    replaced: str = ""


def put(stream: BinaryIO, frame: bytes) -> None:
    stream.write(_LENGTH.pack(len(frame)) + frame)
    stream.flush()


def take(stream: BinaryIO) -> bytes | None:
    """The next frame, or None when the other side has closed. Raises ValueError for a broken frame."""
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise ValueError("broken frame")
    (length,) = _LENGTH.unpack(head)
    if length > _MOST:
        raise ValueError("broken frame")
    frame = stream.read(length)
    if len(frame) < length:
        raise ValueError("broken frame")
    return frame


def job_to_bytes(job: Job) -> bytes:
    plain: dict[str, Any] = {
        "html": job.html,
        "stylesheets": list(job.stylesheets),
        "attachments": [
            {
                "name": item.name,
                "content": base64.b64encode(item.content).decode(),
                "description": item.description,
                "relationship": item.relationship,
                "at": item.at.isoformat(),
            }
            for item in job.attachments
        ],
        "fit": [job.fit.anchor, job.fit.page, list(job.fit.classes), job.fit.ending] if job.fit else None,
        "appendix": [job.appendix.html, list(job.appendix.stylesheets)] if job.appendix else None,
    }
    return json.dumps(plain).encode()


def job_from_bytes(frame: bytes) -> Job:
    plain = json.loads(frame)
    fit, appendix = plain["fit"], plain["appendix"]
    return Job(
        html=plain["html"],
        stylesheets=tuple(plain["stylesheets"]),
        attachments=tuple(
            Attachment(
                name=item["name"],
                content=base64.b64decode(item["content"]),
                description=item["description"],
                relationship=item["relationship"],
                at=datetime.fromisoformat(item["at"]),
            )
            for item in plain["attachments"]
        ),
        fit=OnOnePage(fit[0], fit[1], tuple(fit[2]), fit[3]) if fit else None,
        appendix=Appendix(appendix[0], tuple(appendix[1])) if appendix else None,
    )
