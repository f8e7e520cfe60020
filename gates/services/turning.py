"""Back a step, and taking up a stopped initiative: decisions of their own, with reasons, that undo nothing."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady, Verdict
from accounts.models import User
from gates.findings import REASON_AT_LEAST
from gates.models import GateDecision, Outcome
from gates.policy import may_decide
from gates.services.deciding import current_run, dating
from gates.services.storing import Decision, announce, store
from initiatives import services as initiatives
from initiatives.models import Initiative, StepRun
from initiatives.services.locking import locked
from signing.services import course as rounds


@transaction.atomic
def go_back(
    initiative: Initiative, *, decided_on: date, explanation: str, form_key: uuid.UUID, by: User
) -> GateDecision:
    """Park the active step and begin a new round of the one before it. All that was decided and written stays.

    Raises NotAllowed for anybody but the decider; NotReady in the first step, for a closed initiative, without a
    reason of REASON_AT_LEAST characters, or for an impossible date. A repeated form_key gives the first decision.
    """
    initiative = locked(initiative)
    decision = Decision(Outcome.BACK, decided_on, explanation)
    if earlier := _repeated(initiative, form_key, by):
        return earlier
    run = current_run(initiative)
    if run is None or not initiative.is_open:
        raise NotReady(_("Initiativet er avsluttet. Gjenåpne det først."))
    if initiative.method.before(run.step) is None:
        raise NotReady(_("Initiativet er i det første steget. Det er ikke noe steg å gå tilbake til."))
    _must_be_explained(run, decision)
    row = store(initiative, run, (), decision, form_key, by)
    rounds.void_all(initiative, reason=_("Initiativet har gått tilbake et steg, og teksten er lagt til side."), by=by)
    initiatives.go_back(initiative, decision_id=row.pk, by=by)
    announce(row, by=by)
    return row


@transaction.atomic
def reopen(
    initiative: Initiative, *, from_start: bool, decided_on: date, explanation: str, form_key: uuid.UUID, by: User
) -> GateDecision:
    """Take up a stopped initiative in a new round: of the step it stopped in, or from the first step.

    Raises NotAllowed for anybody but the decider; NotReady for an initiative that is not stopped, without a
    reason of REASON_AT_LEAST characters, or for an impossible date. A repeated form_key gives the first decision.
    """
    initiative = locked(initiative)
    decision = Decision(Outcome.REOPEN, decided_on, explanation)
    if earlier := _repeated(initiative, form_key, by):
        return earlier
    run = current_run(initiative)
    if run is None or initiative.state != Initiative.State.STOPPED:
        raise NotReady(_("Initiativet er ikke avsluttet."))
    _must_be_explained(run, decision)
    row = store(initiative, run, (), decision, form_key, by)
    initiatives.reopen(initiative, from_start=from_start, decision_id=row.pk, by=by)
    announce(row, by=by)
    return row


def _repeated(initiative: Initiative, form_key: uuid.UUID, by: User) -> GateDecision | None:
    if not (verdict := may_decide(by, initiative)):
        raise NotAllowed(verdict)
    return GateDecision.objects.filter(form_key=form_key, initiative=initiative).first()


def _must_be_explained(run: StepRun, decision: Decision) -> None:
    reasons = dating(run, decision.decided_on)
    if len(decision.explanation.strip()) < REASON_AT_LEAST:
        reasons.append(_("Begrunn beslutningen med minst %(least)d tegn.") % {"least": REASON_AT_LEAST})
    if reasons:
        raise NotReady(Verdict(tuple(reasons)))
