"""How views find partners and persons: through the initiative they belong to, foreign and missing are both 404."""

from __future__ import annotations

from typing import Any

from initiatives.loading import visible_initiative
from partners.models import Partner, Person


def visible_partner(user: Any, initiative: int, partner: int) -> Partner:
    home = visible_initiative(user, initiative=initiative)
    found: Partner = Partner.objects.filter(initiative=home).select_related("organisation").get(pk=partner)
    found.initiative = home
    return found


def visible_person(user: Any, initiative: int, person: int) -> Person:
    """A person of a visible initiative. That the user may see persons is the rule's to say."""
    home = visible_initiative(user, initiative=initiative)
    found: Person = Person.objects.filter(initiative=home).select_related("partner").get(pk=person)
    found.initiative = home
    return found
