"""Who may read and change the forprosjekt's content. Says nothing about when; the services do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from forprosjekt.loading import Place
from initiatives.models import Role
from initiatives.policy import may_coordinate, may_edit, may_see, membership_of


def may_read(user: Any, place: Place) -> Verdict:
    """Read a chapter: members who read, the association's administrators, partners' contacts where it is shared.

    Administrators read the rows and not only counts of them: no row holds a person, only members who answer
    for work, whom they see of every city anyway, and without the content they could not help or advise.
    """
    if may_see(user, place.initiative):
        return YES
    membership = membership_of(user, place.initiative)
    if membership and membership.role == Role.PARTNER:
        return YES if place.is_shared else no(_("Dette kapittelet er ikke delt med partnerne ennå."))
    return may_see(user, place.initiative)


def may_change(user: Any, place: Place) -> Verdict:
    """Add, change, choose and remove: coordinators and editors, while the initiative is open."""
    return may_edit(user, place.initiative)


def may_share(user: Any, place: Place) -> Verdict:
    """Let the partners' contacts read a chapter: coordinators."""
    return may_coordinate(user, place.initiative)
