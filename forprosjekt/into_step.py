"""A row of the plan as changes to an activity of step 3. Reads two rows, writes nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from forprosjekt.models import FundingTask, PlannedActivity
from initiatives.models import Activity
from paadriv.text import day, kroner

_MOST = 2000


def activity_changes(row: PlannedActivity | FundingTask, activity: Activity) -> dict[str, Any]:
    """What initiatives.services.edit_work_item takes; only fields the plan fills, empty for an empty plan."""
    changes: dict[str, Any] = {}
    organisation = row.owner_organisation or (row.owner_partner.organisation if row.owner_partner else None)
    if row.owner_member and row.owner_member.ended_at is None:
        changes |= {"owner_member": row.owner_member, "owner_organisation": None}
    elif organisation:
        changes |= {"owner_member": None, "owner_organisation": organisation}
    due = row.due_on if isinstance(row, FundingTask) else row.ends_on
    if due:
        changes["due_on"] = due
    if note := _note(row, activity, has_owner="owner_member" in changes):
        changes["note"] = note
    return changes


def _note(row: PlannedActivity | FundingTask, activity: Activity, *, has_owner: bool) -> str:
    """The plan's lines, most important first as long as they fit, then what stood there; empty for no change."""
    lines = _lines(row, has_owner=has_owner)
    if not lines or activity.note.startswith(lines[0]):
        return ""
    kept: list[str] = []
    room = _MOST - len(activity.note) - 2
    for line in lines:
        if len("\n".join([*kept, line])) <= room:
            kept.append(line)
    return "\n\n".join(part for part in ("\n".join(kept), activity.note) if part)


def _lines(row: PlannedActivity | FundingTask, *, has_owner: bool) -> list[str]:
    owner = [] if has_owner or not row.owner_name else [_("Ansvarlig: %(text)s") % {"text": row.owner_name}]
    if isinstance(row, FundingTask):
        return owner
    told = (
        (_("Resultat: %(text)s"), row.result),
        (_("Kostnad: %(text)s"), kroner(row.cost) if row.cost is not None else ""),
        (_("Timer: %(text)s"), str(row.hours or "")),
        (_("Begynner: %(text)s"), day(row.starts_on) if row.starts_on else ""),
        (_("Delaktiviteter: %(text)s"), row.tasks),
        (_("Medvirkende: %(text)s"), row.contributors),
        (_("Avhengig av: %(text)s"), row.dependencies),
    )
    found = [words % {"text": text} for words, text in told if text]
    return [*found[:1], *owner, *found[1:]]
