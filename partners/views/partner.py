"""One partner: its page, and changing what is said of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Stale, requires
from initiatives.policy import may_see
from partners import policy, services
from partners.board import colour_of, people_of
from partners.forms import PartnerEditForm, PersonForm
from partners.loading import visible_partner
from partners.models import Partner
from partners.stages import Named, Stage, joint_gap, missing_for_startup
from partners.views.editing import edit_page


@requires(policy.may_see_partner, load=visible_partner)
@require_safe
def show(request: HttpRequest, partner: Partner) -> HttpResponse:
    return partner_page(request, partner, PersonForm())


@requires(policy.may_change_partner, load=visible_partner)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = PartnerEditForm(request.POST if request.method == "POST" else None, partner=partner)
    title = _("Endre %(name)s") % {"name": partner.name}
    back = ("partners:partner", partner.initiative_id, partner.pk)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, partner.initiative, form, title, back)
    try:
        services.edit_partner(partner, form.changes(), revision=form.cleaned_data["revision"], by=request.user)
    except Stale as stale:
        return edit_page(request, partner.initiative, form, title, back, both_texts=form.take_over(stale))
    messages.success(request, _("Endringen er lagret."))
    return redirect(*back)


def partner_page(request: HttpRequest, partner: Partner, form: PersonForm, *, status: int = 200) -> HttpResponse:
    """What one may see of it: a partner's own contact sees who speaks and signs, not the notes of the coordinators."""
    initiative, user = partner.initiative, request.user
    contacts, signatories = people_of(partner)
    named = Named(len(contacts), len(signatories), partner.signing_rule)
    is_near = partner.stage in (Stage.INTENT, Stage.STARTUP_PARTNER)
    sees_persons = bool(policy.may_see_persons(user, initiative))
    context = {
        "initiative": initiative,
        "partner": partner,
        "colour": colour_of(partner.stage),
        "contacts": contacts,
        "signatories": signatories,
        "missing": missing_for_startup(named) if is_near else (),
        "gap": joint_gap(named),
        "decisions": list(partner.decisions.select_related("by").order_by("-pk")),
        "sees_speakers": sees_persons or policy.acts_for(user, partner),
        "may_name": policy.may_name_contacts(user, partner),
        "may_speak": policy.may_speak(user, partner),
        "may_leave": not sees_persons and policy.may_leave(user, partner),
        "speakers": {row.person_id for row in contacts},
        "signers": {row.person_id for row in signatories},
        "form": form,
        "crumb": partner.name,
        **_for_members(user, partner, sees_persons),
    }
    return render(request, "partners/partner.html", context, status=status)


def _for_members(user: Any, partner: Partner, sees_persons: bool) -> dict[str, Any]:
    """What those who work on the initiative see besides; the association counts persons and reads no reasons."""
    sees_initiative = bool(may_see(user, partner.initiative))
    persons = partner.persons.filter(erased_at=None)
    return {
        "sees_initiative": sees_initiative,
        "sees_persons": sees_persons,
        "persons": list(persons.order_by("name", "pk")) if sees_persons else [],
        "persons_count": persons.count() if sees_initiative and not sees_persons else None,
        "history": list(partner.stage_changes.select_related("by").order_by("-pk")) if sees_initiative else [],
        "may_erase": policy.may_erase_people(user, partner.initiative),
        "may_change": policy.may_change_partner(user, partner),
    }
