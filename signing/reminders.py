"""When a person who has not answered is reminded: relative to the deadline, on working days, in daytime.

Pure. Plans are made from the deadline each time, so that extending it plans anew.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil.easter import easter

from paadriv.text import local

#: Days before the deadline.
DAYS_BEFORE = (7, 3, 1)
#: However often the deadline is extended.
MOST = 6
_FIRST_HOUR, _LAST_HOUR = 8, 18
#: Fixed holidays as (month, day), and the movable ones in days from Easter Sunday (lov om helligdager; 1. and 17. mai).
_FIXED = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)


def is_public_holiday(day: date) -> bool:
    """Whether a day is a public holiday in Norway; Sundays are not asked about here."""
    movable = {easter(day.year) + timedelta(days=days) for days in _FROM_EASTER}
    return (day.month, day.day) in _FIXED or day in movable


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_public_holiday(day)


def may_be_mailed_at(moment: datetime) -> bool:
    """Whether people may be reminded at this moment: on working days between eight and six."""
    there = local(moment)
    return is_working_day(there.date()) and _FIRST_HOUR <= there.hour < _LAST_HOUR


def next_decent(moment: datetime) -> datetime | None:
    """The next morning people may be reminded, for a moment when they may not; None when they may."""
    if may_be_mailed_at(moment):
        return None
    there = local(moment)
    day = there.date() if there.hour < _FIRST_HOUR else there.date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(_FIRST_HOUR), tzinfo=there.tzinfo)


def plan(deadline: date, *, asked_on: date) -> tuple[date, ...]:
    """The days on which one who was asked that day is reminded; a day off is moved to the working day before it."""
    days = {_working_day_at_or_before(deadline - timedelta(days=before)) for before in DAYS_BEFORE}
    return tuple(sorted(day for day in days if day > asked_on))


def due(deadline: date, *, asked_on: date, today: date) -> date | None:
    """The latest planned day that has come; None when there is none yet, or the deadline is over.

    A day on which no reminder went out is made up for on the next working day, once.
    """
    if today > deadline:
        return None
    return max((day for day in plan(deadline, asked_on=asked_on) if day <= today), default=None)


def _working_day_at_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
