"""Builders for partners on their way: who speaks and signs for them. They go through the services."""

from __future__ import annotations

import uuid
from typing import Any

from accounts.models import User
from initiatives.models import Initiative
from paadriv.clock import today
from partners import services
from partners.models import Contact, Partner, PartnerDecision, Signatory
from partners.services import Decided
from partners.stages import Stage
from tests import world
from tests.world import _number


def address() -> str:
    """An address nobody has."""
    return f"partner{next(_number)}@eksempel.no"


def contact(partner: Partner, name: str = "Liv Moe", *, email: str = "") -> Contact:
    """Somebody named as a contact, not yet asked."""
    by = world.coordinator_of(partner.initiative)
    return services.name_contact(partner, name=name, email=email or address(), by=by)


def invited(partner: Partner, name: str = "Liv Moe", **fields: Any) -> Contact:
    """A contact whose invitation is queued."""
    return services.invite_contact(contact(partner, name, **fields), by=world.coordinator_of(partner.initiative))


def logged_in_contact(partner: Partner, name: str = "Liv Moe", **fields: Any) -> User:
    """The account of a contact who said yes."""
    return services.accept_contact(invited(partner, name, **fields))


def signatory(partner: Partner, name: str = "Bård Vik", **fields: Any) -> Signatory:
    """Somebody who can bind the partner by signaturrett."""
    fields = {"email": address(), "title": "daglig leder", "basis": "signaturrett"} | fields
    return services.name_signatory(partner, name=name, by=world.coordinator_of(partner.initiative), **fields)


def startup_partner(
    initiative: Initiative, name: str = "Havnebanken", *, signatories: int = 1, joint: bool = False, **fields: Any
) -> Partner:
    """A start-up partner with a contact and signatories; ``joint`` asks for two in fellesskap."""
    by = world.coordinator_of(initiative)
    partner = world.partner(initiative, name, **fields)
    contact(partner, f"Kontakt i {name}")
    for number in range(max(signatories, 2 if joint else 1)):
        signatory(partner, f"Signatar {number + 1} i {name}")
    if joint:
        services.set_signing_rule(partner, "joint", revision=partner.revision, by=by)
    return services.move(partner, Stage.STARTUP_PARTNER, by=by)


def decision(
    partner: Partner,
    *,
    by: User | None = None,
    form_key: uuid.UUID | None = None,
    decided: Decided | None = None,
    **fields: Any,
) -> PartnerDecision:
    """A partner's decision, registered by a coordinator unless said otherwise."""
    decided = decided or Decided(**{"body": "styret", "decided_on": today(), "outcome": "yes"} | fields)
    by = by or world.coordinator_of(partner.initiative)
    return services.register_decision(partner, decided, form_key=form_key or uuid.uuid4(), by=by)
