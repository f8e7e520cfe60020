"""One partner: its page, and changing what is said of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Stale, requires
from partners import policy, services
from partners.forms import PartnerEditForm, PersonForm
from partners.loading import visible_partner
from partners.models import Partner
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
    sees_persons = policy.may_see_persons(request.user, partner.initiative)
    context = {
        "initiative": partner.initiative,
        "partner": partner,
        "sees_persons": sees_persons,
        "persons": list(partner.persons.filter(erased_at=None).order_by("name", "pk")) if sees_persons else [],
        "persons_count": None if sees_persons else partner.persons.filter(erased_at=None).count(),
        "may_erase": policy.may_erase_people(request.user, partner.initiative),
        "may_change": policy.may_change_partner(request.user, partner),
        "form": form,
        "crumb": partner.name,
    }
    return render(request, "partners/partner.html", context, status=status)
