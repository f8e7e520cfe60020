"""Who may do what with partners and persons. The association sees partners, never persons."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from initiatives.models import Initiative, Role
from initiatives.policy import (
    may_coordinate,
    may_edit,
    may_erase_people,
    may_see,
    may_see_people,
    membership_of,
    still_open,
)
from partners.models import Contact, Partner, Person, Signatory

may_see_partners = may_see
may_see_persons = may_see_people
may_change = may_edit


def partners_of(user: Any, initiative: Initiative) -> frozenset[int]:
    """The partners a person speaks for here, remembered on the initiative for the rest of the request.

    Said yes, still named, still a member and never the association's own people: they act for no one.
    """
    known: dict[int, frozenset[int]] = initiative.__dict__.setdefault("_partners_of", {})
    if user.pk not in known:
        known[user.pk] = frozenset(_spoken_for(user, initiative))
    return known[user.pk]


def acts_for(user: Any, partner: Partner) -> bool:
    """Whether a person speaks for this partner: registers its decision, names who signs, comments for it."""
    return partner.pk in partners_of(user, partner.initiative)


def is_partner_contact(user: Any, initiative: Initiative) -> bool:
    """Whether a person speaks for some partner of the initiative."""
    return bool(partners_of(user, initiative))


def may_see_partner(user: Any, partner: Partner) -> Verdict:
    """See one partner: those who read the initiative, and its own contacts; persons are for may_see_persons."""
    verdict = may_see(user, partner.initiative)
    return YES if not verdict and acts_for(user, partner) else verdict


def may_change_partner(user: Any, partner: Partner) -> Verdict:
    return may_edit(user, partner.initiative)


def may_move_partner(user: Any, partner: Partner) -> Verdict:
    """Move a partner between stages: coordinators and editors. Whether it may go there is stages' to say."""
    return may_edit(user, partner.initiative)


def may_name_contacts(user: Any, partner: Partner) -> Verdict:
    """Name, invite and end a partner's contacts: coordinators."""
    return may_coordinate(user, partner.initiative)


def may_change_contact(user: Any, contact: Contact) -> Verdict:
    return may_coordinate(user, contact.partner.initiative)


def may_speak(user: Any, partner: Partner) -> Verdict:
    """Say who signs for a partner and what it decided: its own contacts, and coordinators on its behalf."""
    membership = membership_of(user, partner.initiative)
    is_coordinator = membership is not None and membership.role == Role.COORDINATOR
    if not is_coordinator and not acts_for(user, partner):
        return no(_("Bare virksomhetens egne kontaktpersoner og koordinatorene kan gjøre dette."))
    return still_open(partner.initiative)


def may_leave(user: Any, partner: Partner) -> Verdict:
    """Say that a partner is no longer with it: its own contacts. Whether it may go from there is stages' to say."""
    if not acts_for(user, partner):
        return no(_("Bare virksomhetens egne kontaktpersoner kan gjøre dette."))
    return still_open(partner.initiative)


def may_change_signatory(user: Any, signatory: Signatory) -> Verdict:
    return may_speak(user, signatory.partner)


def may_change_person(user: Any, person: Person) -> Verdict:
    return may_edit(user, person.initiative)


def may_erase_person(user: Any, person: Person) -> Verdict:
    return may_erase_people(user, person.initiative)


def _spoken_for(user: Any, initiative: Initiative) -> list[int]:
    if not user.is_authenticated or user.is_association_admin:
        return []
    found = Contact.objects.filter(
        user=user,
        ended_at=None,
        partner__initiative=initiative,
        partner__initiative__memberships__user=user,
        partner__initiative__memberships__ended_at=None,
    )
    return list(found.order_by("pk").values_list("partner", flat=True))


__all__ = [
    "acts_for",
    "is_partner_contact",
    "may_change",
    "may_change_contact",
    "may_change_partner",
    "may_change_person",
    "may_change_signatory",
    "may_erase_people",
    "may_erase_person",
    "may_move_partner",
    "may_name_contacts",
    "may_see_partner",
    "may_see_partners",
    "may_see_persons",
    "may_speak",
    "partners_of",
]
