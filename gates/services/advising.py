"""Advice from the association before a gate: written down, mailed to the coordinators, never a decision."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady
from accounts.journal import record
from accounts.models import User
from gates.models import Advice
from gates.services.deciding import current_run
from initiatives.models import Initiative, Role
from initiatives.policy import may_advise
from initiatives.services.locking import locked
from mail.services import Recipient, queue
from paadriv.clock import now


@transaction.atomic
def give_advice(initiative: Initiative, *, text: str, by: User) -> Advice:
    """Add advice on the active step. Raises NotAllowed for others than administrators, NotReady when closed."""
    if not (verdict := may_advise(by, initiative)):
        raise NotAllowed(verdict)
    initiative = locked(initiative)
    run = current_run(initiative)
    if run is None or not initiative.is_open:
        raise NotReady(_("Initiativet er avsluttet."))
    advice = Advice(initiative=initiative, step_run=run, text=text, by=by, at=now())
    advice.full_clean()
    advice.save()
    coordinators = initiative.memberships.filter(role=Role.COORDINATOR, ended_at=None).select_related("user")
    queue(
        "advice_given",
        [
            Recipient(advice.pk, member.user.email, f"advice:{advice.pk}:{member.user_id}", member.user.name)
            for member in coordinators.order_by("pk")
        ],
        by=by,
        scope=initiative.chain,
    )
    record(initiative.chain, "advice_given", by=by, subject=advice)
    return advice
