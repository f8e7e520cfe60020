"""The partners of an initiative by their stage, a new one added, and one moved where it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, requires
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from paadriv.htmx import changed, vary, wants_part
from paadriv.text import clean_line
from partners import policy, services
from partners.board import board, columns
from partners.coverage import coverage
from partners.forms import PartnerForm
from partners.forms.moving import MoveForm
from partners.loading import visible_partner
from partners.models import Partner
from partners.stages import LEFT
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


@requires(policy.may_move_partner, load=visible_partner)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, partner: Partner) -> HttpResponse:
    """By script the whole board comes back, since the partner moves in it; without, the form is a page."""
    form = MoveForm(request.POST if request.method == "POST" else None, partner=partner)
    if request.method != "POST" or not form.is_valid():
        return _move_page(request, partner, form, status=422 if form.is_bound else 200)
    stage, reason = form.cleaned_data["stage"], form.cleaned_data["reason"]
    try:
        services.move(partner, stage, reason=reason, by=request.user)
    except NotReady as refusal:
        return _move_page(request, partner, form, status=409, reasons=refusal.verdict.reasons)
    if wants_part(request):
        context = _list_context(request, partner.initiative)
        return changed(vary(render(request, "partners/_partners_panel.html", context)))
    messages.success(request, _("Statusen er endret."))
    return redirect("partners:partner", partner.initiative_id, partner.pk)


def _list_context(request: HttpRequest, initiative: Initiative) -> dict[str, Any]:
    query = clean_line(request.GET.get("sok", ""))[:80]
    lines = board(initiative)
    everyone: Any = Partner.objects.filter(initiative=initiative)
    found = set(everyone.matching(query).values_list("pk", flat=True)) if query else None
    return {
        "initiative": initiative,
        "query": query,
        "columns": columns([line for line in lines if found is None or line.partner.pk in found]),
        "coverage": coverage(line.partner.group for line in lines if line.partner.stage not in LEFT),
        "may_change": policy.may_change(request.user, initiative),
    }


def _page(request: HttpRequest, initiative: Initiative, form: PartnerForm, *, status: int = 200) -> HttpResponse:
    context = _list_context(request, initiative) | {
        "form": form,
        "sees_persons": policy.may_see_persons(request.user, initiative),
        "crumb": _("Partnere"),
    }
    return render(request, "partners/index.html", context, status=status)


def _move_page(
    request: HttpRequest, partner: Partner, form: MoveForm, *, status: int, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    """The row with its form for htmx, the form alone as a page otherwise, from which one comes back to the partner."""
    context = {
        "initiative": partner.initiative,
        "partner": partner,
        "move_form": form,
        "reasons": reasons,
        "query": clean_line(request.GET.get("sok", ""))[:80],
        "in_board": wants_part(request),
        "crumb": _("Endre status"),
    }
    part = "partners/_partner_row.html" if wants_part(request) else "partners/move.html"
    answer = vary(render(request, part, context, status=status))
    if status >= 400 and wants_part(request):
        answer["HX-Retarget"] = f"#partner-row-{partner.pk}"
    return answer
