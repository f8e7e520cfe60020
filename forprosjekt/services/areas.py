"""The area the initiative works in, its boundary, and what a Pådriv can reinforce there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import Stale
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from forprosjekt.boundary import Boundary, normalise, points_in
from forprosjekt.models import Area, Reinforcement
from forprosjekt.services import rows
from initiatives.models import Initiative
from initiatives.services.locking import open_and_locked


@transaction.atomic
def add_area(initiative: Initiative, *, name: str, by: User, description: str = "") -> Area:
    """Add an area; the first is the primary."""
    initiative = rows.open_for_a_row(initiative, initiative.areas)
    first = not initiative.areas.exists()
    row = Area(initiative=initiative, name=name, description=description, is_primary=first)
    return rows.keep(row, initiative, "area_added", by=by)


@transaction.atomic
def edit_area(area: Area, changes: dict[str, Any], *, revision: int, by: User) -> Area:
    """Change an area's name or description. Raises Stale with both texts."""
    return rows.change(area, changes, "area_edited", initiative=area.initiative, revision=revision, by=by)


@transaction.atomic
def remove_area(area: Area, *, by: User) -> None:
    """Take an area out, with what was to be reinforced in it; if it was the primary, the oldest left becomes it."""
    initiative = rows.remove(area, "area_removed", initiative=area.initiative, by=by)
    rows.choose_another(initiative.areas)


@transaction.atomic
def make_primary_area(area: Area, *, by: User) -> Area:
    """Make an area the primary one."""
    return rows.choose(area, "primary_area_chosen", initiative=area.initiative, by=by)


@transaction.atomic
def set_boundary(area: Area, boundary: Boundary | None, *, revision: int, by: User) -> Area:
    """Set an area's boundary, in its one form, or take it away with None.

    Raises ValidationError with the fault of a boundary that cannot be, and Stale, with the number of points
    on either side, when the area was changed meanwhile.
    """
    kept = normalise(boundary) if boundary is not None else None
    initiative = open_and_locked(area.initiative)
    area = rows.locked_row(area, initiative)
    if area.revision != revision and area.boundary != kept:
        label = str(Area._meta.get_field("boundary").verbose_name)
        raise Stale(theirs={label: _described(area.boundary)}, mine={label: _described(kept)}, revision=area.revision)
    changed = apply(area, {"boundary": kept}, revision=area.revision)
    if changed:
        record(initiative.chain, "boundary_set", by=by, subject=area, fields=changed)
    return area


@transaction.atomic
def add_reinforcement(area: Area, *, subject: str, added_value: str, by: User) -> Reinforcement:
    """Add what is there already and what a Pådriv would add to it."""
    everywhere = Reinforcement.objects.filter(area__initiative=area.initiative)
    initiative = rows.open_for_a_row(area.initiative, everywhere)
    row = Reinforcement(area=rows.locked_row(area, initiative), subject=subject, added_value=added_value)
    return rows.keep(row, initiative, "reinforcement_added", by=by)


@transaction.atomic
def edit_reinforcement(row: Reinforcement, changes: dict[str, Any], *, revision: int, by: User) -> Reinforcement:
    """Change a reinforcement, or move it to another area of the same initiative. Raises Stale with both texts."""
    initiative = row.area.initiative
    area = changes.get("area")
    if area is not None and area.initiative_id != initiative.pk:
        raise ValidationError({"area": _("Velg et av områdene i initiativet.")}, code="area")
    return rows.change(row, changes, "reinforcement_edited", initiative=initiative, revision=revision, by=by)


@transaction.atomic
def remove_reinforcement(row: Reinforcement, *, by: User) -> None:
    """Take a reinforcement out."""
    rows.remove(row, "reinforcement_removed", initiative=row.area.initiative, by=by)


def _described(boundary: Boundary | None) -> str:
    return _("%(count)d punkter") % {"count": points_in(boundary)} if boundary else _("ingen grense")
