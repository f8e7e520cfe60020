"""What the meetings of one initiative add up to: who came, which groups, which organisations will take part.

Reads a constant number of rows' worth of queries and decides nothing; gates judges the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from initiatives.models import Initiative, StepRun
from meetings.models import Attendance, Interest, InterestLink, Invitation, Meeting, ProgrammeItem
from paadriv.prepared import prepared
from paadriv.text import local
from partners.models import Person

#: The group of a person's partner, or the person's own.
_GROUP = Case(When(person__partner=None, then=F("person__group")), default=F("person__partner__group"))

#: What is counted reads of a meeting; the database groups by every column that is fetched.
_COUNTED = (
    *("step_run", "state", "starts_at", "ends_at", "answer_by", "invited_at"),
    *("interest_threshold", "threshold_set_at"),
)
#: What is read of an interest and of the partner it speaks for.
_LINKED = (
    *("interest", "interest__level", "interest__meeting", "interest__meeting__step_run"),
    *("partner", "partner__name", "partner__group", "partner__organisation", "partner__organisation__kind"),
)


@dataclass(frozen=True)
class Part:
    """A partner whose latest linked answer is «vil delta»."""

    partner: int
    name: str
    is_public: bool
    level: str


@dataclass(frozen=True)
class MeetingCount:
    """One meeting that was not called off."""

    meeting: int
    starts_at: datetime
    ends_at: datetime
    is_closed: bool
    invited: int
    attended: int
    without_group: int
    not_settled: int
    minutes_planned: int
    has_introduction: bool
    threshold: int
    threshold_set_at: datetime
    minutes_published_at: datetime | None
    answer_by: date
    is_sent: bool
    answered: int

    @property
    def day(self) -> date:
        return local(self.starts_at).date()

    @property
    def minutes_held(self) -> int:
        """From the planned start to the planned end."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def threshold_in_time(self) -> bool:
        return self.threshold_set_at <= self.starts_at

    @property
    def days_to_minutes(self) -> int | None:
        """Days from the meeting to its minutes' first publishing, in Norway."""
        if self.minutes_published_at is None:
            return None
        return (local(self.minutes_published_at).date() - self.day).days


@dataclass(frozen=True)
class MeetingCounts:
    """All meetings of an initiative together; persons and partners count once over several meetings."""

    meetings: tuple[MeetingCount, ...] = ()
    persons_attended: int = 0
    organisations_attended: tuple[str, ...] = ()
    groups_invited: frozenset[str] = frozenset()
    groups_attended: frozenset[str] = frozenset()
    taking_part: tuple[Part, ...] = ()
    held: tuple[MeetingCount, ...] = field(default=())

    @property
    def most_attended(self) -> int:
        """Those who came to the best attended closed meeting: a meeting's norm holds if one meeting meets it."""
        return max((one.attended for one in self.held), default=0)

    @property
    def public_taking_part(self) -> tuple[Part, ...]:
        return tuple(part for part in self.taking_part if part.is_public)

    @property
    def others_taking_part(self) -> tuple[Part, ...]:
        return tuple(part for part in self.taking_part if not part.is_public)

    @property
    def attendance_complete(self) -> bool:
        """Some meeting is closed, and everyone invited to a closed meeting has an attendance."""
        return bool(self.held) and all(one.not_settled == 0 for one in self.held)

    @property
    def threshold(self) -> int | None:
        """That of the latest closed meeting."""
        return self.held[-1].threshold if self.held else None

    @property
    def threshold_in_time(self) -> bool:
        return bool(self.held) and self.held[-1].threshold_in_time


def meeting_counts(initiative: Initiative, run: StepRun | None = None) -> MeetingCounts:
    """Count in four queries, whatever the number of meetings and persons; ``run`` for one round's meetings alone."""
    meetings = [one for one in _meetings(initiative.pk) if run is None or one.step_run_id == run.pk]
    keys = {one.pk for one in meetings}
    closed = {one.pk for one in meetings if one.state == Meeting.State.CLOSED}
    invited = [row for row in _invited(initiative.pk) if row[0] in keys]
    attended = [row for row in _attended(initiative.pk) if row[0] in keys]
    there = [row for row in attended if row[0] in closed]
    counted = tuple(_count(one, invited, attended) for one in meetings)
    return MeetingCounts(
        meetings=counted,
        held=tuple(one for one in counted if one.is_closed),
        persons_attended=len({row[1] for row in there}),
        organisations_attended=tuple(sorted({row[2] for row in there if row[2]}, key=str.casefold)),
        groups_invited=frozenset(row[1] for row in invited if row[1]),
        groups_attended=frozenset(row[3] for row in there if row[3]),
        taking_part=taking_part(initiative, run),
    )


