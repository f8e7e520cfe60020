"""What a document's page shows of its sections, from rows loaded once: state, comments, what is new to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from documents.difference import Piece, to_html, words
from documents.models import Document, Reading, Section, SectionText
from paadriv.prepared import prepared

_SHOWN = (
    *("document", "key", "title", "level", "body", "revision", "is_shared", "edited_at"),
    "edited_by__name",
)


@dataclass(frozen=True)
class SectionRow:
    """One section in the list of a document."""

    section: Section
    open_comments: int
    is_new: bool

    @property
    def state(self) -> str:
        """«automatic», «written» or «empty»."""
        if self.section.is_automatic:
            return "automatic"
        return "written" if self.section.body else "empty"


@dataclass(frozen=True)
class Change:
    """What became of one section since it was read."""

    section: Section
    pieces: tuple[Piece, ...]

    @property
    def html(self) -> Any:
        return to_html(self.pieces)


def reading_of(document: Document, user: Any) -> Reading | None:
    return Reading.objects.filter(document=document, user=user).first()


def rows_of(document: Document, user: Any, reading: Reading | None, *, shared_only: bool) -> list[SectionRow]:
    """In reading order. One query."""
    rows = [row for row in _sections(document.pk) if row.is_shared or not shared_only]
    for row in rows:
        row.document = document
    return [SectionRow(row, row.open_comments, is_new(row, user, reading)) for row in rows]


@prepared
def _sections(document: int) -> QuerySet[Any]:
    rows = Section.objects.filter(document=document).select_related("edited_by").only(*_SHOWN)
    unsettled = Count("comments", filter=Q(comments__resolved_at=None))
    return rows.annotate(open_comments=unsettled).order_by("position", "pk")


def is_new(section: Section, user: Any, reading: Reading | None) -> bool:
    """Somebody else wrote in it since the reader was there; to one who never was, nothing stands out."""
    if reading is None or section.edited_by_id in (None, user.pk):
        return False
    return section.revision > reading.revisions.get(section.key, 0)


def changes_since(reading: Reading | None, rows: Sequence[SectionRow]) -> list[Change]:
    """The texts of the sections that are new, compared with what was read. One query."""
    fresh = [row.section for row in rows if row.is_new]
    if reading is None or not fresh:
        return []
    wanted = Q(pk=None)
    for section in fresh:
        wanted |= Q(section=section, revision=reading.revisions.get(section.key, 0))
    before = {text.section_id: text.body for text in SectionText.objects.filter(wanted, is_lost=False).order_by("pk")}
    return [Change(section, words(before.get(section.pk, ""), section.body)) for section in fresh]
