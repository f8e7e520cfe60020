"""The persons of an initiative who speak for themselves, with the stakeholder group each counts in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from partners import policy

#: What «vis» may ask for.
WITHOUT_GROUP = "uten-gruppe"


@requires(policy.may_see_persons, load=visible_initiative)
@require_safe
def private_persons(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Everybody without a partner, by name; all of them or those without a group."""
    everyone = list(initiative.persons.filter(partner=None, erased_at=None).order_by("name", "pk"))
    without = [person for person in everyone if not person.group]
    chosen = WITHOUT_GROUP if request.GET.get("vis") == WITHOUT_GROUP else ""
    context = {
        "initiative": initiative,
        "persons": without if chosen else everyone,
        "filters": (("", _("Alle"), len(everyone)), (WITHOUT_GROUP, _("Uten interessentgruppe"), len(without))),
        "chosen": chosen,
        "may_erase": policy.may_erase_people(request.user, initiative),
        "may_change": policy.may_change(request.user, initiative),
        "crumb": _("Privatpersoner"),
    }
    return render(request, "partners/persons.html", context)
