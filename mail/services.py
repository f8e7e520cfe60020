"""Queueing mail: rows in the caller's transaction. Sending them is mail/sending.py's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from accounts.models import User
from mail.models import Message, Sending


@dataclass(frozen=True)
class Recipient:
    """Who gets one mail, the row it is built from, and the key that makes it the only one."""

    subject_id: int
    address: str
    dedupe_key: str
    name: str = ""


def queue(
    kind: str,
    recipients: Iterable[Recipient],
    *,
    by: User | None,
    scope: str = "",
    content: dict[str, Any] | None = None,
    not_before: datetime | None = None,
) -> Sending:
    """Write one Sending and a Message per recipient, in the caller's transaction; the worker is told on commit.

    A recipient whose dedupe key exists already is left out. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("mail is queued in the transaction of what it tells about")
    sending = Sending.objects.create(kind=kind, content=content or {}, scope=scope, by=by)
    domain = urlsplit(settings.BASE_URL).hostname or "localhost"
    Message.objects.bulk_create(
        [
            Message(
                sending=sending,
                subject_id=recipient.subject_id,
                address=recipient.address,
                name=recipient.name,
                dedupe_key=recipient.dedupe_key,
                message_id=make_msgid(domain=domain),
                not_before=not_before,
            )
            for recipient in recipients
        ],
        ignore_conflicts=True,
    )
    from mail.tasks import look_at

    transaction.on_commit(lambda: look_at(sending.pk), robust=True)
    return sending
