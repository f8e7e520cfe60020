"""What becomes of a mail: sent, tried again, given up or stopped, against a real mail server."""

from __future__ import annotations

import email
import smtplib
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from pytest_django.fixtures import Settings

from mail import claims, kinds
from mail.kinds import Mail, Stopped, Unbuildable
from mail.models import Message
from mail.sending import send_chunk, send_waiting
from mail.services import progress, retry
from paadriv import clock
from tests.mail_world import know_kind, plain_letter, queued, states
from tests.smtp_stub import Stub

pytestmark = pytest.mark.django_db
State = Message.State


def refuse(command: str, refusal: str, *, holding: str = "") -> object:
    return lambda said, argument: refusal if said == command and holding in argument else ""


def test_a_hundred_and_twenty_mails_take_three_connections(kind: None, smtp: Stub) -> None:
    sending = queued(120)

    send_waiting()

    assert progress(sending).sent == 120
    assert progress(sending).is_done
    assert smtp.connections == 3
    assert len(smtp.taken) == 120


def test_a_sent_mail_has_its_fixed_message_id_and_the_time(kind: None, smtp: Stub) -> None:
    row = queued().messages.get()

    send_waiting()

    row.refresh_from_db()
    assert row.state == State.SENT
    assert row.sent_at is not None
    assert row.attempts == 1
    assert email.message_from_bytes(smtp.taken[0])["Message-ID"] == row.message_id


def test_a_refused_address_fails_at_once_and_names_no_address(kind: None, smtp: Stub) -> None:
    sending = queued(3)
    bad = sending.messages.order_by("pk")[1]
    smtp.answer = refuse("RCPT", "550 no such user", holding=bad.address)

    send_waiting()

    bad.refresh_from_db()
    assert states(sending) == ["sent", "failed", "sent"]
    assert "kode 550" in bad.reason
    assert bad.address not in bad.reason


def test_a_full_mailbox_is_tried_again_after_a_pause(kind: None, smtp: Stub) -> None:
    row = queued().messages.get()
    smtp.answer = refuse("RCPT", "452 mailbox full")

    send_waiting()
    send_waiting()

    row.refresh_from_db()
    assert row.state == State.QUEUED
    assert row.attempts == 1
    assert row.not_before is not None
    assert timedelta(seconds=50) < row.not_before - clock.now() <= timedelta(minutes=1)


def test_five_attempts_with_growing_pauses_and_then_failed(kind: None, smtp: Stub) -> None:
    row = queued().messages.get()
    smtp.answer = refuse("BODY", "451 try later")
    start = clock.now()

    pauses = []
    for _attempt in range(5):
        with clock.set_to(row.not_before or start):
            send_waiting()
            row.refresh_from_db()
            if row.not_before:
                pauses.append((row.not_before - clock.now()).total_seconds() // 60)

    assert pauses == [1, 5, 15, 60]
    assert row.state == State.FAILED
    assert "kode 451" in row.reason


def test_a_mail_server_that_is_away_costs_no_attempt(kind: None, smtp: Stub, settings: Settings) -> None:
    sending = queued(60)
    port, settings.EMAIL_PORT = smtp.port, 1

    for _try in range(8):
        send_waiting()

    assert set(sending.messages.values_list("state", "attempts", "not_before")) == {("queued", 0, None)}
    settings.EMAIL_PORT = port
    send_waiting()
    assert progress(sending).sent == 60


def test_a_server_that_refuses_us_as_sender_costs_no_attempt(kind: None, smtp: Stub) -> None:
    sending = queued(5)
    smtp.answer = refuse("MAIL", "451 not now")

    send_waiting()

    assert set(sending.messages.values_list("state", "attempts")) == {("queued", 0)}


def test_a_cut_connection_is_opened_again_for_the_rest(kind: None, smtp: Stub) -> None:
    sending = queued(4)
    second = sending.messages.order_by("pk")[1]
    smtp.answer = refuse("RCPT", "cut", holding=second.address)

    send_waiting()

    assert states(sending) == ["sent", "queued", "sent", "sent"]
    assert smtp.connections == 2


def test_a_server_that_cuts_every_time_is_left_alone(kind: None, smtp: Stub) -> None:
    sending = queued(10)
    smtp.answer = refuse("BODY", "cut")

    send_waiting()

    assert sorted(sending.messages.values_list("attempts", flat=True)) == [0] * 8 + [1] * 2


def test_a_line_break_in_a_header_fails_and_harms_no_other(monkeypatch: pytest.MonkeyPatch, smtp: Stub) -> None:
    def build(row: Message) -> Mail:
        bad = row.pk == first.pk
        return Mail("Hei\r\nBcc: alle@eksempel.no" if bad else "Hei", "tekst", "<p>tekst</p>")

    know_kind(monkeypatch, build)
    sending = queued(2)
    first = sending.messages.order_by("pk")[0]

    send_waiting()

    assert states(sending) == ["failed", "sent"]
    assert not any("alle@" in recipient for recipient in smtp.recipients)


def test_a_stopped_mail_is_not_sent_and_says_why(monkeypatch: pytest.MonkeyPatch, smtp: Stub) -> None:
    know_kind(monkeypatch, lambda row: Stopped("Mottakeren har meldt seg av."))
    row = queued().messages.get()

    send_waiting()

    row.refresh_from_db()
    assert (row.state, row.reason) == (State.STOPPED, "Mottakeren har meldt seg av.")
    assert smtp.taken == []


def test_a_build_that_breaks_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, smtp: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    know_kind(monkeypatch, lambda row: {}["missing"])
    row = queued().messages.get()

    send_waiting()
    know_kind(monkeypatch)
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        send_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts, row.reason) == (State.SENT, 2, "")


