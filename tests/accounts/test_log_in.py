"""Logging in by a code in the mail: who gets in, who does not, and that nobody learns who has an account."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mail.models import Message
from tests import world
from tests.accounts_world import ask_for_code, code_in_the_mail, give_code, log_in, wrong

pytestmark = pytest.mark.django_db


def _is_logged_in(client: Client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def test_a_person_logs_in_with_the_code_in_the_mail(client: Client) -> None:
    person = world.someone()

    asked = ask_for_code(client, person.email.upper())
    given = give_code(client, code_in_the_mail())

    assert (asked.status_code, asked.url) == (302, "/konto/logg-inn/kode/")
    assert (given.status_code, given.url) == (302, "/")
    assert _is_logged_in(client)


def test_the_code_is_typed_with_or_without_its_dash(client: Client) -> None:
    ask_for_code(client, world.someone().email)

    assert give_code(client, f" {code_in_the_mail().replace('-', ' ')} ").status_code == 302


def test_one_comes_back_to_the_page_one_wanted(client: Client) -> None:
    person = world.someone()

    sent_away = client.get(reverse("accounts:profile"))
    assert sent_away.url == "/konto/logg-inn/?next=/konto/profil/"
    asked = ask_for_code(client, person.email, next="/konto/profil/")
    given = give_code(client, code_in_the_mail(), next="/konto/profil/")

    assert asked.url == "/konto/logg-inn/kode/?next=%2Fkonto%2Fprofil%2F"
    assert given.url == "/konto/profil/"


def test_nobody_is_sent_to_another_site_after_logging_in(client: Client) -> None:
    ask_for_code(client, world.someone().email, next="https://ond.example/")

    assert give_code(client, code_in_the_mail(), next="https://ond.example/").url == "/"


def test_a_known_and_an_unknown_address_get_the_same_answer_and_the_unknown_no_mail() -> None:
    person = world.someone()
    known, unknown = Client(), Client()

    answers = [ask_for_code(known, person.email), ask_for_code(unknown, "fremmed@eksempel.no")]
    pages = [client.get(answer.url) for client, answer in zip((known, unknown), answers, strict=True)]

    assert [answer.url for answer in answers] == ["/konto/logg-inn/kode/"] * 2
    texts = [_without_tokens(page.content.decode()) for page in pages]
    mine, other = (quote(person.email), person.email), (quote("fremmed@eksempel.no"), "fremmed@eksempel.no")
    assert _without(texts[0], *mine) == _without(texts[1], *other)
    assert [message.to for message in mail.outbox] == [[f"Kari Nilsen <{person.email}>"]]
    assert Message.objects.count() == 1


def test_known_and_unknown_addresses_wait_equally_long(client: Client, settings: Any) -> None:
    settings.LOG_IN_ANSWER_SECONDS = 0.3
    person, times = world.someone(), []

    for address in (person.email, "fremmed@eksempel.no"):
        before = time.monotonic()
        ask_for_code(Client(), address)
        times.append(time.monotonic() - before)

    assert min(times) >= 0.3
    assert max(times) < 0.6


def test_a_person_whose_access_was_taken_away_gets_no_code(client: Client) -> None:
    person = world.someone(is_active=False)

    assert ask_for_code(client, person.email).status_code == 302

    assert mail.outbox == []


def test_after_five_wrong_tries_one_asks_for_a_new_code(client: Client) -> None:
    person = world.someone()
    ask_for_code(client, person.email)
    code = code_in_the_mail()

    tries = [give_code(client, wrong(code)).status_code for _ in range(4)]
    fifth = give_code(client, wrong(code), follow=False)
    late = give_code(client, code)

    assert tries == [422] * 4
    assert fifth.url == late.url == "/konto/logg-inn/"
    assert "feil fem ganger" in client.get("/konto/logg-inn/").content.decode()
    assert not _is_logged_in(client)


def test_a_wrong_code_says_so_in_bokmaal(client: Client) -> None:
    ask_for_code(client, world.someone().email)

    page = give_code(client, wrong(code_in_the_mail())).content.decode()

    assert "Koden stemmer ikke. Skriv den en gang til." in page


@pytest.mark.parametrize(("minutes", "gets_in"), [(9, True), (11, False)])
def test_a_code_lasts_ten_minutes(client: Client, minutes: int, gets_in: bool) -> None:
    with time_machine.travel("2026-03-12 08:00:00+00:00", tick=False) as clock:
        ask_for_code(client, world.someone().email)
        clock.shift(minutes * 60)
        give_code(client, code_in_the_mail())

        assert _is_logged_in(client) is gets_in


def test_a_new_code_makes_the_earlier_one_worthless(client: Client) -> None:
    person = world.someone()
    ask_for_code(client, person.email)
    first = code_in_the_mail()
    back = client.post(reverse("account_logout"), {"next": f"/konto/logg-inn/?epost={person.email}"})
    assert person.email in client.get(back.url).content.decode()

    ask_for_code(client, person.email)
    give_code(client, first)

    assert not _is_logged_in(client)


def test_a_code_opens_only_in_the_browser_that_asked(client: Client) -> None:
    ask_for_code(client, world.someone().email)

    answer = give_code(Client(), code_in_the_mail())

    assert answer.url == "/konto/logg-inn/"


def test_the_sixth_code_within_a_minute_is_refused_with_429(client: Client) -> None:
    person = world.someone()
    answers = [ask_for_code(Client(), person.email) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Det ble for mange forsøk" in answers[5].content.decode()
    assert answers[5]["Retry-After"] == "300"


def test_logging_out_ends_it(client: Client) -> None:
    log_in(client, world.someone())

    client.post(reverse("account_logout"))

    assert not _is_logged_in(client)


@pytest.mark.parametrize("address", ["", "ikke-en-adresse", "x" * 250 + "@eksempel.no", "kari\x00@b.no"])
def test_what_is_no_address_is_told_at_the_field(client: Client, address: str) -> None:
    answer = ask_for_code(client, address)

    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()


@pytest.mark.parametrize("prefilled", ["kari@eksempel.no", "<script>", "x" * 3000, "kari@eksempel.no%0d%0a"])
def test_the_address_of_an_invitation_is_filled_in_and_nothing_else(client: Client, prefilled: str) -> None:
    page = client.get(reverse("account_login"), {"epost": prefilled}).content.decode()

    assert ('value="kari@eksempel.no"' in page) is (prefilled == "kari@eksempel.no")


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_set_password",
        "account_change_password",
        "account_reset_password",
        "account_email",
        "account_email_verification_sent",
        "mfa_reauthenticate",
        "mfa_download_recovery_codes",
        "usersessions_list",
    ],
)
def test_there_are_no_passwords_and_no_sign_up(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "password/change/", "email/", "login/", "3rdparty/"])
def test_allauths_own_addresses_are_not_here(client: Client, path: str) -> None:
    assert client.get(f"/konto/{path}").status_code == 404


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def _without(page: str, *words: str) -> str:
    for word in words:
        page = page.replace(word, "")
    return page
