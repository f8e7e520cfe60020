"""Taking rows to send and handing them back, each in its own short transaction.

A claim is a lease by the database's clock: two workers with different clocks never hold the same row.
When a worker dies, its leases run out and the rows are taken again, with the same Message-ID.
Says nothing about SMTP; see sending.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q
from django.db.models.functions import Now

from mail.models import Message
from mail.refusals import Refusal, What, interrupted
from paadriv.clock import now

CHUNK = 50
MOST_ATTEMPTS = 5
#: A row whose worker died this often is taken alone, so that it cannot pull its neighbours down.
ALONE_AFTER = 2
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))

State = Message.State


def due(sending_id: int | None = None) -> models.QuerySet[Message]:
    """Rows that may be taken now: queued and not held back, or held by a worker whose lease ran out."""
    rows = Message.objects.filter(
        Q(state=State.QUEUED) & (Q(not_before=None) | Q(not_before__lte=now()))
        | Q(state=State.SENDING, claimed_until__lt=Now()),
    ).order_by("pk")
    return rows if sending_id is None else rows.filter(sending_id=sending_id)


@transaction.atomic
def claim(sending_id: int | None = None) -> list[Message]:
    """Take up to CHUNK rows for the length of a lease; each costs one attempt until it is released."""
    rows = list(due(sending_id).select_related("sending").select_for_update(of=("self",), skip_locked=True)[:CHUNK])
    rows = [row for row in rows if not _keeps_dying(row)] or rows[:1]
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.SENDING, attempts=F("attempts") + 1, claimed_until=lease_end()
    )
    for row in rows:
        row.state, row.attempts = State.SENDING, row.attempts + 1
    return rows


def fail_interrupted() -> int:
    """Give up rows whose worker died MOST_ATTEMPTS times while it held them."""
    return Message.objects.filter(state=State.SENDING, attempts__gte=MOST_ATTEMPTS, claimed_until__lt=Now()).update(
        state=State.FAILED, reason=interrupted(), claimed_until=None
    )


def release(rows: Iterable[Message]) -> None:
    """Hand back rows that were not tried; they have lost no attempt."""
    Message.objects.filter(pk__in=[row.pk for row in rows], state=State.SENDING).update(
        state=State.QUEUED, attempts=F("attempts") - 1, claimed_until=None
    )


def mark_sent(row: Message) -> None:
    """The mail server took it. Holds even when the lease ran out meanwhile: it is sent.

    Writes as little as it can: this is the one statement that every mail pays for.
    """
    cleared = {"reason": ""} if row.reason else {}
    Message.objects.filter(pk=row.pk).update(state=State.SENT, sent_at=now(), **cleared)


def mark_stopped(row: Message, reason: str) -> None:
    _held(row).update(state=State.STOPPED, reason=reason[:300], claimed_until=None, not_before=None)


def put_off(row: Message, until: datetime) -> None:
    """Back to the queue until then; it was not tried and has lost no attempt."""
    _held(row).update(state=State.QUEUED, attempts=F("attempts") - 1, claimed_until=None, not_before=until)


def mark_refused(row: Message, refusal: Refusal) -> None:
    """Back to the queue with a pause, or failed for good."""
    if refusal.what is What.NEVER or row.attempts >= MOST_ATTEMPTS:
        _held(row).update(state=State.FAILED, reason=refusal.reason[:300], claimed_until=None, not_before=None)
        return
    pause = BACK_OFF[min(row.attempts, len(BACK_OFF)) - 1]
    _held(row).update(state=State.QUEUED, reason=refusal.reason[:300], claimed_until=None, not_before=now() + pause)


def lease_end() -> ExpressionWrapper:
    """The moment, by the database's clock, when a claim made now runs out."""
    return ExpressionWrapper(Now() + timedelta(seconds=settings.MAIL_LEASE_SECONDS), output_field=DateTimeField())


def _held(row: Message) -> models.QuerySet[Message]:
    """The row while this claim is the latest one: a worker that lost its lease changes nothing."""
    return Message.objects.filter(pk=row.pk, state=State.SENDING, attempts=row.attempts)


def _keeps_dying(row: Message) -> bool:
    return row.state == State.SENDING and row.attempts >= ALONE_AFTER
