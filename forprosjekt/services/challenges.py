"""Challenges nobody solves alone, one of them the primary, and the barriers in the way."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from forprosjekt.models import Barrier, Challenge
from forprosjekt.services import rows
from initiatives.models import Initiative


@transaction.atomic
def add_challenge(initiative: Initiative, *, title: str, by: User, description: str = "") -> Challenge:
    """Add a challenge; the first is the primary."""
    initiative = rows.open_for_a_row(initiative, initiative.challenges)
    first = not initiative.challenges.exists()
    row = Challenge(initiative=initiative, title=title, description=description, is_primary=first)
    return rows.keep(row, initiative, "challenge_added", by=by)


@transaction.atomic
def edit_challenge(row: Challenge, changes: dict[str, Any], *, revision: int, by: User) -> Challenge:
    """Change a challenge. Raises Stale with both texts."""
    return rows.change(row, changes, "challenge_edited", initiative=row.initiative, revision=revision, by=by)


@transaction.atomic
def remove_challenge(row: Challenge, *, by: User) -> None:
    """Take a challenge out; if it was the primary, the oldest left becomes it."""
    initiative = rows.remove(row, "challenge_removed", initiative=row.initiative, by=by)
    rows.choose_another(initiative.challenges)


@transaction.atomic
def make_primary_challenge(row: Challenge, *, by: User) -> Challenge:
    """Make a challenge the primary one."""
    return rows.choose(row, "primary_challenge_chosen", initiative=row.initiative, by=by)


@transaction.atomic
def add_barrier(initiative: Initiative, *, title: str, by: User, description: str = "") -> Barrier:
    """Add a barrier and what it takes to get past it."""
    initiative = rows.open_for_a_row(initiative, initiative.barriers)
    row = Barrier(initiative=initiative, title=title, description=description)
    return rows.keep(row, initiative, "barrier_added", by=by)


@transaction.atomic
def edit_barrier(row: Barrier, changes: dict[str, Any], *, revision: int, by: User) -> Barrier:
    """Change a barrier. Raises Stale with both texts."""
    return rows.change(row, changes, "barrier_edited", initiative=row.initiative, revision=revision, by=by)


@transaction.atomic
def remove_barrier(row: Barrier, *, by: User) -> None:
    """Take a barrier out."""
    rows.remove(row, "barrier_removed", initiative=row.initiative, by=by)
