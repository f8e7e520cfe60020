"""The rows of the invitation list as markup, made in Python: a table cell in a template costs far more.

Every value is escaped by format_html. What can be done with a row is a link to a form or a page that asks,
so that a list of a hundred holds no token at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import Choice, Meeting
from paadriv.text import short_day
from partners.groups import BY_KEY

_ROW = (
    '<tr><th scope="row"><a class="ds-link" href="{}brev/{}/">{}</a><span class="guests__mail">{}</span></th>'
    "<td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
)
_TAG = '<span class="ds-tag" data-size="sm" data-color="{}">{}</span>'
_SWAP = 'hx-target="#guests-panel" hx-swap="outerHTML"'
_CORRECT = (
    '<a class="ds-button" data-variant="tertiary" data-size="sm" href="{0}" hx-get="{0}" ' + _SWAP + ">{1}"
    '<span class="visually-hidden"> {2}</span></a>'
)
_WITHDRAW = (
    '<a class="ds-button" data-variant="tertiary" data-color="danger" data-size="sm" href="{}">{}'
    '<span class="visually-hidden"> {}</span></a>'
)
_BUTTONS = '<div class="guests__buttons">{}{}</div>'
_NOTHING = format_html_join("", "", ())


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
    rows = meeting.invitations.filter(withdrawn_at=None).order_by("person__name", "pk")
    return [Guest(*row) for row in rows.values_list(*_FIELDS)]


def rows_of(meeting: Meeting, guests: Iterable[Guest], *, may_edit: bool, form: tuple[int, str] | None) -> SafeString:
    """One table row per guest; ``form`` is the row whose address is being corrected, and its form."""
    make = _Cells(meeting, may_edit=may_edit, form=form)
    return format_html_join("\n", _ROW, map(make.row, guests))


class _Cells:
    """Makes the cells of one list, and each different tag, group and answer once."""

    def __init__(self, meeting: Meeting, *, may_edit: bool, form: tuple[int, str] | None) -> None:
        self.here = reverse("meetings:meeting", args=[meeting.initiative_id, meeting.pk])
        self.list = reverse("meetings:guests", args=[meeting.initiative_id, meeting.pk])
        self.may_edit = may_edit and meeting.state == Meeting.State.PLANNED
        self.form = form
        self.words = (_("Rett adressen"), _("Ta av listen"), _("mangler e-postadresse"))
        self.groups = {key: str(group.title) for key, group in BY_KEY.items()}
        self.answers = {choice.value: str(choice.label) for choice in Choice}
        self.opted_out = format_html(_TAG, "warning", _("meldt seg av"))
        unsent = ("info", _("ny på listen")) if meeting.invited_at else ("neutral", _("ikke sendt"))
        self.unsent = format_html(_TAG, *unsent)
        self.sent: dict[Any, SafeString] = {}

    def row(self, guest: Guest) -> tuple[Any, ...]:
        return (
            self.here,
            guest.pk,
            guest.name,
            guest.email or self.words[2],
            guest.partner or "–",
            self.groups.get(guest.group, "–"),
            self._state(guest),
            self.answers.get(guest.current, "–"),
            self._actions(guest),
        )

    def _state(self, guest: Guest) -> SafeString:
        if guest.opted_out:
            return self.opted_out
        if not guest.sent_at:
            return self.unsent
        if guest.sent_at not in self.sent:
            said = _("sendt %(when)s") % {"when": short_day(guest.sent_at)}
            self.sent[guest.sent_at] = format_html(_TAG, "success", said)
        return self.sent[guest.sent_at]

    def _actions(self, guest: Guest) -> SafeString | str:
        if not self.may_edit:
            return _NOTHING
        if self.form is not None and self.form[0] == guest.pk:
            return self.form[1]
        correct = format_html(_CORRECT, f"{self.list}{guest.pk}/adresse/", self.words[0], guest.name)
        if guest.current:
            return format_html(_BUTTONS, correct, _NOTHING)
        withdraw = format_html(_WITHDRAW, f"{self.list}{guest.pk}/fjern/", self.words[1], guest.name)
        return format_html(_BUTTONS, correct, withdraw)
