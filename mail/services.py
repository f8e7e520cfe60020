"""Queueing mail, trying failed ones again and telling how far a sending has come. Sending is sending.py's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from mail.backends import forget_kept
from mail.models import Message, Sending
from mail.tasks import look_at


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
    transaction.on_commit(lambda: look_at(sending.pk), robust=True)
    return sending


def retry(messages: models.QuerySet[Message]) -> list[int]:
    """Queue the failed ones of these anew, with all their attempts; the ids of those that were failed.

    The caller has asked who may, and writes the journal in the same transaction. Raises RuntimeError
    outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a retry belongs to the transaction that writes it in the journal")
    failed = list(messages.filter(state=Message.State.FAILED).select_for_update(of=("self",)).order_by("pk"))
    Message.objects.filter(pk__in=[row.pk for row in failed]).update(
        state=Message.State.QUEUED, reason="", attempts=0, not_before=None
    )
    for sending_id in sorted({row.sending_id for row in failed}):
        transaction.on_commit(partial(look_at, sending_id), robust=True)
    return [row.pk for row in failed]


def forget(messages: models.QuerySet[Message]) -> None:
    """Erase whom these mails are to; what has not gone out never will. The rows stay, so that nothing goes twice.

    Mails that were kept on disk instead of sent are removed once the caller's transaction is through.
    """
    kept = set(messages.order_by().values_list("message_id", flat=True))
    transaction.on_commit(partial(forget_kept, kept), robust=True)
    waiting = (Message.State.QUEUED, Message.State.FAILED)
    messages.filter(state__in=waiting).update(
        state=Message.State.STOPPED, reason=_("Opplysningene om mottakeren er slettet."), not_before=None
    )
    messages.update(address="", name="")


@dataclass(frozen=True)
class Progress:
    """How many mails are where. «Sendt» means that a mail server took it."""

    queued: int
    sending: int
    sent: int
    failed: int
    stopped: int

    @property
    def total(self) -> int:
        return self.queued + self.sending + self.sent + self.failed + self.stopped

    @property
    def is_done(self) -> bool:
        """Nothing more happens by itself."""
        return not self.queued and not self.sending


def progress(messages: Sending | models.QuerySet[Message]) -> Progress:
    """One query over the mails of a sending, or of any queryset of mails."""
    rows = messages.messages.all() if isinstance(messages, Sending) else messages
    states = {state.value: models.Count("pk", filter=models.Q(state=state)) for state in Message.State}
    return Progress(**rows.order_by().aggregate(**states))
