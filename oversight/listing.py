"""One page of initiatives with what a list shows of each: step, days against the norm, next meeting, counts.

Reads two queries a page, whatever the number of initiatives. Says nothing of persons; see rows.py for the look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from initiatives.models import Initiative, StepRun
from oversight.counts import Counts, counts_of
from paadriv.text import search_key

PAGE = 50


@dataclass(frozen=True)
class After:
    """Where the page before ended: the sort key and the id of its last row."""

    place_name: str
    pk: int


@dataclass(frozen=True)
class Line:
    """One initiative as a list shows it; ``run`` is the active step run, None for a partnership."""

    initiative: Initiative
    run: StepRun | None
    municipality: str
    county: str
    owner: str | None
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
    found = list(_tuples(rows).order_by("place_name", "pk")[: PAGE + 1])
    shown = [_read(row) for row in found[:PAGE]]
    last = shown[-1][0] if len(found) > PAGE else None
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


# In the order of the models' fields, as from_db reads them.
_OF_INITIATIVE = ("id", "method_version", "place_name", "state", "state_since")
_OF_RUN = ("id", "step", "state", "started_at", "ended_at", "paused_days")
_SHOWN = ("municipality__name", "municipality__county", "owner__name")
Read = tuple[Initiative, StepRun | None, tuple[str, str, str | None]]


def _tuples(initiatives: QuerySet[Initiative]) -> QuerySet[Any]:
    """Initiatives with their active run and the names beside them, in one query and without whole models."""
    active = FilteredRelation("step_runs", condition=Q(step_runs__state=StepRun.State.ACTIVE))
    return initiatives.annotate(active_run=active).values_list(
        *_OF_INITIATIVE, *(f"active_run__{name}" for name in _OF_RUN), *_SHOWN
    )


def _read(row: tuple[Any, ...]) -> Read:
    end, start = len(_OF_INITIATIVE), len(_OF_INITIATIVE) + len(_OF_RUN)
    initiative = Initiative.from_db("default", _OF_INITIATIVE, row[:end])
    run = StepRun.from_db("default", _OF_RUN, row[end:start]) if row[end] is not None else None
    if run is not None:
        run.initiative = initiative
    municipality, county, owner = row[start:]
    return initiative, run, (municipality, county, owner)


def _lines(found: Sequence[Read]) -> tuple[Line, ...]:
    keys = [initiative.pk for initiative, _run, _names in found]
    if not keys:
        return ()
    counts = counts_of(keys)
    return tuple(Line(initiative, run, *names, counts[initiative.pk]) for initiative, run, names in found)
