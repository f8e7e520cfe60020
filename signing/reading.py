"""What an invited person reads, and which earlier version it is set beside: the one that was answered or read last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from documents.models import DocumentVersion
from paadriv.prepared import prepared
from signing.models import Act, Code, SigningInvitation


@dataclass(frozen=True)
class Before:
    """An earlier version: answered by the organisation, or only opened by this person."""

    version: DocumentVersion
    at: datetime
    was_answered: bool


def before(invitation: SigningInvitation) -> Before | None:
    """The version the organisation last answered about, else the one this mailbox last opened; none for a first one.

    Two queries at most. The contents of the versions are not among what is read.
    """
    party, asked_in = invitation.party, invitation.party.round
    if asked_in.version.number == 1:
        return None
    for act in _answered(party.partner_id, asked_in.document_id, asked_in.version.number):
        return Before(act.party.round.version, act.at, was_answered=True)
    for code in _opened(invitation.address, asked_in.document_id, asked_in.version.number):
        if code.confirmed_at is not None:
            return Before(code.invitation.party.round.version, code.confirmed_at, was_answered=False)
    return None


@prepared
def _answered(partner: int, document: int, number: int) -> QuerySet[Act]:
    rows = Act.objects.filter(
        party__partner=partner, party__round__document=document, party__round__version__number__lt=number
    )
    version = "party__round__version"
    return (
        rows.select_related(version).only("at", f"{version}__number", f"{version}__content_sha256").order_by("-pk")[:1]
    )


@prepared
def _opened(address: str, document: int, number: int) -> QuerySet[Code]:
    """What a code was confirmed for is what the person has had on the screen."""
    version = "invitation__party__round__version"
    rows = Code.objects.filter(
        invitation__address=address,
        invitation__party__round__document=document,
        invitation__party__round__version__number__lt=number,
        confirmed_at__isnull=False,
    )
    return (
        rows.select_related(version)
        .only("confirmed_at", f"{version}__number", f"{version}__content_sha256")
        .order_by(f"-{version}__number", "-pk")[:1]
    )
