"""The coordinator's page of a document's rounds: open one, follow it, extend it, take it back, ask again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotReady, Verdict, requires
from documents.kinds import kind_of
from documents.models import Document
from documents.policy_versions import may_read_completed
from initiatives.models import Initiative
from signing import policy
from signing.forms import ExtendForm, OpenForm, VoidForm
from signing.loading import Seat, visible_document, visible_invitation, visible_round, visible_seat
from signing.models import Round, SigningInvitation
from signing.rows import rounds_of
from signing.services import deadlines, handing_on, opening


@requires(policy.may_see, load=visible_document)
@require_safe
def rounds(request: HttpRequest, document: Document) -> HttpResponse:
    return _page(request, document)


@requires(policy.may_coordinate, load=visible_document)
@require_POST
def open_round(request: HttpRequest, document: Document) -> HttpResponse:
    form = _open_form(document, request.POST)
    version = document.versions.filter(pk=form.cleaned_data["version"]).first() if form.is_valid() else None
    if version is None:
        if form.is_valid():
            form.add_error(None, _("Det finnes en nyere låst versjon. Last siden på nytt."))
        return _page(request, document, open_form=form, status=422)
    version.document = document
    try:
        opening.open_round(
            version, form.as_parties(), deadline=form.last_day, is_ordered=form.is_ordered, by=request.user
        )
    except ValidationError as invalid:
        _add(form, invalid)
        return _page(request, document, open_form=form, status=422)
    except NotReady as refusal:
        return _page(request, document, open_form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Runden er åpnet, og spørsmålene er lagt i køen for utsending."))
    return _back(document)


@requires(policy.may_coordinate, load=visible_round)
@require_POST
def extend(request: HttpRequest, asked_in: Round) -> HttpResponse:
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _page(request, asked_in.document, extend_form=form, status=422)
    try:
        deadlines.extend(asked_in, deadline=form.cleaned_data["deadline"], by=request.user)
    except ValidationError as invalid:
        _add(form, invalid)
        return _page(request, asked_in.document, extend_form=form, status=422)
    messages.success(request, _("Fristen er forlenget. De som ikke har svart, får beskjed, og påminnelsene flyttes."))
    return _back(asked_in.document)


@requires(policy.may_coordinate, load=visible_round)
@require_POST
def void(request: HttpRequest, asked_in: Round) -> HttpResponse:
    form = VoidForm(request.POST)
    if not form.is_valid():
        return _page(request, asked_in.document, void_form=form, status=422)
    deadlines.void(asked_in, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Runden er trukket tilbake, og alle som var spurt, får beskjed."))
    return _back(asked_in.document)


@requires(policy.may_coordinate, load=visible_invitation)
@require_POST
def send_again(request: HttpRequest, invitation: SigningInvitation) -> HttpResponse:
    handing_on.send_again(invitation, by=request.user)
    messages.success(request, _("En ny lenke er lagt i køen. Den gamle virker ikke lenger."))
    return _back(invitation.party.round.document)


@requires(policy.may_coordinate, load=visible_invitation)
@require_POST
def ask_anew(request: HttpRequest, invitation: SigningInvitation) -> HttpResponse:
    handing_on.ask_anew(invitation, by=request.user)
    messages.success(request, _("Spørsmålet er sendt på nytt. Det som er svart før, står fortsatt."))
    return _back(invitation.party.round.document)


@requires(policy.may_coordinate, load=visible_invitation)
@require_POST
def revoke(request: HttpRequest, invitation: SigningInvitation) -> HttpResponse:
    handing_on.revoke(invitation, by=request.user)
    messages.success(
        request, _("%(name)s er ikke lenger spurt, og lenken virker ikke mer.") % {"name": invitation.name}
    )
    return _back(invitation.party.round.document)


@requires(policy.may_coordinate, load=visible_seat)
@require_POST
def ask_also(request: HttpRequest, seat: Seat) -> HttpResponse:
    made = handing_on.ask_also(seat.party, seat.signatory, by=request.user)
    messages.success(request, _("Spørsmålet til %(name)s er lagt i køen for utsending.") % {"name": made.name})
    return _back(seat.party.round.document)


def _page(
    request: HttpRequest,
    document: Document,
    *,
    open_form: OpenForm | None = None,
    extend_form: ExtendForm | None = None,
    void_form: VoidForm | None = None,
    refusal: Verdict | None = None,
    status: int = 200,
) -> HttpResponse:
    initiative = document.initiative
    found = rounds_of(document)
    newest, latest = found[0] if found else None, document.latest_version
    going_on = newest if newest and newest.round.is_open else None
    completed = newest if newest and newest.is_completed_on(latest) else None
    may_coordinate = policy.may_coordinate(request.user, initiative)
    context: dict[str, Any] = {
        "initiative": initiative,
        "document": document,
        "crumb": _("Tilslutning"),
        "latest": latest,
        "title": kind_of(document.kind).title(latest.content) if latest else "",
        "least": kind_of(document.kind).min_parties,
        "going_on": going_on,
        "completed": completed,
        "reads_copies": latest is not None and bool(may_read_completed(request.user, latest)),
        "earlier": found[1:] if going_on or completed else found,
        "may_coordinate": may_coordinate,
        "sees_people": bool(policy.may_see_people(request.user, initiative)),
        "refusal": refusal,
        "extend_form": extend_form or ExtendForm(),
        "void_form": void_form or VoidForm(),
    }
    if latest and not going_on and may_coordinate and initiative.state == Initiative.State.ACTIVE:
        context["open_form"] = open_form or _open_form(document)
    context["failed_form"] = next((form for form in (open_form, extend_form, void_form) if form), None)
    return render(request, "signing/rounds.html", context, status=status)


def _open_form(document: Document, data: Any = None) -> OpenForm:
    partners = list(document.initiative.partners.startup().order_by("name", "pk"))
    latest = document.latest_version
    return OpenForm(data, partners=partners, initial={"version": latest.pk if latest else None})


def _add(form: forms.Form, invalid: ValidationError) -> None:
    """Put each reason at its field, or at the top where the form has no such field."""
    for name, texts in getattr(invalid, "message_dict", {"": invalid.messages}).items():
        form.add_error(name if name in form.fields else None, texts)


def _back(document: Document) -> HttpResponse:
    return redirect("signing:rounds", document.initiative_id, document.pk)
