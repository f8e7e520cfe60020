"""What every table of the forprosjekt has in common: the lock, the upper limit, keeping, changing, removing."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.editing import apply
from accounts.journal import record
from accounts.models import Revised, User
from initiatives.models import Initiative
from initiatives.services.locking import open_and_locked

MOST_ROWS = 100

Row = TypeVar("Row", bound=Revised)


def open_for_a_row(initiative: Initiative, rows: Any) -> Initiative:
    """The locked initiative. Raises NotReady when it is closed, or when the table is as long as any may be."""
    initiative = open_and_locked(initiative)
    if rows.count() >= MOST_ROWS:
        raise NotReady(_("Listen kan ha høyst %(most)d rader.") % {"most": MOST_ROWS})
    return initiative


def keep(row: Row, initiative: Initiative, verb: str, *, by: User) -> Row:
    """Store a new row. Raises ValidationError for values the model refuses."""
    row.full_clean()
    row.save()
    record(initiative.chain, verb, by=by, subject=row)
    return row


def locked_row(row: Row, initiative: Initiative) -> Row:
    """The row as it is now, locked, with the locked initiative on it. Raises DoesNotExist for one removed since."""
    rows: Any = type(row)._default_manager.select_for_update(of=("self",))
    found: Row = rows.get(pk=row.pk)
    if hasattr(found, "initiative_id"):
        found.initiative = initiative  # type: ignore[attr-defined]
    return found


def change(row: Row, changes: dict[str, Any], verb: str, *, initiative: Initiative, revision: int, by: User) -> Row:
    """Change a row of an open initiative. Raises Stale with both texts, NotReady, ValidationError."""
    initiative = open_and_locked(initiative)
    row = locked_row(row, initiative)
    if changed := apply(row, changes, revision=revision):
        record(initiative.chain, verb, by=by, subject=row, fields=changed)
    return row


def remove(row: Revised, verb: str, *, initiative: Initiative, by: User) -> Initiative:
    """Take a row out of an open initiative; the journal keeps its id."""
    initiative = open_and_locked(initiative)
    row = locked_row(row, initiative)
    key = row.pk
    row.delete()
    record(initiative.chain, verb, by=by, row=key)
    return initiative


def choose(row: Row, verb: str, *, initiative: Initiative, by: User) -> Row:
    """Make a row the one primary of its table; a repeat changes nothing."""
    initiative = open_and_locked(initiative)
    row = locked_row(row, initiative)
    if not row.is_primary:  # type: ignore[attr-defined]
        rows: Any = type(row)._default_manager.filter(initiative=initiative)
        rows.filter(is_primary=True).update(is_primary=False)
        row.is_primary = True  # type: ignore[attr-defined]
        row.save(update_fields=["is_primary"])
        record(initiative.chain, verb, by=by, subject=row)
    return row


def choose_another(rows: Any) -> None:
    """The oldest row becomes the primary when none is: there is exactly one whenever there is any."""
    if not rows.filter(is_primary=True).exists() and (oldest := rows.order_by("pk").first()):
        oldest.is_primary = True
        oldest.save(update_fields=["is_primary"])
