"""Starting an initiative and changing what it says of itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from initiatives.method import CURRENT
from initiatives.models import Activity, Deliverable, Initiative, Membership, Role, StepRun
from initiatives.policy import may_create
from initiatives.services.locking import open_and_locked
from initiatives.services.owning import owner_is_settled
from mail.services import Recipient, queue
from paadriv.clock import now
from register.models import Municipality

CREATED_KIND = "initiative_created"


@transaction.atomic
def create_initiative(
    *,
    place_name: str,
    place_type: str,
    municipality: Municipality,
    initiator_kind: str,
    initiator_name: str,
    reason: str,
    by: User,
    place_preposition: str = "i",
) -> Initiative:
    """Create an initiative on the current method with its three steps; the first is active at once.

    Whoever creates it is its coordinator, and the association's administrators are told by mail. Raises
    NotAllowed without leave from the association and ValidationError for bad fields.
    """
    if not (verdict := may_create(by)):
        raise NotAllowed(verdict)
    moment = now()
    initiative = Initiative(
        method_version=CURRENT.version,
        place_name=place_name,
        place_type=place_type,
        place_preposition=place_preposition,
        municipality=municipality,
        initiator_kind=initiator_kind,
        initiator_name=initiator_name,
        reason=reason,
        data_controller=initiator_name,
        contact_name=by.name,
        contact_email=by.email,
        created_at=moment,
        state_since=moment,
        created_by=by,
    )
    initiative.full_clean()
    initiative.save()
    Membership.objects.create(initiative=initiative, user=by, role=Role.COORDINATOR, since=moment)
    _lay_out_steps(initiative)
    _tell_the_association(initiative, by)
    record(initiative.chain, "initiative_created", by=by, subject=initiative)
    return initiative


@transaction.atomic
def edit_initiative(initiative: Initiative, changes: dict[str, Any], *, revision: int, by: User) -> Initiative:
    """Change fields of the initiative.

    Raises Stale with both texts, ValidationError for bad values, and NotReady for another owner once a decision
    rests on the one there is.
    """
    initiative = open_and_locked(initiative)
    owner = changes.get("owner")
    is_other = "owner" in changes and (owner.pk if owner else None) != initiative.owner_id
    if is_other and owner_is_settled(initiative):
        raise NotReady(_("Eieren byttes ved at begge eierne bekrefter. Det gjør dere fra siden om eierskapet."))
    if changed := apply(initiative, changes, revision=revision):
        record(initiative.chain, "initiative_edited", by=by, subject=initiative, fields=changed)
    return initiative


def _lay_out_steps(initiative: Initiative) -> None:
    for step in CURRENT.steps:
        first = step.number == 1
        run = StepRun.objects.create(
            initiative=initiative,
            step=step.key,
            state=StepRun.State.ACTIVE if first else StepRun.State.WAITING,
            started_at=initiative.created_at if first else None,
        )
        for position, activity in enumerate(step.activities):
            Activity.objects.create(step_run=run, key=activity.key, position=position)
        for position, deliverable in enumerate(step.deliverables):
            Deliverable.objects.create(step_run=run, key=deliverable.key, position=position)


def _tell_the_association(initiative: Initiative, by: User) -> None:
    admins = User.objects.filter(is_association_admin=True, is_active=True).exclude(pk=by.pk).order_by("pk")
    recipients = [
        Recipient(initiative.pk, admin.email, f"{CREATED_KIND}:{initiative.pk}:{admin.pk}", name=admin.name)
        for admin in admins
    ]
    if recipients:
        queue(CREATED_KIND, recipients, by=by, scope=initiative.chain)
