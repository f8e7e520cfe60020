"""The letter, its preview as any recipient, and sending: test, invitations, reminder, progress, trying again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotReady, requires
from documents.services import preview_html
from mail.health import notice
from mail.models import Message
from mail.services import progress
from meetings import policy, services, texts, values
from meetings.coverage import numbers
from meetings.forms_plan import LetterForm, posted_revision, show_errors
from meetings.kinds import invitasjon
from meetings.kinds.mails import preview_of
from meetings.loading import visible_invitation, visible_meeting
from meetings.models import Invitation, Meeting
from meetings.services import sending
from meetings.services.letter import edit_letter, letter_of
from meetings.views.frame import frame
from paadriv.htmx import changed, vary, wants_part
from paadriv.text import count

_MOST_FAILED_SHOWN = 50


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def letter(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _letter_page(request, meeting, LetterForm(initial={"letter": letter_of(meeting)}))


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def save_letter(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Keep the text for this meeting, or go back to the association's."""
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _letter_page(request, meeting, form, status=422)
    text = "" if "standard" in request.POST else form.cleaned_data["letter"]
    try:
        edit_letter(meeting, text, revision=posted_revision(request.POST), by=request.user)
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return _letter_page(request, meeting, form, status=409)
    except ValidationError as error:
        show_errors(form, error)
        return _letter_page(request, meeting, form, status=422)
    messages.success(request, _("Brevteksten er lagret."))
    return redirect("meetings:letter", initiative=meeting.initiative_id, meeting=meeting.pk)


@requires(policy.may_see_people, load=visible_invitation)
@require_safe
def preview(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The mail and the letter as one recipient will get them, with dead links."""
    meeting = invitation.meeting
    order = list(meeting.invitations.filter(withdrawn_at=None).order_by("pk").values_list("pk", flat=True))
    place = order.index(invitation.pk) if invitation.pk in order else 0
    context = {
        **frame(request, meeting, "letter"),
        "crumb": _("Forhåndsvisning"),
        "invitation": invitation,
        "mail": preview_of(invitation),
        "number": place + 1,
        "count": len(order),
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
        "may_edit": policy.may_edit(request.user, meeting),
        "may_coordinate": policy.may_coordinate(request.user, meeting),
    }
    return render(request, "meetings/preview.html", context)


@requires(policy.may_see_people, load=visible_invitation)
@require_safe
def preview_letter(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The letter as a page of its own, in the document's own look."""
    back = redirect(
        "meetings:preview",
        initiative=invitation.meeting.initiative_id,
        meeting=invitation.meeting_id,
        invitation=invitation.pk,
    ).url
    return HttpResponse(preview_html(invitasjon.KIND.key, invitasjon.content(invitation.pk), back=back))


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def send(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What will be sent to how many, what is missing, and how far it has come."""
    return _send_page(request, meeting)


@requires(policy.may_coordinate, load=visible_meeting)
@require_POST
def send_invitations(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _send(request, meeting, services.send_invitations, _("Invitasjonene står i kø og sendes nå."))


@requires(policy.may_coordinate, load=visible_meeting)
@require_POST
def send_test(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _send(request, meeting, services.send_test, _("En prøve er på vei til e-postadressen din."))


@requires(policy.may_coordinate, load=visible_meeting)
@require_POST
def remind(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _send(request, meeting, services.remind, _("Påminnelsen står i kø og sendes nå."))


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def sending_progress(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The panel that refetches itself until nothing waits; without htmx the page it stands on."""
    if not wants_part(request):
        return redirect("meetings:send", initiative=meeting.initiative_id, meeting=meeting.pk)
    return vary(render(request, "meetings/_sending_panel.html", _progress_context(request, meeting)))


@requires(policy.may_coordinate, load=visible_meeting)
@require_POST
def retry(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    tried = services.retry_failed(meeting, by=request.user)
    if wants_part(request):
        return vary(render(request, "meetings/_sending_panel.html", _progress_context(request, meeting)))
    mails = count(tried, _("e-post"), _("e-poster"))
    messages.success(request, _("Vi prøver å sende %(mails)s på nytt.") % {"mails": mails})
    return redirect("meetings:send", initiative=meeting.initiative_id, meeting=meeting.pk)


def _send(request: HttpRequest, meeting: Meeting, service: Any, text: str) -> HttpResponse:
    try:
        service(meeting, by=request.user)
    except NotReady as refusal:
        return _send_page(request, meeting, refusal=refusal.verdict.reasons, status=409)
    if wants_part(request):
        return changed(_send_page(request, meeting, said=text))
    messages.success(request, text)
    return redirect("meetings:send", initiative=meeting.initiative_id, meeting=meeting.pk)


def _send_page(
    request: HttpRequest, meeting: Meeting, *, refusal: tuple[str, ...] = (), said: str = "", status: int = 200
) -> HttpResponse:
    counts, letters = numbers(meeting), sending.ready_for_letters(meeting)
    context = {
        **_progress_context(request, meeting),
        "crumb": _("Send invitasjoner"),
        "numbers": counts,
        "waiting": sending.waiting_for_invitation(meeting).count(),
        "to_remind": sending.to_remind(meeting).count(),
        "without_address": meeting.invitations.filter(withdrawn_at=None, person__email="").count(),
        "ready": sending.ready_to_send(meeting, letters),
        "ready_to_remind": sending.ready_to_remind(meeting, letters),
        "letters": letters,
        "first": meeting.invitations.filter(withdrawn_at=None).order_by("pk").first(),
        "reasons": refusal,
        "said": said,
    }
    template = "meetings/_send_panel.html" if wants_part(request) else "meetings/send.html"
    return vary(render(request, template, context, status=status))


def _progress_context(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    mails = sending.messages_of(meeting)
    shown = progress(mails)
    failed = mails.filter(state=Message.State.FAILED).select_related("sending").order_by("pk")
    return {
        **frame(request, meeting, "send"),
        "progress": shown,
        "failed": list(failed[:_MOST_FAILED_SHOWN]) if shown.failed else [],
        "late": notice() if not shown.is_done else "",
        "may_coordinate": policy.may_coordinate(request.user, meeting),
    }


def _letter_page(request: HttpRequest, meeting: Meeting, form: LetterForm, status: int = 200) -> HttpResponse:
    context = {
        **frame(request, meeting, "letter"),
        "crumb": _("Brevtekst"),
        "form": form,
        "text": letter_of(meeting),
        "is_own": bool(meeting.letter),
        "placeholders": [(name, _example(meeting, name)) for name in values.ALLOWED],
        "practical": texts.PRACTICAL,
        "first": meeting.invitations.filter(withdrawn_at=None).order_by("pk").first(),
        "may_edit": policy.may_edit(request.user, meeting),
    }
    return render(request, "meetings/letter.html", context, status=status)


def _example(meeting: Meeting, name: str) -> str:
    """What the placeholder stands for here; for a recipient's own, words that say so."""
    return values.of_meeting(meeting).get(name, "") or str(values.EXPLAINED.get(name, ""))
