"""Sustainable development goals, two of them fixed, and goals that are adopted locally already."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.models import User
from forprosjekt.models import LocalGoal, SdgChoice
from forprosjekt.sdgs import FIXED
from forprosjekt.services import rows
from initiatives.models import Initiative
from initiatives.services.locking import open_and_locked


@transaction.atomic
def choose_goal(initiative: Initiative, *, goal: int, reason: str, by: User) -> SdgChoice:
    """Choose one of the goals that are not fixed, and say why. Raises ValidationError for one that is there."""
    initiative = open_and_locked(initiative)
    if goal in FIXED or initiative.sdg_choices.filter(goal=goal).exists():
        raise ValidationError({"goal": _("Dette målet er allerede med.")}, code="chosen")
    return rows.keep(SdgChoice(initiative=initiative, goal=goal, reason=reason), initiative, "goal_chosen", by=by)


@transaction.atomic
def explain_goal(initiative: Initiative, goal: int, reason: str, *, revision: int, by: User) -> SdgChoice:
    """Say why a goal matters here. A fixed goal gets its row with the first words, at revision 1.

    Raises Stale with both texts, and SdgChoice.DoesNotExist for a goal that is not chosen.
    """
    initiative = open_and_locked(initiative)
    if goal in FIXED:
        initiative.sdg_choices.get_or_create(goal=goal)
    row = initiative.sdg_choices.get(goal=goal)
    return rows.change(row, {"reason": reason}, "goal_explained", initiative=initiative, revision=revision, by=by)


@transaction.atomic
def drop_goal(initiative: Initiative, goal: int, *, by: User) -> None:
    """Take a chosen goal out. Raises NotReady for the goals the method rests on."""
    if goal in FIXED:
        raise NotReady(_("Bærekraftsmål 11 og 17 er alltid med, fordi metoden bygger på dem."))
    row = initiative.sdg_choices.get(goal=goal)
    rows.remove(row, "goal_dropped", initiative=initiative, by=by)


@transaction.atomic
def add_local_goal(
    initiative: Initiative, *, text: str, source: str, by: User, adopted_on: date | None = None
) -> LocalGoal:
    """Add a goal that is adopted already, with the plan or decision it stands in."""
    initiative = rows.open_for_a_row(initiative, initiative.local_goals)
    row = LocalGoal(initiative=initiative, text=text, source=source, adopted_on=adopted_on)
    return rows.keep(row, initiative, "local_goal_added", by=by)


@transaction.atomic
def edit_local_goal(row: LocalGoal, changes: dict[str, Any], *, revision: int, by: User) -> LocalGoal:
    """Change a local goal. Raises Stale with both texts."""
    return rows.change(row, changes, "local_goal_edited", initiative=row.initiative, revision=revision, by=by)


@transaction.atomic
def remove_local_goal(row: LocalGoal, *, by: User) -> None:
    """Take a local goal out."""
    rows.remove(row, "local_goal_removed", initiative=row.initiative, by=by)
