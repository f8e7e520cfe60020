"""Adding many persons at once: one lock and one journal entry, whatever the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative
from initiatives.services.locking import locked
from paadriv.clock import now
from paadriv.text import search_key
from partners.models import Partner, Person


@dataclass(frozen=True)
class NewPerson:
    """Somebody to add, with an organisation by name or none. The address is in its one form."""

    name: str
    email: str
    organisation: str = ""
    group: str = ""
    phone: str = ""


@transaction.atomic
def add_many(initiative: Initiative, people: Sequence[NewPerson], *, by: User | None) -> dict[str, Person]:
    """The persons by address. Those whose address is known are returned as they are; organisations by name.

    A known organisation without a group gets the one given; one that has a group keeps it.
    """
    initiative = locked(initiative)
    known = {person.email: person for person in initiative.persons.filter(email__in=[one.email for one in people])}
    fresh = {one.email: one for one in people if one.email not in known}
    partners = _partners(initiative, list(fresh.values()))
    moment = now()
    rows = []
    for one in fresh.values():
        partner = partners.get(search_key(one.organisation)[:400])
        row = Person(
            initiative=initiative,
            name=one.name,
            email=one.email,
            phone=one.phone,
            partner=partner,
            group="" if partner else one.group,
            search_text=search_key(one.name, one.email, partner.name if partner else "")[:400],
            created_at=moment,
        )
        row.clean_fields(exclude=["initiative", "partner"])
        rows.append(row)
    added = Person.objects.bulk_create(rows)
    if added:
        record(initiative.chain, "persons_added", by=by, subject=initiative, persons=[row.pk for row in added])
    return {**known, **{row.email: row for row in added}}


def _partners(initiative: Initiative, people: Sequence[NewPerson]) -> dict[str, Partner]:
    """The organisations named, by search key; those that are missing are added."""
    wanted: dict[str, NewPerson] = {}
    for one in people:
        key = search_key(one.organisation)[:400]
        if key and (key not in wanted or (one.group and not wanted[key].group)):
            wanted[key] = one if key not in wanted else replace(wanted[key], group=one.group)
    if not wanted:
        return {}
    found = {row.search_text: row for row in initiative.partners.filter(search_text__in=wanted)}
    moment = now()
    rows = [
        Partner(initiative=initiative, name=one.organisation, group=one.group, search_text=key, created_at=moment)
        for key, one in wanted.items()
        if key not in found
    ]
    for row in rows:
        row.clean_fields(exclude=["initiative", "organisation"])
    found.update({row.search_text: row for row in Partner.objects.bulk_create(rows)})
    without = [row for key, row in found.items() if not row.group and wanted[key].group]
    for row in without:
        row.group = wanted[row.search_text].group
    Partner.objects.bulk_update(without, ["group"])
    return found
