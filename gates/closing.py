"""What is written down when an initiative is stopped: who took part as organisations, and the meetings held.

Stored in the decision's snapshot, so that the sluttnotat says the same whatever happens to the rows later.
Holds no person; names of organisations are what was decided about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from documents.models import Rendering
from gates.models import GateDecision, Outcome
from initiatives.models import Initiative
from meetings.models import Attendance, Meeting
from meetings.services.retention import KEEP_PERSONS
from paadriv.text import local
from partners.models import Partner
from partners.stages import ROAD, Stage


class Part(StrEnum):
    """The part an organisation had when the initiative was stopped."""

    STARTUP = "startup"
    ON_THE_WAY = "on_the_way"
    INTERESTED = "interested"
    ATTENDED = "attended"
    WITHDREW = "withdrew"


#: Those who were spoken with on the way to becoming start-up partners.
ON_THE_WAY = (Stage.CONTACTED, Stage.TALKING, Stage.INTENT)


def closing_of(initiative: Initiative) -> dict[str, Any]:
    """Organisations with their part, by name, and the meetings that were held, by day. Three queries."""
    came = set(
        Attendance.objects.filter(meeting__initiative=initiative, state=Attendance.State.ATTENDED)
        .order_by()
        .values_list("person__partner", flat=True)
    )
    partners = Partner.objects.filter(initiative=initiative).order_by("name", "pk")
    parts = [(row, _part(row, came=row.pk in came)) for row in partners]
    return {
        "organisations": [
            {"name": row.name, "group": row.group, "part": part.value} for row, part in parts if part is not None
        ],
        "meetings": [
            {"held_on": local(row.starts_at).date().isoformat(), "attended": row.came}
            for row in meetings_held(initiative)
        ],
    }


def kept_until(decision: GateDecision) -> date:
    """The day from which persons are erased, counted from the stop."""
    return (local(decision.at) + KEEP_PERSONS).date()


@dataclass(frozen=True)
class Closing:
    """What pages of a stopped initiative say: the decision, its sluttnotat (None: not asked for), and until when."""

    decision: GateDecision
    rendering: Rendering | None
    until: date


def shown_closing(initiative: Initiative) -> Closing | None:
    """None for an initiative that is not stopped now. Two queries, none while it is open."""
    if initiative.state != Initiative.State.STOPPED:
        return None
    decision = initiative.decisions.filter(outcome=Outcome.STOP).order_by("-pk").first()
    return closing_by(decision) if decision is not None else None


def closing_by(decision: GateDecision) -> Closing:
    """Of one decision to stop, whatever came after it. One query."""
    rendering = Rendering.objects.filter(kind="sluttnotat", subject_id=decision.pk).order_by("-pk").first()
    return Closing(decision, rendering, kept_until(decision))


def _part(partner: Partner, *, came: bool) -> Part | None:
    """None for one that was only thought of, and for one that said no before it took part."""
    if partner.stage == Stage.STARTUP_PARTNER:
        return Part.STARTUP
    if partner.stage in ON_THE_WAY:
        return Part.ON_THE_WAY
    if partner.stage == Stage.WITHDRAWN:
        return Part.WITHDREW
    if partner.stage in ROAD[1:]:
        return Part.INTERESTED
    return Part.ATTENDED if came else None


def meetings_held(initiative: Initiative) -> Any:
    """Closed meetings by day, each with how many ``came``. One query."""
    came = Count("attendance", filter=Q(attendance__state=Attendance.State.ATTENDED))
    rows = Meeting.objects.filter(initiative=initiative, closed_at__isnull=False).annotate(came=came)
    return rows.order_by("starts_at", "pk")
