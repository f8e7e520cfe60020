"""The invited person's way: link, button, code, the frozen text, the exact words, the answer. GET changes nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotReady, Verdict
from documents.frozen import Frozen, frozen
from documents.models import DocumentVersion
from mail.token_pages import token_page
from paadriv.clock import now
from signing import reading
from signing.consent import words_for
from signing.forms import AnswerForm, CodeForm, ConsentForm
from signing.links import SIGNING
from signing.models import Act, SigningInvitation
from signing.services import acting, codes
from signing.services.acting import NotConfirmed, may_act, may_withdraw
from signing.services.codes import TooManyCodes
from signing.states import ActKind
from signing.views.guests import Guest, client_of, frame, guest_page, invitation_of, remember

#: What a code that went nowhere is told by, until the next one.
_UNSENT = "signing_unsent"


@token_page(SIGNING)
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    """The page a link opens. One button sends the code and leads on to addresses without a token."""
    invitation = invitation_of(row_id)
    if request.method != "POST":
        context = {"token": token, "may_act": may_act(invitation), "title": _frozen(invitation).title}
        return render(request, "signing/link.html", {**frame(invitation), **context})
    return _send_code(request, invitation, remember(request, invitation))


@guest_page(confirmed_only=False)
@require_POST
def new_code(request: HttpRequest, guest: Guest) -> HttpResponse:
    return _send_code(request, guest.invitation, guest.session)


@guest_page(confirmed_only=False)
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, guest: Guest) -> HttpResponse:
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if form.is_bound and form.is_valid():
        if codes.confirm(guest.invitation, code=form.cleaned_data["code"], session=guest.session):
            request.session.pop(_UNSENT, None)
            return redirect("signing:answer", guest.invitation.pk)
        form.add_error("code", _("Koden stemmer ikke, eller den gjelder ikke lenger."))
    may_try = codes.may_try(guest.invitation, session=guest.session, at=now())
    if not may_try:
        form.fields["code"].widget = HiddenInput()  # there is no field to go to
    context = {
        **frame(guest.invitation),
        "form": form,
        "was_unsent": _UNSENT in request.session,
        "may_try": may_try,
    }
    return render(request, "signing/code.html", context, status=422 if form.is_bound else 200)


@guest_page()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The text and the answer form; a post leads on to the exact words, and records nothing."""
    if request.method != "POST":
        return _answer_page(request, guest, _form(guest))
    if "change" in request.POST:
        return _answer_page(request, guest, _form(guest, initial=request.POST.dict()))
    form = _form(guest, request.POST)
    if not form.is_valid():
        return _answer_page(request, guest, form, status=422)
    takes_back = form.cleaned_data["choice"] == ActKind.WITHDRAW
    if not (verdict := (may_withdraw if takes_back else may_act)(guest.invitation)):
        return _answer_page(request, guest, form, refusal=verdict, status=409)
    return _consent_page(request, guest, form)


@guest_page()
@require_POST
def consent(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Record the answer in the words that were on the screen."""
    form = ConsentForm(request.POST, **_choices(guest))
    if not form.is_valid():
        answered = _form(guest, request.POST)
        if answered.is_valid():
            return _consent_page(request, guest, form, status=422)
        return _answer_page(request, guest, answered, status=422)
    try:
        acting.act(guest.invitation, form.as_answer(), form.as_consent(), client=client_of(request, guest))
    except NotConfirmed:
        return redirect("signing:code", guest.invitation.pk)
    except NotReady as refusal:
        guest = Guest(invitation_of(guest.invitation.pk), guest.session)
        return _answer_page(request, guest, form, refusal=refusal.verdict, status=409)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _answer_page(request, guest, form, status=422)
    return redirect("signing:answer", guest.invitation.pk)


def _send_code(request: HttpRequest, invitation: SigningInvitation, session: str) -> HttpResponse:
    try:
        was_sent = codes.send_code(invitation, session=session)
    except TooManyCodes as refusal:
        context = {**frame(invitation), "form": CodeForm(), "refusal": refusal.verdict, "may_try": False}
        response = render(request, "signing/code.html", context, status=429)
        response["Retry-After"] = "86400"
        return response
    if was_sent:
        request.session.pop(_UNSENT, None)
    else:
        request.session[_UNSENT] = True
    return redirect("signing:code", invitation.pk)


def _answer_page(
    request: HttpRequest, guest: Guest, form: AnswerForm, *, refusal: Verdict | None = None, status: int = 200
) -> HttpResponse:
    invitation = guest.invitation
    before = reading.before(invitation)
    shown = _frozen(invitation, before.version if before else None)
    own = [] if invitation.is_asked else list(invitation.acts.order_by("-pk"))
    context: dict[str, Any] = {
        **frame(invitation),
        "title": shown.title,
        "text": shown.html,
        "before": before,
        "own": own,
        "form": form,
        "refusal": refusal,
        "may_act": may_act(invitation),
        "may_withdraw": may_withdraw(invitation) if own and own[0].is_yes else None,
        "opens": form.data.get("choice", "") if form.is_bound else form.initial.get("choice", ""),
    }
    return render(request, "signing/answer.html", context, status=status)


def _consent_page(request: HttpRequest, guest: Guest, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    given = AnswerForm(request.POST, **_choices(guest))
    given.is_valid()
    chosen = given.as_answer()
    said = words_for(
        guest.invitation,
        kind=chosen.kind,
        authority=chosen.authority,
        reference=chosen.reference,
        section=chosen.section,
        words=chosen.words,
    )
    posted = request.POST.get("form_key", "")
    context = {
        **frame(guest.invitation),
        "title": _frozen(guest.invitation).title,
        "form": form if isinstance(form, ConsentForm) else ConsentForm(**_choices(guest)),
        "said": said,
        "chosen": Act(kind=chosen.kind),
        "kept": {name: request.POST.get(name, "") for name in AnswerForm.base_fields},
        "form_key": posted if _is_key(posted) else str(uuid.uuid4()),
    }
    return render(request, "signing/consent.html", context, status=status)


def _form(guest: Guest, data: Any = None, *, initial: dict[str, Any] | None = None) -> AnswerForm:
    invitation = guest.invitation
    known = {name: getattr(invitation, name) for name in ("name", "title", "authority", "reference")}
    return AnswerForm(data, initial=known | (initial or {}), **_choices(guest))


def _choices(guest: Guest) -> dict[str, Any]:
    asked_in = guest.invitation.party.round
    return {"sections": _frozen(guest.invitation).sections, "purpose": asked_in.purpose}


def _frozen(invitation: SigningInvitation, since: DocumentVersion | None = None) -> Frozen:
    """The text the round asks about, as every page shows it."""
    version = invitation.party.round.version
    version.document = invitation.party.round.document
    return frozen(version, since)


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
