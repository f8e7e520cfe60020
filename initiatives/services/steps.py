"""Moving an initiative between steps and states. Called by gates, where people decide; dates never do."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from initiatives.method import Step
from initiatives.models import Activity, Deliverable, Initiative, StepRun, WorkItem
from initiatives.services.locking import locked
from paadriv.clock import now


@transaction.atomic
def enter_step(initiative: Initiative, *, decision_id: int, by: User) -> StepRun | None:
    """Close the active step run and open the next step's; after the last step, become a partnership.

    ``decision_id`` is the gate decision that opens the run. Returns the opened run, or None.
    """
    initiative = locked(initiative)
    _count_hold(initiative)
    active = _close_active(initiative, StepRun.State.DONE)
    following = initiative.method.after(active.step)
    opened = None
    if following is None:
        _set_state(initiative, Initiative.State.PARTNERSHIP, "")
    else:
        opened = _open_run(initiative, following, decision_id)
        if initiative.state == Initiative.State.ON_HOLD:
            _set_state(initiative, Initiative.State.ACTIVE, "")
    record(initiative.chain, "step_entered", by=by, subject=opened or initiative, decision=decision_id)
    return opened


@transaction.atomic
def go_back(initiative: Initiative, *, decision_id: int, by: User) -> StepRun:
    """Park the active run and open a new round of the step before it. Raises NotReady in the first step."""
    initiative = _open(initiative)
    _count_hold(initiative)
    active = initiative.step_runs.get(state=StepRun.State.ACTIVE)
    earlier = initiative.method.before(active.step)
    if earlier is None:
        raise NotReady(_("Initiativet er i det første steget. Det er ikke noe steg å gå tilbake til."))
    _close_active(initiative, StepRun.State.PARKED)
    opened = _open_run(initiative, earlier, decision_id)
    if initiative.state == Initiative.State.ON_HOLD:
        _set_state(initiative, Initiative.State.ACTIVE, "")
    record(initiative.chain, "step_reentered", by=by, subject=opened, decision=decision_id)
    return opened


@transaction.atomic
def reopen(initiative: Initiative, *, from_start: bool, decision_id: int, by: User) -> StepRun:
    """Take up a stopped initiative: a new round of the step it stopped in, or of the first step.

    Raises NotReady for an initiative that is not stopped.
    """
    initiative = locked(initiative)
    if initiative.state != Initiative.State.STOPPED:
        raise NotReady(_("Initiativet er ikke avsluttet."))
    parked = _close_active(initiative, StepRun.State.PARKED)
    step = initiative.method.steps[0] if from_start else parked.definition
    opened = _open_run(initiative, step, decision_id)
    _set_state(initiative, Initiative.State.ACTIVE, "")
    record(initiative.chain, "initiative_reopened", by=by, subject=opened, decision=decision_id)
    return opened


@transaction.atomic
def hold(initiative: Initiative, *, reason: str, review_on: date | None = None, by: User) -> None:
    """Put an initiative on hold until somebody takes it up again. Work may still be written down.

    ``review_on`` is the day the members mean to look at it anew; nothing happens by itself then.
    """
    initiative = _open(initiative)
    _count_hold(initiative)
    _set_state(initiative, Initiative.State.ON_HOLD, reason, review_on)
    record(initiative.chain, "initiative_on_hold", by=by, subject=initiative)


@transaction.atomic
def hold_longer(initiative: Initiative, *, reason: str, review_on: date, by: User) -> None:
    """Another reason and a later day for an initiative on hold; its clock has stood still all the while."""
    initiative = locked(initiative)
    if initiative.state != Initiative.State.ON_HOLD:
        raise NotReady(_("Initiativet er ikke satt på vent."))
    initiative.state_reason, initiative.review_on = reason, review_on
    initiative.save(update_fields=["state_reason", "review_on"])
    record(initiative.chain, "initiative_held_longer", by=by, subject=initiative)


@transaction.atomic
def resume(initiative: Initiative, *, by: User) -> None:
    """Take up the work of an initiative that was on hold."""
    initiative = locked(initiative)
    if initiative.state != Initiative.State.ON_HOLD:
        raise NotReady(_("Initiativet er ikke satt på vent."))
    _count_hold(initiative)
    _set_state(initiative, Initiative.State.ACTIVE, "")
    record(initiative.chain, "initiative_resumed", by=by, subject=initiative)


@transaction.atomic
def stop(initiative: Initiative, *, reason: str, by: User) -> None:
    """Close an initiative for good; everything can be read and nothing changed. Raises NotReady when closed."""
    initiative = _open(initiative)
    _count_hold(initiative)
    _set_state(initiative, Initiative.State.STOPPED, reason)
    record(initiative.chain, "initiative_stopped", by=by, subject=initiative)


def _open(initiative: Initiative) -> Initiative:
    initiative = locked(initiative)
    if not initiative.is_open:
        raise NotReady(_("Initiativet er allerede avsluttet."))
    return initiative


def _count_hold(initiative: Initiative) -> None:
    """Add the hold that ends now to the active run, so that it is never counted as days of work."""
    if initiative.state == Initiative.State.ON_HOLD:
        active = initiative.step_runs.select_for_update().get(state=StepRun.State.ACTIVE)
        active.paused_days = active.days_on_hold
        active.save(update_fields=["paused_days"])


def _close_active(initiative: Initiative, state: str) -> StepRun:
    active = initiative.step_runs.select_for_update().get(state=StepRun.State.ACTIVE)
    active.state, active.ended_at = state, now()
    active.save(update_fields=["state", "ended_at"])
    active.initiative = initiative
    return active


def _open_run(initiative: Initiative, step: Step, decision_id: int) -> StepRun:
    """The step's waiting run, or a new round that carries on the work of the round before."""
    runs = list(initiative.step_runs.select_for_update().filter(step=step.key).order_by("round"))
    last = runs[-1]
    opened = last
    if last.state != StepRun.State.WAITING:
        opened = StepRun(initiative=initiative, step=step.key, round=last.round + 1)
    opened.state, opened.started_at, opened.decision_id = StepRun.State.ACTIVE, now(), decision_id
    opened.save()
    if opened is not last:
        _carry_on(last, opened)
    return opened


def _carry_on(earlier: StepRun, opened: StepRun) -> None:
    """Copy activities and deliverables with their owners and notes; what was done must be looked at again."""
    for model in (Activity, Deliverable):
        for item in model.objects.filter(step_run=earlier).order_by("position", "pk"):
            again = item.status == WorkItem.Status.DONE
            model.objects.create(
                step_run=opened,
                key=item.key,
                title=item.title,
                position=item.position,
                status=WorkItem.Status.DOING if again else item.status,
                owner_member=item.owner_member,
                owner_organisation=item.owner_organisation,
                note=item.note,
            )


def _set_state(initiative: Initiative, state: str, reason: str, review_on: date | None = None) -> None:
    initiative.state, initiative.state_reason, initiative.state_since = state, reason, now()
    initiative.review_on = review_on
    initiative.save(update_fields=["state", "state_reason", "state_since", "review_on"])
