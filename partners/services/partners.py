"""Adding and changing the partners of one initiative."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative
from initiatives.services.locking import locked, open_and_locked
from paadriv.clock import now
from paadriv.text import search_key
from partners.models import Partner
from register.models import Organisation


@transaction.atomic
def add_partner(
    initiative: Initiative,
    *,
    name: str,
    by: User | None,
    group: str = "",
    organisation: Organisation | None = None,
) -> Partner:
    """Add an organisation to the initiative, or return the one already there.

    The same registered organisation, or the same name without a number, is the same partner.
    """
    initiative = locked(initiative)
    if organisation is not None:
        found = initiative.partners.filter(organisation=organisation).first()
    else:
        found = initiative.partners.filter(search_text=search_key(name)).first()
    if found is not None:
        return found
    partner = Partner(
        initiative=initiative,
        organisation=organisation,
        name=organisation.name if organisation else name,
        group=group,
        created_at=now(),
    )
    partner.search_text = search_key(partner.name)
    partner.full_clean()
    partner.save()
    record(initiative.chain, "partner_added", by=by, subject=partner)
    return partner


@transaction.atomic
def edit_partner(partner: Partner, changes: dict[str, Any], *, revision: int, by: User) -> Partner:
    """Change a partner's group, or its name where it is not registered.

    Raises Stale with both texts, NotReady when the initiative is closed and ValidationError for bad values.
    """
    initiative = open_and_locked(partner.initiative)
    partner = initiative.partners.select_for_update(of=("self",)).get(pk=partner.pk)
    if changed := apply(partner, changes, revision=revision):
        partner.search_text = search_key(partner.name)[:400]
        partner.save(update_fields=["search_text"])
        record(initiative.chain, "partner_edited", by=by, subject=partner, fields=changed)
    return partner
