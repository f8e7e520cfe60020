"""Who may do what for the association. Says nothing about one initiative; see initiatives/policy.py."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no


def may_manage_people(user: Any, subject: Any = None) -> Verdict:
    """Invite, promote and take away access: the association's administrators."""
    if user.is_association_admin:
        return YES
    return no(_("Bare administratorer i Foreningen Pådriv kan se og endre brukere."))
