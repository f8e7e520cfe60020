"""All decisions of an initiative, and what can be decided between the beslutningspunkter: pause, back, stop, reopen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotReady, Verdict, requires
from gates import policy, services
from gates.forms import PauseForm, ReopenForm, StopForm, TurnForm
from gates.models import Outcome
from gates.services import Decision
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from initiatives.panels import runs_of
from paadriv.clock import today


@requires(policy.may_see, load=visible_initiative)
@require_safe
def decisions(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    return _page(request, initiative)


@requires(policy.may_pause, load=visible_initiative)
@require_POST
def pause(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, pause_form=form, status=422)
    try:
        services.pause(initiative, **form.cleaned_data, by=request.user)
    except NotReady as refusal:
        return _page(request, initiative, pause_form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Initiativet er satt på vent."))
    return redirect("initiative", initiative.pk)


@requires(policy.may_decide, load=visible_initiative)
@require_POST
def go_back(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = TurnForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, back_form=form, status=422)
    try:
        row = services.go_back(initiative, **form.cleaned_data, by=request.user)
    except NotReady as refusal:
        return _page(request, initiative, back_form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Beslutningen er registrert. En ny runde av steget er startet."))
    return redirect("gates:decision", initiative.pk, row.pk)


@requires(policy.may_decide, load=visible_initiative)
@require_POST
def stop(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = StopForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, stop_form=form, status=422)
    values = form.cleaned_data
    key = values.pop("form_key")
    try:
        row = services.decide(initiative, Decision(outcome=Outcome.STOP, **values), form_key=key, by=request.user)
    except NotReady as refusal:
        return _page(request, initiative, stop_form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Beslutningen er registrert. Initiativet er avsluttet."))
    return redirect("gates:decision", initiative.pk, row.pk)


@requires(policy.may_decide, load=visible_initiative)
@require_POST
def reopen(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, reopen_form=form, status=422)
    values = form.cleaned_data
    from_start = values.pop("where") == "start"
    try:
        row = services.reopen(initiative, from_start=from_start, **values, by=request.user)
    except NotReady as refusal:
        return _page(request, initiative, reopen_form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Beslutningen er registrert. Initiativet er i gang igjen."))
    return redirect("gates:decision", initiative.pk, row.pk)


def _page(
    request: HttpRequest,
    initiative: Initiative,
    *,
    refusal: Verdict | None = None,
    status: int = 200,
    **forms_: forms.Form,
) -> HttpResponse:
    runs = {run.pk: run for run in runs_of(initiative)}
    rows = list(initiative.decisions.order_by("-pk"))
    for row in rows:
        row.step_run = runs[row.step_run_id]
    active = next((run for run in runs.values() if run.state == run.State.ACTIVE), None)
    may_decide = bool(policy.may_decide(request.user, initiative))
    is_active = initiative.state == Initiative.State.ACTIVE
    stopped = initiative.state == Initiative.State.STOPPED
    earlier = initiative.method.before(active.step) if active else None
    context: dict[str, Any] = {
        "initiative": initiative,
        "crumb": _("Beslutninger"),
        "decisions": rows,
        "earlier": earlier,
        "today": today(),
        "pause_form": None,
        "back_form": None,
        "stop_form": None,
        "reopen_form": None,
        "may_resume": initiative.state == Initiative.State.ON_HOLD and policy.may_resume(request.user, initiative),
        "refused_because": refusal.reasons if refusal is not None else (),
    }
    if is_active and policy.may_pause(request.user, initiative):
        context["pause_form"] = PauseForm()
    if may_decide and initiative.is_open:
        context["stop_form"] = StopForm(auto_id="stop_%s")
        context["back_form"] = TurnForm(auto_id="back_%s") if earlier else None
    if may_decide and stopped:
        context["reopen_form"] = ReopenForm(auto_id="reopen_%s")
    context |= forms_ if earlier or "back_form" not in forms_ else {}
    context["open_form"] = next(iter(forms_), "")
    return render(request, "gates/decisions.html", context, status=status)
