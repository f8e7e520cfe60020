"""The addresses that letters and mails carry. Both link purposes have the invitation's id as their row."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from mail.links import token_for
from meetings.models import Invitation

ANSWER, OPT_OUT = "answer", "opt_out"
#: What a preview shows instead of somebody's own links; opens nothing.
DEAD = "forhandsvisning"


def answer_link(invitation: Invitation) -> str:
    return _absolute(reverse("meetings:answer", args=[token_for(ANSWER, invitation.pk)]))


def opt_out_link(invitation: Invitation) -> str:
    return _absolute(reverse("meetings:opt_out", args=[token_for(OPT_OUT, invitation.pk)]))


def dead_links() -> dict[str, str]:
    """Values for a preview: addresses of the right shape that open no page of anybody's."""
    return {
        "svarlenke": _absolute(reverse("meetings:answer", args=[DEAD])),
        "avmeldingslenke": _absolute(reverse("meetings:opt_out", args=[DEAD])),
    }


def own_links(invitation: Invitation) -> dict[str, str]:
    """The values that only the recipient may see."""
    return {"svarlenke": answer_link(invitation), "avmeldingslenke": opt_out_link(invitation)}


def privacy_link() -> str:
    return _absolute(reverse("privacy"))


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
