"""The beslutningspunkt: criteria live, the decision, the association's advice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotReady, Verdict, no, requires
from documents.models import Rendering
from gates import gate_2, policy, services
from gates.closing import closing_by
from gates.facts import facts_of
from gates.forms import AdviceForm, DecisionForm
from gates.gates import examine
from gates.kinds.beslutning import joint
from gates.loading import AtGate, visible_decision, visible_gate
from gates.models import AT_A_GATE, GateDecision, Outcome
from gates.places import gate_page, place
from gates.views import forprosjekt
from initiatives.loading import visible_initiative
from initiatives.method import StepKey
from initiatives.models import Deliverable, Initiative
from initiatives.policy import may_edit
from meetings.counting import MeetingCounts, meeting_counts
from paadriv.htmx import vary


@requires(policy.may_see, load=visible_gate)
@require_safe
def gate(request: HttpRequest, at: AtGate) -> HttpResponse:
    return _gate_page(request, at)


@requires(policy.may_decide, load=visible_gate)
@require_POST
def decide(request: HttpRequest, at: AtGate) -> HttpResponse:
    findings = examine(at.criteria, facts_of(at.initiative, at.run))
    form = DecisionForm(request.POST, findings=findings, deliverables=_deliverables(at))
    if not form.is_valid():
        return _gate_page(request, at, form=form, status=422)
    try:
        row = services.decide(at.initiative, form.decision(), form_key=form.cleaned_data["form_key"], by=request.user)
    except NotReady as refusal:
        return _gate_page(request, at, form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Beslutningen er registrert."))
    return redirect("gates:decision", at.initiative.pk, row.pk)


@requires(policy.may_see, load=visible_decision)
@require_safe
def decision(request: HttpRequest, row: GateDecision) -> HttpResponse:
    """What was decided, with every finding as it was then; read from the row alone."""
    findings = row.snapshot["findings"]
    rows = [
        {**one, "reason": row.reasons.get(one["key"], ""), "waiver": row.waivers.get(one["key"])} for one in findings
    ]
    context = {
        "initiative": row.initiative,
        "crumb": _("Beslutning"),
        "decision": row,
        "at_gate": row.outcome in AT_A_GATE,
        "musts": [one for one in rows if one["level"] == "must"],
        "shoulds": [one for one in rows if one["level"] != "must"],
        "number": row.initiative.method.step(row.step_run.step).number,
        "joint": joint(row),
        "rework": _titles(row),
        "closing": closing_by(row) if row.outcome == Outcome.STOP else None,
        "rendering": Rendering.objects.filter(kind="beslutning", subject_id=row.pk).first(),
    }
    return render(request, "gates/decision.html", context)


@requires(policy.may_advise, load=visible_gate)
@require_POST
def advise(request: HttpRequest, at: AtGate) -> HttpResponse:
    form = AdviceForm(request.POST)
    if not form.is_valid():
        return _gate_page(request, at, advice_form=form, status=422)
    services.give_advice(at.initiative, text=form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Rådet er sendt til koordinatorene."))
    return redirect(gate_page(at.initiative, at.step.number))


@requires(policy.may_resume, load=visible_initiative)
@require_POST
def resume(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    services.resume_work(initiative, by=request.user)
    messages.success(request, _("Arbeidet er tatt opp igjen."))
    return redirect("initiative", initiative.pk)


def _titles(row: GateDecision) -> list[str]:
    """The deliverables that went back, by the method's own words."""
    titles = {item.key: str(item.title) for item in row.initiative.method.step(row.step_run.step).deliverables}
    return [titles.get(key, key) for key in row.rework]


def _deliverables(at: AtGate) -> list[Deliverable]:
    """What «bearbeid» can give back."""
    found = list(at.run.deliverable_items.order_by("position", "pk")) if at.step.deliverables else []
    for item in found:
        item.step_run = at.run
    return found


def _gate_page(
    request: HttpRequest,
    at: AtGate,
    *,
    form: DecisionForm | None = None,
    advice_form: AdviceForm | None = None,
    refusal: Verdict | None = None,
    status: int = 200,
) -> HttpResponse:
    counts = meeting_counts(at.initiative, at.run) if at.step.key == StepKey.SONDERINGSMOETE else MeetingCounts()
    facts = facts_of(at.initiative, at.run, counts)
    findings = examine(at.criteria, facts)
    form = form or DecisionForm(findings=findings, deliverables=_deliverables(at))
    may_decide = policy.may_decide(request.user, at.initiative)
    if not at.is_open:
        may_decide = may_decide & no(_("Beslutningen er tatt, eller steget er ikke begynt."))
    rows: list[dict[str, Any]] = [
        {"finding": one, "place": place(at.initiative, one.criterion.where, counts), "fields": form.fields_for(one)}
        for one in findings
    ]
    musts = [row for row in rows if row["finding"].is_must]
    context: dict[str, Any] = {
        "initiative": at.initiative,
        "crumb": _("Beslutningspunkt %(number)d") % {"number": at.step.number},
        "at": at,
        "musts": musts,
        "shoulds": [row for row in rows if not row["finding"].is_must],
        "met": sum(row["finding"].ok for row in musts),
        "form": form,
        "may_decide": may_decide,
        "may_edit": may_edit(request.user, at.initiative),
        "may_advise": policy.may_advise(request.user, at.initiative) and at.is_open,
        "may_resume": at.initiative.state == Initiative.State.ON_HOLD
        and policy.may_resume(request.user, at.initiative),
        "facts": None,
        "advice_form": advice_form or AdviceForm(),
        "advice": list(at.initiative.advice.filter(step_run=at.run)),
        "decisions": list(at.initiative.decisions.filter(step_run=at.run).order_by("-pk")),
        "refused_because": refusal.reasons if refusal is not None else (),
    }
    if isinstance(facts, gate_2.Facts):
        context |= forprosjekt.panel(at, facts, request.user)
    return vary(render(request, "gates/gate.html", context, status=status))
