"""The look of every mail, as text and as HTML: a kind gives words only.

A letter is a row of blocks in the order they are read. Text is text: what people typed is never parsed, so
a link exists only where a kind put a Link. Blank lines in a text begin a new paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from mail.kinds import Mail


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere, inside a paragraph."""

    text: str
    url: str


@dataclass(frozen=True)
class Line:
    """One paragraph made of words and links."""

    parts: tuple[str | Link, ...]


@dataclass(frozen=True)
class Facts:
    """Labels with values: «Når», «Hvor», «Svar innen»."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Button:
    """The one thing the reader is asked to do."""

    text: str
    url: str


@dataclass(frozen=True)
class Code:
    """A code to type, alone on its line."""

    text: str


@dataclass(frozen=True)
class Quote:
    """What a person wrote, set apart from what we say."""

    text: str


Block = str | Line | Facts | Button | Code | Quote


@dataclass(frozen=True)
class Letter:
    text: str
    html: str


def line(*parts: str | Link) -> Line:
    return Line(parts)


def letter(subject: str, blocks: Iterable[Block], *, footer: Sequence[str | Line] = (), preheader: str = "") -> Letter:
    """The same words twice. ``preheader`` is what the list of mails shows after the subject; default the first text."""
    shown = [piece for block in blocks for piece in _pieces(block)]
    ending = [piece for block in footer for piece in _pieces(block)]
    first = next((block for block in shown[1:] if isinstance(block, str)), "")
    context = {
        "subject": subject,
        "preheader": preheader or first[:140],
        "blocks": [_for_html(block) for block in shown],
        "footer": [_for_html(block) for block in ending],
    }
    return Letter(_as_text(shown, ending), render_to_string("mail/letter.html", context))


def as_mail(subject: str, blocks: Iterable[Block], *, footer: Sequence[str | Line] = (), **fields: Any) -> Mail:
    """A letter as the Mail a kind returns; other fields (reply_to, calendar, attachments, headers) as given."""
    made = letter(subject, blocks, footer=footer)
    return Mail(subject=subject, text=made.text, html=made.html, **fields)


def _pieces(block: Block) -> list[Block]:
    if isinstance(block, str):
        return [part.strip() for part in block.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return [block]


def _for_html(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"is": "text", "parts": [{"text": block, "url": ""}]}
    if isinstance(block, Line):
        parts = [part if isinstance(part, Link) else Link(part, "") for part in block.parts]
        return {"is": "text", "parts": [{"text": part.text, "url": part.url} for part in parts]}
    return {"is": type(block).__name__.lower(), "block": block}


def _as_text(blocks: Sequence[Block], footer: Sequence[Block]) -> str:
    parts = [_block_as_text(block) for block in blocks]
    if footer:
        parts += ["---", *(_block_as_text(block) for block in footer)]
    return "\n\n".join(parts) + "\n"


def _block_as_text(block: Block) -> str:
    if isinstance(block, str):
        return block
    if isinstance(block, Line):
        return "".join(part if isinstance(part, str) else _link_as_text(part) for part in block.parts)
    if isinstance(block, Facts):
        return "\n".join(f"{label}: {value}" for label, value in block.rows)
    if isinstance(block, Button):
        return f"{block.text}:\n{block.url}"
    if isinstance(block, Code):
        return f"    {block.text}"
    return "\n".join(f"> {row}" for row in block.text.splitlines())


def _link_as_text(link: Link) -> str:
    return link.text if link.url in (link.text, f"mailto:{link.text}") else f"{link.text} ({link.url})"
