"""How views find partners and persons: through the initiative they belong to, foreign and missing are both 404."""

from __future__ import annotations

from typing import Any

from initiatives.loading import visible_initiative
from partners.models import Contact, Partner, Person, Signatory


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


def visible_contact(user: Any, initiative: int, partner: int, contact: int) -> Contact:
    """A current contact of a partner of a visible initiative."""
    home = visible_partner(user, initiative, partner)
    found: Contact = home.contacts.filter(ended_at=None).select_related("person").get(pk=contact)
    found.partner = home
    return found


def visible_signatory(user: Any, initiative: int, partner: int, signatory: int) -> Signatory:
    """Somebody who can bind a partner of a visible initiative now."""
    home = visible_partner(user, initiative, partner)
    found: Signatory = home.signatories.filter(ended_at=None).select_related("person").get(pk=signatory)
    found.partner = home
    return found
