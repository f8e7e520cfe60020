"""The sections of a document as list items, made in Python: the page is opened often, and every text has many.

Every value is escaped by format_html.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.kinds import kind_of
from documents.models import Document, Level
from paadriv.text import count, moment

if TYPE_CHECKING:
    from documents.overview import SectionRow

_ROW = (
    '<li class="section-row"><h2 class="ds-heading section-row__title" data-size="2xs">'
    '<span class="section-row__number">{}</span><a class="ds-link" href="{}{}/">{}</a></h2>'
    '<p class="section-row__tags">{}</p><p class="section-row__facts muted">{}</p></li>'
)
_TAG = '<span class="ds-tag" data-color="{}">{}</span>'


def list_items(document: Document, rows: Sequence[SectionRow], *, is_partner: bool, sees_comments: bool) -> SafeString:
    """One list item per section, in reading order."""
    some = reverse("documents:section", args=[document.initiative_id, document.pk, 0])
    base = some.removesuffix("0/")
    return format_html_join(
        "\n",
        _ROW,
        (
            (number, base, row.section.pk, row.section.title, _tags(row, is_partner), _facts(row, sees_comments))
            for number, row in enumerate(rows, start=kind_of(document.kind).first_number)
        ),
    )


def _tags(row: SectionRow, is_partner: bool) -> SafeString:
    tags = [_state(row)]
    if row.section.is_shared and not is_partner:
        tags.append(("info", _("Delt")))
    if row.is_new:
        tags.append(("info", _("Ny for deg")))
    return format_html_join(" ", _TAG, tags)


def _state(row: SectionRow) -> tuple[str, str]:
    if row.state == "automatic":
        return "neutral", _("Fylles ut automatisk")
    if row.state == "written":
        return "success", _("Skrevet")
    return "warning", _("Tom, må fylles ut") if row.section.level == Level.MUST else _("Tom, bør fylles ut")


def _facts(row: SectionRow, sees_comments: bool) -> str | SafeString:
    facts = []
    if row.section.edited_at:
        facts.append(
            _("Sist skrevet av %(who)s %(when)s")
            % {"who": row.section.edited_by, "when": moment(row.section.edited_at)}
        )
    if row.open_comments and sees_comments:
        facts.append(count(row.open_comments, _("åpen kommentar"), _("åpne kommentarer")))
    return format_html("{}", " · ".join(facts))
