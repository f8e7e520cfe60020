"""The people pages: the association's administrators and the coordinators it has asked to start initiatives."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.fresh import needs_fresh_code
from accounts.models import User
from oversight import policy, services
from oversight.forms import AdministratorForm, CoordinatorForm, TakeAwayForm
from oversight.services import What


def _person(user: Any, pk: int) -> User:
    """Anybody with an account, for administrators; nobody for others."""
    people = User.objects.all() if user.is_association_admin else User.objects.none()
    return people.get(pk=pk)


@requires(policy.may_manage_people)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "oversight/people.html", {"people": _people()})


@requires(policy.may_manage_people)
@require_http_methods(["GET", "HEAD", "POST"])
@needs_fresh_code
def invite_coordinator(request: HttpRequest) -> HttpResponse:
    form = CoordinatorForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _invite_page(request, form, _("Inviter en koordinator"), "coordinator")
    user = services.invite_coordinator(by=request.user, **form.cleaned_data)
    messages.success(request, _("%(name)s har fått tilgang, og en e-post er på vei.") % {"name": user.name})
    return redirect("oversight:people")


@requires(policy.may_manage_people)
@require_http_methods(["GET", "HEAD", "POST"])
@needs_fresh_code
def invite_administrator(request: HttpRequest) -> HttpResponse:
    form = AdministratorForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _invite_page(request, form, _("Inviter en administrator"), "administrator")
    user = services.invite_administrator(by=request.user, **form.cleaned_data)
    messages.success(request, _("%(name)s er administrator, og en e-post er på vei.") % {"name": user.name})
    return redirect("oversight:people")


@requires(policy.may_manage_people, load=_person)
@require_safe
def person(request: HttpRequest, person: User) -> HttpResponse:
    context = {"person": person, "organisations": [row.organisation for row in _affiliations(person)]}
    return render(request, "oversight/person.html", context)


@requires(policy.may_manage_people, load=_person)
@require_http_methods(["GET", "HEAD", "POST"])
@needs_fresh_code
def take_away(request: HttpRequest, person: User) -> HttpResponse:
    """What will be taken is shown first; the post takes it."""
    form = TakeAwayForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return redirect("oversight:person", person.pk)
    if request.method != "POST":
        return render(request, "oversight/take_away.html", {"person": person, "what": form.cleaned_data["what"]})
    services.take_away(person, What(form.cleaned_data["what"]), by=request.user)
    messages.success(request, _("Tilgangen er tatt bort, og en e-post er på vei til %(name)s.") % {"name": person.name})
    return redirect("oversight:people")


def _invite_page(request: HttpRequest, form: Form, title: str, role: str) -> HttpResponse:
    context = {"form": form, "title": title, "role": role}
    return render(request, "oversight/invite.html", context, status=422 if form.is_bound else 200)


def _people() -> QuerySet[User]:
    """Administrators first, then coordinators, closed accounts last, with the organisations they work for."""
    those = Q(is_association_admin=True) | Q(may_create_initiatives=True) | Q(is_active=False)
    people = User.objects.filter(those).prefetch_related("affiliations__organisation")
    return people.order_by("-is_active", "-is_association_admin", "name", "pk")


def _affiliations(person: User) -> QuerySet[Any]:
    return person.affiliations.select_related("organisation")
