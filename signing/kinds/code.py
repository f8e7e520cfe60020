"""The letter with the code that answers for an organisation; see mail/codes.py for how it is sent."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mail import assembly
from mail.kinds import MailKind, Stopped
from mail.letters import Block, Code, as_mail
from mail.models import Message
from signing.models import SigningInvitation

KIND = "signing_code"


def as_email(message: Message, invitation: SigningInvitation, code: str) -> EmailMultiAlternatives:
    party = invitation.party.name
    blocks: list[Block] = [
        _("Bruk denne koden for å svare for %(party)s:") % {"party": party},
        Code(code),
        _("Koden gjelder i ti minutter, og bare i nettleseren der du ba om den. Gi den ikke til noen."),
        _("Har du ikke bedt om den, kan du se bort fra denne e-posten. Ingen kan svare uten koden."),
    ]
    return assembly.as_email(message, as_mail(_("Koden din for å svare for %(party)s") % {"party": party}, blocks))


kind = MailKind(
    key=KIND,
    title=gettext_lazy("Kode for å svare"),
    build=lambda message: Stopped(_("En kode sendes aldri på nytt. Be om en ny.")),
)
