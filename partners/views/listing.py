"""The partners of an initiative in one list, and a new one added to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from paadriv.htmx import vary, wants_part
from paadriv.text import clean_line
from partners import policy, services
from partners.coverage import coverage
from partners.forms import PartnerForm
from partners.models import Partner
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


def _list_context(request: HttpRequest, initiative: Initiative) -> dict[str, Any]:
    query = clean_line(request.GET.get("sok", ""))[:80]
    everyone: QuerySet[Partner] = Partner.objects.filter(initiative=initiative)
    counted = everyone.annotate(persons_count=Count("persons", filter=Q(persons__erased_at=None)))
    rows = list(counted.select_related("organisation").order_by("name", "pk"))
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
        "sees_persons": policy.may_see_persons(request.user, initiative),
        "crumb": _("Partnere"),
    }
    return render(request, "partners/index.html", context, status=status)
