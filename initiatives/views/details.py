"""Everything an initiative says of itself: read by all who see it, changed by coordinators and editors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Stale, requires
from initiatives import policy, services
from initiatives.forms.details import DetailsForm
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from register.services import get_or_add_organisation


@requires(policy.may_see, load=visible_initiative)
@require_safe
def details(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """The same for those who read and may not change it."""
    context = {
        "initiative": initiative,
        "may_edit": policy.may_edit(request.user, initiative),
        "crumb": _("Opplysninger"),
    }
    return render(request, "initiatives/details.html", context)


@requires(policy.may_edit, load=visible_initiative)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    keeps_owner = services.owner_is_settled(initiative)
    if request.method != "POST":
        return _page(request, initiative, form=DetailsForm(initiative=initiative, keeps_owner=keeps_owner))
    form = DetailsForm(request.POST, initiative=initiative, keeps_owner=keeps_owner)
    if not form.is_valid():
        return _page(request, initiative, form=form, status=422)
    changes = form.changes()
    if new := form.new_organisation():
        changes["owner"] = get_or_add_organisation(**new, by=request.user)
    try:
        services.edit_initiative(initiative, changes, revision=form.cleaned_data["revision"], by=request.user)
    except Stale as stale:
        return _page(request, initiative, form=form, both_texts=form.take_over(stale), status=409)
    messages.success(request, _("Opplysningene er lagret."))
    return redirect("initiatives:edit", initiative.pk)


def _page(request: HttpRequest, initiative: Initiative, *, status: int = 200, **extra: Any) -> HttpResponse:
    context = {"initiative": initiative, "crumb": _("Opplysninger"), "both_texts": None, **extra}
    return render(request, "initiatives/edit.html", context, status=status)
