"""How long a step has taken against what the method says is usual. Pure; knows no rows and no clock."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from initiatives.method import Days, Months


class Standing(StrEnum):
    """Where a day lies against the usual window."""

    EARLY = "early"
    WITHIN = "within"
    LATE = "late"


@dataclass(frozen=True)
class Window:
    """The first and the last day on which a step usually ends."""

    earliest: date
    latest: date

    def standing(self, day: date) -> Standing:
        if day < self.earliest:
            return Standing.EARLY
        return Standing.WITHIN if day <= self.latest else Standing.LATE


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, or the month's last day: 31 January + 3 = 30 April.

    Raises OverflowError after the year 9999.
    """
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    if year > date.max.year:
        raise OverflowError("no such year")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_worked(start: date, end: date, paused: int = 0) -> int:
    """Days from start to end without the days on hold; never below zero."""
    return max(0, (end - start).days - paused)


def window(usual: Days | Months, start: date, paused: int = 0) -> Window | None:
    """When a step begun on this day usually ends; days on hold move it.

    None for a step whose length is that of its meeting: what comes before the meeting has no norm.
    """
    if isinstance(usual, Days):
        return None
    held = timedelta(days=paused)
    return Window(add_months(start, usual.least) + held, add_months(start, usual.most) + held)
