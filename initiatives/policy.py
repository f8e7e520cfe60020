"""Who may do what with an initiative. Says nothing about when; see gates.

The association's administrators see and advise; they never act for an initiative.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from initiatives.models import MEMBERS_WHO_READ, Initiative, Membership, Role


def membership_of(user: Any, initiative: Initiative) -> Membership | None:
    """The user's current membership, remembered on the initiative for the rest of the request."""
    known: dict[int, Membership | None] = initiative.__dict__.setdefault("_membership_of", {})
    if user.pk not in known:
        known[user.pk] = initiative.memberships.filter(user=user, ended_at=None).first()
    return known[user.pk]


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
    return _open(initiative)


def may_coordinate(user: Any, initiative: Initiative) -> Verdict:
    """Invite, send, close and name people: coordinators, while the initiative is open."""
    if _role(user, initiative) != Role.COORDINATOR:
        return no(_("Bare koordinatorer i initiativet kan gjøre dette."))
    return _open(initiative)


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


def _open(initiative: Initiative) -> Verdict:
    return YES if initiative.is_open else no(_("Initiativet er avsluttet. Innholdet kan leses, men ikke endres."))
