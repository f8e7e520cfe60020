"""The cast and the builders of every test. Builders speak the method and go through the services."""

from __future__ import annotations

from itertools import count
from typing import Any

from accounts.models import User
from initiatives import services as initiatives
from initiatives.models import Initiative, Role
from paadriv.text import search_key
from partners import services as partners
from partners.models import Partner, Person
from register.models import Municipality, Organisation

_number = count(1)


def someone(name: str = "Kari Nilsen", **fields: Any) -> User:
    """A person who can log in."""
    return User.objects.create_user(f"person{next(_number)}@eksempel.no", name, **fields)


def association_admin(name: str = "Tuva Skjærvø") -> User:
    return someone(name, is_association_admin=True)


def coordinator_to_be(name: str = "Kari Nilsen") -> User:
    return someone(name, may_create_initiatives=True)


def organisation_number() -> str:
    """A valid, unused nine-digit number (mod 11)."""
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    while True:
        digits = f"9{next(_number):07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest != 1:
            return f"{digits}{(11 - rest) % 11}"


def organisation(name: str = "Arendal kommune", kind: str = "municipality") -> Organisation:
    row = Organisation(number=organisation_number(), name=name, kind=kind, search_text=search_key(name))
    row.full_clean()
    row.save()
    return row


def initiative(place: str = "Arendal", *, by: User | None = None, **changes: Any) -> Initiative:
    """An initiative at step 1, with everything an invitation needs said of it."""
    by = by or coordinator_to_be()
    made = initiatives.create_initiative(
        place_name=place,
        place_type="by",
        municipality=Municipality.objects.filter(name__startswith=place).order_by("number")[0],
        initiator_kind="municipality",
        initiator_name=f"{place} kommune",
        reason=f"Sentrum i {place} har stått stille i tretti år, og mange har hver sine planer.",
        by=by,
    )
    return initiatives.edit_initiative(made, {"contact_phone": "912 34 567", **changes}, revision=made.revision, by=by)


def coordinator_of(initiative: Initiative) -> User:
    return initiative.memberships.filter(role=Role.COORDINATOR).order_by("pk")[0].user


def member(initiative: Initiative, role: str, name: str = "Ola Berg") -> User:
    user = someone(name)
    initiatives.join(initiative, user=user, role=role, by=coordinator_of(initiative))
    return user


def decider_of(initiative: Initiative, name: str = "Jon Dahl") -> User:
    """A member who decides at the gates."""
    user = member(initiative, Role.READER, name)
    initiatives.name_decider(
        initiative.memberships.get(user=user),
        title="kommunedirektør",
        basis="delegert myndighet, sak 12/26",
        by=coordinator_of(initiative),
    )
    return user


def partner(initiative: Initiative, name: str, *, group: str = "local_business", **fields: Any) -> Partner:
    return partners.add_partner(initiative, name=name, group=group, by=coordinator_of(initiative), **fields)


def person(initiative: Initiative, name: str = "Ingrid Nordli", **fields: Any) -> Person:
    fields.setdefault("email", f"gjest{next(_number)}@eksempel.no")
    return partners.add_person(initiative, name=name, by=coordinator_of(initiative), **fields)
