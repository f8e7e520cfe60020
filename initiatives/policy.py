"""Who may do what with an initiative. Says nothing about when; see gates.

The association's administrators see and advise; they never act for an initiative.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from initiatives.models import (
    MEMBERS_WHO_READ,
    Activity,
    Deliverable,
    Initiative,
    MemberInvitation,
    Membership,
    Role,
    StepRun,
)
from paadriv.prepared import prepared


def membership_of(user: Any, initiative: Initiative) -> Membership | None:
    """The user's current membership, remembered on the initiative for the rest of the request."""
    known: dict[int, Membership | None] = initiative.__dict__.setdefault("_membership_of", {})
    if user.pk not in known:
        known[user.pk] = next(iter(_memberships(initiative.pk, user.pk)), None)
    return known[user.pk]


@prepared
def _memberships(initiative: int, user: int) -> QuerySet[Membership]:
    return Membership.objects.filter(initiative=initiative, user=user, ended_at=None).order_by("pk")


def remember(membership: Membership, initiative: Initiative) -> None:
    """What membership_of would find, for a loader that has it already."""
    initiative.__dict__.setdefault("_membership_of", {})[membership.user_id] = membership


def _role(user: Any, initiative: Initiative) -> str:
    membership = membership_of(user, initiative)
    return membership.role if membership else ""


def may_see(user: Any, initiative: Initiative) -> Verdict:
    """Read the initiative's own pages: members who read, and the association."""
    if user.is_association_admin or _role(user, initiative) in MEMBERS_WHO_READ:
        return YES
    return no(_("Bare medlemmer av initiativet kan se denne siden."))


def may_see_people(user: Any, initiative: Initiative) -> Verdict:
    """See persons, answers and names: members only, never the association's administrators."""
    if _role(user, initiative) in MEMBERS_WHO_READ:
        return YES
    return no(_("Bare medlemmer av initiativet kan se personopplysninger."))


def may_edit(user: Any, initiative: Initiative) -> Verdict:
    """Change content: coordinators and editors, while the initiative is open."""
    if _role(user, initiative) not in (Role.COORDINATOR, Role.EDITOR):
        return no(_("Bare koordinatorer og redaktører i initiativet kan endre dette."))
    return still_open(initiative)


def may_see_work(user: Any, item: Activity | Deliverable) -> Verdict:
    """Read one activity or deliverable."""
    return may_see(user, item.step_run.initiative)


def may_edit_work(user: Any, item: Activity | Deliverable) -> Verdict:
    """Change one activity or deliverable."""
    return may_edit(user, item.step_run.initiative)


def may_add_work(user: Any, run: StepRun) -> Verdict:
    """Add an activity to a step."""
    return may_edit(user, run.initiative)


def may_coordinate(user: Any, initiative: Initiative) -> Verdict:
    """Invite, send, close and name people: coordinators, while the initiative is open."""
    if _role(user, initiative) != Role.COORDINATOR:
        return no(_("Bare koordinatorer i initiativet kan gjøre dette."))
    return still_open(initiative)


def may_erase_people(user: Any, initiative: Initiative) -> Verdict:
    """Erase what is known of a person: coordinators, also when the initiative is closed."""
    if _role(user, initiative) == Role.COORDINATOR:
        return YES
    return no(_("Bare koordinatorer i initiativet kan slette opplysninger om personer."))


def may_change_member(user: Any, membership: Membership) -> Verdict:
    """Give a member another role, or name the decider: coordinators."""
    return may_coordinate(user, membership.initiative)


def may_end_membership(user: Any, membership: Membership) -> Verdict:
    """End a membership: coordinators, and everybody their own."""
    if membership.user_id == user.pk:
        return YES
    return may_coordinate(user, membership.initiative)


def may_change_invitation(user: Any, invitation: MemberInvitation) -> Verdict:
    """Withdraw an invitation to a colleague or send it again: coordinators."""
    return may_coordinate(user, invitation.initiative)


def may_decide(user: Any, initiative: Initiative) -> Verdict:
    """Decide at a gate: the initiative's own decider and nobody else."""
    membership = membership_of(user, initiative)
    if membership is None or not membership.is_decider:
        return no(_("Bare beslutningstakeren i initiativet kan beslutte."))
    return YES


def may_advise(user: Any, initiative: Initiative) -> Verdict:
    """Give advice: the association's administrators."""
    return YES if user.is_association_admin else no(_("Bare administratorer i Foreningen Pådriv kan gi råd."))


def may_create(user: Any, subject: None = None) -> Verdict:
    """Start a new initiative: those the association has asked to."""
    if user.may_create_initiatives:
        return YES
    return no(_("Foreningen Pådriv må gi deg tilgang før du kan opprette et initiativ."))


def still_open(initiative: Initiative) -> Verdict:
    """Work goes on; for rules of apps above that ask who first."""
    return YES if initiative.is_open else no(_("Initiativet er avsluttet. Innholdet kan leses, men ikke endres."))
