"""The texts a section has had, one line per sitting: autosave keeps many, and people look for few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from documents.models import Section, SectionText
from documents.services.saving import SITTING
from paadriv.text import moment

#: Rows looked at; a section saved more often than that shows its latest.
MOST_TEXTS = 2_000


@dataclass(frozen=True)
class Sitting:
    """The last text of one sitting, and the text there was before it."""

    text: SectionText
    before: int | None
    since: datetime

    @property
    def label(self) -> str:
        """«Revisjon 4, Ola Berg 12. mars 2026 kl. 09.30»."""
        who = str(self.text.by) if self.text.by else _("fra malen")
        return _("Revisjon %(number)s, %(who)s %(when)s") % {
            "number": self.text.revision,
            "who": who,
            "when": moment(self.text.at),
        }


def sittings_of(section: Section) -> list[Sitting]:
    """Newest first. One query."""
    rows = section.texts.filter(is_lost=False).select_related("by").defer("body").order_by("revision")
    return list(reversed(list(_sittings(list(rows)[-MOST_TEXTS:]))))


def lost_texts_of(section: Section) -> list[SectionText]:
    """Texts that came too late, newest first. One query."""
    return list(section.texts.filter(is_lost=True).select_related("by").order_by("-pk")[:50])


def _sittings(rows: list[SectionText]) -> Iterable[Sitting]:
    start = before = None
    for text, following in zip(rows, [*rows[1:], None], strict=True):
        start = start or text.at
        if following is None or following.by_id != text.by_id or following.at - text.at >= SITTING:
            yield Sitting(text, before, start)
            start, before = None, text.pk
