"""The list of meetings, planning one, its page, changing the plan and calling it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotReady, Verdict, requires
from initiatives.models import Initiative
from meetings import policy, services
from meetings.coverage import coverage, numbers
from meetings.forms_plan import CallOffForm, MeetingForm, posted_revision, show_errors
from meetings.loading import visible_initiative, visible_meeting
from meetings.models import Meeting
from meetings.next_step import next_step
from meetings.services.planning import ready_to_plan
from meetings.timing import total
from meetings.views.frame import frame


@requires(policy.may_see, load=visible_initiative)
@require_safe
def index(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """All meetings of the initiative, latest first."""
    context = {
        "initiative": initiative,
        "crumb": _("Møter"),
        "meetings": initiative.meetings.order_by("-starts_at", "-pk"),
        "may_plan": policy.may_edit(request.user, initiative) & ready_to_plan(initiative),
    }
    return render(request, "meetings/index.html", context)


@requires(policy.may_edit, load=visible_initiative)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=_suggested(initiative))
    if not form.is_bound:
        return _plan_page(request, initiative, form)
    if not form.is_valid():
        return _plan_page(request, initiative, form, status=422)
    try:
        meeting = services.plan_meeting(initiative, by=request.user, **form.plan())
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return _plan_page(request, initiative, form, status=409)
    except ValidationError as error:
        show_errors(form, error)
        return _plan_page(request, initiative, form, status=422)
    messages.success(request, _("Møtet er planlagt med standardprogrammet. Nå kan du lage invitasjonslisten."))
    return redirect("meetings:meeting", initiative=initiative.pk, meeting=meeting.pk)


@requires(policy.may_see, load=visible_meeting)
@require_safe
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """How the meeting stands, and the next thing to do. Shows no names of guests."""
    counts = numbers(meeting)
    context = {
        **frame(request, meeting, "meeting"),
        "crumb": _("Sonderingsmøte"),
        "numbers": counts,
        "coverage": coverage(meeting),
        "total": total(meeting, meeting.programme.order_by("position", "pk")),
        "next": next_step(meeting, counts),
        "may_edit": policy.may_edit(request.user, meeting),
        "may_coordinate": policy.may_coordinate(request.user, meeting),
        "may_see_people": policy.may_see_people(request.user, meeting),
    }
    return render(request, "meetings/meeting.html", context)


@requires(policy.may_edit, load=visible_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    bound = request.POST if request.method == "POST" else None
    form = MeetingForm(bound, initial=MeetingForm.initial_of(meeting))
    if not form.is_bound:
        return _edit_page(request, meeting, form)
    if not form.is_valid():
        return _edit_page(request, meeting, form, status=422)
    try:
        changed = services.edit_meeting(meeting, form.plan(), revision=posted_revision(request.POST), by=request.user)
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return _edit_page(request, meeting, form, status=409)
    except ValidationError as error:
        show_errors(form, error)
        return _edit_page(request, meeting, form, status=422)
    if changed.sequence != meeting.sequence:
        messages.success(request, _("Endringen er lagret. De inviterte får e-post og blir bedt om å svare på nytt."))
    else:
        messages.success(request, _("Endringen er lagret."))
    return redirect("meetings:meeting", initiative=meeting.initiative_id, meeting=meeting.pk)


@requires(policy.may_coordinate, load=visible_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _call_off_page(request, meeting, form)
    if not form.is_valid():
        return _call_off_page(request, meeting, form, status=422)
    try:
        services.call_off(meeting, by=request.user, **form.cleaned_data)
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return _call_off_page(request, meeting, form, status=409)
    messages.success(request, _("Møtet er avlyst. Alle som har fått invitasjon, får e-post."))
    return redirect("meetings:meeting", initiative=meeting.initiative_id, meeting=meeting.pk)


def _plan_page(request: HttpRequest, initiative: Initiative, form: MeetingForm, status: int = 200) -> HttpResponse:
    verdict: Verdict = ready_to_plan(initiative)
    context = {"initiative": initiative, "form": form, "crumb": _("Nytt møte"), "verdict": verdict}
    return render(request, "meetings/plan.html", context, status=status)


def _edit_page(request: HttpRequest, meeting: Meeting, form: MeetingForm, status: int = 200) -> HttpResponse:
    context = {**frame(request, meeting, "edit"), "form": form, "crumb": _("Endre møtet")}
    context["asked"] = numbers(meeting).sent
    return render(request, "meetings/edit.html", context, status=status)


def _call_off_page(request: HttpRequest, meeting: Meeting, form: CallOffForm, status: int = 200) -> HttpResponse:
    context = {**frame(request, meeting, "call_off"), "form": form, "crumb": _("Avlys møtet")}
    context["asked"] = numbers(meeting).sent
    return render(request, "meetings/call_off.html", context, status=status)


def _suggested(initiative: Initiative) -> dict[str, Any]:
    """What the form starts with."""
    return {
        "headline": _("Trenger %(place)s et Pådriv?") % {"place": initiative.place_name},
        "interest_threshold": initiative.method.norms.interest_threshold,
        "start": "18:00",
        "end": "20:30",
        "initiator_address": initiative.owner.address if initiative.owner else "",
    }
