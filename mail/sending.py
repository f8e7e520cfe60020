"""The sender: takes what waits, builds each mail, hands it to the mail server and says so on the row.

Neither building nor SMTP happens inside a transaction. A crash between the server's yes and our commit
gives one repeat with the same Message-ID; nothing else is sent twice, and nothing is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _

from mail import claims, refusals
from mail.assembly import as_email
from mail.kinds import Later, Mail, Stopped, Unbuildable, kind_of
from mail.models import Message
from mail.refusals import Refusal, What

logger = logging.getLogger(__name__)

#: Of a lease; the rest is left for the one mail that is under way when the time is up.
_WORKING_SHARE = 0.4


def send_waiting(sending_id: int | None = None, *, seconds: float | None = None) -> None:
    """Send all that waits, of one sending or of all, chunk by chunk; stop when the mail server is away.

    ``seconds`` bounds the work, for callers with a time limit; what is not reached stays queued.
    """
    end = None if seconds is None else monotonic() + seconds
    claims.fail_interrupted()
    while rows := claims.claim(sending_id):
        if not _send_chunk(rows, end=end):
            return
        if end is not None and monotonic() >= end:
            return


def send_chunk(sending_id: int, *, seconds: float, more: Callable[[], None]) -> None:
    """Send one chunk; when there may be another and the mail server answers, call ``more`` before the work."""
    if rows := claims.claim(sending_id):
        full = len(rows) == claims.CHUNK
        _send_chunk(rows, end=monotonic() + seconds, on_open=more if full else None)


def _send_chunk(rows: list[Message], *, end: float | None, on_open: Callable[[], None] | None = None) -> bool:
    """Send the claimed rows over one connection; False when the mail server takes nothing now."""
    until = monotonic() + settings.MAIL_LEASE_SECONDS * _WORKING_SHARE
    if end is not None:
        until = min(until, end)
    connection = get_connection()
    if not _opens(connection):
        claims.release(rows)
        return False
    if on_open:
        on_open()
    was_cut = False
    try:
        for place, row in enumerate(rows):
            if monotonic() > until:
                claims.release(rows[place:])
                return True
            refusal = _send_one(row, connection)
            is_cut = refusal is not None and refusal.is_cut
            if refusal and is_cut and (was_cut or refusal.what is What.SERVER or not _opens_again(connection)):
                claims.release(rows[place + 1 :])
                return False
            was_cut = is_cut
    finally:
        with suppress(OSError):  # SMTPException is one
            connection.close()
    return True


def _send_one(row: Message, connection: Any) -> Refusal | None:
    """Build and send one row and write what became of it; the refusal if there was one."""
    try:
        mail = _build(row)
    except Unbuildable as problem:
        logger.warning("mail %s attempt %s: %s", row.pk, row.attempts, problem.__cause__ or "unbuildable")
        claims.mark_refused(row, refusals.of_building(problem))
        return None
    except Exception as error:
        logger.exception("mail %s could not be built", row.pk)
        claims.mark_refused(row, refusals.of_building(error))
        return None
    if isinstance(mail, Stopped):
        claims.mark_stopped(row, mail.reason)
        return None
    if isinstance(mail, Later):
        claims.put_off(row, mail.until)
        return None
    try:
        connection.send_messages([as_email(row, mail)])
    except Exception as error:
        refusal = refusals.of_sending(error)
        logger.warning("mail %s attempt %s: %s", row.pk, row.attempts, type(error).__name__)
        if refusal.what is What.SERVER:
            claims.release([row])
        else:
            claims.mark_refused(row, refusal)
        return refusal
    claims.mark_sent(row)
    return None


def _build(row: Message) -> Mail | Stopped | Later:
    if not row.address:
        return Stopped(_("Opplysningene om mottakeren er slettet."))
    try:
        kind = kind_of(row.sending.kind)
    except KeyError as unknown:
        raise refusals.UnknownKind(row.sending.kind) from unknown
    mail = kind.build(row)
    if not isinstance(mail, Mail | Stopped | Later):
        raise refusals.UnknownKind(f"{row.sending.kind} built {type(mail).__name__}")
    return mail


def _opens(connection: Any) -> bool:
    try:
        connection.open()
    except OSError as error:  # SMTPException is one
        logger.warning("mail server away: %s", type(error).__name__)
        return False
    return True


def _opens_again(connection: Any) -> bool:
    with suppress(OSError):
        connection.close()
    return _opens(connection)
