"""Funding sources: who may give how much, for what, and how far it has come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from forprosjekt.models import FundingSource
from forprosjekt.services import rows
from initiatives.models import Initiative


@transaction.atomic
def add_source(
    initiative: Initiative,
    *,
    provider: str,
    kind: str,
    purpose: str,
    by: User,
    status: str = FundingSource.Status.POSSIBLE,
    amount_low: int | None = None,
    amount_high: int | None = None,
    deadline: date | None = None,
    note: str = "",
) -> FundingSource:
    """Add a source. Amounts are whole kroner, both or none. Raises ValidationError for a range that runs backwards."""
    initiative = rows.open_for_a_row(initiative, initiative.funding_sources)
    row = FundingSource(
        initiative=initiative,
        provider=provider,
        kind=kind,
        purpose=purpose,
        status=status,
        amount_low=amount_low,
        amount_high=amount_high,
        deadline=deadline,
        note=note,
    )
    return rows.keep(row, initiative, "funding_source_added", by=by)


@transaction.atomic
def edit_source(row: FundingSource, changes: dict[str, Any], *, revision: int, by: User) -> FundingSource:
    """Change a source. Raises Stale with both texts."""
    return rows.change(row, changes, "funding_source_edited", initiative=row.initiative, revision=revision, by=by)


@transaction.atomic
def remove_source(row: FundingSource, *, by: User) -> None:
    """Take a source out; what the plan said was to be done about it stays, without it."""
    rows.remove(row, "funding_source_removed", initiative=row.initiative, by=by)
