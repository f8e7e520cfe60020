"""One page of initiatives with what a list shows of each: step, days against the norm, next meeting, counts.

Reads four queries a page, whatever the number of initiatives. Says nothing of persons; see rows.py for the look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, Count, F, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from initiatives.models import Initiative, StepRun
from meetings.models import Attendance, Invitation, Meeting
from paadriv.clock import now
from paadriv.text import search_key
from partners.models import Partner

PAGE = 50


@dataclass(frozen=True)
class After:
    """Where the page before ended: the sort key and the id of its last row."""

    place_name: str
    pk: int


@dataclass
class Counts:
    """What has happened in one initiative, in numbers. Persons count once over several meetings."""

    invited: int = 0
    answered: int = 0
    attended: int = 0
    partners: int = 0


@dataclass(frozen=True)
class Line:
    """One initiative as a list shows it; ``run`` is the active step run, None for a partnership."""

    initiative: Initiative
    run: StepRun | None
    next_meeting: datetime | None
    counts: Counts


@dataclass(frozen=True)
class Page:
    lines: tuple[Line, ...] = ()
    following: After | None = field(default=None)


def page_of(initiatives: QuerySet[Initiative], after: After | None = None) -> Page:
    """The first lines after a place in the order of place names, by keyset: as fast at the end as at the start."""
    rows = initiatives
    if after is not None:
        # The first bound alone lets the database start in the index; the second makes it exact.
        rows = rows.filter(place_name__gte=after.place_name)
        rows = rows.filter(Q(place_name__gt=after.place_name) | Q(pk__gt=after.pk))
    found = list(_lean(rows).order_by("place_name", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return Page(_lines(shown), After(last.place_name, last.pk) if last else None)


def in_step(initiatives: QuerySet[Initiative], step: str) -> QuerySet[Initiative]:
    """Those whose active step run is of this step."""
    return initiatives.filter(
        pk__in=StepRun.objects.filter(step=step, state=StepRun.State.ACTIVE).values("initiative_id")
    )


def matching(initiatives: QuerySet[Initiative], query: str) -> QuerySet[Initiative]:
    """Those where every word begins a word of the place, its municipality or county.

    Place names are compared as typed, capitalised and in capitals: SQLite knows no case beyond ASCII.
    """
    for word in search_key(query).split()[:6]:
        found = Q(municipality__search_text__startswith=word) | Q(municipality__search_text__contains=f" {word}")
        for spelling in (word, word.capitalize(), word.upper()):
            found |= Q(place_name__startswith=spelling) | Q(place_name__contains=f" {spelling}")
        initiatives = initiatives.filter(found)
    return initiatives


def _lean(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    return initiatives.select_related("municipality", "owner").only(
        "place_name",
        "state",
        "state_since",
        "method_version",
        "municipality__name",
        "municipality__county",
        "owner__name",
    )


def _lines(initiatives: Sequence[Initiative]) -> tuple[Line, ...]:
    keys = [initiative.pk for initiative in initiatives]
    if not keys:
        return ()
    runs, meetings, counts = _active_runs(initiatives), _next_meetings(keys), _counts(keys)
    return tuple(Line(one, runs.get(one.pk), meetings.get(one.pk), counts.get(one.pk, Counts())) for one in initiatives)


def _active_runs(initiatives: Sequence[Initiative]) -> dict[int, StepRun]:
    homes = {one.pk: one for one in initiatives}
    runs = {
        run.initiative_id: run
        for run in StepRun.objects.filter(initiative__in=homes, state=StepRun.State.ACTIVE).order_by("pk")
    }
    for key, run in runs.items():
        run.initiative = homes[key]
    return runs


def _next_meetings(keys: list[int]) -> dict[int, datetime]:
    coming = Meeting.objects.filter(initiative__in=keys, state=Meeting.State.PLANNED, ends_at__gte=now())
    return dict(coming.order_by().values_list("initiative").annotate(first=Min("starts_at")))


def _counts(keys: list[int]) -> dict[int, Counts]:
    """Grouped per table over these ids and sent as one query: joins over several tables would multiply rows."""
    invited = Invitation.objects.filter(meeting__initiative__in=keys, withdrawn_at=None, sent_at__isnull=False)
    attended = Attendance.objects.filter(meeting__initiative__in=keys, state=Attendance.State.ATTENDED)
    rows = _grouped(invited, "invited", "meeting__initiative", Count("person", distinct=True)).union(
        _grouped(invited.exclude(current=""), "answered", "meeting__initiative", Count("person", distinct=True)),
        _grouped(attended, "attended", "meeting__initiative", Count("person", distinct=True)),
        _grouped(Partner.objects.filter(initiative__in=keys), "partners", "initiative", Count("pk")),
        all=True,
    )
    counts: dict[int, Counts] = {}
    for key, what, number in rows:
        setattr(counts.setdefault(key, Counts()), what, number)
    return counts


def _grouped(rows: QuerySet, what: str, by: str, number: Count) -> QuerySet:
    named = rows.order_by().annotate(home=F(by), what=Cast(Value(what), CharField(max_length=10)))
    return named.values_list("home", "what").annotate(number=number)
