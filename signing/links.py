"""The addresses that mails of signing carry."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from mail.links import token_for
from signing.models import Round, SigningInvitation

#: Purpose of the links; the row is the invitation.
SIGNING = "signing"


def answer_link(invitation: SigningInvitation) -> str:
    return f"{settings.BASE_URL}{reverse('signing:open', args=[token_for(SIGNING, invitation.pk)])}"


def round_link(asked_in: Round) -> str:
    path = reverse("signing:rounds", args=[asked_in.document.initiative_id, asked_in.document_id])
    return f"{settings.BASE_URL}{path}"


def privacy_link() -> str:
    return f"{settings.BASE_URL}{reverse('privacy')}"
