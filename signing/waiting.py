"""What waits for somebody who was asked in a round and can log in: the answer itself is given by the mailed link."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.starting import BY_KEY
from initiatives.models import Initiative
from paadriv.text import day
from partners.waiting import Waiting
from signing.models import SigningInvitation
from signing.states import ASKED, RoundState


def waiting_for(user: Any) -> list[Waiting]:
    """One row per open round in which this mailbox is asked and has not answered; none on hold. One query."""
    if not user.is_authenticated:
        return []
    working = Initiative.objects.filter(
        state=Initiative.State.ACTIVE, memberships__user=user, memberships__ended_at=None
    )
    rows = SigningInvitation.objects.filter(
        address=user.email.lower(),
        state__in=ASKED,
        party__round__state=RoundState.OPEN,
        party__round__document__initiative__in=working,
    )
    return [_row(row) for row in rows.select_related("party__round__document").order_by("pk")]


def _row(invitation: SigningInvitation) -> Waiting:
    asked_in = invitation.party.round
    kind = BY_KEY.get(asked_in.document.kind)
    words = {
        "party": invitation.party.name,
        "document": str(kind.name) if kind else asked_in.document.kind,
        "until": day(asked_in.deadline),
    }
    sentence = _(
        "Svar for %(party)s på «%(document)s» innen %(until)s. Lenken du svarer med, ligger i e-posten du fikk."
    )
    initiative = asked_in.document.initiative_id
    url = reverse("documents:document", args=[initiative, asked_in.document_id])
    return Waiting(sentence % words, _("Les teksten"), url, initiative)
