"""Telling people that a way to log in to their account was changed, so that a stranger's change is seen."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mail import services
from mail.kinds import Mail, MailKind, Stopped
from mail.letters import Block, Button, as_mail
from mail.models import Message
from paadriv.clock import now
from paadriv.text import moment

KIND = "account_notice"

#: allauth's name for what happened → the subject in bokmål.
HAPPENED: dict[str, str | Promise] = {
    "webauthn_added": gettext_lazy("En passnøkkel er lagt til på kontoen din"),
    "webauthn_removed": gettext_lazy("En passnøkkel er fjernet fra kontoen din"),
    "totp_activated": gettext_lazy("En autentiseringsapp er lagt til på kontoen din"),
    "totp_deactivated": gettext_lazy("Autentiseringsappen er fjernet fra kontoen din"),
    "recovery_codes_generated": gettext_lazy("Det er laget nye gjenopprettingskoder for kontoen din"),
}


def queue(event: str, user: User) -> None:
    """Queue the notice in the caller's transaction. Raises KeyError for an event without words."""
    HAPPENED[event]
    content: dict[str, Any] = {"event": event, "at": moment(now())}
    recipient = services.Recipient(user.pk, user.email, f"{KIND}:{uuid.uuid4()}", user.name)
    services.queue(KIND, [recipient], by=user, content=content)


def build(message: Message) -> Mail | Stopped:
    content = message.sending.content
    blocks: list[Block] = [
        _("Dette skjedde %(at)s. Er det du som gjorde det, trenger du ikke gjøre noe.") % {"at": content["at"]},
        _("Var det ikke du, så fjern det du ikke kjenner igjen, og gi Foreningen Pådriv beskjed."),
        Button(_("Se hvordan du logger inn"), settings.BASE_URL + reverse("mfa_index")),
    ]
    return as_mail(str(HAPPENED[content["event"]]), blocks, reply_to=settings.ASSOCIATION_EMAIL)


kind = MailKind(key=KIND, title=_("Varsel om innloggingsmåte"), build=build)
