"""The mails that mail.backends.KeptOnDisk wrote, read back. A name is digits and dashes, so no path leads out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9]{20}-[0-9]{1,10}-[0-9]{1,6}")
#: How far back a search reads.
_SEARCHED = 2_000


@dataclass(frozen=True)
class File:
    """A part one can download."""

    index: int
    name: str
    mimetype: str
    content: bytes


class Letter:
    """One mail on disk."""

    def __init__(self, name: str, message: EmailMessage) -> None:
        self.name, self.message = name, message

    @property
    def subject(self) -> str:
        return str(self.message.get("Subject", ""))

    @property
    def to(self) -> str:
        return str(self.message.get("To", ""))

    @property
    def at(self) -> datetime:
        """When it was written to disk; the name begins with it."""
        return datetime.fromtimestamp(int(self.name[:20]) / 1_000_000_000, tz=UTC)

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(key, str(value)) for key, value in self.message.items()]

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def links(self) -> list[tuple[str, str]]:
        """Text and address of each link in the HTML part that leads to a web page, in order."""
        reader = _Links()
        reader.feed(self._body("html"))
        return [(text.strip() or url, url) for text, url in reader.found if url.startswith(("http://", "https://"))]

    @property
    def calendar(self) -> str:
        part = next((part for part in self.message.walk() if part.get_content_type() == "text/calendar"), None)
        return str(part.get_content()) if isinstance(part, EmailMessage) else ""

    @property
    def files(self) -> list[File]:
        """Every part that is not the text: HTML, calendar and attachments."""
        return list(self._files())

    def _files(self) -> Iterator[File]:
        for index, part in enumerate(self.message.walk()):
            kind = part.get_content_type()
            if part.is_multipart() or (kind == "text/plain" and not part.get_filename()):
                continue
            content = part.get_payload(decode=True)
            suffix = {"text/html": "html", "text/calendar": "ics"}.get(kind, "bin")
            yield File(index, part.get_filename() or f"del-{index}.{suffix}", kind, bytes(content or b""))

    def _body(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part else ""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (url := dict(attrs).get("href")):
            self.found.append(("", url))
            self._is_open = True

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_open and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._is_open:
            text, url = self.found[-1]
            self.found[-1] = (text + data, url)


def names(address: str = "") -> list[str]:
    """The mails on disk, newest first; those to an address when one is asked for."""
    found = sorted((path.stem for path in _folder().glob("*.eml") if _NAME.fullmatch(path.stem)), reverse=True)
    if not address:
        return found
    wanted = address.casefold()
    return [name for name in found[:_SEARCHED] if wanted in letter(name, headers_only=True).to.casefold()]


def letter(name: str, *, headers_only: bool = False) -> Letter:
    """Raises FileNotFoundError for a name that is no mail's."""
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    content = (_folder() / f"{name}.eml").read_bytes()
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content, headersonly=headers_only)
    return Letter(name, message)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)
