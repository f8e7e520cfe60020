"""What a decision was made on, as plain JSON that never changes: findings, norms, counts, frozen texts.

Says nothing of whether it was enough; see gates. Holds numbers and keys, and names only inside findings.
"""

from __future__ import annotations

from typing import Any

from documents.models import DocumentVersion
from gates.findings import Finding
from initiatives.models import Initiative, StepRun
from meetings.counting import MeetingCount, MeetingCounts, meeting_counts


def snapshot_of(initiative: Initiative, run: StepRun, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Everything the decision was made on; taken under the initiative's lock, with the findings examined there."""
    norms = initiative.method.norms
    return {
        "method": initiative.method_version,
        "step": run.step,
        "round": run.round,
        "norms": {key: list(value) if isinstance(value, tuple) else value for key, value in vars(norms).items()},
        "counts": _counts(meeting_counts(initiative, run)),
        "versions": _versions(initiative),
        "findings": [_finding(finding) for finding in findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "level": finding.criterion.level.value,
        "title": str(finding.criterion.title),
        "waivable": finding.criterion.waivable,
        "ok": finding.ok,
        "saw": finding.saw,
        "wanted": finding.wanted,
        "evidence": finding.evidence,
    }


def _counts(counts: MeetingCounts) -> dict[str, Any]:
    """The numbers behind the findings: of all closed meetings together, and of each."""
    return {
        "meetings_held": len(counts.held),
        "persons_attended": counts.persons_attended,
        "organisations_attended": len(counts.organisations_attended),
        "groups_invited": sorted(counts.groups_invited),
        "groups_attended": sorted(counts.groups_attended),
        "taking_part": len(counts.taking_part),
        "taking_part_public": len(counts.public_taking_part),
        "taking_part_not_public": len(counts.others_taking_part),
        "threshold": counts.threshold,
        "meetings": [_meeting(one) for one in counts.held],
    }


def _meeting(one: MeetingCount) -> dict[str, Any]:
    return {
        "meeting": one.meeting,
        "invited": one.invited,
        "answered": one.answered,
        "attended": one.attended,
        "not_settled": one.not_settled,
        "minutes_planned": one.minutes_planned,
        "minutes_held": one.minutes_held,
        "threshold": one.threshold,
        "days_to_minutes": one.days_to_minutes,
    }


def _versions(initiative: Initiative) -> list[dict[str, Any]]:
    """The latest frozen version of every document of the initiative, with both of its digests."""
    rows = DocumentVersion.objects.filter(document__initiative=initiative).select_related("document")
    latest = {row.document_id: row for row in rows.order_by("document", "number")}
    return [
        {
            "version": row.pk,
            "document": row.document_id,
            "kind": row.document.kind,
            "number": row.number,
            "content_sha256": row.content_sha256,
            "pdf_sha256": row.pdf_sha256,
        }
        for row in latest.values()
    ]
