"""The rows of the answers page and of the door, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import Answer, Attendance, Choice, Invitation, Meeting
from paadriv.text import in_words, search_key
from partners.models import Partner, Person


@dataclass(frozen=True)
class AnswerRow:
    """One guest with the latest answer and what is needed."""

    invitation: Invitation
    need: str
    registered_by: str
    is_stale: bool

    @property
    def choice(self) -> str:
        return self.invitation.current

    @property
    def is_waiting(self) -> bool:
        return self.invitation.waiting_since is not None


@dataclass(frozen=True)
class Filter:
    label: str | Promise
    keeps: Callable[[AnswerRow], bool]


FILTERS = {
    "alle": Filter(_("Alle"), lambda row: True),
    "kommer": Filter(_("Kommer"), lambda row: row.choice == Choice.COMING and not row.is_waiting),
    "kanskje": Filter(_("Kanskje"), lambda row: row.choice == Choice.MAYBE),
    "kommer-ikke": Filter(_("Kommer ikke"), lambda row: row.choice in (Choice.NOT_COMING, Choice.SENDS_ANOTHER)),
    "venteliste": Filter(_("Venteliste"), lambda row: row.is_waiting),
    "ikke-svart": Filter(_("Ikke svart"), lambda row: not row.choice),
    "tilrettelegging": Filter(_("Trenger tilrettelegging"), lambda row: bool(row.need)),
}


@dataclass(frozen=True)
class Summary:
    """The three numbers against the norm, and who is missing."""

    coming: int
    maybe: int
    not_coming: int
    waiting: int
    silent: int
    least: int
    most: int
    capacity: int | None

    @property
    def is_within_norm(self) -> bool:
        return self.least <= self.coming <= self.most


def answers_of(meeting: Meeting) -> list[AnswerRow]:
    """Everyone on the list with the latest answer, by name; one query."""
    latest = Answer.objects.filter(invitation=OuterRef("pk")).order_by("-pk")
    rows = (
        Invitation.objects.filter(meeting=meeting, withdrawn_at=None)
        .select_related("person__partner", "need")
        .annotate(registered_by=Subquery(latest.values("by__name")[:1]))
        .order_by("pk")
    )
    listed = [
        AnswerRow(
            invitation=row,
            need=row.need.text if hasattr(row, "need") else "",
            registered_by=row.registered_by or "",
            is_stale=bool(row.current) and row.current_sequence < meeting.sequence,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda row: (search_key(row.invitation.person.name), row.invitation.pk))


def summary_of(meeting: Meeting, rows: list[AnswerRow]) -> Summary:
    least, most = meeting.initiative.method.norms.participants

    def number(key: str) -> int:
        return sum(FILTERS[key].keeps(row) for row in rows)

    return Summary(
        coming=number("kommer"),
        maybe=number("kanskje"),
        not_coming=number("kommer-ikke"),
        waiting=number("venteliste"),
        silent=number("ikke-svart"),
        least=least,
        most=most,
        capacity=meeting.capacity,
    )


@dataclass(frozen=True)
class DoorRow:
    """One person at the door: expected or walked in, there or not yet."""

    person: Person
    is_here: bool
    is_walk_in: bool
    choice: str = ""
    is_waiting: bool = False

    @property
    def says(self) -> str:
        """The answer in words, for the one at the door."""
        return str(Choice(self.choice).label) if self.choice else ""


def door_of(meeting: Meeting) -> list[DoorRow]:
    """Everyone invited and everyone who walked in, by name; two queries."""
    here = {row.person_id: row for row in meeting.attendance.select_related("person__partner").order_by("pk")}
    invited = list(
        meeting.invitations.filter(withdrawn_at=None).select_related("person__partner").order_by("person__name", "pk")
    )
    known = {row.person_id for row in invited}
    rows = [
        DoorRow(row.person, _is_here(here.get(row.person_id)), False, row.current, row.waiting_since is not None)
        for row in invited
    ]
    rows += [DoorRow(row.person, _is_here(row), True) for row in here.values() if row.person_id not in known]
    return sorted(rows, key=lambda row: (search_key(row.person.name), row.person.pk))


@dataclass(frozen=True)
class Ungrouped:
    """One whose group is not known: a partner with those who came for it, or a private person who came."""

    partner: Partner | None
    persons: tuple[Person, ...]

    @property
    def person(self) -> Person:
        return self.persons[0]

    @property
    def name(self) -> str:
        return self.partner.name if self.partner else self.person.name

    @property
    def names(self) -> str:
        """Those who came for the partner."""
        return in_words([person.name for person in self.persons]) if self.partner else ""


def ungrouped_of(rows: list[DoorRow]) -> list[Ungrouped]:
    """Those who came and count in no stakeholder group, each partner once. Reads no rows."""
    found: dict[tuple[int | None, int], list[Person]] = {}
    for person in (row.person for row in rows if row.is_here and not row.person.group_key):
        found.setdefault((person.partner_id, 0 if person.partner_id else person.pk), []).append(person)
    return [Ungrouped(persons[0].partner, tuple(persons)) for persons in found.values()]


def matching(rows: list[DoorRow], words: str) -> list[DoorRow]:
    """Those whose name or organisation holds every word typed."""
    wanted = search_key(words).split()
    return [row for row in rows if all(word in _searched(row.person) for word in wanted)]


def _searched(person: Person) -> str:
    return search_key(person.name, person.partner.name if person.partner else "")


def _is_here(row: Attendance | None) -> bool:
    return row is not None and row.state == Attendance.State.ATTENDED
