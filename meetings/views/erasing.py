"""A coordinator erases a person: first a page that says what goes and what stays, then the post."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotReady, requires
from meetings.forms_erase import EraseForm
from meetings.services.erasing import Traces, erase, may_erase_now, traces_of
from partners import policy
from partners.loading import visible_person
from partners.models import Person


@requires(policy.may_erase_person, load=visible_person)
@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: HttpRequest, person: Person) -> HttpResponse:
    initiative, partner = person.initiative, person.partner_id
    home = ("partners:partner", initiative.pk, partner) if partner else ("partners:persons", initiative.pk)
    if person.erased_at is not None:
        return redirect(*home)
    traces = traces_of(person)
    form = EraseForm(request.POST if request.method == "POST" else None, alike=traces.alike)
    if request.method != "POST" or not form.is_valid():
        return _page(request, person, traces, form, status=422 if form.errors else 200)
    try:
        erase(person, texts=form.cleaned_data.get("texts", ()), by=request.user)
    except NotReady:
        return _page(request, person, traces, form, status=409)
    messages.success(request, _("Opplysningene om personen er slettet."))
    return redirect(*home)


def _page(request: HttpRequest, person: Person, traces: Traces, form: EraseForm, *, status: int) -> HttpResponse:
    context = {
        "initiative": person.initiative,
        "person": person,
        "traces": traces,
        "form": form,
        "may_erase_now": may_erase_now(person),
        "crumb": _("Slett opplysninger"),
    }
    return render(request, "meetings/erase_person.html", context, status=status)
