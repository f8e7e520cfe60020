"""The letter with the code that answers for an organisation; see mail/codes.py for how it is sent."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.mail_texts import published_words
from mail import assembly
from mail.kinds import MailKind, Stopped
from mail.letters import Code, as_mail
from mail.models import Message
from signing.kinds import words
from signing.models import SigningInvitation

KIND = "signing_code"


def as_email(message: Message, invitation: SigningInvitation, code: str) -> EmailMultiAlternatives:
    """The association's words around the code, which is in no row."""
    said = published_words(KIND, words.placeholders(invitation))
    return assembly.as_email(message, as_mail(said.subject, [said.opening, Code(code), said.ending]))


kind = MailKind(
    key=KIND,
    title=gettext_lazy("Kode for å svare"),
    build=lambda message: Stopped(_("En kode sendes aldri på nytt. Be om en ny.")),
)
