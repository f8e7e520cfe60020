"""The sluttnotat of a stopped initiative: what it was, how it went, what was decided and made, and what is kept.

Names organisations and offices, and no person but the contact for questions. Prints what was there when the
initiative was stopped: rows that are never edited, and the closing that the decision's snapshot holds.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Verdict
from documents.kinds import Content, DocumentKind, kind_of
from documents.models import DocumentVersion
from gates import policy
from gates.closing import Part, closing_of, kept_until
from gates.models import GateDecision, Outcome, StopReason
from initiatives.models import Initiative, StepRun
from paadriv.text import count, day, local, sentence
from partners.groups import CHOICES
from signing.models import Round
from signing.states import PartyState, RoundState

_PARTS = {
    Part.STARTUP: gettext_lazy("Oppstartspartnere"),
    Part.ON_THE_WAY: gettext_lazy("I dialog om å bli oppstartspartner"),
    Part.INTERESTED: gettext_lazy("Ville delta videre"),
    Part.ATTENDED: gettext_lazy("Deltok på møte"),
    Part.WITHDREW: gettext_lazy("Var med, men trakk seg"),
}


def content(decision_id: int) -> Content:
    """Of the stop as it was made; nothing that came after a reopening is in it."""
    decision = _stops().select_related("initiative__municipality", "initiative__owner", "step_run").get(pk=decision_id)
    initiative = decision.initiative
    closing = decision.snapshot.get("closing") or closing_of(initiative)
    return {
        "issued_at": decision.at.replace(microsecond=0).isoformat(),
        "author": initiative.initiator_name,
        "place": initiative.place_name,
        "in_place": initiative.in_place,
        "municipality": initiative.municipality.name,
        "owner": initiative.owner.name if initiative.owner else "",
        "initiator": initiative.initiator_name,
        "area": initiative.area_name,
        "why_begun": initiative.reason,
        "begun_on": local(initiative.created_at).date().isoformat(),
        "stopped_on": decision.decided_on.isoformat(),
        "stop_reason": str(StopReason(decision.stop_reason).label) if decision.stop_reason else "",
        "explanation": decision.explanation,
        "steps": [_step(run, decision) for run in _runs(decision)],
        "decisions": [_decision(row) for row in _decisions(decision)],
        "organisations": closing["organisations"],
        "meetings": closing["meetings"],
        "documents": _documents(decision),
        "kept_until": kept_until(decision).isoformat(),
        "contact": [initiative.contact_name, initiative.contact_email, initiative.contact_phone],
        "association": settings.ASSOCIATION_EMAIL,
    }


def context(content: Content) -> dict[str, Any]:
    groups = dict(CHOICES)
    organisations = [{**row, "group": str(groups.get(row["group"], ""))} for row in content["organisations"]]
    return {
        **content,
        "begun": _day(content["begun_on"]),
        "stopped": _day(content["stopped_on"]),
        "steps": [{**row, "period": f"{_day(row['from'])} – {_day(row['to'])}"} for row in content["steps"]],
        "decisions": [{**row, "when": _day(row["decided_on"])} for row in content["decisions"]],
        "parts": [
            {"title": str(title), "rows": [row for row in organisations if row["part"] == part]}
            for part, title in _PARTS.items()
        ],
        "number_of_organisations": len(organisations),
        "meetings": [
            {"when": _day(row["held_on"]), "came": count(row["attended"], _("deltaker"), _("deltakere"))}
            for row in content["meetings"]
        ],
        "documents": [
            {
                **row,
                "when": _day(row["dated_on"]),
                "digest": [row["content_sha256"][at : at + 8] for at in range(0, 64, 8)],
            }
            for row in content["documents"]
        ],
        "until": _day(content["kept_until"]),
        "contact_line": ", ".join(filter(None, content["contact"])),
    }


def may_read(user: Any, decision_id: int) -> Verdict:
    """Those who read the initiative, and the partners' contacts: it is written for them."""
    return policy.may_open(user, Initiative.objects.get(decisions=decision_id))


def _stops() -> Any:
    return GateDecision.objects.filter(outcome=Outcome.STOP)


def _runs(decision: GateDecision) -> Any:
    begun = decision.initiative.step_runs.filter(started_at__lte=decision.at)
    return begun.order_by("started_at", "pk")


def _step(run: StepRun, decision: GateDecision) -> dict[str, Any]:
    """When and how the run ended, as it was at the stop: the one that was stopped in is parked by a reopening."""
    ended: datetime = run.ended_at if run.ended_at and run.ended_at < decision.at else decision.at
    state = _("avsluttet her") if run.pk == decision.step_run_id else str(run.get_state_display())
    step = decision.initiative.method.step(run.step)
    assert run.started_at is not None
    return {
        "number": step.number,
        "title": str(step.title),
        "round": run.round,
        "from": local(run.started_at).date().isoformat(),
        "to": local(ended).date().isoformat(),
        "state": state,
    }


def _decisions(decision: GateDecision) -> Any:
    rows = GateDecision.objects.filter(initiative=decision.initiative_id, pk__lte=decision.pk)
    return rows.select_related("initiative", "step_run").order_by("pk")


def _decision(row: GateDecision) -> dict[str, Any]:
    """By which office and with which words; never who held the office."""
    return {
        "decided_on": row.decided_on.isoformat(),
        "outcome": sentence(str(Outcome(row.outcome).label)),
        "step": str(row.initiative.method.step(row.step_run.step).title),
        "round": row.step_run.round,
        "decider": row.decider_title,
        "basis": row.decider_basis,
        "explanation": row.explanation,
    }


def _versions(decision: GateDecision) -> Any:
    rows = DocumentVersion.objects.filter(document__initiative=decision.initiative_id, frozen_at__lte=decision.at)
    return rows.select_related("document").order_by("frozen_at", "pk")


def _documents(decision: GateDecision) -> list[dict[str, Any]]:
    """Every version frozen before the stop, with what was answered about it. Two queries."""
    answered = _latest_rounds(decision)
    return [_document(version, answered.get(version.pk)) for version in _versions(decision)]


def _document(version: DocumentVersion, latest: Any) -> dict[str, Any]:
    return {
        "title": kind_of(version.document.kind).title(version.content),
        "number": version.number,
        "dated_on": version.dated_on.isoformat(),
        "content_sha256": version.content_sha256,
        "answers": _answers(latest),
    }


def _latest_rounds(decision: GateDecision) -> dict[int, Any]:
    """Version → its latest round before the stop, with how many were asked and how many stand behind."""
    rounds = Round.objects.filter(document__initiative=decision.initiative_id, opened_at__lte=decision.at)
    stands = Count("parties", filter=Q(parties__state=PartyState.DONE))
    return {row.version_id: row for row in rounds.annotate(stands=stands, asked=Count("parties")).order_by("pk")}


def _answers(latest: Any) -> str:
    """What the organisations answered in a round; empty where nobody was asked."""
    if latest is None:
        return ""
    if latest.state == RoundState.COMPLETED:
        return _("%(stands)s stilte seg bak.") % {
            "stands": sentence(count(latest.stands, _("virksomhet"), _("virksomheter")))
        }
    return _("%(stands)d av %(asked)d virksomheter hadde stilt seg bak da runden ble avsluttet.") % {
        "stands": latest.stands,
        "asked": latest.asked,
    }


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


KIND = DocumentKind(
    key="sluttnotat",
    title=lambda content: _("Sluttnotat – Pådriv %(place)s") % {"place": content["place"]},
    content=content,
    context=context,
    may_read=may_read,
    initiative_of=lambda pk: int(_stops().values_list("initiative_id", flat=True).get(pk=pk)),
)
