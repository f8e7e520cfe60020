"""Builders for meetings; they go through the services."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from initiatives.models import Initiative
from mail.models import Message
from meetings import services
from meetings.importing import Row
from meetings.models import Invitation, Meeting
from paadriv.clock import now
from paadriv.text import local
from tests import world


def evening(days: int = 21) -> datetime:
    """18.00 on a day from now."""
    return local(now() + timedelta(days=days)).replace(hour=18, minute=0, second=0, microsecond=0)


def meeting(initiative: Initiative | None = None, *, days: int = 21, **fields: Any) -> Meeting:
    """A planned meeting some days from now, with everything an invitation needs."""
    initiative = initiative or world.initiative()
    starts_at = fields.pop("starts_at", evening(days))
    fields.setdefault("ends_at", starts_at + timedelta(minutes=150))
    fields.setdefault("venue", "Kulturhuset, Bryggegata 11")
    fields.setdefault("answer_by", local(starts_at).date() - timedelta(days=7))
    fields.setdefault("sender_name", "Kari Nilsen")
    fields.setdefault("sender_title", "kommunedirektør")
    fields.setdefault("initiator_address", "Rådhusgata 4, 4836 Arendal")
    return services.plan_meeting(initiative, starts_at=starts_at, by=world.coordinator_of(initiative), **fields)


def invitation(meeting: Meeting, name: str = "Ingrid Nordli", *, why_asked: str = "", **person: Any) -> Invitation:
    """Somebody on the list; nothing is sent."""
    who = world.person(meeting.initiative, name, **person)
    return services.invite(meeting, who, why_asked=why_asked, by=world.coordinator_of(meeting.initiative))


def sent(meeting: Meeting) -> Meeting:
    """The meeting after its invitations were queued."""
    services.send_invitations(meeting, by=world.coordinator_of(meeting.initiative))
    meeting.refresh_from_db()
    return meeting


def invited(meeting: Meeting, name: str = "Ingrid Nordli", **person: Any) -> Invitation:
    """Somebody whose invitation has been queued."""
    row = invitation(meeting, name, **person)
    sent(meeting)
    row.refresh_from_db()
    return row


def invited_many(meeting: Meeting, number: int) -> None:
    """A list of so many, each with an organisation of their own."""
    rows = [Row(n, f"Gjest {n}", f"gjest-{n}@eksempel.no", f"Firma {n}", "residents") for n in range(number)]
    services.import_rows(meeting, rows, by=world.coordinator_of(meeting.initiative))


def mails() -> QuerySet[Message]:
    """Every mail about a meeting's plan; what else the world mailed is left out."""
    return Message.objects.filter(sending__kind__startswith="meeting_").order_by("pk")
