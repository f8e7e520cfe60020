"""The door, on a phone: search, tap, undo, and somebody who was not on the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotReady, requires
from meetings import policy, services
from meetings.forms_day import GroupForm, WalkInForm
from meetings.listing import door_of, matching, ungrouped_of
from meetings.loading import visible_meeting
from meetings.loading_day import Guest, visible_guest
from meetings.models import Meeting
from meetings.services.attending import may_register_now
from meetings.views.frame import frame
from paadriv.clock import now
from paadriv.htmx import changed, vary, wants_part
from partners.groups import CHOICES


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if wants_part(request):
        return vary(render(request, "meetings/_attendance_list.html", _context(request, meeting)))
    return _page(request, meeting)


@requires(policy.may_edit, load=visible_guest)
@require_POST
def mark_attendance(request: HttpRequest, guest: Guest) -> HttpResponse:
    """«er_her=1» or «er_her=0»: the post says what shall be, so that a repeat changes nothing."""
    meeting, person = guest.meeting, guest.person
    act = services.register_attendance if request.POST.get("er_her") == "1" else services.undo_attendance
    act(meeting, person=person, by=request.user)
    if not wants_part(request):
        return redirect("meetings:attendance", initiative=meeting.initiative_id, meeting=meeting.pk)
    context = _context(request, meeting)
    context["row"] = next((row for row in context["everyone"] if row.person.pk == person.pk), None)
    context["out_of_band"] = True
    return changed(vary(render(request, "meetings/_attendance_tap.html", context)))


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def add_walk_in(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = WalkInForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form, status=422)
    try:
        row = services.add_walk_in(meeting, by=request.user, **form.cleaned_data)
    except NotReady as refusal:
        return _page(request, meeting, form=form, reasons=refusal.verdict.reasons, status=409)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _page(request, meeting, form=form, status=422)
    messages.success(request, _("%(name)s er registrert som møtt.") % {"name": row.person.name})
    return redirect("meetings:attendance", initiative=meeting.initiative_id, meeting=meeting.pk)


@requires(policy.may_edit, load=visible_guest)
@require_POST
def choose_group(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The stakeholder group of one who came without one, set where it is missed."""
    meeting, form = guest.meeting, GroupForm(request.POST)
    if not form.is_valid():
        return _groups(request, meeting, refused=guest.person.pk, group_form=form, status=422)
    services.choose_group(meeting, person=guest.person, group=form.cleaned_data["group"], by=request.user)
    if wants_part(request):
        return changed(_groups(request, meeting))
    messages.success(request, _("Gruppen er lagret."))
    place = reverse("meetings:attendance", kwargs={"initiative": meeting.initiative_id, "meeting": meeting.pk})
    return redirect(f"{place}#ungrouped-panel")


def _groups(request: HttpRequest, meeting: Meeting, *, status: int = 200, **refusal: Any) -> HttpResponse:
    """The part with those who lack a group, or the whole page around it."""
    if not wants_part(request):
        return _page(request, meeting, status=status, **refusal)
    return vary(render(request, "meetings/_ungrouped_panel.html", _context(request, meeting) | refusal, status=status))


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: WalkInForm | None = None,
    reasons: tuple[str, ...] = (),
    status: int = 200,
    **refusal: Any,
) -> HttpResponse:
    context = _context(request, meeting) | {
        **refusal,
        "form": form or WalkInForm(),
        "reasons": reasons,
        "organisations": meeting.initiative.partners.order_by("name", "pk").values_list("name", flat=True),
    }
    return vary(render(request, "meetings/attendance.html", context, status=status))


def _context(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    everyone, words = door_of(meeting), request.GET.get("sok", "")[:100]
    ungrouped = ungrouped_of(everyone)
    may_tap = policy.may_edit(request.user, meeting) and may_register_now(meeting, at=now())
    return frame(request, meeting, "attendance") | {
        "everyone": everyone,
        "rows": matching(everyone, words),
        "words": words,
        "here": sum(row.is_here for row in everyone),
        "may_tap": may_tap,
        "ungrouped": ungrouped,
        "ungrouped_rows": [one.person.pk for one in ungrouped],
        "may_edit": policy.may_edit(request.user, meeting),
        "groups": CHOICES,
        "refused": None,
        "group_form": GroupForm(),
        "out_of_band": False,
    }
