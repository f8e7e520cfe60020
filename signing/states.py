"""The words of signing: what a round is for, and the states of rounds, parties, invitations and acts.

Which state follows from which is in rules.py.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    ENDORSE = "endorse", _("tilslutning")
    SIGN = "sign", _("undertegning")


class RoundState(TextChoices):
    OPEN = "open", _("pågår")
    COMPLETED = "completed", _("fullført")
    FAILED = "failed", _("ikke oppnådd")
    EXPIRED = "expired", _("fristen gikk ut")
    VOIDED = "voided", _("trukket tilbake")


class PartyState(TextChoices):
    WAITING = "waiting", _("venter på tur")
    INVITED = "invited", _("spurt")
    PARTIAL = "partial", _("én av to har svart")
    DONE = "done", _("stiller seg bak")
    DECLINED = "declined", _("kan ikke stille seg bak")
    WITHDRAWN = "withdrawn", _("trakk svaret")
    EXPIRED = "expired", _("ikke besvart")


class InvitationState(TextChoices):
    PENDING = "pending", _("venter på tur")
    SENT = "sent", _("spurt")
    OPENED = "opened", _("har bedt om kode")
    ACTED = "acted", _("har svart")
    WITHDRAWN = "withdrawn", _("trakk svaret")
    REPLACED = "replaced", _("erstattet")
    REVOKED = "revoked", _("trukket tilbake")
    EXPIRED = "expired", _("ikke besvart")


class ActKind(TextChoices):
    ENDORSE = "endorse", _("stiller seg bak")
    RESERVATION = "endorse_with_reservation", _("stiller seg bak med merknad")
    SIGN = "sign", _("undertegner")
    DECLINE = "decline", _("kan ikke stille seg bak")
    WITHDRAW = "withdraw", _("trekker svaret")


#: Acts that count as a yes.
POSITIVE = (ActKind.ENDORSE, ActKind.RESERVATION, ActKind.SIGN)
#: Invitations whose person has not answered; the link of one that is not pending works.
ASKED = (InvitationState.SENT, InvitationState.OPENED)
LIVE = (InvitationState.PENDING, *ASKED)
#: Which yes each purpose takes.
YES_OF = {Purpose.ENDORSE: (ActKind.ENDORSE, ActKind.RESERVATION), Purpose.SIGN: (ActKind.SIGN,)}
