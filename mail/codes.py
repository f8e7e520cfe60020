"""The row and the letter of a code: the row holds no body, and the letter is kept nowhere.

Codes are the one mail the worker does not send: the row is committed, then the mail server is asked in the same
request, once. Used for logging in, and by signing for codes of its own kind.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mail import assembly
from mail.kinds import MailKind, Stopped
from mail.letters import Block, Code, as_mail
from mail.models import Message, Sending
from paadriv.clock import now

KIND = "login_code"
_SECONDS = 10
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    subject: str | Promise
    opening: str | Promise


LOG_IN = Words(gettext_lazy("Koden din til Pådriv"), gettext_lazy("Bruk denne koden for å logge inn i Pådriv:"))
CONFIRM = Words(
    gettext_lazy("Bekreft at det er deg"),
    gettext_lazy("Bruk denne koden for å bekrefte at det er du som gjør endringen i Pådriv:"),
)


@transaction.atomic
def write_row(
    kind: str, subject_id: int, address: str, name: str, *, by: User | None = None, scope: str = ""
) -> Message:
    """A row that counts as failed until the mail server has taken the letter: a crash leaves nothing to retry."""
    sending = Sending.objects.create(kind=kind, by=by, scope=scope)
    return Message.objects.create(
        sending=sending,
        subject_id=subject_id,
        address=address,
        name=name,
        state=Message.State.FAILED,
        reason=_("Sendingen ble avbrutt."),
        attempts=1,
        dedupe_key=f"{kind}:{uuid.uuid4()}",
        message_id=make_msgid(domain=urlsplit(settings.BASE_URL).hostname or "localhost"),
    )


def deliver(message: Message, letter: EmailMultiAlternatives) -> bool:
    """Ask the mail server now, once, for at most ten seconds, and write on the row what it said."""
    try:
        letter.connection = get_connection(timeout=_SECONDS)
        letter.send()
    except Exception as error:  # mail servers fail in many ways; each leaves the same row and the same page
        _log.warning("code %s was not sent: %s", message.pk, type(error).__name__)
        mark_failed(message)
        return False
    mark_sent(message)
    return True


def mark_sent(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=now(), reason="")


def mark_failed(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(reason=_("E-postserveren tok ikke imot koden."))


def as_email(message: Message, words: Words, code: str) -> EmailMultiAlternatives:
    blocks: list[Block] = [
        str(words.opening),
        Code(code),
        _("Koden gjelder i ti minutter og kan brukes én gang. Gi den ikke til noen."),
        _("Har du ikke bedt om den, kan du se bort fra denne e-posten."),
    ]
    return assembly.as_email(message, as_mail(str(words.subject), blocks))


kind = MailKind(
    key=KIND,
    title=_("Kode for innlogging"),
    build=lambda message: Stopped(_("En kode sendes aldri på nytt. Be om en ny.")),
)
