"""The rows of the invitation list as markup, made in Python: a table cell in a template costs far more.

Every value is escaped by format_html. What can be done with a row is a link to a form or a page that asks,
so that a list of a hundred holds no token at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import Choice, Invitation, Meeting
from paadriv.prepared import prepared
from paadriv.text import short_day
from partners.groups import BY_KEY

_ROW = (
    '<tr><th scope="row"><a class="ds-link" href="{here}brev/{pk}/">{name}</a><span class="guests__mail">{email}</span>'
    "</th><td>{partner}</td><td>{group}</td><td>{state}</td><td>{answer}</td><td>%s</td></tr>"
)
_TAG = '<span class="ds-tag" data-size="sm" data-color="{}">{}</span>'
_SWAP = 'hx-target="#guests-panel" hx-swap="outerHTML"'
_CORRECT = (
    '<a class="ds-button" data-variant="tertiary" data-size="sm" href="{list}{pk}/rett/" '
    'hx-get="{list}{pk}/rett/" ' + _SWAP + '>{correct}<span class="visually-hidden"> {name}</span></a>'
)
_WITHDRAW = (
    '<a class="ds-button" data-variant="tertiary" data-color="danger" data-size="sm" '
    'href="{list}{pk}/fjern/">{withdraw}<span class="visually-hidden"> {name}</span></a>'
)
_BUTTONS = '<div class="guests__buttons">%s</div>'
#: One text per kind of row, so that a row is made in one go.
_KINDS = {
    "read": _ROW % "",
    "corrected": _ROW % "{form}",
    "answered": _ROW % (_BUTTONS % _CORRECT),
    "open": _ROW % (_BUTTONS % (_CORRECT + _WITHDRAW)),
}


class Guest(NamedTuple):
    """What one row shows of an invitation, read as a tuple."""

    pk: int
    name: str
    email: str
    opted_out: Any
    partner: str | None
    partner_group: str | None
    own_group: str
    sent_at: Any
    current: str

    @property
    def group(self) -> str:
        return (self.partner_group if self.partner is not None else self.own_group) or ""


_FIELDS = (
    *("pk", "person__name", "person__email", "person__opted_out_at", "person__partner__name"),
    *("person__partner__group", "person__group", "sent_at", "current"),
)


def guests_of(meeting: Meeting) -> list[Guest]:
    """Everyone on the list, by name. One query."""
    return [Guest(*row) for row in _on_list(meeting.pk)]


@prepared
def _on_list(meeting: int) -> QuerySet[Invitation, tuple[Any, ...]]:
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_at=None).order_by("person__name", "pk")
    return rows.values_list(*_FIELDS)


def rows_of(meeting: Meeting, guests: Iterable[Guest], *, may_edit: bool, form: tuple[int, str] | None) -> SafeString:
    """One table row per guest; ``form`` is the row being corrected, and its form."""
    make = _Cells(meeting, may_edit=may_edit, form=form)
    rows: list[str] = [make.row(guest) for guest in guests] or [""]
    return format_html("\n".join("{}" for _row in rows), *rows)


def _filled(text: str, same: dict[str, str]) -> str:
    """The text with what is the same in every row, escaped; what differs still stands in braces."""
    for name, value in same.items():
        text = text.replace(f"{{{name}}}", conditional_escape(value).replace("{", "{{").replace("}", "}}"))
    return text


class _Cells:
    """Makes the cells of one list, and each different tag, group and answer once."""

    def __init__(self, meeting: Meeting, *, may_edit: bool, form: tuple[int, str] | None) -> None:
        at = [meeting.initiative_id, meeting.pk]
        same = {
            "here": reverse("meetings:meeting", args=at),
            "list": reverse("meetings:guests", args=at),
            "correct": _("Rett"),
            "withdraw": _("Ta av listen"),
            "form": form[1] if form else "",
        }
        self.texts = {kind: _filled(text, same) for kind, text in _KINDS.items()}
        self.may_edit = may_edit and meeting.state == Meeting.State.PLANNED
        self.form = form
        self.no_address = _("mangler e-postadresse")
        self.groups = {key: conditional_escape(str(group.title)) for key, group in BY_KEY.items()}
        self.answers = {choice.value: conditional_escape(str(choice.label)) for choice in Choice}
        self.opted_out = format_html(_TAG, "warning", _("meldt seg av"))
        unsent = ("info", _("ny på listen")) if meeting.invited_at else ("neutral", _("ikke sendt"))
        self.unsent = format_html(_TAG, *unsent)
        self.sent: dict[Any, SafeString] = {}

    def row(self, guest: Guest) -> SafeString:
        return format_html(
            self.texts[self._kind(guest)],
            pk=guest.pk,
            name=conditional_escape(guest.name),
            email=guest.email or self.no_address,
            partner=guest.partner or "",
            group=self.groups.get(guest.group, ""),
            state=self._state(guest),
            answer=self.answers.get(guest.current, ""),
        )

    def _kind(self, guest: Guest) -> str:
        """What stands in the row's last cell decides."""
        if not self.may_edit:
            return "read"
        if self.form is not None and self.form[0] == guest.pk:
            return "corrected"
        return "answered" if guest.current else "open"

    def _state(self, guest: Guest) -> SafeString:
        if guest.opted_out:
            return self.opted_out
        if not guest.sent_at:
            return self.unsent
        if guest.sent_at not in self.sent:
            said = _("sendt %(when)s") % {"when": short_day(guest.sent_at)}
            self.sent[guest.sent_at] = format_html(_TAG, "success", said)
        return self.sent[guest.sent_at]
