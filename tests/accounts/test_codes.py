"""The code's mail: a row without a body, committed first, sent in the same request and never again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test import Client

from mail.kinds import Stopped, kind_of
from mail.models import Message
from tests import world
from tests.accounts_world import ask_for_code, code_in_the_mail, give_code

pytestmark = pytest.mark.django_db


class Refuses(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError


class SeesTheRow(BaseEmailBackend):
    """Says what another connection would see at the moment of sending."""

    seen: list[tuple[str, bool]] = []

    def send_messages(self, email_messages: Any) -> int:
        self.seen.append((Message.objects.get().state, connection.in_atomic_block))
        return len(email_messages)


def test_the_letter_is_text_and_html_in_bokmaal(client: Client) -> None:
    person = world.someone()

    ask_for_code(client, person.email)

    letter = mail.outbox[0]
    code = code_in_the_mail()
    assert letter.subject == "Koden din til Pådriv"
    assert "Bruk denne koden for å logge inn i Pådriv:" in letter.body
    html, kind = letter.alternatives[0]  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert code in html
    assert code not in letter.subject


def test_the_row_is_sent_and_holds_no_code(client: Client) -> None:
    person = world.someone()

    ask_for_code(client, person.email)

    row = Message.objects.select_related("sending").get()
    assert (row.state, row.address, row.subject_id, row.reason) == ("sent", person.email, person.pk, "")
    assert row.sent_at is not None
    assert mail.outbox[0].extra_headers["Message-ID"] == row.message_id
    assert row.sending.content == {}


@pytest.mark.django_db(transaction=True)
def test_the_row_is_committed_before_the_mail_server_is_asked(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.SeesTheRow"
    SeesTheRow.seen = []

    ask_for_code(client, world.someone().email)

    assert SeesTheRow.seen == [("failed", False)]
    assert Message.objects.get().state == "sent"


def test_a_code_that_was_not_sent_says_so_and_is_never_tried_again(client: Client, settings: Any) -> None:
    person = world.someone()
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"

    answer = ask_for_code(client, person.email)

    row = Message.objects.get()
    assert (row.state, row.reason) == ("failed", "E-postserveren tok ikke imot koden.")
    assert isinstance(kind_of("login_code").build(row), Stopped)
    assert "problemer med å sende e-post" in client.get(answer.url).content.decode()


def test_the_page_says_the_same_to_a_stranger_while_codes_fail(client: Client, settings: Any) -> None:
    person = world.someone()
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"
    ask_for_code(Client(), person.email)

    answer = ask_for_code(client, "fremmed@eksempel.no")

    assert "problemer med å sende e-post" in client.get(answer.url).content.decode()


def test_one_logs_in_while_the_broker_is_away(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from paadriv.celery import app

    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    person = world.someone()

    ask_for_code(client, person.email)

    assert give_code(client, code_in_the_mail()).status_code == 302
