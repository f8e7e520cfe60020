"""The interest form behind a guest's link and behind the meeting's own, and what the members see of it."""

from __future__ import annotations

import io
from typing import Any, cast

import segno
from django.core.exceptions import ValidationError
from django.forms import ChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, Verdict, requires
from mail.token_pages import token_page
from meetings import policy, services
from meetings.counting import taking_part
from meetings.expiry import interest_opens
from meetings.forms_day import InterestForm, LinkForm
from meetings.links import shown_interest_link
from meetings.loading import visible_meeting
from meetings.loading_day import visible_interest
from meetings.models import Interest, Invitation, Meeting
from meetings.results import LEAST_FOR_BARS, InterestRow, interests_of, questions
from meetings.services.interest import last_day, may_declare_now
from meetings.views.frame import frame
from paadriv.clock import now
from paadriv.htmx import changed, vary, wants_part


@token_page("interest")
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    """A guest's own form; the person is known from the link."""
    found = (
        Invitation.objects.select_related("meeting__initiative", "meeting__minutes", "person__partner")
        .filter(pk=row_id, withdrawn_at=None)
        .first()
    )
    if found is None or not interest_opens(found.meeting, at=now()):
        raise Http404
    here = reverse("meetings:interest", args=[token])
    return _form_page(request, found.meeting, found, here, thanks=here)


@token_page("meeting_interest")
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_interest(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    """The meeting's own form, opened by the code on the screen; who answers is typed."""
    meeting = Meeting.objects.select_related("initiative", "minutes").filter(pk=row_id).first()
    if meeting is None or not interest_opens(meeting, at=now()):
        raise Http404
    here = reverse("meetings:meeting_interest", args=[token])
    return _form_page(request, meeting, None, here, thanks=f"{here}?sendt=1")


def _form_page(
    request: HttpRequest, meeting: Meeting, invitation: Invitation | None, here: str, *, thanks: str
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = InterestForm(posted, place=meeting.initiative.place_name, invitation=invitation)
    refusal: Verdict | None = None
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                person = invitation.person if invitation else None
                services.declare_interest(meeting, person=person, **form.cleaned_data)
                return redirect(thanks)
            status = 422
        except NotReady as too_soon:
            refusal, status = too_soon.verdict, 409
        except ValidationError as invalid:
            form.add_error(None, invalid)
            status = 422
    own = invitation and meeting.interests.filter(person=invitation.person).order_by("-pk").first()
    context = {
        "meeting": meeting,
        "initiative": meeting.initiative,
        "invitation": invitation,
        "form": form,
        "here": here,
        "refusal": refusal,
        "own": own or None,
        "is_sent": "sendt" in request.GET and request.method != "POST",
        "may_declare": may_declare_now(meeting, at=now()),
        "last_day": last_day(meeting),
    }
    return render(request, "meetings/interest_form.html", context, status=status)


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def interest_results(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _results_page(request, meeting)


@requires(policy.may_edit, load=visible_interest)
@require_POST
def link_interest(request: HttpRequest, interest: Interest) -> HttpResponse:
    meeting = interest.meeting
    form = LinkForm(request.POST, initiative=meeting.initiative, auto_id=f"%s-{interest.pk}")
    if not form.is_valid():
        return _results_page(request, meeting, form=form, about=interest, status=422)
    try:
        _link(interest, form.cleaned_data, request.user)
    except NotReady as refusal:
        return _results_page(request, meeting, reasons=refusal.verdict.reasons, status=409)
    if wants_part(request):
        return changed(_results_page(request, meeting))
    return redirect("meetings:interest_results", initiative=meeting.initiative_id, meeting=meeting.pk)


def _link(interest: Interest, said: dict[str, Any], user: Any) -> None:
    if said["new_name"]:
        services.link_to_new_partner(interest, name=said["new_name"], group=said["group"], by=user)
    else:
        services.link_interest(interest, partner=said["partner"], by=user)


def _results_page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: LinkForm | None = None,
    about: Interest | None = None,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    rows, choices = interests_of(meeting), LinkForm(initiative=meeting.initiative)
    partners = meeting.initiative.partners.order_by("name", "pk")
    context = (
        frame(request, meeting, "interest")
        | _numbers(meeting, rows)
        | {
            "rows": rows,
            "unlinked": sum(row.needs_link for row in rows),
            "may_edit": policy.may_edit(request.user, meeting),
            "form": form,
            "link_form": choices,
            "partner_choices": [("", _("Ingen")), *partners.values_list("pk", "name")],
            "group_choices": cast(ChoiceField, choices.fields["group"]).choices,
            "about": about.pk if about else None,
            "reasons": reasons,
            "last_day": last_day(meeting),
            "is_open_now": may_declare_now(meeting, at=now()),
        }
    )
    name = "meetings/_interest_panel.html" if wants_part(request) else "meetings/interest.html"
    return vary(render(request, name, context, status=status))


def _numbers(meeting: Meeting, rows: list[InterestRow]) -> dict[str, Any]:
    """What may be shown to the whole room: sums, bars from five answers, and the count against the threshold."""
    current = [row.interest for row in rows if row.is_current]
    return {
        "answered": len(current),
        "questions": questions(current, meeting.initiative.place_name) if len(current) >= LEAST_FOR_BARS else (),
        "least_for_bars": LEAST_FOR_BARS,
        "in_number": len(taking_part(meeting.initiative)),
        "threshold": meeting.interest_threshold,
    }


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def interest_qr(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """For the projector and for print: the code, the address and the sums, no names."""
    numbers = _numbers(meeting, interests_of(meeting))
    context = frame(request, meeting, "interest") | numbers | {"address": shown_interest_link(meeting)}
    context["may_edit"] = policy.may_edit(request.user, meeting)
    return render(request, "meetings/interest_qr.html", context)


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def renew_interest_code(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    services.renew_interest_code(meeting, by=request.user)
    return redirect("meetings:interest_qr", initiative=meeting.initiative_id, meeting=meeting.pk)


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def interest_qr_image(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    address = shown_interest_link(meeting)
    if address is None:
        raise Http404
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=8, border=4, light="#fff", xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
