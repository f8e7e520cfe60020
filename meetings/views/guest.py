"""Pages guests open by their link: the answer, opting out. GET changes nothing; one POST answers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotReady, Verdict
from mail import calendar
from mail.token_pages import token_page
from meetings import services
from meetings.expiry import answer_opens
from meetings.forms_day import AnswerForm
from meetings.models import Invitation, Meeting
from meetings.services.answering import may_still_answer, replacement_of
from paadriv.clock import now
from paadriv.prepared import prepared
from partners import services as partners
from partners.models import Person

ONE_CLICK = {"List-Unsubscribe": ["One-Click"]}
#: What the answer's page and its calendar read of five tables: most of the page's cost was columns nobody read.
_READ = (
    *("meeting", "person", "added_at", "withdrawn_at", "calendar_offset", "current", "current_at"),
    *("current_sequence", "waiting_since", "need__text"),
    *(f"meeting__{name}" for name in ("initiative", "state", "starts_at", "ends_at", "venue", "accessibility")),
    *(f"meeting__{name}" for name in ("serving", "answer_by", "headline", "sequence", "invited_at", "created_at")),
    *("meeting__called_off_reason", "meeting__plan_after_calling_off"),
    *(f"meeting__initiative__{name}" for name in ("place_name", "place_preposition")),
    *(f"meeting__initiative__contact_{name}" for name in ("name", "email", "phone")),
    *("person__name", "replaced_by__withdrawn_at", "replaced_by__person__name"),
)


@prepared
def _invitations(row: int) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(pk=row, withdrawn_at=None).order_by("pk")
    return found.select_related("meeting__initiative", "person", "need", "replaced_by__person").only(*_READ)


def invitation_of(row_id: int) -> Invitation:
    """The invitation a link opens. Raises Http404 when it is withdrawn or the meeting is long over."""
    found = next(iter(_invitations(row_id)), None)
    if found is None or not answer_opens(found.meeting, at=now()):
        raise Http404
    return found


@token_page("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    invitation = invitation_of(row_id)
    if request.method != "POST":
        return _answer_page(request, invitation, token, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, invitation, token, form, status=422)
    try:
        services.answer(invitation, **form.as_answer())
    except NotReady as refusal:
        return _answer_page(request, invitation_of(row_id), token, form, refusal=refusal.verdict, status=409)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _answer_page(request, invitation_of(row_id), token, form, status=422)
    return redirect("meetings:answer", token=token)


@token_page("answer")
@require_safe
def answer_calendar(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    invitation = invitation_of(row_id)
    meeting = invitation.meeting
    if meeting.state == Meeting.State.CALLED_OFF:
        raise Http404
    event = calendar.Event(
        uid=meeting.calendar_uid,
        sequence=meeting.sequence + invitation.calendar_offset,
        summary=f"Sonderingsmøte om {meeting.initiative}",
        description=meeting.headline,
        location=meeting.venue,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamp=meeting.invited_at or meeting.created_at,
    )
    return HttpResponse(
        calendar.publish(event),
        content_type="text/calendar; charset=utf-8; method=PUBLISH",
        headers={"Content-Disposition": 'attachment; filename="sonderingsmote.ics"'},
    )


@token_page("opt_out")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    """RFC 8058: a mail program posts exactly List-Unsubscribe=One-Click and has no cookie; all else needs CSRF."""
    if request.method == "POST" and dict(request.POST.lists()) == ONE_CLICK:
        partners.opt_out(_person(row_id), by=None)
        return HttpResponse(status=204)
    return _opt_out_form(request, row_id, token)


@csrf_protect
def _opt_out_form(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    if request.method == "POST":
        partners.opt_out(_person(row_id), by=None)
        return redirect("meetings:opt_out", token=token)
    person = _person(row_id)
    return render(request, "meetings/opt_out.html", {"person": person, "initiative": person.initiative})


def _person(row_id: int) -> Person:
    found = Person.objects.select_related("initiative").filter(pk=row_id).first()
    if found is None:
        raise Http404
    return found


def _answer_page(
    request: HttpRequest,
    invitation: Invitation,
    token: str,
    form: AnswerForm,
    *,
    refusal: Verdict | None = None,
    status: int = 200,
) -> HttpResponse:
    meeting, need = invitation.meeting, getattr(invitation, "need", None)
    if not form.is_bound and need is not None:
        form.initial["need"] = need.text
    context = {
        "invitation": invitation,
        "meeting": meeting,
        "initiative": meeting.initiative,
        "person": invitation.person,
        "token": token,
        "form": form,
        "may_answer": may_still_answer(invitation, at=now()),
        "refusal": refusal,
        "is_stale": bool(invitation.current) and invitation.current_sequence < meeting.sequence,
        "is_called_off": meeting.state == Meeting.State.CALLED_OFF,
        "replacement": replacement_of(invitation),
        "offers_calendar": invitation.current not in ("not_coming", "sends_another"),
        "wants_need": invitation.current in ("coming", "maybe") or form.has_error("need"),
        "opens_substitute": bool(form.errors) and form.data.get("choice") == "sends_another",
    }
    return render(request, "meetings/answer.html", context, status=status)
