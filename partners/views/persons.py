"""The persons of an initiative: added to a partner, changed and removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Stale, requires
from partners import policy, services
from partners.forms import PersonEditForm, PersonForm
from partners.loading import visible_partner, visible_person
from partners.models import Partner, Person
from partners.views.editing import edit_page
from partners.views.partner import partner_page


@requires(policy.may_change_partner, load=visible_partner)
@require_POST
def add_person(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return partner_page(request, partner, form, status=422)
    try:
        services.add_person(partner.initiative, partner=partner, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return partner_page(request, partner, form, status=422)
    messages.success(request, _("Personen er lagt til."))
    return redirect("partners:partner", partner.initiative_id, partner.pk)


@requires(policy.may_change_person, load=visible_person)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: HttpRequest, person: Person) -> HttpResponse:
    form = PersonEditForm(request.POST if request.method == "POST" else None, person=person)
    title, back = _("Endre %(name)s") % {"name": person.name}, _home_of(person)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, person.initiative, form, title, back, person=person)
    try:
        services.edit_person(person, form.changes(), revision=form.cleaned_data["revision"], by=request.user)
    except Stale as stale:
        both = form.take_over(stale)
        return edit_page(request, person.initiative, form, title, back, person=person, both_texts=both)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return edit_page(request, person.initiative, form, title, back, person=person)
    messages.success(request, _("Endringen er lagret."))
    return redirect(*back)


def _home_of(person: Person) -> tuple[Any, ...]:
    if person.partner_id:
        return ("partners:partner", person.initiative_id, person.partner_id)
    return ("partners:persons", person.initiative_id)
