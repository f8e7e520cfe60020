"""Another organisation takes an initiative over: the owner, and who decides for it. Called by gates."""

from __future__ import annotations

from django.db import transaction

from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative, Membership, Role
from initiatives.services.locking import locked
from initiatives.services.members import join
from register.models import Organisation


@transaction.atomic
def hand_over(initiative: Initiative, *, owner: Organisation, to: User, title: str, basis: str, by: User) -> Membership:
    """Make an organisation the owner and ``to`` its decider, who coordinates from now on; also when it is stopped.

    The other members stay what they are, but none of them decides any more.
    """
    initiative = locked(initiative)
    before, initiative.owner = initiative.owner_id, owner
    initiative.revision += 1
    initiative.save(update_fields=["owner", "revision"])
    membership = join(initiative, user=to, role=Role.COORDINATOR, by=by)
    initiative.memberships.filter(is_decider=True).exclude(pk=membership.pk).update(is_decider=False)
    membership.is_decider, membership.decider_title, membership.decider_basis = True, title, basis
    membership.full_clean()
    membership.save(update_fields=["is_decider", "decider_title", "decider_basis"])
    record(initiative.chain, "ownership_transferred", by=by, subject=membership, before=before, after=owner.pk)
    return membership


def owner_is_settled(initiative: Initiative) -> bool:
    """Whether decisions rest on the owner: then it changes only when both owners confirm. One query."""
    if initiative.owner_id is None:
        return False
    return initiative.step_runs.filter(decision_id__isnull=False).exists()
