"""The minutes: written and published by the members, read by those who were there through their link."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, Stale, Verdict, requires
from accounts.editing import texts_of
from mail.token_pages import token_page
from meetings import policy, services
from meetings.expiry import minutes_open_until
from meetings.forms_day import MinutesForm
from meetings.forms_plan import posted_revision
from meetings.loading import visible_meeting
from meetings.models import Attendance, Meeting, Minutes
from meetings.services.interest import last_day
from meetings.services.minutes import may_publish_now, may_write_now, outline, readers
from meetings.views.frame import frame
from paadriv.clock import now


@requires(policy.may_see_people, load=visible_meeting)
@require_http_methods(["GET", "HEAD"])
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def edit_minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form, status=422)
    try:
        services.edit_minutes(meeting, by=request.user, **form.cleaned_data)
    except NotReady as refusal:
        return _page(request, meeting, form=form, refusal=refusal.verdict, status=409)
    except Stale as stale:
        return _page(request, meeting, form=form, stale=stale, status=409)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _page(request, meeting, form=form, status=422)
    messages.success(request, _("Referatet er lagret. Det er ikke sendt til noen ennå."))
    return redirect("meetings:minutes", initiative=meeting.initiative_id, meeting=meeting.pk)


@requires(policy.may_coordinate, load=visible_meeting)
@require_POST
def publish_minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    try:
        services.publish_minutes(meeting, revision=posted_revision(request.POST), by=request.user)
    except NotReady as refusal:
        return _page(request, meeting, refusal=refusal.verdict, status=409)
    messages.success(request, _("Referatet er publisert. Deltakerne får det på e-post."))
    return redirect("meetings:minutes", initiative=meeting.initiative_id, meeting=meeting.pk)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: MinutesForm | None = None,
    refusal: Verdict | None = None,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    row = Minutes.objects.filter(meeting=meeting).select_related("published_by").first()
    context = frame(request, meeting, "minutes") | {
        "minutes": row,
        "form": form or _form(meeting, row),
        "refusal": refusal,
        "stale_rows": texts_of(stale, {}) if stale else [],
        "may_edit": policy.may_edit(request.user, meeting) and may_write_now(meeting),
        "may_publish": policy.may_coordinate(request.user, meeting) and may_publish_now(meeting, row),
        "readers": readers(meeting).count(),
    }
    return render(request, "meetings/minutes.html", context, status=status)


def _form(meeting: Meeting, row: Minutes | None) -> MinutesForm:
    if row is None:
        return MinutesForm(initial={"revision": 0, "body": outline(meeting), "interest_until": last_day(meeting)})
    until = row.interest_until or last_day(meeting)
    return MinutesForm(initial={"revision": row.revision, "body": row.text, "interest_until": until})


@token_page("minutes")
@require_safe
def read_minutes(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    """What is published, for one who was there. Raises Http404 before that and when the link has expired."""
    row = (
        Attendance.objects.select_related("meeting__initiative", "meeting__minutes", "person")
        .filter(pk=row_id, state=Attendance.State.ATTENDED, meeting__minutes__published_at__isnull=False)
        .first()
    )
    until = minutes_open_until(row.meeting.minutes) if row else None
    if row is None or until is None or now() > until:
        raise Http404
    meeting = row.meeting
    context = {"meeting": meeting, "initiative": meeting.initiative, "minutes": meeting.minutes}
    return render(request, "meetings/read_minutes.html", context)
