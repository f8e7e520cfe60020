"""Closing a meeting, with what will be settled shown first, and opening it again with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotReady, Verdict, requires
from meetings import policy, services
from meetings.counting import taking_part
from meetings.forms_day import ReopenForm
from meetings.loading import visible_meeting
from meetings.models import Meeting
from meetings.results import interests_of
from meetings.services.closing import may_close_now, may_reopen_now, settlement
from meetings.views.frame import frame
from paadriv.clock import now


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def close(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


@requires(policy.may_coordinate, load=visible_meeting)
@require_POST
def close_meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    try:
        services.close_meeting(meeting, by=request.user)
    except NotReady as refusal:
        return _page(request, meeting, refusal=refusal.verdict, status=409)
    messages.success(request, _("Møtet er avsluttet, og oppmøtet er ferdig registrert."))
    return redirect("meetings:close", initiative=meeting.initiative_id, meeting=meeting.pk)


@requires(policy.may_coordinate, load=visible_meeting)
@require_POST
def reopen(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form, status=422)
    try:
        services.reopen_meeting(meeting, reason=form.cleaned_data["reason"], by=request.user)
    except NotReady as refusal:
        return _page(request, meeting, form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Møtet er åpnet igjen. Rett det som må rettes, og avslutt det på nytt."))
    return redirect("meetings:close", initiative=meeting.initiative_id, meeting=meeting.pk)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: ReopenForm | None = None,
    refusal: Verdict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = frame(request, meeting, "close") | {
        "settlement": settlement(meeting),
        "is_closed": meeting.state == Meeting.State.CLOSED,
        "may_close": policy.may_coordinate(request.user, meeting) and may_close_now(meeting, at=now()),
        "may_reopen": policy.may_coordinate(request.user, meeting) and may_reopen_now(meeting),
        "unlinked": sum(row.needs_link for row in interests_of(meeting)),
        "parts": taking_part(meeting.initiative),
        "form": form or ReopenForm(),
        "refusal": refusal,
    }
    return render(request, "meetings/close.html", context, status=status)
