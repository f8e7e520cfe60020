"""The plan for step 3: the method's activities planned, the chapter on funding, and the plan made into the step.

Once the forprosjekt is done the plan is locked: it has become the activities of step 3.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from forprosjekt.into_step import activity_changes
from forprosjekt.models import FundingSource, FundingTask, PlannedActivity
from forprosjekt.services import rows
from initiatives.method import StepKey
from initiatives.models import Activity, Initiative, Membership, StepRun
from initiatives.services import add_activity, edit_work_item
from initiatives.services.locking import locked, open_and_locked
from partners.models import Partner
from register.models import Organisation

Owner = Membership | Partner | Organisation | None


def may_plan_now(initiative: Initiative) -> Verdict:
    """Not once the latest run of the forprosjekt is done; a new round of it opens the plan again. One query."""
    latest = initiative.step_runs.filter(step=StepKey.FORPROSJEKT).order_by("-round").first()
    if latest is not None and latest.state == StepRun.State.DONE:
        return no(_("Planen er blitt til aktivitetene i etableringsfasen, og er låst."))
    return YES


@transaction.atomic
def plan_activity(
    initiative: Initiative, key: str, changes: dict[str, Any], *, revision: int, by: User
) -> PlannedActivity:
    """Plan one of the method's step-3 activities; its row comes with the first words, at revision 1.

    Raises Stale with both texts, NotReady when the plan has become step 3, ValidationError for a period that
    runs backwards, an owner from elsewhere or more than one, and DoesNotExist for a key the method lacks.
    """
    initiative = _with_open_plan(initiative)
    if key not in [one.key for one in initiative.method.step(StepKey.ETABLERINGSFASE).activities]:
        raise PlannedActivity.DoesNotExist(key)
    _check_owner(initiative, changes)
    row, _made = initiative.planned_activities.get_or_create(key=key)
    return rows.change(row, changes, "activity_planned", initiative=initiative, revision=revision, by=by)


@transaction.atomic
def add_funding_task(
    initiative: Initiative, *, title: str, owner: Owner, due_on: date, by: User, source: FundingSource | None = None
) -> FundingTask:
    """Add a line to the chapter on funding: what, about which source, by whom, when."""
    initiative = _with_open_plan(rows.open_for_a_row(initiative, initiative.funding_tasks))
    values = {"title": title, "due_on": due_on, "source": source, **owned_by(owner)}
    _check_owner(initiative, values)
    return rows.keep(FundingTask(initiative=initiative, **values), initiative, "funding_task_added", by=by)


@transaction.atomic
def edit_funding_task(row: FundingTask, changes: dict[str, Any], *, revision: int, by: User) -> FundingTask:
    """Change a line of the chapter on funding. Raises Stale with both texts."""
    initiative = _with_open_plan(row.initiative)
    _check_owner(initiative, changes)
    return rows.change(row, changes, "funding_task_edited", initiative=initiative, revision=revision, by=by)


@transaction.atomic
def remove_funding_task(row: FundingTask, *, by: User) -> None:
    """Take a line of the chapter on funding out."""
    rows.remove(row, "funding_task_removed", initiative=_with_open_plan(row.initiative), by=by)


@transaction.atomic
def plan_into_step(step_run: StepRun, *, by: User) -> None:
    """Write the plan into the rows of a run of step 3: owner, due date, and a note with result, cost and period.

    What somebody wrote in the step before is kept: a note stands after the plan's, and owner and date the plan
    leaves open are not touched. Lines about funding become local activities. Called by gates when the plan is
    decided on; a repeat changes nothing.
    """
    initiative = locked(step_run.initiative)
    planned = {row.key: row for row in _owned(initiative.planned_activities)}
    for activity in step_run.activity_items.select_related("step_run").order_by("position", "pk"):
        row = planned.get(activity.key)
        if row and (changes := activity_changes(row, activity)):
            _write(activity, changes, by=by)
    there = set(step_run.activity_items.values_list("title", flat=True))
    for task in _owned(initiative.funding_tasks):
        if task.title not in there:
            activity = add_activity(step_run, title=task.title, by=by)
            _write(activity, activity_changes(task, activity), by=by)
    record(initiative.chain, "plan_became_step", by=by, subject=step_run)


def owned_by(owner: Owner) -> dict[str, Any]:
    """The three owner fields for one owner."""
    return {
        "owner_member": owner if isinstance(owner, Membership) else None,
        "owner_partner": owner if isinstance(owner, Partner) else None,
        "owner_organisation": owner if isinstance(owner, Organisation) else None,
    }


def _write(activity: Activity, changes: dict[str, Any], *, by: User) -> None:
    edit_work_item(activity, changes, revision=activity.revision, by=by)


def _owned(found: Any) -> Any:
    related = ("owner_member__user", "owner_partner__organisation", "owner_organisation", "initiative")
    return found.select_related(*related).order_by("pk")


def _with_open_plan(initiative: Initiative) -> Initiative:
    """The locked initiative. Raises NotReady once the plan has become step 3."""
    initiative = open_and_locked(initiative)
    if not (verdict := may_plan_now(initiative)):
        raise NotReady(verdict)
    return initiative


def _check_owner(initiative: Initiative, values: dict[str, Any]) -> None:
    """One owner at most, and members, partners and sources of this initiative only."""
    owners = [values.get(name) for name in ("owner_member", "owner_partner", "owner_organisation")]
    if sum(owner is not None for owner in owners) > 1:
        raise ValidationError({"owner": _("Velg én ansvarlig.")}, code="owners")
    for row in (*owners[:2], values.get("source")):
        if row is not None and row.initiative_id != initiative.pk:
            raise ValidationError({"owner": _("Velg noen som er med i initiativet.")}, code="elsewhere")
