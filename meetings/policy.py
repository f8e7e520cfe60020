"""Who may do what with a meeting and what hangs under it. Says nothing about when; see services.

The association's administrators see the plan and counts, never persons or answers.
"""

from __future__ import annotations

from typing import Any

from accounts.access import Verdict
from initiatives import policy as initiatives
from initiatives.models import Initiative


def may_see(user: Any, subject: Any) -> Verdict:
    """Read the plan, the programme and the counts."""
    return initiatives.may_see(user, initiative_of(subject))


def may_see_people(user: Any, subject: Any) -> Verdict:
    """Read the list of guests, their answers and what is sent to them: members only."""
    return initiatives.may_see_people(user, initiative_of(subject))


def may_edit(user: Any, subject: Any) -> Verdict:
    """Change the plan, the programme, the list and the letter: coordinators and editors."""
    return initiatives.may_edit(user, initiative_of(subject))


def may_coordinate(user: Any, subject: Any) -> Verdict:
    """Send, remind, call off and close: coordinators."""
    return initiatives.may_coordinate(user, initiative_of(subject))


def initiative_of(subject: Any) -> Initiative:
    """The initiative of a meeting, of what hangs under one or is loaded beside one, or the initiative itself."""
    if isinstance(subject, Initiative):
        return subject
    if isinstance(subject, tuple):
        subject = subject[0]
    found = subject.initiative if hasattr(subject, "initiative") else subject.meeting.initiative
    assert isinstance(found, Initiative)
    return found
