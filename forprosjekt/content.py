"""The forprosjekt's content as documents keep it: plain dicts, dates and coordinates as text, names included.

Whole kroner are integers. What is returned can go through accounts.canonical as it stands. Reads only;
each function says how many queries it costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from forprosjekt import sums
from forprosjekt.boundary import Boundary, square_metres
from forprosjekt.models import FundingSource, FundingTask, PlannedActivity, Reinforcement, SdgChoice
from forprosjekt.sdgs import FIXED, NAMES
from initiatives.method import StepKey
from initiatives.models import Initiative

Content = dict[str, Any]
_OWNERS = ("owner_member__user", "owner_partner", "owner_organisation")


def areas(initiative: Initiative) -> list[Content]:
    """Each area with its boundary (or None) and size, the primary first. One query."""
    found = sorted(initiative.areas.order_by("pk"), key=lambda row: not row.is_primary)
    return [
        {
            "name": row.name,
            "description": row.description,
            "is_primary": row.is_primary,
            "boundary": _as_text(row.boundary) if row.boundary else None,
            "square_metres": square_metres(row.boundary) if row.boundary else None,
        }
        for row in found
    ]


def reinforcements(initiative: Initiative) -> list[Content]:
    """What is there already and what a Pådriv adds, by area. One query."""
    found = Reinforcement.objects.filter(area__initiative=initiative).select_related("area").order_by("area", "pk")
    return [{"area": row.area.name, "subject": row.subject, "added_value": row.added_value} for row in found]


def challenges(initiative: Initiative) -> Content:
    """The challenges, the primary first, and the barriers. Two queries."""
    found = sorted(initiative.challenges.order_by("pk"), key=lambda row: not row.is_primary)
    return {
        "challenges": [
            {"title": row.title, "description": row.description, "is_primary": row.is_primary} for row in found
        ],
        "barriers": [
            {"title": row.title, "description": row.description} for row in initiative.barriers.order_by("pk")
        ],
    }


def funding(initiative: Initiative) -> Content:
    """The sources, what they sum to per purpose, and the gap to the plan's cost. Two queries."""
    rows = list(initiative.funding_sources.order_by("pk"))
    amounts = amounts_of(rows)
    left = sums.gap(amounts, initiative.planned_activities.order_by("pk").values_list("cost", flat=True))
    return {
        "sources": [_source(row) for row in rows],
        "sums": [
            {
                "purpose": one.purpose,
                "purpose_name": str(FundingSource.Purpose(one.purpose).label),
                "sources": one.sources,
                "low": one.low,
                "high": one.high,
                "granted_low": one.granted_low,
                "granted_high": one.granted_high,
                "in_kind_high": one.in_kind_high,
                "unknown": one.unknown,
            }
            for one in sums.per_purpose(amounts, FundingSource.Purpose.values)
        ],
        "gap": {"cost": left.cost, "at_best": left.at_best, "at_worst": left.at_worst, "is_covered": left.is_covered},
    }


def goals(initiative: Initiative) -> Content:
    """The sustainable development goals, the fixed ones among them, and the local goals. Two queries."""
    return {
        "sdgs": [
            {"number": row.goal, "name": str(NAMES[row.goal]), "reason": row.reason, "is_fixed": row.is_fixed}
            for row in chosen_goals(initiative)
        ],
        "local": [
            {"text": row.text, "source": row.source, "adopted_on": _day(row.adopted_on)}
            for row in initiative.local_goals.order_by("pk")
        ],
    }


def plan(initiative: Initiative) -> Content:
    """The method's step-3 activities as planned, their cost, and the lines about funding. Two queries."""
    rows = planned_activities(initiative)
    tasks = funding_tasks(initiative)
    return {
        "activities": [
            {
                "key": row.key,
                "title": str(row.definition.title),
                "tasks": row.tasks,
                "owner": row.owner_name,
                "contributors": row.contributors,
                "starts_on": _day(row.starts_on),
                "ends_on": _day(row.ends_on),
                "hours": row.hours,
                "cost": row.cost,
                "result": row.result,
                "dependencies": row.dependencies,
            }
            for row in rows
        ],
        "cost": sum(row.cost or 0 for row in rows),
        "hours": sum(row.hours or 0 for row in rows),
        "funding_tasks": [
            {
                "title": row.title,
                "source": row.source.provider if row.source else "",
                "owner": row.owner_name,
                "due_on": _day(row.due_on),
            }
            for row in tasks
        ],
    }


def chosen_goals(initiative: Initiative) -> list[SdgChoice]:
    """The goals in their order; a fixed goal nobody has written about is a row not stored. One query."""
    found = {row.goal: row for row in initiative.sdg_choices.order_by("goal")}
    rows = found | {goal: SdgChoice(initiative=initiative, goal=goal) for goal in FIXED if goal not in found}
    return [rows[goal] for goal in sorted(rows)]


def planned_activities(initiative: Initiative) -> list[PlannedActivity]:
    """The method's step-3 activities in its order; one nobody has planned is a row not stored. One query."""
    found = {row.key: row for row in initiative.planned_activities.select_related(*_OWNERS).order_by("pk")}
    keys = [one.key for one in initiative.method.step(StepKey.ETABLERINGSFASE).activities]
    rows = [found.get(key) or PlannedActivity(initiative=initiative, key=key) for key in keys]
    for row in rows:
        row.initiative = initiative
    return rows


def funding_tasks(initiative: Initiative) -> QuerySet[FundingTask]:
    """The lines about funding by date, with owners and sources. One query."""
    return initiative.funding_tasks.select_related(*_OWNERS, "source").order_by("due_on", "pk")


def amounts_of(rows: Iterable[FundingSource]) -> list[sums.Amount]:
    """What sums.py adds."""
    return [
        sums.Amount(
            row.purpose, row.status, row.amount_low, row.amount_high, row.kind == FundingSource.Kind.IN_KIND.value
        )
        for row in rows
    ]


def _source(row: FundingSource) -> Content:
    return {
        "provider": row.provider,
        "kind": row.kind,
        "kind_name": row.get_kind_display(),
        "purpose": row.purpose,
        "purpose_name": row.get_purpose_display(),
        "status": row.status,
        "status_name": row.get_status_display(),
        "amount_low": row.amount_low,
        "amount_high": row.amount_high,
        "deadline": _day(row.deadline),
        "note": row.note,
    }


def _as_text(boundary: Boundary) -> Boundary:
    """The boundary with its numbers as text, six decimals each."""
    written = [[[[f"{x:.6f}", f"{y:.6f}"] for x, y in ring] for ring in rings] for rings in boundary["coordinates"]]
    return {"type": boundary["type"], "coordinates": written}


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
