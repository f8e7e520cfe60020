"""What a failed attempt means: try again, give up, or wait for the mail server. Pure; words a coordinator reads.

A reason names no address and no secret: it is kept on the row and shown.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from mail.kinds import Unbuildable


class What(Enum):
    AGAIN = "this message may succeed later"
    NEVER = "this message will not succeed as it is"
    SERVER = "the mail server takes nothing now; no fault of this message"


@dataclass(frozen=True)
class Refusal:
    what: What
    reason: str
    #: The connection is of no use for the next message.
    is_cut: bool = False


_TOO_BIG = 552
_CLOSING = 421


def of_sending(error: Exception) -> Refusal:
    """The meaning of what came out of the mail backend for one message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_recipient(max((code for code, _text in error.recipients.values()), default=550))
    if isinstance(error, smtplib.SMTPSenderRefused):
        if error.smtp_code == _TOO_BIG:
            return Refusal(What.NEVER, _("E-posten er for stor for e-postserveren (kode 552)."))
        return Refusal(What.SERVER, _("E-postserveren godtar ikke avsenderen nå."), is_cut=True)
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return Refusal(What.AGAIN, _("Forbindelsen til e-postserveren ble brutt."), is_cut=True)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Refusal(What.NEVER, _("E-postserveren støtter ikke bokstavene i adressen. Bruk en annen adresse."))
    if isinstance(error, smtplib.SMTPResponseException):
        return _of_content(error.smtp_code)
    if isinstance(error, OSError):
        return Refusal(What.AGAIN, _("Forbindelsen til e-postserveren ble brutt."), is_cut=True)
    if isinstance(error, ValueError):  # BadHeaderError, UnicodeError and header faults of the email package
        return Refusal(What.NEVER, _("Navnet, adressen eller emnet inneholder tegn som ikke kan stå i en e-post."))
    return Refusal(What.AGAIN, _("E-posten kunne ikke sendes på grunn av en feil hos oss."), is_cut=True)


def of_building(error: Exception) -> Refusal:
    """The meaning of what came out of a kind's build. A kind nobody knows will never be built."""
    if isinstance(error, Unbuildable):
        return Refusal(What.AGAIN if error.again else What.NEVER, error.reason)
    if isinstance(error, UnknownKind):
        return Refusal(What.NEVER, _("Denne typen e-post finnes ikke lenger."))
    return Refusal(What.AGAIN, _("E-posten kunne ikke settes sammen på grunn av en feil hos oss."))


class UnknownKind(Exception):
    """No registered kind has the key, or it returned something that is no mail."""


def interrupted() -> str:
    return _("Utsendingen ble avbrutt flere ganger. Prøv igjen, og si fra til oss hvis det gjentar seg.")


def _of_recipient(code: int) -> Refusal:
    if 400 <= code < 500:
        return Refusal(What.AGAIN, _later(code), is_cut=code == _CLOSING)
    return Refusal(
        What.NEVER,
        _("Mottakerens e-postserver tar ikke imot adressen (kode %(code)d). Kontroller at den er riktig skrevet.")
        % {"code": code},
    )


def _of_content(code: int) -> Refusal:
    if 400 <= code < 500:
        return Refusal(What.AGAIN, _later(code), is_cut=code == _CLOSING)
    return Refusal(What.NEVER, _("E-postserveren avviste e-posten (kode %(code)d).") % {"code": code})


def _later(code: int) -> str:
    return _("E-postserveren ba oss prøve igjen senere (kode %(code)d).") % {"code": code}
