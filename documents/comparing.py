"""Two versions of a document side by side, part by part: frozen ones, and the text as it is now.

A part is a section with the tables its kind sets in it. What stands in no section (the title, what is endorsed)
makes a part of its own. Pure, but for the text as it is now, which is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents import placeholders
from documents.difference import is_same, to_html, words
from documents.kinds import Content, DocumentKind, kind_of
from documents.models import Document, DocumentVersion
from documents.tables import Table, TableChange, changes, table
from documents.written import STAMP
from paadriv.text import day

#: The text as it is now, beside the numbers of the frozen versions.
NOW = "naa"


@dataclass(frozen=True)
class Compared:
    """One part in both versions; a title that changed is part of the difference.

    ``key`` is the section's, empty for what stands in none.
    """

    key: str
    title: str
    html: SafeString | str = ""
    tables: tuple[TableChange, ...] = field(default=())
    is_new: bool = False
    is_gone: bool = False

    @property
    def is_same(self) -> bool:
        return not (self.html or self.tables or self.is_new or self.is_gone)


def choices(versions: Sequence[DocumentVersion]) -> list[tuple[str, str]]:
    """What can be compared, oldest first."""
    named = [(str(one.number), _("versjon %(number)s, %(day)s") % {"number": one.number, "day": day(one.dated_on)})
             for one in sorted(versions, key=lambda one: one.number)]  # fmt: skip
    return [*named, (NOW, _("teksten slik den er nå"))]


def compared_in(document: Document, versions: Sequence[DocumentVersion], before: str, after: str) -> list[Compared]:
    """Two of the document's texts, each one of ``choices``; none while nothing is frozen.

    Raises Unfillable for a text that cannot be shown.
    """
    if not versions:
        return []
    contents = {str(one.number): one.content for one in versions}
    if NOW in (before, after):
        contents[NOW] = _content_now(document)
    return list(compare(kind_of(document.kind), contents[before], contents[after]))


def compare(kind: DocumentKind, before: Content, after: Content) -> Iterator[Compared]:
    """Every part of either, in the order of the later one, with what stands in no section first where it differs.

    Number and date are left out: two versions that differ in these alone say the same. Raises Unfillable.
    """
    before = before | {key: after[key] for key in STAMP if key in after}
    old, new = kind.context(before), kind.context(after)
    whole = changes(_whole(kind, before), _whole(kind, after))
    if whole is not None:
        yield Compared("", _("Dokumentet som helhet"), tables=(whole,))
    was, now = _by_key(old), _by_key(new)
    for key in now | was:
        pair = [_tables_in(context, key) for context in (old, new)]
        found = (changes(pair[0].get(name), pair[1].get(name)) for name in pair[1] | pair[0])
        yield Compared(
            key=key,
            title=str((now.get(key) or was[key])["title"]),
            html=_difference(was.get(key), now.get(key)),
            tables=tuple(change for change in found if change),
            is_new=key not in was,
            is_gone=key not in now,
        )


def _content_now(document: Document) -> Content:
    """A placeholder that nothing is known of yet stands in the text as it was written."""
    content = kind_of(document.kind).content(document.pk)
    used = (name for section in content["sections"] for name in placeholders.names_in(section["body"]))
    known = {name: value for name, value in content["values"].items() if value}
    return content | {"values": {name: f"{{{name}}}" for name in used} | known}


def _difference(was: dict[str, Any] | None, now: dict[str, Any] | None) -> SafeString | str:
    """The words of a section; nothing when they are the same."""
    old, new = (str(part["said"]) if part else "" for part in (was, now))
    if was and now and was["title"] != now["title"]:
        old, new = f"{was['title']}\n\n{old}", f"{now['title']}\n\n{new}"
    pieces = words(old, new)
    return "" if is_same(pieces) else to_html(pieces)


def _whole(kind: DocumentKind, content: Content) -> Table:
    rows = [
        (_("Tittelen"), content.get("title", "")),
        (_("Stedet"), content.get("place", "")),
        (_("Området"), content.get("area", "")),
        (_("Den som gir ut dokumentet"), content.get("author", "")),
        (_("Det virksomhetene bekrefter"), kind.statement(content)),
    ]
    return table("", _("Opplysninger om dokumentet"), (_("Opplysning"), _("Innhold")), [row for row in rows if row[1]])


def _by_key(context: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {str(part["key"]): part for part in context["parts"]}


def _tables_in(context: dict[str, Any], key: str) -> dict[str, Table]:
    every: dict[str, Table] = context.get("tables", {})
    return {name: one for name, one in every.items() if one.part == key}
