"""How views find documents, rounds and invitations: always through an initiative the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.models import Document
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from partners.models import Signatory
from signing.models import Round, RoundParty, SigningInvitation


@dataclass(frozen=True)
class Seat:
    """Somebody who can sign for an organisation that is asked in a round."""

    party: RoundParty
    signatory: Signatory

    @property
    def initiative(self) -> Initiative:
        return self.party.round.initiative


def visible_document(user: Any, initiative: int, document: int) -> Document:
    """Raises DoesNotExist for a document of another initiative."""
    found = visible_initiative(user, initiative)
    row = Document.objects.get(initiative=found, pk=document)
    row.initiative = found
    return row


def visible_round(user: Any, initiative: int, round: int) -> Round:
    found = visible_initiative(user, initiative)
    row = Round.objects.select_related("document", "version").get(document__initiative=found, pk=round)
    row.document.initiative = found
    return row


def visible_invitation(user: Any, initiative: int, invitation: int) -> SigningInvitation:
    found = visible_initiative(user, initiative)
    row = SigningInvitation.objects.select_related("party__round__document").get(
        party__round__document__initiative=found, pk=invitation
    )
    row.party.round.document.initiative = found
    return row


def visible_seat(user: Any, initiative: int, party: int, signatory: int) -> Seat:
    """Raises DoesNotExist for a party of another initiative, and for somebody who signs for another organisation."""
    found = visible_initiative(user, initiative)
    row = RoundParty.objects.select_related("round__document").get(round__document__initiative=found, pk=party)
    row.round.document.initiative = found
    return Seat(row, Signatory.objects.select_related("person").get(partner=row.partner_id, pk=signatory))
