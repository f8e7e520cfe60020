"""Builders for gate 1; they go through the services."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from accounts.models import User
from gates.models import GateDecision, Outcome
from gates.services import Decision, decide
from initiatives import services as initiatives
from initiatives.models import Initiative
from meetings import services as meetings
from meetings.models import Meeting
from paadriv import clock
from paadriv.clock import now, today
from tests import day_world, meetings_world, world

GROUPS = ("local_business", "innovation", "residents", "landowners", "public", "civil_society")


def named(initiative: Initiative, **changes: Any) -> Initiative:
    """The initiative with owner, prosessleder and area named."""
    owner = world.organisation(f"{initiative.place_name} kommune")
    fields = {"owner": owner, "process_lead_name": "Bjørg Hårstad", "area_name": "Strandsonen"} | changes
    return initiatives.edit_initiative(
        initiative, fields, revision=initiative.revision, by=world.coordinator_of(initiative)
    )


def held_meeting(
    initiative: Initiative, *, attended: int = 16, taking_part: int = 8, bodies: Sequence[dict[str, Any]] = ()
) -> Meeting:
    """A meeting ten days ago: invited, held, closed, with minutes and linked interest from organisations.

    ``bodies`` are the first of the organisations, as world.partner takes them; the others are invented.
    """
    with clock.set_to(now() - timedelta(days=31)):
        meeting = meetings_world.meeting(initiative, interest_threshold=8)
        invented = [
            {"name": f"Virksomhet {number}", "group": GROUPS[number % len(GROUPS)]}
            for number in range(len(bodies), max(taking_part, 6))
        ]
        partners = [world.partner(initiative, **body) for body in (*bodies, *invented)]
        rows = [
            meetings_world.invitation(meeting, f"Gjest {number}", partner=partners[number % len(partners)])
            for number in range(attended)
        ]
        meetings_world.sent(meeting)
    for row in rows:
        day_world.met(meeting, row.person)
    for partner in partners[:taking_part]:
        day_world.interest(meeting, partner=partner)
    meeting = day_world.closed(meeting)
    with clock.set_to(day_world.after(meeting)):
        by = world.coordinator_of(initiative)
        minutes = meetings.edit_minutes(meeting, body="Vi var enige.", interest_until=None, revision=1, by=by)
        meetings.publish_minutes(meeting, revision=minutes.revision, by=by)
    return meeting


def ready(place: str = "Arendal", **held: Any) -> tuple[Initiative, User]:
    """An initiative whose decider may go on, and that decider."""
    with clock.set_to(now() - timedelta(days=40)):
        initiative = named(world.initiative(place))
    decider = world.decider_of(initiative)
    held_meeting(initiative, **held)
    return initiative, decider


def decided(
    initiative: Initiative, outcome: Outcome = Outcome.GO, *, by: User, form_key: uuid.UUID | None = None, **fields: Any
) -> GateDecision:
    fields.setdefault("decided_on", today())
    fields.setdefault("explanation", "Alle var enige på møtet 3. mars." if outcome == Outcome.GO else "")
    if outcome == Outcome.STOP:
        fields.setdefault("stop_reason", "interest")
    return decide(initiative, Decision(outcome=outcome, **fields), form_key=form_key or uuid.uuid4(), by=by)
