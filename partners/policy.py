"""Who may do what with partners and persons. The association sees partners, never persons."""

from __future__ import annotations

from typing import Any

from accounts.access import Verdict
from initiatives.policy import may_edit, may_see, may_see_people
from partners.models import Partner, Person

may_see_partners = may_see
may_see_persons = may_see_people
may_change = may_edit


def may_see_partner(user: Any, partner: Partner) -> Verdict:
    """See one partner; its persons are for may_see_persons."""
    return may_see(user, partner.initiative)


def may_change_partner(user: Any, partner: Partner) -> Verdict:
    return may_edit(user, partner.initiative)


def may_change_person(user: Any, person: Person) -> Verdict:
    return may_edit(user, person.initiative)


__all__ = [
    "may_change",
    "may_change_partner",
    "may_change_person",
    "may_see_partner",
    "may_see_partners",
    "may_see_persons",
]
