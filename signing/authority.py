"""Whether a person who was asked may still answer for the organisation, and who says so.

What was stated when asking is copied on the invitation; what holds today is read from partners. Source:
design/signing.md §3, the invitation's state «revoked» and the facts kept of an act.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from paadriv.prepared import prepared
from partners.models import Signatory, Stage
from signing.models import SigningInvitation


def may_still_answer(invitation: SigningInvitation) -> Verdict:
    """The organisation is a start-up partner, and the person is named among those who bind it. One query.

    One to whom it was delegated answers on the word of the one who did, also when asked anew; a coordinator can
    revoke that.
    """
    party = invitation.party
    if party.partner.stage != Stage.STARTUP_PARTNER:
        return no(_("%(party)s er ikke lenger oppstartspartner.") % {"party": party.name})
    if invitation.delegated_from_id or _named(party.partner_id, invitation.person_id):
        return YES
    if _delegated(invitation) is None:
        return no(_("Du står ikke lenger oppført blant dem som kan svare for %(party)s.") % {"party": party.name})
    return YES


def source_of(invitation: SigningInvitation) -> dict[str, Any]:
    """Who stated the authority and when, as an act keeps it: the one who named the signatory, or who delegated."""
    if (made := invitation if invitation.delegated_from_id else _delegated(invitation)) and made.delegated_from:
        before, when = made.delegated_from, made.asked_at
        return {"stated_by": before.name, "stated_at": when.isoformat() if when else "", "invitation": before.pk}
    rows = Signatory.objects.filter(partner=invitation.party.partner_id, person=invitation.person_id)
    found = rows.select_related("named_by").order_by("-pk").first()
    if found is None:
        return {}
    by = found.named_by.name if found.named_by else ""
    return {"stated_by": by, "stated_at": found.named_at.isoformat(), "signatory": found.pk}


def _delegated(invitation: SigningInvitation) -> SigningInvitation | None:
    """The invitation by which somebody of the party let this person answer, if it was not this one."""
    rows = SigningInvitation.objects.filter(party=invitation.party_id, person=invitation.person_id)
    return rows.filter(delegated_from__isnull=False).select_related("delegated_from").order_by("-pk").first()


@prepared
def _named(partner: int, person: int) -> QuerySet[Signatory, int]:
    rows = Signatory.objects.filter(partner=partner, person=person, ended_at=None)
    return rows.order_by("pk").values_list("pk", flat=True)
