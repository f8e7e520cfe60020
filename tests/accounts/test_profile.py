"""One's own profile: the name, the log-ins, and how long a log-in lasts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.journal import ASSOCIATION
from accounts.models import JournalEntry
from accounts.sessions import browser
from tests import world
from tests.accounts_world import give_fresh_code, log_in

pytestmark = pytest.mark.django_db
PROFILE = "/konto/profil/"


def test_one_changes_ones_own_name_and_the_journal_does_not_hold_it(client: Client) -> None:
    person = world.someone()
    client.force_login(person)

    answer = client.post(PROFILE, {"name": "  Kari\u200b  Nordmann "})

    person.refresh_from_db()
    assert answer.url == PROFILE
    assert person.name == "Kari Nordmann"
    entry = JournalEntry.objects.get()
    assert (entry.chain_id, entry.verb, entry.actor, entry.detail) == (ASSOCIATION, "renamed_self", person, {})


def test_nothing_else_of_oneself_can_be_changed(client: Client) -> None:
    person = world.someone()
    client.force_login(person)

    client.post(
        PROFILE, {"name": "Kari", "email": "x@y.no", "is_association_admin": "on", "may_create_initiatives": "on"}
    )

    person.refresh_from_db()
    assert person.email != "x@y.no"
    assert not person.is_association_admin
    assert not person.may_create_initiatives


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 121])
def test_a_name_that_is_none_is_told_at_the_field(client: Client, name: str) -> None:
    client.force_login(world.someone())

    answer = client.post(PROFILE, {"name": name})

    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.content.decode()
    assert not JournalEntry.objects.exists()


def test_one_ends_a_log_in_elsewhere(client: Client) -> None:
    person, elsewhere = world.someone(), Client()
    log_in(elsewhere, person)
    log_in(client, person)
    other = UserSession.objects.get(session_key=elsewhere.session.session_key)

    client.post(reverse("accounts:end_session", args=[other.pk]))

    assert elsewhere.get(PROFILE).status_code == 302
    assert client.get(PROFILE).status_code == 200
    assert JournalEntry.objects.get().verb == "session_ended"


def test_ending_this_log_in_logs_out(client: Client) -> None:
    log_in(client, world.someone())

    answer = client.post(reverse("accounts:end_session", args=[UserSession.objects.get().pk]))

    assert answer.url == "/konto/logg-inn/"
    assert client.get(PROFILE).status_code == 302


def test_nobody_ends_anothers_log_in(client: Client) -> None:
    theirs = Client()
    log_in(theirs, world.someone("Siv Moen"))
    log_in(client, world.someone())
    other = UserSession.objects.get(session_key=theirs.session.session_key)

    answer = client.post(reverse("accounts:end_session", args=[other.pk]))

    assert answer.status_code == 404
    assert theirs.get(PROFILE).status_code == 200


@pytest.mark.parametrize("count", [1, 100])
def test_the_profile_costs_the_same_for_one_and_a_hundred_log_ins(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    person = world.someone()
    log_in(client, person)
    keys, until = [f"nettleser-{number}" for number in range(count - 1)], timezone.now() + timedelta(hours=1)
    Session.objects.bulk_create(Session(session_key=key, session_data="", expire_date=until) for key in keys)
    UserSession.objects.bulk_create(
        UserSession(user=person, session_key=key, ip="192.0.2.7", user_agent="") for key in keys
    )

    with django_assert_num_queries(3):  # session, user; log-ins
        page = client.get(PROFILE)

    assert page.content.decode().count("<strong>Nettleser") == count


@pytest.mark.parametrize(("hours", "step", "lasts"), [(11, 1, True), (13, 1, False), (2.5, 2.5, False)])
def test_a_log_in_lasts_twelve_hours_and_two_idle(hours: float, step: float, lasts: bool) -> None:
    client = Client()
    with time_machine.travel("2026-03-12 06:00:00+00:00", tick=False) as clock:
        log_in(client, world.someone())
        for _ in range(int(hours / step)):
            clock.shift(step * 3600)
            status = client.get(PROFILE).status_code

    assert (status == 200) is lasts


def test_a_fresh_code_does_not_make_the_log_in_last_longer() -> None:
    client = Client()
    with time_machine.travel("2026-03-12 06:00:00+00:00", tick=False) as clock:
        log_in(client, world.someone())
        for _ in range(11):
            clock.shift(3600)
            client.get(PROFILE)
        give_fresh_code(client)
        clock.shift(3700)
        answer = client.get(PROFILE, follow=True)

    assert "Du er logget ut fordi det er en stund siden sist." in answer.content.decode()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox på Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari på iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome på Android"),
        ("curl/8", "Nettleser"),
        ("", "Nettleser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, name: str) -> None:
    assert browser(agent) == name
