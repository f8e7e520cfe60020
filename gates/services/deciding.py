"""The decider's decision: evaluated anew under the lock, stored with every finding, never edited."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady, Verdict
from accounts.canonical import digest
from accounts.journal import record
from accounts.models import User
from documents.services import request_rendering
from gates.criteria import criteria_of
from gates.facts import facts_of
from gates.gates import Finding, Waiver, examine, gate
from gates.models import GateDecision, Outcome
from gates.policy import may_decide, may_resume
from initiatives import services as initiatives
from initiatives.models import MEMBERS_WHO_READ, Initiative, Membership, StepRun
from initiatives.policy import membership_of
from initiatives.services.locking import locked
from mail.services import Recipient, queue
from meetings import services as meetings
from meetings.models import Meeting
from paadriv.clock import now, today
from paadriv.text import local


@dataclass(frozen=True)
class Decision:
    """What the decider says: the outcome, when it was decided, why, and what is waived."""

    outcome: Outcome
    decided_on: date
    explanation: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)


@transaction.atomic
def decide(initiative: Initiative, decision: Decision, *, form_key: uuid.UUID, by: User) -> GateDecision:
    """Record the outcome at the current gate; «gå videre» enters the next step, «stopp» closes the initiative.

    Everything is read anew under the initiative's lock and kept as a snapshot. A repeated form_key gives
    the first decision. Raises NotAllowed for anybody but the decider; NotReady with every reason when a hard
    criterion fails, a recommendation lacks its reason, the initiative is closed, or the date is impossible.
    """
    initiative = locked(initiative)
    if not (verdict := may_decide(by, initiative)):
        raise NotAllowed(verdict)
    if earlier := GateDecision.objects.filter(form_key=form_key, initiative=initiative).first():
        return earlier
    run = _open_gate(initiative)
    findings = examine(criteria_of(initiative.method_version, run.step), facts_of(initiative))
    _must_be_ready(initiative, run, findings, decision)
    row = _stored(initiative, run, findings, decision, form_key, by)
    record(initiative.chain, "gate_decided", by=by, subject=row, outcome=row.outcome, snapshot=row.snapshot_digest)
    _follow(initiative, decision, row, by)
    _tell_members(initiative, row, by)
    request_rendering(initiative, "beslutning", row.pk, by=by)
    return row


@transaction.atomic
def resume_work(initiative: Initiative, *, by: User) -> None:
    """Take up the work of an initiative on hold. The decider or a coordinator; raises NotAllowed otherwise."""
    if not (verdict := may_resume(by, initiative)):
        raise NotAllowed(verdict)
    initiatives.resume(initiative, by=by)


def current_run(initiative: Initiative) -> StepRun | None:
    """The active step run, whose gate is the one that can be decided at."""
    return initiative.step_runs.filter(state=StepRun.State.ACTIVE).first()


def _open_gate(initiative: Initiative) -> StepRun:
    run = current_run(initiative)
    if not initiative.is_open or run is None:
        raise NotReady(_("Initiativet er avsluttet. Det er ikke mer å beslutte."))
    if not criteria_of(initiative.method_version, run.step):
        raise NotReady(_("Beslutningspunktet for dette steget er ikke åpnet ennå."))
    return run


def _must_be_ready(initiative: Initiative, run: StepRun, findings: tuple[Finding, ...], decision: Decision) -> None:
    reasons: list[str] = []
    if decision.decided_on > today():
        reasons.append(_("Beslutningsdatoen kan ikke være fram i tid."))
    started = run.started_at
    if started is not None and decision.decided_on < local(started).date():
        reasons.append(_("Beslutningsdatoen kan ikke være før steget begynte."))
    if any(waiver.decided_on and waiver.decided_on > today() for waiver in decision.waivers.values()):
        reasons.append(_("Vedtaksdatoen kan ikke være fram i tid."))
    if decision.outcome is Outcome.GO:
        held = Meeting.objects.filter(initiative=initiative, step_run=run, state=Meeting.State.CLOSED)
        first = held.aggregate(first=Min("starts_at"))["first"]
        if first is not None and decision.decided_on < local(first).date():
            reasons.append(_("Beslutningsdatoen kan ikke være før sonderingsmøtet ble holdt."))
        verdict = gate(findings, reasons=decision.reasons, waivers=decision.waivers)
        reasons += verdict.reasons
    elif not decision.explanation.strip():
        reasons.append(_("Skriv hvorfor dere beslutter dette."))
    if reasons:
        raise NotReady(Verdict(tuple(reasons)))


def _stored(
    initiative: Initiative,
    run: StepRun,
    findings: tuple[Finding, ...],
    decision: Decision,
    form_key: uuid.UUID,
    by: User,
) -> GateDecision:
    membership = membership_of(by, initiative)
    assert membership is not None
    snapshot = snapshot_of(initiative, run, findings)
    unmet = {finding.key for finding in findings if not finding.ok}
    row = GateDecision(
        initiative=initiative,
        step_run=run,
        outcome=decision.outcome,
        decided_by=by,
        decider_name=by.name,
        decider_title=membership.decider_title,
        decider_basis=membership.decider_basis,
        decided_on=decision.decided_on,
        explanation=decision.explanation,
        reasons={key: text for key, text in decision.reasons.items() if key in unmet and text.strip()},
        waivers={key: _plain(waiver) for key, waiver in decision.waivers.items() if key in unmet and waiver.reason},
        snapshot=snapshot,
        snapshot_digest=digest(snapshot),
        form_key=form_key,
        at=now(),
    )
    row.full_clean()
    row.save()
    return row


def snapshot_of(initiative: Initiative, run: StepRun, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Every finding with its evidence, and the norms it was held against, as plain JSON."""
    norms = initiative.method.norms
    return {
        "method": initiative.method_version,
        "step": run.step,
        "round": run.round,
        "norms": {key: list(value) if isinstance(value, tuple) else value for key, value in vars(norms).items()},
        "findings": [
            {
                "key": finding.key,
                "level": finding.criterion.level.value,
                "title": str(finding.criterion.title),
                "waivable": finding.criterion.waivable,
                "ok": finding.ok,
                "saw": finding.saw,
                "wanted": finding.wanted,
                "evidence": finding.evidence,
            }
            for finding in findings
        ],
    }


