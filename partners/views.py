"""The partners of an initiative and, for its members, the persons behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Stale, requires
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from paadriv.htmx import vary, wants_part
from paadriv.text import clean_line
from partners import policy, services
from partners.coverage import coverage
from partners.forms import PartnerEditForm, PartnerForm, PersonEditForm, PersonForm
from partners.loading import visible_partner, visible_person
from partners.models import Partner, Person
from register.services import get_or_add_organisation


@requires(policy.may_see_partners, load=visible_initiative)
@require_safe
def index(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    if wants_part(request):
        return vary(render(request, "partners/_partners_panel.html", _list_context(request, initiative)))
    return vary(_page(request, initiative, PartnerForm()))


@requires(policy.may_change, load=visible_initiative)
@require_POST
def add(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = PartnerForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, form, status=422)
    new = form.new_organisation()
    organisation = get_or_add_organisation(**new, by=request.user) if new else form.cleaned_data["organisation"]
    partner = services.add_partner(
        initiative,
        organisation=organisation,
        name=form.cleaned_data["organisation_text"],
        group=form.cleaned_data["group"],
        by=request.user,
    )
    messages.success(request, _("%(name)s er med i listen.") % {"name": partner.name})
    return redirect("partners:partner", initiative.pk, partner.pk)


@requires(policy.may_see_partner, load=visible_partner)
@require_safe
def show(request: HttpRequest, partner: Partner) -> HttpResponse:
    return _partner_page(request, partner, PersonForm())


@requires(policy.may_change_partner, load=visible_partner)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = PartnerEditForm(request.POST if request.method == "POST" else None, partner=partner)
    title = _("Endre %(name)s") % {"name": partner.name}
    back = ("partners:partner", partner.initiative_id, partner.pk)
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, partner.initiative, form, title, back)
    try:
        services.edit_partner(partner, form.changes(), revision=form.cleaned_data["revision"], by=request.user)
    except Stale as stale:
        return _edit_page(request, partner.initiative, form, title, back, both_texts=form.take_over(stale))
    messages.success(request, _("Endringen er lagret."))
    return redirect(*back)


@requires(policy.may_change_partner, load=visible_partner)
@require_POST
def add_person(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _partner_page(request, partner, form, status=422)
    try:
        services.add_person(partner.initiative, partner=partner, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _partner_page(request, partner, form, status=422)
    messages.success(request, _("Personen er lagt til."))
    return redirect("partners:partner", partner.initiative_id, partner.pk)


@requires(policy.may_change_person, load=visible_person)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: HttpRequest, person: Person) -> HttpResponse:
    form = PersonEditForm(request.POST if request.method == "POST" else None, person=person)
    title, back = _("Endre %(name)s") % {"name": person.name}, _home_of(person)
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, person.initiative, form, title, back, person=person)
    try:
        services.edit_person(person, form.changes(), revision=form.cleaned_data["revision"], by=request.user)
    except Stale as stale:
        both = form.take_over(stale)
        return _edit_page(request, person.initiative, form, title, back, person=person, both_texts=both)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _edit_page(request, person.initiative, form, title, back, person=person)
    messages.success(request, _("Endringen er lagret."))
    return redirect(*back)


@requires(policy.may_change_person, load=visible_person)
@require_POST
def delete_person(request: HttpRequest, person: Person) -> HttpResponse:
    services.delete_person(person, by=request.user)
    messages.success(request, _("Personen er slettet."))
    return redirect(*_home_of(person))


def _home_of(person: Person) -> tuple[Any, ...]:
    if person.partner_id:
        return ("partners:partner", person.initiative_id, person.partner_id)
    return ("partners:index", person.initiative_id)


def _list_context(request: HttpRequest, initiative: Initiative) -> dict[str, Any]:
    query = clean_line(request.GET.get("sok", ""))[:80]
    everyone: QuerySet[Partner] = Partner.objects.filter(initiative=initiative)
    rows = list(everyone.select_related("organisation").annotate(persons_count=Count("persons")).order_by("name", "pk"))
    found = set(everyone.matching(query).values_list("pk", flat=True)) if query else None  # type: ignore[attr-defined]
    return {
        "initiative": initiative,
        "query": query,
        "partners": rows if found is None else [row for row in rows if row.pk in found],
        "coverage": coverage(row.group for row in rows),
    }


def _page(request: HttpRequest, initiative: Initiative, form: PartnerForm, *, status: int = 200) -> HttpResponse:
    context = _list_context(request, initiative) | {
        "form": form,
        "may_change": policy.may_change(request.user, initiative),
        "crumb": _("Partnere"),
    }
    return render(request, "partners/index.html", context, status=status)


def _partner_page(request: HttpRequest, partner: Partner, form: PersonForm, *, status: int = 200) -> HttpResponse:
    sees_persons = policy.may_see_persons(request.user, partner.initiative)
    context = {
        "initiative": partner.initiative,
        "partner": partner,
        "sees_persons": sees_persons,
        "persons": list(partner.persons.order_by("name", "pk")) if sees_persons else [],
        "persons_count": None if sees_persons else partner.persons.count(),
        "may_change": policy.may_change_partner(request.user, partner),
        "form": form,
        "crumb": partner.name,
    }
    return render(request, "partners/partner.html", context, status=status)


def _edit_page(
    request: HttpRequest, initiative: Initiative, form: Any, title: str, back: tuple[Any, ...], **extra: Any
) -> HttpResponse:
    """200 when first shown, 422 with errors, 409 with both texts."""
    context = {"initiative": initiative, "form": form, "title": title, "crumb": title, "both_texts": None}
    context |= {"person": None, "cancel_url": reverse(back[0], args=back[1:]), **extra}
    status = 409 if context["both_texts"] else 422 if form.errors else 200
    return render(request, "partners/edit.html", context, status=status)
