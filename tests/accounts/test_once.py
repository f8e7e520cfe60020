"""A form acts once: pressed twice, sent again or gone back to."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from lxml import html

from accounts.models import FormKey
from accounts.tasks import tidy
from gates.models import Advice
from paadriv import clock
from partners.models import Person
from tests import world

pytestmark = pytest.mark.django_db
SAID = "Skjemaet var allerede sendt inn. Ingenting er gjort to ganger."


def key() -> str:
    return str(uuid.uuid4())


class Page:
    """The page of a partner, with the form that adds a person to it."""

    def __init__(self) -> None:
        self.initiative = world.initiative()
        self.partner = world.partner(self.initiative, "Sagbruket")
        self.url = f"/initiativ/{self.initiative.pk}/partnere/{self.partner.pk}/"
        self.client = self.of(world.coordinator_of(self.initiative))

    def of(self, user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def shown_key(self) -> str:
        [form] = [one for one in html.fromstring(self.client.get(self.url).content).forms if "email" in one.fields]
        return str(form.fields["form_key"])

    def add(self, form_key: str, name: str = "Ingrid Nordli", client: Client | None = None, **fields: str) -> Any:
        return (client or self.client).post(f"{self.url}personer/ny/", {"form_key": form_key, "name": name, **fields})

    @property
    def names(self) -> list[str]:
        return list(Person.objects.filter(partner=self.partner).order_by("pk").values_list("name", flat=True))


def test_a_form_sent_twice_makes_one_row_and_shows_it_both_times() -> None:
    page = Page()
    form_key = page.shown_key()

    first, second = page.add(form_key), page.add(form_key)

    assert page.names == ["Ingrid Nordli"]
    assert first.headers["Location"] == second.headers["Location"] == page.url
    assert SAID in page.client.get(page.url).content.decode()


def test_the_same_form_shown_anew_is_another_one() -> None:
    page = Page()
    assert page.shown_key() != page.shown_key()

    page.add(key())
    page.add(key())

    assert page.names == ["Ingrid Nordli", "Ingrid Nordli"]


def test_a_form_gone_back_to_and_changed_is_another_one() -> None:
    page = Page()
    form_key = page.shown_key()

    page.add(form_key)
    page.add(form_key, "Per Vik")

    assert page.names == ["Ingrid Nordli", "Per Vik"]


def test_a_refused_form_can_be_sent_again() -> None:
    page = Page()
    page.add(key(), email="ingrid@eksempel.no")
    form_key = key()

    refused = page.add(form_key, "Per Vik", email="ingrid@eksempel.no")
    Person.objects.filter(partner=page.partner).delete()
    again = page.add(form_key, "Per Vik", email="ingrid@eksempel.no")

    assert (refused.status_code, again.status_code) == (422, 302)
    assert page.names == ["Per Vik"]


def test_a_form_that_broke_can_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page()
    page.client.raise_request_exception = False
    form_key = key()

    with monkeypatch.context() as broken:
        broken.setattr("partners.views.persons.services.add_person", lambda *args, **fields: 1 / 0)
        assert page.add(form_key).status_code == 500
    page.add(form_key)

    assert page.names == ["Ingrid Nordli"]


def test_somebody_elses_form_with_the_same_key_is_theirs() -> None:
    page = Page()
    form_key = key()

    page.add(form_key)
    page.add(form_key, client=page.of(world.member(page.initiative, "editor")))

    assert page.names == ["Ingrid Nordli", "Ingrid Nordli"]


@pytest.mark.parametrize("nonsense", ["", "x", "0" * 500, "{}", "\u202e"])
def test_a_key_that_is_none_is_no_key(nonsense: str) -> None:
    page = Page()

    page.add(nonsense)
    page.add(nonsense)

    assert len(page.names) == 2
    assert not FormKey.objects.exists()


def test_keys_are_forgotten_after_two_days() -> None:
    page = Page()
    page.add(key())

    with clock.set_to(clock.now() + timedelta(days=1)):
        tidy()
        assert FormKey.objects.count() == 1
    with clock.set_to(clock.now() + timedelta(days=3)):
        tidy()

    assert not FormKey.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_make_one_row_twenty_times() -> None:
    initiative, admin = world.initiative(), world.association_admin()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(admin)
    url = f"/initiativ/{initiative.pk}/beslutningspunkt/1/rad/"
    for number in range(20):
        start, answers = threading.Barrier(2), []
        form = {"form_key": key(), "text": f"Inviter flere beboere, {number}."}

        def press(client: Client, start: Any = start, answers: Any = answers, form: Any = form) -> None:
            try:
                start.wait(timeout=10)
                answers.append(client.post(url, form).status_code)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=press, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)

        assert answers == [302, 302]
        assert Advice.objects.count() == number + 1
