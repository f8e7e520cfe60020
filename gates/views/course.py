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
from gates.closing import shown_closing
from gates.forms import LongerForm, PauseForm, ReopenForm, StopForm, TurnForm
from gates.models import Outcome
from gates.services import Decision
from gates.waiting import is_due
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from initiatives.panels import runs_of
from meetings.models import Meeting
from paadriv.clock import now


@requires(policy.may_see, load=visible_initiative)
@require_safe
def decisions(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    return _page(request, initiative)


@requires(policy.may_pause, load=visible_initiative)
@require_POST
def pause(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = PauseForm(request.POST, coming=_coming(initiative))
    if not form.is_valid():
        return _page(request, initiative, pause_form=form, status=422)
    try:
        services.pause(initiative, **form.values, by=request.user)
    except NotReady as refusal:
        return _page(request, initiative, pause_form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Initiativet er satt på vent."))
    return redirect("initiative", initiative.pk)


@requires(policy.may_pause, load=visible_initiative)
@require_POST
def hold_longer(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = LongerForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, longer_form=form, status=422)
    try:
        services.hold_longer(initiative, **form.cleaned_data, by=request.user)
    except NotReady as refusal:
        return _page(request, initiative, longer_form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Initiativet venter til den nye datoen."))
    return redirect("gates:decisions", initiative.pk)


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


def _coming(initiative: Initiative) -> list[Meeting]:
    """Meetings that a pause may call off."""
    rows = Meeting.objects.filter(initiative=initiative, state=Meeting.State.PLANNED, starts_at__gt=now())
    return list(rows.order_by("starts_at", "pk"))


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
    earlier = initiative.method.before(active.step) if active else None
    offered = _offered(request.user, initiative, can_go_back=earlier is not None)
    posted = {name: form for name, form in forms_.items() if earlier or name != "back_form"}
    context: dict[str, Any] = {
        "initiative": initiative,
        "crumb": _("Beslutninger"),
        "decisions": rows,
        "earlier": earlier,
        "closing": shown_closing(initiative),
        "is_due": is_due(initiative),
        "may_resume": initiative.state == Initiative.State.ON_HOLD and policy.may_resume(request.user, initiative),
        "refused_because": refusal.reasons if refusal is not None else (),
        **{f"{name}_form": None for name in ("pause", "longer", "back", "stop", "reopen")},
        **offered,
        **posted,
        "open_form": next(iter(forms_), ""),
    }
    return render(request, "gates/decisions.html", context, status=status)


def _offered(user: Any, initiative: Initiative, *, can_go_back: bool) -> dict[str, forms.Form]:
    """The empty forms of what this person may do now."""
    found: dict[str, forms.Form] = {}
    if policy.may_pause(user, initiative):
        if initiative.state == Initiative.State.ACTIVE:
            found["pause_form"] = PauseForm(coming=_coming(initiative))
        else:
            found["longer_form"] = LongerForm(auto_id="longer_%s")
    if policy.may_decide(user, initiative):
        if initiative.is_open:
            found["stop_form"] = StopForm(auto_id="stop_%s")
        if initiative.is_open and can_go_back:
            found["back_form"] = TurnForm(auto_id="back_%s")
        if initiative.state == Initiative.State.STOPPED:
            found["reopen_form"] = ReopenForm(auto_id="reopen_%s")
    return found
