"""Until when a guest's link opens its page. Opting out is never too late, so that link has no end.

An expired link shows what an unknown one shows; what one may still do on an open page is services' to say.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from meetings.models import Meeting, Minutes
from meetings.services.interest import last_day
from paadriv import text

#: After the meeting.
ANSWER = timedelta(days=7)
#: After the meeting, and never before the form's own last day is over.
INTEREST = timedelta(days=90)
#: After the latest publishing.
MINUTES = timedelta(days=90)


def answer_opens(meeting: Meeting, *, at: datetime) -> bool:
    return at <= meeting.ends_at + ANSWER


def interest_opens(meeting: Meeting, *, at: datetime) -> bool:
    """The guest's own form and the meeting's."""
    return at <= meeting.ends_at + INTEREST or text.local(at).date() <= last_day(meeting)


def minutes_open_until(minutes: Minutes) -> datetime | None:
    """None before they are published."""
    published = minutes.corrected_at or minutes.published_at
    return published + MINUTES if published else None
