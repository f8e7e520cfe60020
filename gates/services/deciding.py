"""The decider's decision: evaluated anew under the lock, stored with every finding, never edited."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady, Verdict
from accounts.models import User
from gates.criteria import criteria_of
from gates.facts import facts_of
from gates.findings import Finding
from gates.gate_2 import JOINT
from gates.gates import examine, gate
from gates.models import GateDecision, Outcome, StopReason
from gates.policy import may_decide
from gates.services.following import carry_into
from gates.services.storing import Decision, announce, store
from initiatives import services as initiatives
from initiatives.models import Deliverable, Initiative, StepRun, WorkItem
from initiatives.services.locking import locked
from meetings import services as meetings
from meetings.models import Meeting
from paadriv.clock import now, today
from paadriv.text import local
from signing.services import course as rounds


@transaction.atomic
def decide(initiative: Initiative, decision: Decision, *, form_key: uuid.UUID, by: User) -> GateDecision:
    """Record the outcome at the current gate; «gå videre» enters the next step, «stopp» closes the initiative.

    Everything is read anew under the initiative's lock and kept as a snapshot. A repeated form_key gives
    the first decision. Raises NotAllowed for anybody but the decider; NotReady with every reason when a hard
    criterion fails, a recommendation lacks its reason, a joint decision its minutes, the initiative is closed,
    or the date is impossible.
    """
    initiative = locked(initiative)
    if not (verdict := may_decide(by, initiative)):
        raise NotAllowed(verdict)
    if earlier := GateDecision.objects.filter(form_key=form_key, initiative=initiative).first():
        return earlier
    run = _open_gate(initiative, decision.outcome)
    findings = examine(
        criteria_of(initiative.method_version, run.step), facts_of(initiative, run, on=decision.decided_on)
    )
    _must_be_ready(initiative, run, findings, decision)
    row = store(initiative, run, findings, decision, form_key, by)
    _follow(initiative, decision, row, by)
    announce(row, by=by)
    return row


def current_run(initiative: Initiative) -> StepRun | None:
    """The active step run, whose gate is the one that can be decided at."""
    return initiative.step_runs.filter(state=StepRun.State.ACTIVE).first()


def _open_gate(initiative: Initiative, outcome: Outcome) -> StepRun:
    """The active run. One may put on hold or stop in every step, and go on where there are criteria."""
    run = current_run(initiative)
    if not initiative.is_open or run is None:
        raise NotReady(_("Initiativet er avsluttet. Det er ikke mer å beslutte."))
    if outcome in (Outcome.GO, Outcome.REWORK) and not criteria_of(initiative.method_version, run.step):
        raise NotReady(_("Beslutningspunktet for dette steget er ikke åpnet ennå."))
    return run


def dating(run: StepRun, decided_on: date) -> list[str]:
    """Why a decision cannot carry this date: it lies ahead, or before the step began."""
    reasons: list[str] = []
    if decided_on > today():
        reasons.append(_("Beslutningsdatoen kan ikke være fram i tid."))
    if run.started_at is not None and decided_on < local(run.started_at).date():
        reasons.append(_("Beslutningsdatoen kan ikke være før steget begynte."))
    return reasons


def _must_be_ready(initiative: Initiative, run: StepRun, findings: tuple[Finding, ...], decision: Decision) -> None:
    reasons = dating(run, decision.decided_on)
    if any(waiver.decided_on and waiver.decided_on > today() for waiver in decision.waivers.values()):
        reasons.append(_("Vedtaksdatoen kan ikke være fram i tid."))
    if decision.outcome is Outcome.GO:
        held = Meeting.objects.filter(initiative=initiative, step_run=run, state=Meeting.State.CLOSED)
        first = held.aggregate(first=Min("starts_at"))["first"]
        if first is not None and decision.decided_on < local(first).date():
            reasons.append(_("Beslutningsdatoen kan ikke være før sonderingsmøtet ble holdt."))
        verdict = gate(findings, reasons=decision.reasons, waivers=decision.waivers)
        reasons += verdict.reasons
        if any(one.key == JOINT for one in findings) and not decision.explanation.strip():
            reasons.append(_("Skriv referat fra den felles beslutningen, eller hvor det ligger."))
    elif not decision.explanation.strip():
        reasons.append(_("Skriv hvorfor dere beslutter dette."))
    if decision.outcome is Outcome.STOP and not decision.stop_reason:
        reasons.append(_("Velg hovedgrunnen til at dere avslutter."))
    if decision.outcome is Outcome.REWORK and decision.rework and decision.rework_by is None:
        reasons.append(_("Skriv innen når leveransene skal være bearbeidet."))
    if reasons:
        raise NotReady(Verdict(tuple(reasons)))


def _follow(initiative: Initiative, decision: Decision, row: GateDecision, by: User) -> None:
    """What the outcome does: «bearbeid» leaves the gate open and gives deliverables back, «sett på vent» waits."""
    if decision.outcome is Outcome.GO:
        if initiative.state == Initiative.State.ON_HOLD:
            rounds.run_on(initiative, by=by)
        opened = initiatives.enter_step(initiative, decision_id=row.pk, by=by)
        if opened is not None:
            carry_into(opened, before=row.step_run, by=by)
    elif decision.outcome is Outcome.HOLD and initiative.state == Initiative.State.ACTIVE:
        initiatives.hold(initiative, reason=decision.explanation[:500], by=by)
        rounds.hold_all(initiative, by=by)
    elif decision.outcome is Outcome.REWORK:
        _give_back(row.step_run, decision)
    elif decision.outcome is Outcome.STOP:
        call_off_coming(initiative, reason=_("initiativet er avsluttet"), by=by)
        why = StopReason(decision.stop_reason).label
        rounds.void_all(initiative, reason=_("Initiativet er avsluttet: %(why)s.") % {"why": why}, by=by)
        initiatives.stop(initiative, reason=decision.explanation[:500], by=by)


def _give_back(run: StepRun, decision: Decision) -> None:
    """The named deliverables are worked on again by the date; frozen versions stay as they are."""
    for item in Deliverable.objects.select_for_update().filter(step_run=run, key__in=decision.rework).order_by("pk"):
        item.status, item.due_on, item.revision = WorkItem.Status.DOING, decision.rework_by, item.revision + 1
        item.save(update_fields=["status", "due_on", "revision"])


def call_off_coming(initiative: Initiative, *, reason: str, by: User) -> None:
    """Call off every planned meeting that has not begun; those invited get a CANCEL with the reason."""
    coming = Meeting.objects.filter(initiative=initiative, state=Meeting.State.PLANNED, starts_at__gt=now())
    for meeting in coming.order_by("pk"):
        meetings.call_off(meeting, reason=reason, by=by)
