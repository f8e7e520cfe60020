"""Moving a partner from one stage to another, with who, when and why."""

from __future__ import annotations

from django.db import transaction

from accounts.journal import record
from accounts.models import User
from initiatives.services.locking import locked
from paadriv.clock import now
from partners.models import Partner, Stage, StageChange


@transaction.atomic
def move_stage(partner: Partner, *, to: str, by: User | None, reason: str = "") -> Partner:
    """Move a partner to another stage with who, when and why; the same stage is no change."""
    initiative = locked(partner.initiative)
    partner = initiative.partners.select_for_update(of=("self",)).get(pk=partner.pk)
    if partner.stage == to:
        return partner
    StageChange.objects.create(
        partner=partner, from_stage=partner.stage, to_stage=Stage(to), reason=reason, by=by, at=now()
    )
    before, partner.stage = partner.stage, to
    partner.save(update_fields=["stage"])
    record(initiative.chain, "partner_stage_changed", by=by, subject=partner, before=before, after=to)
    return partner
