"""How a decision is kept: with every finding, the norms it was held against, and who is told. Decides nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from accounts.canonical import digest
from accounts.journal import record
from accounts.models import User
from documents.services import request_rendering
from gates.closing import closing_of
from gates.findings import Finding, Waiver
from gates.models import GateDecision, Outcome
from gates.services.telling import tell_partners
from gates.snapshot import snapshot_of
from initiatives.models import MEMBERS_WHO_READ, Initiative, Membership, StepRun
from initiatives.policy import membership_of
from mail.services import Recipient, queue
from paadriv.clock import now

#: Outcomes that partners hear of, and in which mail.
_TO_PARTNERS = {Outcome.STOP.value: "initiative_closed", Outcome.BACK.value: "initiative_turned_back"}


@dataclass(frozen=True)
class Decision:
    """What the decider says: the outcome, when it was decided, why, and what is waived."""

    outcome: Outcome
    decided_on: date
    explanation: str = ""
    stop_reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    #: «Bearbeid»: keys of the deliverables that go back, and by when.
    rework: tuple[str, ...] = ()
    rework_by: date | None = None


def store(
    initiative: Initiative,
    run: StepRun,
    findings: tuple[Finding, ...],
    decision: Decision,
    form_key: uuid.UUID,
    by: User,
) -> GateDecision:
    """Write the decision with what was found, tell the members and ask for its PDF. The row is never edited."""
    membership = membership_of(by, initiative)
    assert membership is not None
    snapshot = snapshot_of(initiative, run, findings)
    if decision.outcome is Outcome.STOP:
        snapshot["closing"] = closing_of(initiative)
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
        stop_reason=decision.stop_reason if decision.outcome == Outcome.STOP else "",
        reasons={key: text for key, text in decision.reasons.items() if key in unmet and text.strip()},
        waivers={key: _plain(waiver) for key, waiver in decision.waivers.items() if key in unmet and waiver.reason},
        rework=list(decision.rework) if decision.outcome == Outcome.REWORK else [],
        rework_by=decision.rework_by if decision.outcome == Outcome.REWORK else None,
        snapshot=snapshot,
        snapshot_digest=digest(snapshot),
        form_key=form_key,
        at=now(),
    )
    row.full_clean()
    row.save()
    record(initiative.chain, "gate_decided", by=by, subject=row, outcome=row.outcome, snapshot=row.snapshot_digest)
    return row


def announce(row: GateDecision, *, by: User) -> None:
    """Once what follows is done: mail members, and partners where it concerns them, and ask for the PDFs."""
    tell_members("gate_decided", row.initiative, row.pk, key="decided", by=by)
    request_rendering(row.initiative, "beslutning", row.pk, by=by, is_counted=False)
    if row.outcome == Outcome.STOP:
        request_rendering(row.initiative, "sluttnotat", row.pk, by=by, is_counted=False)
    if kind := _TO_PARTNERS.get(row.outcome):
        tell_partners(kind, row, by=by)


def _plain(waiver: Waiver) -> dict[str, str]:
    return {
        "body": waiver.body,
        "case_number": waiver.case_number,
        "date": waiver.decided_on.isoformat() if waiver.decided_on else "",
        "reason": waiver.reason,
    }


def tell_members(kind: str, initiative: Initiative, subject_id: int, *, key: str, by: User) -> None:
    """Mail every member who reads, but the one who acted; ``key`` makes one mail of one event."""
    members = Membership.objects.filter(initiative=initiative, ended_at=None, role__in=MEMBERS_WHO_READ)
    members = members.exclude(user=by).select_related("user")
    queue(
        kind,
        [
            Recipient(subject_id, member.user.email, f"{kind}:{subject_id}:{key}:{member.user_id}", member.user.name)
            for member in members.order_by("pk")
        ],
        by=by,
        scope=initiative.chain,
    )
