"""A fresh code before what matters most: it is really asked for, and what was posted is done afterwards."""

from __future__ import annotations

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import JournalEntry, User
from tests import world
from tests.accounts_world import code_in_the_mail, give_fresh_code, log_in, wrong

pytestmark = pytest.mark.django_db
CONFIRM = "/konto/bekreft/"


@pytest.fixture
def person(client: Client) -> User:
    """Logged in with a code a moment ago."""
    person = world.someone()
    log_in(client, person)
    return person


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_activate_totp"])
def test_a_new_way_to_log_in_asks_for_a_fresh_code(client: Client, person: User, name: str) -> None:
    first = client.get(reverse(name))
    confirmed = give_fresh_code(client, reverse(name))

    assert first.url == f"{CONFIRM}?next={reverse(name).replace('/', '%2F')}"
    assert confirmed.url == reverse(name)
    assert client.get(reverse(name)).status_code == 200


def test_a_passkey_posted_without_a_fresh_code_is_not_added(client: Client, person: User) -> None:
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Min", "credential": "{}"})

    assert answer.url.startswith(CONFIRM)
    assert not Authenticator.objects.exists()


def test_another_session_of_the_same_person_is_not_confirmed(client: Client, person: User) -> None:
    give_fresh_code(client)
    other = Client()
    log_in(other, person)

    assert other.get(reverse("mfa_add_webauthn")).status_code == 302


def test_a_fresh_code_is_fresh_for_ten_minutes() -> None:
    client = Client()
    with time_machine.travel("2026-03-12 08:00:00+00:00", tick=False) as clock:
        log_in(client, world.someone())
        give_fresh_code(client)
        clock.shift(9 * 60)
        within = client.get(reverse("mfa_add_webauthn")).status_code
        clock.shift(2 * 60)
        after = client.get(reverse("mfa_add_webauthn")).status_code

    assert (within, after) == (200, 302)


def test_opening_the_page_sends_nothing(client: Client, person: User) -> None:
    before = len(mail.outbox)

    page = client.get(CONFIRM, {"next": "/"})

    assert page.status_code == 200
    assert len(mail.outbox) == before


def test_five_wrong_codes_make_it_worthless(client: Client, person: User) -> None:
    client.post(CONFIRM, {"send": "1"})
    code = code_in_the_mail()

    answers = [client.post(CONFIRM, {"code": wrong(code)}).status_code for _ in range(5)]
    client.post(CONFIRM, {"code": code})

    assert answers == [422] * 4 + [302]
    assert client.get(reverse("mfa_add_webauthn")).status_code == 302


def test_a_code_that_is_too_old_is_refused(person: User) -> None:
    client = Client()
    with time_machine.travel("2026-03-12 08:00:00+00:00", tick=False) as clock:
        log_in(client, person)
        client.post(CONFIRM, {"send": "1"})
        clock.shift(11 * 60)
        client.post(CONFIRM, {"code": code_in_the_mail()})

        assert client.get(reverse("mfa_add_webauthn")).status_code == 302


def test_the_session_gets_a_new_id_and_stays_on_the_list(client: Client, person: User) -> None:
    before = client.session.session_key
    give_fresh_code(client)

    assert client.session.session_key != before
    assert "denne" in client.get(reverse("accounts:profile")).content.decode()


def test_an_app_is_connected_and_then_asked_for(client: Client, person: User) -> None:
    give_fresh_code(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    def code() -> str:
        return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))

    answer = client.post(reverse("mfa_activate_totp"), {"code": code()})
    codes = client.get(answer.url)
    again = Client()
    log_in(again, person)

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(codes.context["unused_codes"]) == 10
    assert list(JournalEntry.objects.order_by("number").values_list("verb", flat=True)) == ["authenticator_added"] * 2
    assert again.get(reverse("accounts:profile")).status_code == 302
    assert again.post(reverse("mfa_authenticate"), {"code": "123"}).status_code == 422
    assert again.post(reverse("mfa_authenticate"), {"code": codes.context["unused_codes"][0]}).status_code == 302
    assert again.get(reverse("accounts:profile")).status_code == 200
