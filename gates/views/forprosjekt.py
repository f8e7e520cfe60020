"""What beslutningspunkt 2 shows beside its criteria: each start-up partner, the beslutningsunderlag, reservations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import NotReady, requires
from gates import policy, services
from gates.forms import ReplyForm
from gates.gate_2 import Facts
from gates.loading import AtGate, visible_reservation
from gates.models import Reply
from gates.places import FORPROSJEKT_GATE, gate_page
from gates.reservations import standing_on
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from partners.models import PartnerDecision
from signing.models import Act


@requires(policy.may_distribute, load=visible_initiative)
@require_POST
def distribute(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    try:
        services.distribute(initiative, by=request.user)
    except NotReady as refusal:
        for reason in refusal.verdict.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("Beslutningsunderlaget er sendt til partnernes kontaktpersoner."))
    return redirect(f"{gate_page(initiative, FORPROSJEKT_GATE)}#underlag")


@requires(policy.may_distribute, load=visible_reservation)
@require_POST
def reply(request: HttpRequest, act: Act) -> HttpResponse:
    form = ReplyForm(request.POST)
    initiative = act.party.round.initiative
    if form.is_valid():
        services.reply(act, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Svaret er sendt til den som tok forbeholdet."))
    else:
        messages.error(request, _("Skriv et svar på merknaden."))
    return redirect(f"{gate_page(initiative, FORPROSJEKT_GATE)}#merknader")


def panel(at: AtGate, facts: Facts, user: Any) -> dict[str, Any]:
    """For ``_partners_panel.html``. Three queries."""
    decisions = PartnerDecision.objects.counting(at.run).filter(partner__initiative=at.initiative).order_by("pk")
    found = {row.partner_id: row for row in decisions}
    return {
        "facts": facts,
        "is_given_out": len(facts.without_basis) < len(facts.partners),
        "partners": [{"fact": one, "decision": found.get(one.partner)} for one in facts.partners],
        "reservations": _reservations(facts),
        "reply_form": ReplyForm(),
        "may_distribute": policy.may_distribute(user, at.initiative) and at.is_open,
    }


def _reservations(facts: Facts) -> list[dict[str, Any]]:
    """Standing reservations on the latest version, each with its replies."""
    if facts.maalbilde is None:
        return []
    rows = list(standing_on(facts.maalbilde.version).select_related("party"))
    replies: dict[int, list[Reply]] = {row.pk: [] for row in rows}
    for one in Reply.objects.filter(act__in=rows).order_by("pk"):
        replies[one.act_id].append(one)
    return [{"act": row, "replies": replies[row.pk]} for row in rows]
