"""The programme with its start times and its sum against the norm. Pure; nothing is stored of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.models import Meeting, ProgrammeItem


@dataclass(frozen=True)
class Timed:
    """An item and when it starts."""

    item: ProgrammeItem
    starts_at: datetime


@dataclass(frozen=True)
class Total:
    """The sum of the minutes, and whether it is within what the method recommends."""

    minutes: int
    least: int
    most: int
    meeting_minutes: int

    @property
    def is_within_norm(self) -> bool:
        return self.least <= self.minutes <= self.most

    @property
    def is_too_short(self) -> bool:
        return self.minutes < self.least

    @property
    def fits_meeting(self) -> bool:
        """The programme ends when the invitation says that the meeting ends."""
        return self.minutes == self.meeting_minutes

    @property
    def difference(self) -> int:
        """Minutes the programme is longer than the meeting; negative when shorter."""
        return self.minutes - self.meeting_minutes


def timed(meeting: Meeting, items: Iterable[ProgrammeItem]) -> list[Timed]:
    """Items in order, each starting when the one before it is over."""
    at, rows = meeting.starts_at, []
    for item in items:
        rows.append(Timed(item, at))
        at += timedelta(minutes=item.minutes)
    return rows


def total(meeting: Meeting, items: Iterable[ProgrammeItem]) -> Total:
    least, most = meeting.initiative.method.norms.meeting_minutes
    length = int((meeting.ends_at - meeting.starts_at) / timedelta(minutes=1))
    return Total(sum(item.minutes for item in items), least, most, length)
