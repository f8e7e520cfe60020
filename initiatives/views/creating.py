"""Starting an initiative."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from initiatives import policy, services
from initiatives.forms.creating import NewInitiativeForm


@requires(policy.may_create)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = NewInitiativeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "initiatives/new.html", {"form": form}, status=status)
    initiative = services.create_initiative(by=request.user, **form.values())
    messages.success(request, _("Initiativet er opprettet. Du er koordinator."))
    return redirect(initiative)
