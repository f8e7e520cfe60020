"""Who speaks and signs for a partner, and what it decided: the forms, each a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotReady, Stale, requires
from partners import policy, services
from partners.forms.moving import LeaveForm
from partners.forms.speaking import ContactForm, PartnerDecisionForm, SignatoryForm, SigningRuleForm
from partners.loading import visible_contact, visible_partner, visible_signatory
from partners.models import Contact, Partner, Signatory

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(policy.may_name_contacts, load=visible_partner)
@_FORM
def name_contact(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_known_person(request, partner))
    if request.method == "POST" and form.is_valid():
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]

        def act() -> None:
            contact = services.name_contact(partner, name=name, email=email, by=request.user)
            if form.cleaned_data["invites"]:
                services.invite_contact(contact, by=request.user)

        if answer := _done(request, partner, form, act, _("Kontaktpersonen er lagt til.")):
            return answer
    return _page(request, partner, form, "contact", _("Legg til kontaktperson"))


@requires(policy.may_change_contact, load=visible_contact)
@require_POST
def invite_contact(request: HttpRequest, contact: Contact) -> HttpResponse:
    services.invite_contact(contact, by=request.user)
    messages.success(request, _("Invitasjonen er lagt i køen for utsending."))
    return _home(contact.partner, "contacts")


@requires(policy.may_change_contact, load=visible_contact)
@require_POST
def choose_main_contact(request: HttpRequest, contact: Contact) -> HttpResponse:
    services.choose_main_contact(contact, by=request.user)
    messages.success(request, _("Hovedkontakten er endret."))
    return _home(contact.partner, "contacts")


@requires(policy.may_change_contact, load=visible_contact)
@require_POST
def end_contact(request: HttpRequest, contact: Contact) -> HttpResponse:
    services.end_contact(contact, by=request.user)
    messages.success(request, _("Personen er ikke lenger kontaktperson."))
    return _home(contact.partner, "contacts")


@requires(policy.may_speak, load=visible_partner)
@_FORM
def name_signatory(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = SignatoryForm(request.POST if request.method == "POST" else None, initial=_known_person(request, partner))
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.name_signatory(partner, by=request.user, **form.cleaned_data)

        if answer := _done(request, partner, form, act, _("Personen er lagt til.")):
            return answer
    return _page(request, partner, form, "signatory", _("Hvem kan signere?"))


@requires(policy.may_change_signatory, load=visible_signatory)
@require_POST
def end_signatory(request: HttpRequest, signatory: Signatory) -> HttpResponse:
    services.end_signatory(signatory, by=request.user)
    messages.success(request, _("Personen kan ikke lenger signere for virksomheten."))
    return _home(signatory.partner, "signatories")


@requires(policy.may_speak, load=visible_partner)
@_FORM
def signing_rule(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = SigningRuleForm(request.POST if request.method == "POST" else None, partner=partner)
    title = _("Én eller to signerer")
    if request.method != "POST" or not form.is_valid():
        return _page(request, partner, form, "signing_rule", title)
    rule, revision = form.cleaned_data["signing_rule"], form.cleaned_data["revision"]
    try:
        services.set_signing_rule(partner, rule, revision=revision, by=request.user)
    except Stale as stale:
        return _page(request, partner, form, "signing_rule", title, both_texts=form.take_over(stale), status=409)
    except NotReady as refusal:
        return _page(request, partner, form, "signing_rule", title, reasons=refusal.verdict.reasons, status=409)
    messages.success(request, _("Endringen er lagret."))
    return _home(partner, "signatories")


@requires(policy.may_speak, load=visible_partner)
@_FORM
def register_decision(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = PartnerDecisionForm(request.POST if request.method == "POST" else None, partner=partner)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            form_key = form.cleaned_data["form_key"]
            services.register_decision(partner, form.decided(), form_key=form_key, by=request.user)

        if answer := _done(request, partner, form, act, _("Beslutningen er registrert.")):
            return answer
    title = _("Hva har %(name)s besluttet?") % {"name": partner.name}
    return _page(request, partner, form, "decision", title)


@requires(policy.may_leave, load=visible_partner)
@_FORM
def leave(request: HttpRequest, partner: Partner) -> HttpResponse:
    """What it means is said first; afterwards the contact has no access to the initiative any more."""
    form = LeaveForm(request.POST if request.method == "POST" else None)
    title = _("Skal %(name)s trekke seg?") % {"name": partner.name}
    if request.method != "POST" or not form.is_valid():
        return _page(request, partner, form, "leave", title)
    services.leave(partner, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("%(name)s har trukket seg. Koordinatorene får beskjed.") % {"name": partner.name})
    return redirect("start")


def _done(request: HttpRequest, partner: Partner, form: Any, act: Any, said: str) -> HttpResponse | None:
    """The partner's page when the act was done; None with errors in the form when it was refused for them."""
    try:
        act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    messages.success(request, said)
    return _home(partner, "")


def _known_person(request: HttpRequest, partner: Partner) -> dict[str, Any]:
    """The name and address of a person the partner has, named by the link one came by."""
    key = request.GET.get("person", "")
    if not (key.isascii() and key.isdigit() and len(key) < 10) or not policy.may_see_persons(
        request.user, partner.initiative
    ):
        return {}
    person = partner.persons.filter(pk=int(key)).first()
    return {"name": person.name, "email": person.email} if person else {}


def _home(partner: Partner, part: str) -> HttpResponse:
    address = redirect("partners:partner", partner.initiative_id, partner.pk)
    if part:
        address["Location"] += f"#{part}"
    return address


def _page(
    request: HttpRequest, partner: Partner, form: Any, name: str, title: str, *, status: int = 0, **extra: Any
) -> HttpResponse:
    context = {"initiative": partner.initiative, "partner": partner, "form": form, "title": title, "crumb": title}
    context |= {"both_texts": None, "reasons": (), **extra}
    return render(request, f"partners/{name}.html", context, status=status or (422 if form.errors else 200))