@prepared
def _meetings(initiative: int) -> QuerySet[Meeting]:
    """Those that were not called off, with what their programme adds up to."""
    found = Meeting.objects.filter(initiative=initiative).exclude(state=Meeting.State.CALLED_OFF)
    return (
        found.select_related("minutes")
        .only(*_COUNTED, "minutes__published_at")
        .annotate(
            minutes_planned=Coalesce(Sum("programme__minutes"), 0),
            introductions=Count("programme", filter=Q(programme__kind=ProgrammeItem.Kind.INTRODUCTION)),
        )
        .order_by("starts_at", "pk")
    )


@prepared
def _invited(initiative: int) -> QuerySet[Invitation, tuple[int, str, int, int, int]]:
    """Per meeting and stakeholder group: how many are invited, have answered, and have no attendance yet."""
    registered = Attendance.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"))
    return (
        Invitation.objects.filter(meeting__initiative=initiative, withdrawn_at=None)
        .annotate(group=_GROUP)
        .values_list("meeting_id", "group")
        .annotate(
            invited=Count("pk"),
            answered=Count("pk", filter=~Q(current="")),
            not_settled=Count("pk", filter=~Exists(registered)),
        )
        .order_by("meeting_id", "group")
    )


@prepared
def _attended(initiative: int) -> QuerySet[Attendance, tuple[int, int, str | None, str]]:
    """Meeting, person, the partner's name and the group of everyone who came."""
    came = Attendance.objects.filter(meeting__initiative=initiative, state=Attendance.State.ATTENDED)
    rows = came.annotate(group=_GROUP).order_by("pk")
    return rows.values_list("meeting_id", "person_id", "person__partner__name", "group")


def organisations(persons: Iterable[Person]) -> tuple[str, ...]:
    """The names of the persons' partners, each once, by name."""
    found = {person.partner.name for person in persons if person.partner is not None}
    return tuple(sorted(found, key=str.casefold))


def taking_part(initiative: Initiative, run: StepRun | None = None) -> tuple[Part, ...]:
    """The partners whose latest linked answer, over all meetings or one round's, is «vil delta». One query."""
    links = [link for link in _links(initiative.pk) if run is None or link.interest.meeting.step_run_id == run.pk]
    current = {link.interest_id: link for link in links}
    latest: dict[int, InterestLink] = {}
    for link in sorted(current.values(), key=lambda link: link.interest_id):
        if link.partner_id is not None:
            latest[link.partner_id] = link
    parts = [
        Part(link.partner.pk, link.partner.name, link.partner.is_public, link.interest.level)
        for link in latest.values()
        if link.partner is not None and link.interest.level in Interest.WILL_TAKE_PART
    ]
    return tuple(sorted(parts, key=lambda part: part.name.casefold()))


@prepared
def _links(initiative: int) -> QuerySet[InterestLink]:
    found = InterestLink.objects.filter(interest__meeting__initiative=initiative).order_by("pk")
    return found.select_related("interest__meeting", "partner__organisation").only(*_LINKED)


def _count(
    meeting: Any,
    invited: Sequence[tuple[int, str, int, int, int]],
    attended: Sequence[tuple[int, int, str | None, str]],
) -> MeetingCount:
    """``meeting`` carries its annotations."""
    here = [row for row in invited if row[0] == meeting.pk]
    minutes = getattr(meeting, "minutes", None)
    return MeetingCount(
        meeting=meeting.pk,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        is_closed=meeting.state == Meeting.State.CLOSED,
        invited=sum(row[2] for row in here),
        attended=sum(row[0] == meeting.pk for row in attended),
        without_group=sum(row[0] == meeting.pk and not row[3] for row in attended),
        not_settled=sum(row[4] for row in here),
        minutes_planned=meeting.minutes_planned,
        has_introduction=meeting.introductions > 0,
        threshold=meeting.interest_threshold,
        threshold_set_at=meeting.threshold_set_at,
        minutes_published_at=minutes.published_at if minutes else None,
        answer_by=meeting.answer_by,
        is_sent=meeting.invited_at is not None,
        answered=sum(row[3] for row in here),
    )
