"""Two versions of a document side by side, section by section: frozen ones, and the text as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.difference import Piece, is_same, to_html, words
from documents.models import Document, DocumentVersion
from paadriv.text import day

#: The text as it is now, beside the numbers of the frozen versions.
NOW = "naa"


@dataclass(frozen=True)
class Compared:
    """One section in both versions; a title that changed is part of the difference."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return is_same(self.pieces)

    @property
    def html(self) -> SafeString:
        return to_html(self.pieces)


def choices(versions: Sequence[DocumentVersion]) -> list[tuple[str, str]]:
    """What can be compared, oldest first."""
    named = [(str(one.number), _("versjon %(number)s, %(day)s") % {"number": one.number, "day": day(one.dated_on)})
             for one in sorted(versions, key=lambda one: one.number)]  # fmt: skip
    return [*named, (NOW, _("teksten slik den er nå"))]


def sections_in(document: Document, versions: Sequence[DocumentVersion], which: str) -> dict[str, tuple[str, str]]:
    """Section key → title and text. Raises KeyError for a version there is not."""
    if which == NOW:
        rows = document.sections.order_by("position", "pk").exclude(level="automatic")
        return {row.key: (row.title, row.body) for row in rows}
    found = {str(one.number): one for one in versions}[which]
    listed: list[dict[str, Any]] = found.content.get("sections", [])
    return {str(one["key"]): (str(one["title"]), str(one["body"])) for one in listed}


def compare(before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]) -> Iterator[Compared]:
    """Every section of either, in the order of the later one."""
    for key in [*after, *(key for key in before if key not in after)]:
        (old_title, old), (title, new) = before.get(key, ("", "")), after.get(key, ("", ""))
        if old_title and title and old_title != title:
            old, new = f"{old_title}\n\n{old}", f"{title}\n\n{new}"
        yield Compared(title or old_title, words(old, new))
