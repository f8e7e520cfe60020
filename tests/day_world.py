"""Builders for answers, the meeting day, interest and minutes; they go through the services."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from initiatives.models import Initiative
from meetings import services
from meetings.models import Attendance, Choice, Interest, Invitation, Meeting
from paadriv import clock
from paadriv.clock import now
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


def going_on(*, capacity: int | None = 4) -> Meeting:
    """A meeting that began half an hour ago by the real clock, with guests of every kind of answer."""
    starts_at = now() - timedelta(minutes=30)
    with clock.set_to(starts_at - timedelta(days=14)):
        meeting = meetings_world.meeting(
            starts_at=starts_at,
            answer_by=starts_at.date() - timedelta(days=1),
            capacity=capacity,
            accessibility="Trinnfri inngang fra Bryggegata",
            serving="Kaffe og rundstykker",
        )
        initiative = meeting.initiative
        for number, (name, group) in enumerate(_ORGANISATIONS):
            partner = world.partner(initiative, name, group=group)
            meetings_world.invitation(meeting, _NAMES[number], partner=partner)
        meetings_world.invitation(meeting, "Magnhild Østerhus-Kristoffersen", group="residents", phone="912 34 567")
        meetings_world.sent(meeting)
        choices = [Choice.COMING] * 5 + [Choice.MAYBE, Choice.NOT_COMING]
        for guest, choice in zip(meeting.invitations.order_by("pk"), choices, strict=False):
            services.answer(guest, choice=choice, need="Teleslynge" if guest.pk % 3 == 0 else None)
    return meeting


_NAMES = ("Ingrid Nordli", "Per Holm", "Áilu Sárá", "Bjørg Åsen", "Ola Berg", "Kari Lie", "Jon Dahl", "Eva Strand")
_ORGANISATIONS = (
    ("Sagbruket Eiendom AS", "landowners"),
    ("Arendal kommune", "public"),
    ("Sørlandet Innovasjonspark", "innovation"),
    ("Frivilligsentralen", "civil_society"),
    ("Kaia Kafé", "local_business"),
    ("Universitetet i Agder", "academia"),
    ("Bryggebyen vel", "residents"),
    ("Agder Energi Nett", "other_business"),
)
