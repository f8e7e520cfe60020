"""How views find what hangs under a meeting on its day; always through a meeting the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from meetings.loading import visible_meeting
from meetings.models import Interest, Meeting
from partners.models import Person


@dataclass(frozen=True)
class Guest:
    """A person at one meeting: invited, or already registered at the door."""

    meeting: Meeting
    person: Person


def visible_guest(user: Any, initiative: int, meeting: int, person: int) -> Guest:
    """Raises DoesNotExist for somebody who is neither invited to this meeting nor registered there."""
    parent = visible_meeting(user, initiative, meeting)
    known = Q(invitations__meeting=parent, invitations__withdrawn_at=None) | Q(attendance__meeting=parent)
    return Guest(parent, Person.objects.filter(known, initiative=parent.initiative).distinct().get(pk=person))


def visible_interest(user: Any, initiative: int, meeting: int, interest: int) -> Interest:
    """Raises DoesNotExist for an interest given at another meeting."""
    parent = visible_meeting(user, initiative, meeting)
    row = Interest.objects.select_related("text").get(meeting=parent, pk=interest)
    row.meeting = parent
    return row