@pytest.mark.parametrize(("again", "state"), [(False, State.FAILED), (True, State.QUEUED)])
def test_a_kind_says_what_to_do_and_whether_another_try_may_help(
    monkeypatch: pytest.MonkeyPatch, smtp: Stub, again: bool, state: str
) -> None:
    def build(row: Message) -> Mail:
        raise Unbuildable("Kort ned brevet.", again=again)

    know_kind(monkeypatch, build)
    row = queued().messages.get()

    send_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts, row.reason) == (state, 1, "Kort ned brevet.")
    assert smtp.taken == []


@pytest.mark.parametrize("build", [None, "no mail"])
def test_a_kind_that_builds_no_mail_fails_at_once(
    monkeypatch: pytest.MonkeyPatch, smtp: Stub, build: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    know_kind(monkeypatch, lambda row: build)
    row = queued().messages.get()

    send_waiting()

    row.refresh_from_db()
    assert row.state == State.FAILED


def test_a_kind_nobody_knows_fails_at_once(
    monkeypatch: pytest.MonkeyPatch, smtp: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    know_kind(monkeypatch)
    row = queued().messages.get()
    monkeypatch.delitem(kinds._kinds, "proeve")

    send_waiting()

    row.refresh_from_db()
    assert row.state == State.FAILED


def test_a_mail_is_not_sent_before_its_time(kind: None, smtp: Stub) -> None:
    sending = queued(not_before=clock.now() + timedelta(hours=1))

    send_waiting()

    assert states(sending) == ["queued"]
    with clock.set_to(clock.now() + timedelta(hours=2)):
        send_waiting()
    assert states(sending) == ["sent"]


def test_a_claimed_row_is_left_until_its_lease_runs_out(kind: None, smtp: Stub) -> None:
    row = queued().messages.get()
    claims.claim()

    send_waiting()
    assert smtp.taken == []
    Message.objects.filter(pk=row.pk).update(claimed_until=Now() - timedelta(seconds=1))
    send_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.SENT, 2)
    assert email.message_from_bytes(smtp.taken[0])["Message-ID"] == row.message_id


def test_leases_follow_the_databases_clock_not_ours(kind: None, smtp: Stub) -> None:
    queued()
    claims.claim()

    with clock.set_to(clock.now() + timedelta(days=1)):
        send_waiting()

    assert smtp.taken == []


def test_rows_whose_worker_keeps_dying_are_taken_alone_and_then_given_up(kind: None, smtp: Stub) -> None:
    sending = queued(3)
    for _death in range(2):
        claims.claim()
        sending.messages.update(claimed_until=Now() - timedelta(seconds=1))

    assert len(claims.claim()) == 1
    sending.messages.update(attempts=5, claimed_until=Now() - timedelta(seconds=1))
    send_waiting()

    assert states(sending) == ["failed"] * 3
    assert "avbrutt" in sending.messages.all()[0].reason


def test_a_worker_that_lost_its_lease_changes_nothing_but_sent(kind: None) -> None:
    queued()
    (mine,) = claims.claim()
    Message.objects.update(claimed_until=Now() - timedelta(seconds=1))
    (theirs,) = claims.claim()

    claims.mark_stopped(mine, "for sent")
    assert Message.objects.get().state == State.SENDING
    claims.mark_sent(mine)
    claims.mark_stopped(theirs, "også for sent")

    assert Message.objects.get().state == State.SENT


def test_work_ends_at_the_time_limit_and_the_rest_stays_queued(kind: None, smtp: Stub) -> None:
    sending = queued(40)
    smtp.pause = 0.02

    send_waiting(seconds=0.1)

    told = progress(sending)
    assert 0 < told.sent < 40
    assert told.sent + told.queued == 40
    assert set(sending.messages.filter(state="queued").values_list("attempts", flat=True)) == {0}


def test_the_next_chunk_is_announced_once_the_server_answers(kind: None, smtp: Stub, settings: Settings) -> None:
    sending = queued(51)
    told: list[int] = []

    send_chunk(sending.pk, seconds=30, more=lambda: told.append(len(smtp.taken)))
    send_chunk(sending.pk, seconds=30, more=lambda: told.append(-1))
    settings.EMAIL_PORT = 1
    queued(50)
    send_chunk(sending.pk + 1, seconds=30, more=lambda: told.append(-2))

    assert told == [0]
    assert progress(sending).sent == 51


@pytest.mark.django_db(transaction=True)
def test_neither_building_nor_sending_happens_inside_a_transaction(monkeypatch: pytest.MonkeyPatch, smtp: Stub) -> None:
    inside: list[bool] = []

    def build(row: Message) -> Mail:
        inside.append(connection.in_atomic_block)
        return plain_letter(row)

    def sendmail(*args: object, _real: object = smtplib.SMTP.sendmail, **kwargs: object) -> object:
        inside.append(connection.in_atomic_block)
        return _real(*args, **kwargs)  # type: ignore[operator]

    know_kind(monkeypatch, build)
    monkeypatch.setattr(smtplib.SMTP, "sendmail", sendmail)
    queued(2)

    send_waiting()

    assert inside == [False] * 4


def test_only_failed_mails_are_tried_again_with_all_their_attempts(kind: None, smtp: Stub) -> None:
    sending = queued(3)
    smtp.answer = refuse("RCPT", "550 gone", holding=sending.messages.order_by("pk")[0].address)
    send_waiting()
    smtp.answer = lambda command, argument: ""

    with transaction.atomic():
        again = retry(sending.messages.all())
    send_waiting()

    assert len(again) == 1
    assert states(sending) == ["sent"] * 3
    assert len(smtp.taken) == 3