def _plain(waiver: Waiver) -> dict[str, str]:
    return {
        "body": waiver.body,
        "case_number": waiver.case_number,
        "date": waiver.decided_on.isoformat() if waiver.decided_on else "",
        "reason": waiver.reason,
    }


def _follow(initiative: Initiative, decision: Decision, row: GateDecision, by: User) -> None:
    """What the outcome does: «bearbeid» leaves the gate as it is, «sett på vent» too."""
    if decision.outcome is Outcome.GO:
        initiatives.enter_step(initiative, decision_id=row.pk, by=by)
    elif decision.outcome is Outcome.HOLD and initiative.state == Initiative.State.ACTIVE:
        initiatives.hold(initiative, reason=decision.explanation[:500], by=by)
    elif decision.outcome is Outcome.STOP:
        coming = Meeting.objects.filter(initiative=initiative, state=Meeting.State.PLANNED, starts_at__gt=now())
        for meeting in coming.order_by("pk"):
            meetings.call_off(meeting, reason=_("initiativet er avsluttet"), by=by)
        initiatives.stop(initiative, reason=decision.explanation[:500], by=by)


def _tell_members(initiative: Initiative, row: GateDecision, by: User) -> None:
    """Those who can open the decision; a partner's contact has no page of it yet."""
    members = Membership.objects.filter(initiative=initiative, ended_at=None, role__in=MEMBERS_WHO_READ)
    members = members.exclude(user=by).select_related("user")
    queue(
        "gate_decided",
        [
            Recipient(row.pk, member.user.email, f"gate_decided:{row.pk}:{member.user_id}", member.user.name)
            for member in members.order_by("pk")
        ],
        by=by,
        scope=initiative.chain,
    )
