"""How views find an initiative and its rows: only among those the user may see; foreign and missing are both 404."""

from __future__ import annotations

from typing import Any

from initiatives.models import Initiative, MemberInvitation, Membership


def visible_initiative(user: Any, pk: int = 0, initiative: int = 0) -> Initiative:
    """By ``pk`` on the front page and by ``initiative`` in longer addresses.

    Raises Initiative.DoesNotExist for one that is foreign or missing.
    """
    found = Initiative.objects.visible_to(user).select_related("municipality", "owner")
    return found.get(pk=pk or initiative)


def visible_membership(user: Any, initiative: int, membership: int) -> Membership:
    """A current membership of a visible initiative."""
    home = visible_initiative(user, initiative=initiative)
    found = home.memberships.filter(ended_at=None).select_related("user").get(pk=membership)
    found.initiative = home
    return found


def visible_member_invitation(user: Any, initiative: int, invitation: int) -> MemberInvitation:
    """An invitation to a colleague that is neither accepted nor withdrawn."""
    home = visible_initiative(user, initiative=initiative)
    found = home.member_invitations.filter(accepted_at=None, withdrawn_at=None).get(pk=invitation)
    found.initiative = home
    return found
