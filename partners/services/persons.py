"""Adding, changing and removing the persons of one initiative, and opting out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative
from initiatives.services.locking import locked, open_and_locked
from paadriv.clock import now
from paadriv.text import search_key
from partners.models import Partner, Person


@transaction.atomic
def add_person(
    initiative: Initiative,
    *,
    name: str,
    by: User | None,
    email: str = "",
    phone: str = "",
    partner: Partner | None = None,
    group: str = "",
) -> Person:
    """Add a person the initiative knows. Raises ValidationError when the address is there already."""
    initiative = locked(initiative)
    if email and initiative.persons.filter(email=email).exists():
        raise ValidationError({"email": _("Denne e-postadressen er allerede registrert i initiativet.")})
    person = Person(
        initiative=initiative,
        name=name,
        email=email,
        phone=phone,
        partner=partner,
        group="" if partner else group,
        created_at=now(),
    )
    person.search_text = search_key(name, email, partner.name if partner else "")[:400]
    person.full_clean()
    person.save()
    record(initiative.chain, "person_added", by=by, subject=person)
    return person


def person_of(partner: Partner, *, name: str, email: str, by: User) -> Person:
    """The partner's person with this address, or a new one; the caller holds the lock.

    A known address keeps the name it has. Raises ValidationError for an address of somebody else here.
    """
    if email and (known := partner.persons.filter(email__iexact=email).first()):
        return known
    return add_person(partner.initiative, name=name, email=email, partner=partner, by=by)


@transaction.atomic
def edit_person(person: Person, changes: dict[str, Any], *, revision: int, by: User) -> Person:
    """Change a person's name, address, phone, partner or own group.

    Raises Stale with both texts, NotReady when the initiative is closed, and ValidationError for bad values
    and an address somebody else in the initiative has.
    """
    initiative = open_and_locked(person.initiative)
    person = initiative.persons.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased_at is not None:
        raise NotReady(_("Opplysningene om personen er slettet."))
    email = changes.get("email")
    if email and initiative.persons.filter(email=email).exclude(pk=person.pk).exists():
        raise ValidationError({"email": _("Denne e-postadressen er allerede registrert i initiativet.")})
    _keep_where_needed(person, changes)
    if changed := apply(person, changes, revision=revision):
        _index(person, person.name, person.email, person.partner.name if person.partner else "")
        record(initiative.chain, "person_edited", by=by, subject=person, fields=changed)
    return person


@transaction.atomic
def opt_out(person: Person, *, by: User | None) -> None:
    """The person wants no more mail about this initiative; a repeat changes nothing."""
    initiative = locked(person.initiative)
    person = initiative.persons.select_for_update(of=("self",)).get(pk=person.pk)
    if person.opted_out_at is None:
        person.opted_out_at = now()
        person.save(update_fields=["opted_out_at"])
        record(initiative.chain, "person_opted_out", by=by, subject=person)


def _keep_where_needed(person: Person, changes: dict[str, Any]) -> None:
    """One who speaks or signs for a partner stays with it, and one who signs can be reached."""
    moves = "partner" in changes and changes["partner"] != person.partner
    signs = person.signatures_for.filter(ended_at=None).exists()
    if moves and (signs or person.contacts.filter(ended_at=None).exists()):
        raise NotReady(_("Personen er kontaktperson eller kan signere for virksomheten. Ta bort det først."))
    if signs and changes.get("email") == "":
        raise ValidationError({"email": _("Den som signerer, får lenken på e-post. Skriv adressen.")})


def _index(row: Person, *texts: str) -> None:
    row.search_text = search_key(*texts)[:400]
    row.save(update_fields=["search_text"])
