"""A decision at a beslutningspunkt as a document: every finding as it was, reasons, waivers, who and when.

Prints what was stored with the decision and nothing that came later; advice is not part of it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Verdict
from documents.kinds import Content, DocumentKind
from gates.gate_2 import JOINT
from gates.models import AT_A_GATE, GateDecision, Outcome, StopReason
from initiatives import policy
from initiatives.method import Step
from initiatives.models import Initiative
from paadriv.text import day, in_words, moment, sentence
from partners.models import PartnerDecision


def content(decision_id: int) -> Content:
    """From the row and its snapshot alone; the findings are never examined anew."""
    decision = GateDecision.objects.select_related("initiative", "step_run").get(pk=decision_id)
    initiative = decision.initiative
    step = initiative.method.step(decision.step_run.step)
    return {
        "issued_at": decision.at.replace(microsecond=0).isoformat(),
        "author": initiative.initiator_name,
        "place": initiative.place_name,
        "number": step.number,
        "step": str(step.title),
        "round": decision.step_run.round,
        "outcome": decision.outcome,
        "decider": [decision.decider_name, decision.decider_title],
        "basis": decision.decider_basis,
        "decided_on": day(decision.decided_on),
        "recorded_at": moment(decision.at),
        "explanation": decision.explanation,
        "stop_reason": str(StopReason(decision.stop_reason).label) if decision.stop_reason else "",
        "rework": _rework(decision, step),
        "findings": decision.snapshot.get("findings", []),
        "joint": joint(decision),
        "reasons": decision.reasons,
        "waivers": decision.waivers,
        "digest": decision.snapshot_digest,
    }


def joint(decision: GateDecision) -> list[dict[str, str]]:
    """What each start-up partner's own body decided, as it was then; empty where the decision is not a joint one."""
    found = [one["evidence"] for one in decision.snapshot.get("findings", []) if one["key"] == JOINT]
    return [_partners_part(one) for evidence in found for one in evidence["decisions"] if one["outcome"]]


def _partners_part(kept: dict[str, str]) -> dict[str, str]:
    """«Styret, 3. mars 2026, sak 12/26»."""
    when = day(date.fromisoformat(kept["decided_on"])) if kept["decided_on"] else ""
    case = _("sak %(number)s") % {"number": kept["case_number"]} if kept["case_number"] else ""
    return {
        "name": kept["name"],
        "outcome": sentence(str(PartnerDecision.Outcome(kept["outcome"]).label)),
        "where": ", ".join(part for part in (kept["body"], when, case) if part),
        "conditions": kept["conditions"],
    }


def _rework(decision: GateDecision, step: Step) -> str:
    """«Felles målbilde innen 3. mars 2027»."""
    titles = {item.key: str(item.title) for item in step.deliverables}
    given_back = in_words([titles.get(key, key) for key in decision.rework])
    if not given_back or decision.rework_by is None:
        return given_back
    return _("%(what)s innen %(day)s") % {"what": given_back, "day": day(decision.rework_by)}


def context(content: Content) -> dict[str, Any]:
    rows = [_row(finding, content) for finding in content["findings"]]
    return {
        **content,
        "outcome_text": sentence(str(Outcome(content["outcome"]).label)),
        "outcome_class": content["outcome"],
        "at_gate": content["outcome"] in AT_A_GATE,
        "musts": [row for row in rows if row["level"] == "must"],
        "shoulds": [row for row in rows if row["level"] != "must"],
        "next": _next(content),
        "digest_groups": [content["digest"][start : start + 8] for start in range(0, len(content["digest"]), 8)],
    }


def may_read(user: Any, decision_id: int) -> Verdict:
    """Everybody who may see the initiative."""
    return policy.may_see(user, Initiative.objects.get(decisions=decision_id))


def _row(finding: dict[str, Any], content: Content) -> dict[str, Any]:
    key = str(finding["key"])
    waiver = content["waivers"].get(key)
    if finding["ok"]:
        state = _("oppfylt")
    elif waiver:
        state = _("fraveket")
    else:
        state = _("ikke oppfylt")
    return {
        "level": finding["level"],
        "title": finding["title"],
        "saw": finding["saw"],
        "wanted": finding["wanted"],
        "ok": finding["ok"],
        "state": state,
        "reason": content["reasons"].get(key, ""),
        "waiver": _waiver(waiver) if waiver else "",
    }


def _waiver(waiver: dict[str, Any]) -> str:
    """«Fraveket av formannskapet, sak 12/26, 3. mars 2026: …»."""
    when = str(waiver.get("date", ""))
    with suppress(ValueError):
        when = day(date.fromisoformat(when))
    parts = [_("Fraveket av %(body)s") % {"body": waiver.get("body", "")}]
    if waiver.get("case_number"):
        parts.append(_("sak %(number)s") % {"number": waiver["case_number"]})
    if when:
        parts.append(when)
    return f"{', '.join(parts)}: {waiver.get('reason', '')}"


def _next(content: Content) -> str:
    return {
        Outcome.GO.value: _("Initiativet går videre til neste steg."),
        Outcome.REWORK.value: _("Initiativet blir i steget og arbeider videre før en ny beslutning."),
        Outcome.HOLD.value: _("Initiativet er satt på vent. Beslutningspunktet er fortsatt åpent."),
        Outcome.STOP.value: _("Initiativet er avsluttet."),
        Outcome.BACK.value: _("En ny runde av steget før er startet. Det som er gjort i dette steget, er parkert."),
        Outcome.REOPEN.value: _("Initiativet er tatt opp igjen i en ny runde."),
    }[content["outcome"]]


KIND = DocumentKind(
    key="beslutning",
    title=lambda content: (
        _("Beslutningspunkt %(number)s – Pådriv %(place)s") % {"number": content["number"], "place": content["place"]}
    ),
    content=content,
    context=context,
    may_read=may_read,
    initiative_of=lambda pk: int(GateDecision.objects.values_list("initiative_id", flat=True).get(pk=pk)),
)
