"""What the panels of the front page show, from rows loaded once: steps, work, people. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Verdict
from initiatives import work_rows
from initiatives.durations import Standing, Window
from initiatives.method import Months, Step
from initiatives.models import Activity, Deliverable, Initiative, Membership, Role, StepRun, WorkItem
from initiatives.policy import may_coordinate, may_edit
from paadriv.clock import today
from paadriv.prepared import prepared


@dataclass(frozen=True)
class StepView:
    """One step of the strip: the method's words and the latest run."""

    step: Step
    run: StepRun
    is_late: bool
    window: Window | None

    @property
    def state(self) -> str:
        return self.run.state

    @property
    def norm(self) -> str:
        """«3–4 måneder», «1 dag»."""
        usual = self.step.usual_length
        if isinstance(usual, Months):
            return _("%(least)s–%(most)s måneder") % {"least": usual.least, "most": usual.most}
        return ngettext("%(most)s dag", "%(most)s dager", usual.most) % {"most": usual.most}


@dataclass(frozen=True)
class WorkRow:
    """One activity or deliverable as its row shows it."""

    item: WorkItem
    kind: str
    title: str
    is_overdue: bool
    may_edit: Verdict

    @property
    def row_id(self) -> str:
        return f"{self.kind}-row-{self.item.pk}"

    @property
    def inside(self) -> SafeString:
        """The row as read, without its list item."""
        return work_rows.inside_of(self)


@dataclass(frozen=True)
class StepWork:
    """The rows of one run."""

    run: StepRun
    step: Step
    activities: tuple[WorkRow, ...]
    deliverables: tuple[WorkRow, ...]

    def __bool__(self) -> bool:
        return bool(self.activities or self.deliverables)

    @property
    def activity_items(self) -> SafeString:
        return work_rows.rows_of(self.activities)

    @property
    def deliverable_items(self) -> SafeString:
        return work_rows.rows_of(self.deliverables)


def runs_of(initiative: Initiative) -> list[StepRun]:
    """The runs in the order they were made, each knowing its initiative. One query."""
    runs = _runs(initiative.pk)
    for run in runs:
        run.initiative = initiative
    return runs


@prepared
def _runs(initiative: int) -> QuerySet[StepRun]:
    return StepRun.objects.filter(initiative=initiative).order_by("pk")


def memberships_of(initiative: Initiative) -> list[Membership]:
    """Current members with their names, coordinators first. One query."""
    order = [role.value for role in Role]
    found = _memberships(initiative.pk)
    for row in found:
        row.initiative = initiative
    return sorted(found, key=lambda row: (order.index(row.role), row.user.name, row.pk))


@prepared
def _memberships(initiative: int) -> QuerySet[Membership]:
    found = Membership.objects.filter(initiative=initiative, ended_at=None).select_related("user")
    return found.only(*_columns(Membership), "user__name", "user__email").order_by("pk")


def steps_context(initiative: Initiative, runs: Sequence[StepRun]) -> dict[str, Any]:
    """For ``_steps_strip.html``: three StepViews in the method's order. No query."""
    latest = _latest(runs)
    return {"initiative": initiative, "steps": [_step_view(step, latest[step.key]) for step in initiative.method.steps]}


def work_context(initiative: Initiative, runs: Sequence[StepRun], user: Any) -> dict[str, Any]:
    """For ``_work_panel.html``: the active step's rows, those of coming and of past runs. Two queries.

    After the last step, and in a step without rows of its own, ``active_work`` is empty or None.
    """
    allowed = may_edit(user, initiative)
    work = {run.pk: run for run in runs}
    rows: dict[int, dict[str, list[WorkRow]]] = {pk: {"activity": [], "deliverable": []} for pk in work}
    for item in chain[Any](_activities(initiative.pk), _deliverables(initiative.pk)):
        item.step_run = work[item.step_run_id]
        row = work_row(item, allowed)
        rows[item.step_run_id][row.kind].append(row)
    all_work = [
        StepWork(run, run.definition, tuple(rows[run.pk]["activity"]), tuple(rows[run.pk]["deliverable"]))
        for run in runs
    ]
    return {
        "initiative": initiative,
        "may_edit": allowed,
        "active_work": next((one for one in all_work if one.run.state == StepRun.State.ACTIVE), None),
        "coming_work": [one for one in all_work if one.run.state == StepRun.State.WAITING],
        "past_work": [one for one in all_work if one.run.is_over and one],
    }


def people_context(initiative: Initiative, memberships: Sequence[Membership], user: Any) -> dict[str, Any]:
    """For ``_people_panel.html``: coordinators, decider, prosessleder and contact. No query of its own."""
    return {
        "initiative": initiative,
        "coordinators": [row for row in memberships if row.role == Role.COORDINATOR],
        "decider": next((row for row in memberships if row.is_decider), None),
        "may_coordinate": may_coordinate(user, initiative),
    }


def work_row(item: Activity | Deliverable, allowed: Verdict) -> WorkRow:
    """The view of one row; the item knows its run, and the run its initiative."""
    is_active = item.step_run.state == StepRun.State.ACTIVE
    kind = "activity" if isinstance(item, Activity) else "deliverable"
    return WorkRow(item, kind, item.shown_title, is_active and item.is_overdue, allowed)


@prepared
def _activities(initiative: int) -> QuerySet[Activity]:
    found: QuerySet[Activity] = _with_owners(Activity, Activity.objects.filter(step_run__initiative=initiative))
    return found


@prepared
def _deliverables(initiative: int) -> QuerySet[Deliverable]:
    found: QuerySet[Deliverable] = _with_owners(
        Deliverable, Deliverable.objects.filter(step_run__initiative=initiative)
    )
    return found


def _with_owners(model: type[Model], rows: Any) -> Any:
    names = ("owner_member__user__name", "owner_member__user__email", "owner_organisation__name")
    found = rows.select_related("owner_member__user", "owner_organisation").only(*_columns(model), *names)
    return found.order_by("step_run", "position", "pk")


def _columns(model: type[Model]) -> list[str]:
    """The model's own, for querysets that want no more than a name of what it refers to."""
    return [field.name for field in model._meta.concrete_fields]


def _latest(runs: Sequence[StepRun]) -> dict[str, StepRun]:
    """Per step the run that counts: the latest round."""
    return {run.step: run for run in sorted(runs, key=lambda run: run.round)}


def _step_view(step: Step, run: StepRun) -> StepView:
    usual = run.usual_window if isinstance(step.usual_length, Months) else None
    late = usual is not None and run.ended_at is None and usual.standing(today()) == Standing.LATE
    return StepView(step, run, late, usual)
