"""How tests go through an invited person's pages: link, button, code, answer; as a browser without script does."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from lxml import html

from mail.links import token_for
from signing.links import SIGNING
from signing.models import SigningInvitation
from tests import signing_world

WHO = {"name": "Bård Vik", "title": "daglig leder", "authority": "signaturrett", "reference": ""}


def link(invitation: SigningInvitation) -> str:
    return reverse("signing:open", args=[token_for(SIGNING, invitation.pk)])


def page_of(invitation: SigningInvitation, name: str = "answer") -> str:
    return reverse(f"signing:{name}", args=[invitation.pk])


def typed_code(client: Client, invitation: SigningInvitation) -> Client:
    """Follow the link, press the button, type the code."""
    assert client.post(link(invitation)).headers["Location"] == page_of(invitation, "code")
    answer = client.post(page_of(invitation, "code"), {"code": signing_world.code_in_mailbox()})
    assert answer.headers["Location"] == page_of(invitation)
    return client


def typed(client: Client, invitation: SigningInvitation) -> SigningInvitation:
    typed_code(client, invitation)
    return invitation


def hidden(answer) -> dict[str, str]:
    """What the form of the exact words would post, as a browser without script does."""
    form = html.fromstring(answer.content.decode()).xpath("//form[contains(@action, 'bekreft')]")[0]
    return {field.name: field.value for field in form.inputs if field.name and field.type == "hidden"}


def answered(client: Client, invitation: SigningInvitation, choice: str = "endorse", **fields: str):
    """Through both pages."""
    shown = client.post(page_of(invitation), WHO | {"choice": choice} | fields)
    assert shown.status_code == 200, shown.context["form"].errors
    return client.post(page_of(invitation, "consent"), hidden(shown) | {"agreed": "on"})
