"""Who works on an initiative, in which role, and who decides. The last coordinator cannot leave."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative, Membership, Role
from initiatives.services.locking import locked, open_and_locked
from paadriv.clock import now


@transaction.atomic
def join(initiative: Initiative, *, user: User, role: str, by: User) -> Membership:
    """Make a person a member, or give a member the role; a repeat changes nothing."""
    initiative = locked(initiative)
    membership, is_new = Membership.objects.get_or_create(
        initiative=initiative, user=user, ended_at=None, defaults={"role": role, "since": now()}
    )
    if is_new:
        verb = "member_joined" if by.pk == user.pk else "member_added"
        record(initiative.chain, verb, by=by, subject=membership, role=role)
    elif membership.role != role:
        _set_role(initiative, membership, role, by)
    return membership


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User) -> Membership:
    """Give a member another role. Raises NotReady for the last coordinator."""
    initiative = open_and_locked(membership.initiative)
    membership = _current(initiative, membership)
    if membership.role != role:
        _set_role(initiative, membership, role, by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> None:
    """End a membership; it stays as history. Raises NotReady for the last coordinator or the decider."""
    initiative = locked(membership.initiative)
    membership = _current(initiative, membership)
    if not (verdict := can_leave(membership, _coordinators(initiative))):
        raise NotReady(verdict)
    membership.ended_at = now()
    membership.save(update_fields=["ended_at"])
    record(initiative.chain, "member_left", by=by, subject=membership)


@transaction.atomic
def name_decider(membership: Membership, *, title: str, basis: str, by: User) -> Membership:
    """Make a member the initiative's only decider, with title and basis (for example a case number)."""
    initiative = open_and_locked(membership.initiative)
    membership = _current(initiative, membership)
    initiative.memberships.filter(is_decider=True).exclude(pk=membership.pk).update(is_decider=False)
    membership.is_decider = True
    membership.decider_title = title
    membership.decider_basis = basis
    membership.full_clean()
    membership.save(update_fields=["is_decider", "decider_title", "decider_basis"])
    record(initiative.chain, "decider_named", by=by, subject=membership)
    return membership


def can_step_down(membership: Membership, coordinators: int) -> Verdict:
    """Whether a member may have another role, given how many coordinators there are now."""
    if membership.role == Role.COORDINATOR and coordinators <= 1:
        return no(_("Initiativet må ha en koordinator. Gi rollen til en annen først."))
    return YES


def can_leave(membership: Membership, coordinators: int) -> Verdict:
    """Whether a membership may end: neither the last coordinator's nor the decider's."""
    decides = no(_("Utpek en annen beslutningstaker først.")) if membership.is_decider else YES
    return can_step_down(membership, coordinators) & decides


def _set_role(initiative: Initiative, membership: Membership, role: str, by: User) -> None:
    if role != Role.COORDINATOR and not (verdict := can_step_down(membership, _coordinators(initiative))):
        raise NotReady(verdict)
    before, membership.role = membership.role, role
    membership.full_clean()
    membership.save(update_fields=["role"])
    record(initiative.chain, "member_role_changed", by=by, subject=membership, before=before, after=role)


def _coordinators(initiative: Initiative) -> int:
    return initiative.memberships.filter(role=Role.COORDINATOR, ended_at=None, user__is_active=True).count()


def _current(initiative: Initiative, membership: Membership) -> Membership:
    """The membership's row, locked. Raises NotReady when it has ended meanwhile."""
    found = initiative.memberships.select_for_update(of=("self",)).filter(pk=membership.pk, ended_at=None).first()
    if found is None:
        raise NotReady(_("Medlemskapet er allerede avsluttet."))
    return found


def coordinators_of(initiative: Initiative) -> list[User]:
    """Those who run the initiative and whose accounts are open, to be told of what others do. One query."""
    rows = initiative.memberships.filter(role=Role.COORDINATOR, ended_at=None, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("pk")]
