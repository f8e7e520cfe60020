"""The journal as people read it."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from accounts.journal import record
from initiatives.logbook import done_by_the_system, sentences
from tests import world

pytestmark = pytest.mark.django_db


def url(initiative):
    return f"/initiativ/{initiative.pk}/journal/"


def written(initiative, number):
    with transaction.atomic():
        for _ in range(number):
            record(initiative.chain, "initiative_edited", by=world.coordinator_of(initiative), subject=initiative)


def recorded_verbs():
    """Every verb given to record(…) as a literal in the product's own modules."""
    own = [Path(config.path) for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    for module in (path for folder in own for path in folder.rglob("*.py")):
        for call in ast.walk(ast.parse(module.read_text())):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "record" or len(call.args) < 2:
                continue
            if isinstance(call.args[1], ast.Constant):
                yield call.args[1].value


def test_every_verb_that_is_recorded_has_its_sentence():
    verbs = set(recorded_verbs())

    assert {"initiative_created", "member_invited", "partner_added"} <= verbs
    assert verbs - set(sentences()) == set()
    assert done_by_the_system() <= set(sentences())


def test_the_newest_is_first_and_fifty_fill_a_page(client):
    initiative = world.initiative()
    written(initiative, 60)
    client.force_login(world.coordinator_of(initiative))

    first = client.get(url(initiative))
    second = client.get(f"{url(initiative)}?foer={first.context['following']}")

    numbers = [line.number for line in first.context["lines"] + second.context["lines"]]
    assert len(first.context["lines"]) == 50
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1
    assert second.context["following"] is None


def test_names_are_for_members_only(client):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))
    inside = client.get(url(initiative)).content.decode()
    client.force_login(world.association_admin())
    outside = client.get(url(initiative)).content.decode()

    assert "<strong>Kari Nilsen</strong> opprettet initiativet" in inside
    assert "Kari Nilsen" not in outside
    assert "<strong>Et medlem</strong> opprettet initiativet" in outside


def test_what_nobody_logged_in_did_is_a_guests(client):
    initiative = world.initiative()
    with transaction.atomic():
        record(initiative.chain, "person_opted_out", by=None)
    client.force_login(world.coordinator_of(initiative))

    assert "<strong>En gjest</strong> meldte seg av" in client.get(url(initiative)).content.decode()


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 5000, "٣", "1_0", "0"])
def test_a_strange_place_to_begin_is_no_error(client, typed):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))

    assert client.get(url(initiative), {"foer": typed}).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("reader", 200), ("partner", 403), ("admin", 200), ("stranger", 404)])
def test_who_reads_the_journal(client, who, status):
    initiative = world.initiative()
    people = {"admin": world.association_admin, "stranger": world.coordinator_to_be}
    client.force_login(people[who]() if who in people else world.member(initiative, who))

    assert client.get(url(initiative)).status_code == status


@pytest.mark.parametrize("number", [1, 100])
def test_the_journal_costs_the_same_with_more_entries(client, django_assert_num_queries, number):
    initiative = world.initiative()
    written(initiative, number)
    client.force_login(world.coordinator_of(initiative))

    with django_assert_num_queries(5):
        client.get(url(initiative))
