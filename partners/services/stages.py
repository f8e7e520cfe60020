"""Moving a partner from one stage to another, with who, when and why."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from initiatives.services.members import coordinators_of
from mail.services import Recipient, queue
from paadriv.clock import now
from partners.models import Partner, StageChange
from partners.services.contacts import end_all_contacts
from partners.services.locking import named_by, working_partner
from partners.stages import LEFT, Stage, may_move, missing_for_startup

#: The mail that tells coordinators of a partner that left; built in kinds/partner_left.py.
LEFT_KIND = "partner_left"


@transaction.atomic
def move(partner: Partner, stage: str, *, by: User | None, reason: str = "") -> Partner:
    """Move a partner to another stage; the same stage is no change. ``by`` is None for what a meeting's close does.

    Leaving («takket nei», «trukket seg») ends the access of the partner's contacts. Raises NotReady with every
    reason for a move that is not allowed, and for an initiative that is closed.
    """
    partner, to = working_partner(partner), Stage(stage)
    if partner.stage == to:
        return partner
    missing = missing_for_startup(named_by(partner)) if to == Stage.STARTUP_PARTNER else ()
    if not (verdict := may_move(partner.stage, to, reason=reason, missing=missing)):
        raise NotReady(verdict)
    change = StageChange(partner=partner, from_stage=partner.stage, to_stage=to, reason=reason, by=by, at=now())
    change.full_clean(exclude=["by"])
    change.save()
    before, partner.stage = partner.stage, to
    partner.save(update_fields=["stage"])
    if to in LEFT:
        end_all_contacts(partner, by=by)
    record(partner.initiative.chain, "partner_stage_changed", by=by, subject=partner, before=before, after=to)
    return partner


@transaction.atomic
def leave(partner: Partner, *, reason: str = "", by: User) -> Partner:
    """A partner withdraws by itself, with or without a reason; coordinators are told by mail. A candidate declines.

    Answers it has given stay as history and count no more, and its contacts lose their access, as in ``move``.
    Raises NotReady where it has nothing to leave, or has left already.
    """
    before = working_partner(partner).stage
    if before in LEFT:
        raise NotReady(_("Virksomheten har alt trukket seg."))
    to = Stage.DECLINED if before == Stage.CANDIDATE else Stage.WITHDRAWN
    moved = move(partner, to, by=by, reason=reason or _("Virksomheten meldte det selv."))
    initiative = moved.initiative
    key = f"{LEFT_KIND}:{moved.stage_changes.latest('pk').pk}"
    recipients = [
        Recipient(moved.pk, user.email, f"{key}:{user.pk}", user.name) for user in coordinators_of(initiative)
    ]
    queue(LEFT_KIND, recipients, by=by, scope=initiative.chain, content={"reason": reason})
    return moved
