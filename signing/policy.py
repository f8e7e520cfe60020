"""Who may do what with rounds. Says nothing about when; see services. Invited people act by their link.

Nobody acts for a party but the one invited: neither coordinator nor association has a way to.
"""

from __future__ import annotations

from typing import Any

from accounts.access import Verdict
from initiatives import policy as initiatives
from initiatives.models import Initiative


def may_see(user: Any, subject: Any) -> Verdict:
    """Read which organisations are asked and what they answered."""
    return initiatives.may_see(user, _initiative_of(subject))


def may_see_people(user: Any, subject: Any) -> Verdict:
    """Read who answered, in which words: members only."""
    return initiatives.may_see_people(user, _initiative_of(subject))


def may_coordinate(user: Any, subject: Any) -> Verdict:
    """Open, extend and take back rounds, and send links again: coordinators."""
    return initiatives.may_coordinate(user, _initiative_of(subject))


def _initiative_of(subject: Any) -> Initiative:
    found = subject if isinstance(subject, Initiative) else subject.initiative
    assert isinstance(found, Initiative)
    return found
