"""Builders for answers, the meeting day, interest and minutes; they go through the services."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from initiatives.models import Initiative
from meetings import services
from meetings.models import Attendance, Choice, Interest, Invitation, Meeting
from paadriv import clock
from partners.models import Partner, Person
from tests import meetings_world, world

_COUNTER = iter(range(1, 1_000_000))


def coming(meeting: Meeting, name: str = "Ingrid Nordli", **person: Any) -> Invitation:
    """A guest who has answered «kommer» through the link."""
    return services.answer(meetings_world.invited(meeting, name, **person), choice=Choice.COMING)


def guests(meeting: Meeting, number: int) -> list[Invitation]:
    """Invited people who have not answered."""
    rows = [meetings_world.invitation(meeting, f"Gjest {count}") for count in range(number)]
    meetings_world.sent(meeting)
    return rows


def during(meeting: Meeting) -> datetime:
    """Half an hour after the start."""
    return meeting.starts_at + timedelta(minutes=30)


def after(meeting: Meeting) -> datetime:
    """The morning after."""
    return meeting.ends_at + timedelta(hours=12)


def met(meeting: Meeting, person: Person) -> Attendance:
    """The person was tapped in at the door."""
    with clock.set_to(during(meeting)):
        return services.register_attendance(meeting, person=person, by=world.coordinator_of(meeting.initiative))


def interest(
    meeting: Meeting, *, partner: Partner | None = None, level: str = Interest.Level.STARTUP_PARTNER, **fields: Any
) -> Interest:
    """An answer on the meeting's own form, linked to the partner when one is given."""
    fields.setdefault("organisation", partner.name if partner else "Ukjent AS")
    fields.setdefault("person", None)
    with clock.set_to(during(meeting)):
        row = services.declare_interest(
            meeting,
            sees_need=Interest.Need.YES,
            level=level,
            contributions=["time"],
            form_key=uuid.uuid4(),
            name=f"Deltaker {next(_COUNTER)}",
            **fields,
        )
        if partner is not None:
            services.link_interest(row, partner=partner, by=world.coordinator_of(meeting.initiative))
    return row


def closed(meeting: Meeting) -> Meeting:
    """The meeting after it was closed the morning after."""
    with clock.set_to(after(meeting)):
        return services.close_meeting(meeting, by=world.coordinator_of(meeting.initiative))


def held(initiative: Initiative | None = None, *, attended: int = 3, **fields: Any) -> Meeting:
    """A closed meeting where so many met."""
    meeting = meetings_world.meeting(initiative, **fields)
    for row in guests(meeting, attended):
        met(meeting, row.person)
    return closed(meeting)
