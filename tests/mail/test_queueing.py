"""Queueing: rows in the caller's transaction, one mail per key, and who is told."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from mail import health, tasks
from mail.models import Message, Sending
from mail.sending import send_waiting
from mail.services import progress, queue, retry
from paadriv import clock
from tests.mail_world import KIND, queued, recipients
from tests.smtp_stub import Stub

pytestmark = pytest.mark.django_db


def test_the_same_key_twice_is_one_mail(kind: None, smtp: Stub) -> None:
    guests = recipients(3)
    queued(to=guests[:2])
    second = queued(to=guests + guests)

    send_waiting()

    assert second.messages.count() == 1
    assert len(smtp.taken) == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_two_at_once_is_one_mail(kind: None) -> None:
    for _round in range(20):
        guests = recipients(5)
        start = threading.Barrier(2)

        def both(guests: list = guests, start: threading.Barrier = start) -> None:  # type: ignore[type-arg]
            start.wait()
            queued(to=guests)
            connection.close()

        threads = [threading.Thread(target=both) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert Message.objects.filter(dedupe_key__in=[guest.dedupe_key for guest in guests]).count() == 5


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(kind: None, smtp: Stub) -> None:
    sending = queued(200)

    def send() -> None:
        send_waiting()
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert progress(sending).sent == 200
    assert len(smtp.taken) == 200


@pytest.mark.django_db(transaction=True)
def test_mail_is_queued_inside_a_transaction_or_not_at_all() -> None:
    with pytest.raises(RuntimeError):
        queue(KIND, recipients(1), by=None)
    with pytest.raises(RuntimeError):
        retry(Message.objects.all())

    assert not Sending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_broker_message_per_sending_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(tasks.send, "apply_async", lambda args, **options: told.extend(args))

    with transaction.atomic():
        sending = queue(KIND, recipients(200), by=None)
        assert told == []

    assert told == [sending.pk]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_is_a_warning_and_the_rows_wait(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*args: object, **options: object) -> None:
        raise ConnectionError("away")

    monkeypatch.setattr(tasks.send, "apply_async", away)

    sending = queued(2)

    assert progress(sending).queued == 2
    assert "broker away" in caplog.text


def test_queueing_seventy_takes_as_many_queries_as_one(django_assert_num_queries: object) -> None:
    for number in (1, 70):  # SQLite inserts about eighty at a time
        with transaction.atomic(), django_assert_num_queries(2):  # type: ignore[operator]
            queue(KIND, recipients(number), by=None)


def test_progress_is_one_query_and_counts_every_state(kind: None, django_assert_num_queries: object) -> None:
    sending = queued(5, scope="initiative:1")
    for row, state in zip(sending.messages.all(), Message.State.values, strict=True):
        Message.objects.filter(pk=row.pk).update(state=state, sent_at=clock.now() if state == "sent" else None)

    with django_assert_num_queries(1):  # type: ignore[operator]
        told = progress(Message.objects.for_scope("initiative:1"))

    assert (told.queued, told.sending, told.sent, told.failed, told.stopped) == (1, 1, 1, 1, 1)
    assert told.total == 5
    assert not told.is_done
    assert progress(Message.objects.for_scope("initiative:2")).total == 0


def test_mail_that_stands_still_is_told_with_what_to_do(kind: None, django_assert_num_queries: object) -> None:
    assert health.oldest_waiting() is None
    assert health.notice() == ""
    sending = queued(2)
    assert not health.is_worker_late()

    with clock.set_to(clock.now() + timedelta(minutes=3)):
        assert health.is_worker_late()
        assert "E-posten står i kø" in health.notice()
        Message.objects.filter(pk=sending.messages.all()[0].pk).update(
            state="sending", claimed_until=Now() + timedelta(seconds=60)
        )
        assert not health.is_worker_late()


def test_mail_that_waits_for_its_time_is_not_late(kind: None) -> None:
    queued(not_before=clock.now() + timedelta(hours=1))

    with clock.set_to(clock.now() + timedelta(minutes=30)):
        assert health.oldest_waiting() is None
        assert health.notice() == ""
