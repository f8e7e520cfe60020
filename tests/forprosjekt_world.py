"""Builders for the forprosjekt's content; they go through the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from forprosjekt import services
from forprosjekt.models import Area, Challenge, FundingSource, FundingTask, Reinforcement
from initiatives.models import Initiative
from tests import world

#: A field of roughly 600 by 500 metres in Stavanger.
FIELD = [[5.73, 58.97], [5.74, 58.97], [5.74, 58.975], [5.73, 58.975], [5.73, 58.97]]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [*rings] or [FIELD]}


def moved(ring: list[list[float]], east: float = 0.0, north: float = 0.0) -> list[list[float]]:
    return [[round(x + east, 6), round(y + north, 6)] for x, y in ring]


def area(initiative: Initiative, name: str = "Østre kai", *, boundary: Any = None, **fields: Any) -> Area:
    by = world.coordinator_of(initiative)
    row = services.add_area(initiative, name=name, by=by, **fields)
    return services.set_boundary(row, boundary, revision=row.revision, by=by) if boundary else row


def reinforcement(area: Area, subject: str = "Byttebua") -> Reinforcement:
    by = world.coordinator_of(area.initiative)
    return services.add_reinforcement(area, subject=subject, added_value="Flere kan bruke den.", by=by)


def challenge(initiative: Initiative, title: str = "Tomme lokaler") -> Challenge:
    return services.add_challenge(initiative, title=title, by=world.coordinator_of(initiative))


def source(initiative: Initiative, provider: str = "Fylkeskommunen", **fields: Any) -> FundingSource:
    values = {"kind": "grant", "purpose": "building_up", "amount_low": 100_000, "amount_high": 300_000} | fields
    return services.add_source(initiative, provider=provider, by=world.coordinator_of(initiative), **values)


def funding_task(initiative: Initiative, title: str = "Søke om tilskudd", **fields: Any) -> FundingTask:
    by = world.coordinator_of(initiative)
    values = {"owner": initiative.memberships.get(user=by), "due_on": date(2026, 9, 1)} | fields
    return services.add_funding_task(initiative, title=title, by=by, **values)


def planned(initiative: Initiative, key: str = "avtaleverk", **changes: Any) -> Any:
    by = world.coordinator_of(initiative)
    row = initiative.planned_activities.filter(key=key).first()
    return services.plan_activity(initiative, key, changes, revision=row.revision if row else 1, by=by)
