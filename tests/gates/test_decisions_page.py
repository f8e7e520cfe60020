"""The page of all decisions: history for those who read, and the acts for those who may."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from gates.models import GateDecision
from initiatives.models import Initiative
from paadriv.clock import today
from tests import gates_world, world

pytestmark = pytest.mark.django_db
WHY = "Vi må finne ut om flere vil være med."


def address(initiative: Initiative, what: str = "beslutninger") -> str:
    return f"/initiativ/{initiative.pk}/{what}/"


def turn(**more: Any) -> dict[str, Any]:
    return {"decided_on": today().isoformat(), "explanation": WHY, "form_key": uuid.uuid4()} | more


def acts(client: Client, initiative: Initiative) -> set[str]:
    tree = html.fromstring(client.get(address(initiative)).content)
    found = {form.get("action").rstrip("/").rsplit("/", 1)[-1] for form in tree.cssselect("main form")}
    return found & {"vent", "tilbake", "avslutt", "gjenapne", "fortsett"}


def test_each_sees_the_acts_that_are_theirs(client):
    initiative, decider = gates_world.ready()
    gates_world.decided(initiative, by=decider)

    seen = {}
    for who in (
        decider,
        world.coordinator_of(initiative),
        world.member(initiative, "reader"),
        world.association_admin(),
    ):
        client.force_login(who)
        seen[who.name] = acts(client, initiative)

    assert list(seen.values()) == [{"tilbake", "avslutt"}, {"vent"}, set(), set()]


def test_going_back_is_a_decision_one_can_read(client):
    initiative, decider = gates_world.ready()
    gates_world.decided(initiative, by=decider)
    client.force_login(decider)

    shown = client.post(address(initiative, "tilbake"), turn(), follow=True)

    assert "gå tilbake et steg" in shown.content.decode()
    assert WHY in shown.content.decode()


def test_stopping_and_reopening_from_the_page(client):
    initiative, decider = gates_world.ready()
    client.force_login(decider)

    stopped = client.post(address(initiative, "avslutt"), turn(stop_reason="funding"), follow=True).content.decode()
    offered = acts(client, initiative)
    client.post(address(initiative, "gjenapne"), turn(where="start"))

    initiative.refresh_from_db()
    assert "Ikke finansiering" in stopped
    assert offered == {"gjenapne"}
    assert initiative.state == "active"


def test_what_is_wrong_is_said_at_the_field_and_what_is_too_early_above(client):
    initiative, decider = gates_world.ready()
    client.force_login(decider)

    missing = client.post(address(initiative, "avslutt"), turn(stop_reason=""))
    early = client.post(address(initiative, "tilbake"), turn())
    short = client.post(address(initiative, "gjenapne"), turn(where="here"))

    assert (missing.status_code, early.status_code, short.status_code) == (422, 409, 409)
    assert "Velg hovedgrunnen" in missing.content.decode()
    assert "første steget" in early.content.decode()
    assert not GateDecision.objects.exists()


def test_a_coordinator_pauses_and_takes_up_again(client):
    initiative, _decider = gates_world.ready()
    client.force_login(world.coordinator_of(initiative))
    review = (today() + timedelta(days=30)).isoformat()

    past = client.post(address(initiative, "vent"), {"reason": WHY, "review_on": today().isoformat()})
    client.post(address(initiative, "vent"), {"reason": WHY, "review_on": review})
    offered = acts(client, initiative)

    initiative.refresh_from_db()
    assert past.status_code == 409
    assert (initiative.state, initiative.review_on.isoformat()) == ("on_hold", review)
    assert offered == {"fortsett"}


@pytest.mark.parametrize("turns", [1, 4])
def test_the_page_takes_six_queries(client, django_assert_num_queries, turns: int):
    initiative, decider = gates_world.ready()
    for _number in range(turns):
        gates_world.decided(initiative, "rework", by=decider, explanation=WHY)
    client.force_login(decider)

    with django_assert_num_queries(6):
        client.get(address(initiative))
