"""The forprosjekt's content in the twin world: one of everything in each city, built through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forprosjekt import services
from forprosjekt.models import (
    Area,
    Barrier,
    Challenge,
    Chapter,
    FundingSource,
    FundingTask,
    LocalGoal,
    PlannedActivity,
    Reinforcement,
    SdgChoice,
)
from tests.access.paths import by
from tests.forprosjekt_world import polygon


@dataclass
class Forprosjekt:
    """One row of each table; the last area and challenge are not the primary."""

    area: Area
    other_area: Area
    reinforcement: Reinforcement
    challenge: Challenge
    other_challenge: Challenge
    barrier: Barrier
    source: FundingSource
    goal: SdgChoice
    local_goal: LocalGoal
    activity: PlannedActivity
    task: FundingTask


def fill(city: Any) -> Forprosjekt:
    """Everything, with the city's mark in each text; the challenges are shared with the partners."""
    kari, initiative, says = city.users["K"], city.initiative, city.says
    area = services.add_area(initiative, name=says("Østre kai"), description=says("Fra brua til brygga."), by=kari)
    area = services.set_boundary(area, polygon(), revision=1, by=kari)
    challenge = services.add_challenge(
        initiative, title=says("Tomme lokaler"), description=says("Ingen leier."), by=kari
    )
    source = services.add_source(
        initiative,
        provider=says("Fylkeskommunen"),
        kind="grant",
        purpose="building_up",
        amount_low=100_000,
        amount_high=300_000,
        note=says("Ring først"),
        by=kari,
    )
    plan = {"tasks": says("Verksted"), "contributors": says("Vellet"), "result": says("En avtale"), "cost": 90_000}
    services.share_chapter(initiative, Chapter.CHALLENGES, by=kari)
    return Forprosjekt(
        area=area,
        other_area=services.add_area(initiative, name=says("Vestre kai"), by=kari),
        reinforcement=services.add_reinforcement(
            area, subject=says("Byttebua"), added_value=says("Flere kan bruke den."), by=kari
        ),
        challenge=challenge,
        other_challenge=services.add_challenge(initiative, title=says("Støy"), by=kari),
        barrier=services.add_barrier(initiative, title=says("Regler"), description=says("Dispensasjon"), by=kari),
        source=source,
        goal=services.choose_goal(initiative, goal=13, reason=says("Havet stiger."), by=kari),
        local_goal=services.add_local_goal(
            initiative,
            text=says("Halvere utslippene"),
            source=says("Klimaplanen"),
            adopted_on=date(2024, 6, 1),
            by=kari,
        ),
        activity=services.plan_activity(
            initiative, "avtaleverk", {**plan, **services.owned_by(city.informal)}, revision=1, by=kari
        ),
        task=services.add_funding_task(
            initiative,
            title=says("Søke om tilskudd"),
            owner=city.membership("M"),
            due_on=date(2026, 9, 1),
            source=source,
            by=kari,
        ),
    )


#: From each model to its city; see tests/access/paths.py.
PATHS = {
    "forprosjekt.Reinforcement": by("area__initiative"),
    **dict.fromkeys(
        (
            *("forprosjekt.Area", "forprosjekt.Challenge", "forprosjekt.Barrier", "forprosjekt.FundingSource"),
            *("forprosjekt.SdgChoice", "forprosjekt.LocalGoal", "forprosjekt.PlannedActivity"),
            *("forprosjekt.FundingTask", "forprosjekt.SharedChapter"),
        ),
        by("initiative"),
    ),
}
