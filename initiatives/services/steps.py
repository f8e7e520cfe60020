"""Moving an initiative between steps and states. Called by gates, where people decide; dates never do."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative, StepRun
from initiatives.services.locking import locked
from paadriv.clock import now


@transaction.atomic
def enter_step(initiative: Initiative, *, decision_id: int, by: User) -> StepRun | None:
    """Close the active step run and open the next step's; after the last step, become a partnership.

    ``decision_id`` is the gate decision that opens the run. Returns the opened run, or None.
    """
    initiative = locked(initiative)
    moment = now()
    _count_hold(initiative)
    active = initiative.step_runs.select_for_update().get(state=StepRun.State.ACTIVE)
    active.state, active.ended_at = StepRun.State.DONE, moment
    active.save(update_fields=["state", "ended_at"])
    following = initiative.method.after(active.step)
    opened = None
    if following is None:
        _set_state(initiative, Initiative.State.PARTNERSHIP, "")
    else:
        opened = initiative.step_runs.select_for_update().get(step=following.key, state=StepRun.State.WAITING)
        opened.state, opened.started_at, opened.decision_id = StepRun.State.ACTIVE, moment, decision_id
        opened.save(update_fields=["state", "started_at", "decision_id"])
        if initiative.state == Initiative.State.ON_HOLD:
            _set_state(initiative, Initiative.State.ACTIVE, "")
    record(initiative.chain, "step_entered", by=by, subject=opened or initiative, decision=decision_id)
    return opened


@transaction.atomic
def hold(initiative: Initiative, *, reason: str, by: User) -> None:
    """Put an active initiative on hold. Work may still be written down."""
    initiative = _open(initiative)
    _count_hold(initiative)
    _set_state(initiative, Initiative.State.ON_HOLD, reason)
    record(initiative.chain, "initiative_on_hold", by=by, subject=initiative)


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


def _set_state(initiative: Initiative, state: str, reason: str) -> None:
    initiative.state, initiative.state_reason, initiative.state_since = state, reason, now()
    initiative.save(update_fields=["state", "state_reason", "state_since"])
