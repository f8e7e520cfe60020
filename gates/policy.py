"""Who may do what at a beslutningspunkt. When it is time is in gates.py."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from initiatives import policy as initiatives
from initiatives.models import Initiative, Role
from partners.policy import is_partner_contact
from signing.models import Act


def may_see(user: Any, subject: Any) -> Verdict:
    """See the criteria and the decisions: members who read, and the association."""
    return initiatives.may_see(user, _initiative(subject))


def may_open(user: Any, subject: Any) -> Verdict:
    """Open the front page: those who read the initiative, and in a version of their own the partners' contacts."""
    verdict = may_see(user, subject)
    return YES if not verdict and is_partner_contact(user, _initiative(subject)) else verdict


def may_decide(user: Any, subject: Any) -> Verdict:
    """Decide: the initiative's own decider, never the association."""
    return initiatives.may_decide(user, _initiative(subject))


def may_advise(user: Any, subject: Any) -> Verdict:
    """Write advice: the association's administrators."""
    return initiatives.may_advise(user, _initiative(subject))


def may_distribute(user: Any, subject: Any) -> Verdict:
    """Give the beslutningsunderlag out and answer reservations: a coordinator, while the initiative is open."""
    return initiatives.may_coordinate(user, _initiative(subject))


def may_pause(user: Any, subject: Any) -> Verdict:
    """Put on hold between decisions: a coordinator, while the initiative is open."""
    return initiatives.may_coordinate(user, _initiative(subject))


def may_resume(user: Any, subject: Any) -> Verdict:
    """Take up the work again: a coordinator or the decider, while the initiative is open."""
    initiative = _initiative(subject)
    decides = initiatives.may_decide(user, initiative)
    return decides & initiatives.still_open(initiative) if decides else initiatives.may_coordinate(user, initiative)


def may_propose_transfer(user: Any, subject: Any) -> Verdict:
    """Propose another owner and take it back: coordinators and the decider, also when stopped, and the association."""
    initiative = _initiative(subject)
    membership = initiatives.membership_of(user, initiative)
    leads = membership is not None and (membership.role == Role.COORDINATOR or membership.is_decider)
    if leads or user.is_association_admin:
        return YES
    return no(_("Bare koordinatorer, beslutningstakeren og Foreningen Pådriv kan foreslå en ny eier."))


def _initiative(subject: Any) -> Initiative:
    """The initiative itself, or that of a gate, a decision or an act."""
    if isinstance(subject, Act):
        subject = subject.party.round
    found = subject if isinstance(subject, Initiative) else subject.initiative
    assert isinstance(found, Initiative)
    return found
