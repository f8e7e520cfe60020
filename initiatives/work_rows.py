"""Activities and deliverables as list items, made in Python: the front page shows all of the method's.

Every value is escaped by format_html. A row that is being edited is a form, and a template's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from initiatives.models import WorkItem
from paadriv.text import day, sentence

if TYPE_CHECKING:
    from initiatives.panels import WorkRow

_ROW = '<li id="{}" class="work-row">{}{}{}{}</li>'
_HEAD = (
    '<div class="work-row__head"><h4 class="ds-heading" data-size="2xs">{}</h4>'
    '<span class="ds-tag" data-color="{}">{}</span>{}</div>'
)
_LATE = ' <span class="ds-tag" data-color="danger">{}</span>'
_FACTS = '<p class="ds-paragraph work-row__facts" data-size="sm">{}</p>'
_NOTE = '<p class="ds-paragraph pre" data-size="sm">{}</p>'
_EDIT = (
    '<a class="ds-link work-row__edit" href="{0}" hx-get="{0}" hx-target="#{1}" hx-swap="outerHTML">{2}'
    '<span class="visually-hidden"> {3}</span></a>'
)
_COLOURS = {WorkItem.Status.DONE.value: "success", WorkItem.Status.DOING.value: "info"}
_NOTHING = format_html_join("", "", ())


def rows_of(rows: Iterable[WorkRow]) -> SafeString:
    """One list item per row, read only, with a link to edit where that is allowed."""
    return format_html_join("\n", _ROW, (_cells(row) for row in rows))


def inside_of(row: WorkRow) -> SafeString:
    """What stands inside one list item."""
    return format_html("{}{}{}{}", *_cells(row)[1:])


def _cells(row: WorkRow) -> tuple[str, SafeString, SafeString, SafeString, SafeString]:
    item = row.item
    late = format_html(_LATE, _("Over fristen")) if row.is_overdue else _NOTHING
    colour = _COLOURS.get(item.status, "neutral")
    head = format_html(_HEAD, row.title, colour, sentence(item.get_status_display()), late)
    facts = [(_("Ansvarlig"), item.owner_name)] if item.owner_name else []
    if item.due_on:
        facts.append((_("Frist"), day(item.due_on)))
    said = format_html_join("", "<span>{}: {}</span>", facts)
    return (
        row.row_id,
        head,
        format_html(_FACTS, said) if facts else _NOTHING,
        format_html(_NOTE, item.note) if item.note else _NOTHING,
        _edit(row),
    )


def _edit(row: WorkRow) -> SafeString:
    if not row.may_edit or row.item.step_run.is_over:
        return _NOTHING
    url = reverse(f"initiatives:edit_{row.kind}", args=[row.item.step_run.initiative_id, row.item.pk])
    return format_html(_EDIT, url, row.row_id, _("Endre"), row.title)
