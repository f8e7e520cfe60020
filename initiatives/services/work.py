"""Activities and deliverables: status, owner, due date and note, edited in place."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from initiatives.models import Activity, Deliverable, StepRun, WorkItem
from initiatives.services.locking import open_and_locked

Item = TypeVar("Item", bound=Activity | Deliverable)
#: From which statuses work moves on by itself.
_BEFORE = {
    WorkItem.Status.DOING: (WorkItem.Status.TODO,),
    WorkItem.Status.DONE: (WorkItem.Status.TODO, WorkItem.Status.DOING),
}


@transaction.atomic
def edit_work_item(item: Item, changes: dict[str, Any], *, revision: int, by: User) -> Item:
    """Change an activity or deliverable of the active or a coming step.

    Raises Stale with both texts, NotReady for a step that is done, ValidationError for bad values.
    """
    initiative = open_and_locked(item.step_run.initiative)
    rows: Any = type(item)._default_manager.select_for_update(of=("self",)).select_related("step_run")
    item = rows.get(pk=item.pk)
    item.step_run.initiative = initiative
    if item.step_run.is_over:
        raise NotReady(_("Steget er ferdig, og innholdet er låst."))
    if changed := apply(item, changes, revision=revision):
        record(initiative.chain, "work_item_edited", by=by, subject=item, fields=changed)
    return item


def move_on(run: StepRun, key: str, status: WorkItem.Status, *, by: User) -> None:
    """Let a deliverable show what has happened to it: begun, or done. The caller has the initiative's lock.

    Never moves one back, and leaves one that was dropped, and a step that is over, as they are.
    """
    earlier = _BEFORE[status]
    item = run.deliverable_items.select_for_update().filter(key=key, status__in=earlier).first()
    if item is None or run.is_over:
        return
    item.status, item.revision = status, item.revision + 1
    item.save(update_fields=["status", "revision"])
    record(run.initiative.chain, "work_item_edited", by=by, subject=item, fields=["status"])


@transaction.atomic
def add_activity(run: StepRun, *, title: str, by: User) -> Activity:
    """Add a local activity to a step that is not done; the method's own stay."""
    initiative = open_and_locked(run.initiative)
    run = initiative.step_runs.get(pk=run.pk)
    if run.is_over:
        raise NotReady(_("Steget er ferdig, og innholdet er låst."))
    last = run.activity_items.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    activity = Activity(step_run=run, key=f"local-{position}", title=title, position=position)
    activity.full_clean()
    activity.save()
    record(initiative.chain, "activity_added", by=by, subject=activity)
    return activity
