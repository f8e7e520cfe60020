"""A row that somebody else saved meanwhile: what one began from, what is there now and what one wrote."""

from __future__ import annotations

import pytest
from lxml import html

from forprosjekt import services
from tests import forprosjekt_world as build
from tests import world
from tests.forprosjekt.test_pages import HTMX, folder, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return world.initiative()


def filled_in(page):
    """What the form of a row holds as it is shown."""
    [form] = html.fromstring(page.content.decode()).cssselect("form.work-row__form")
    return {name: value or "" for name, value in form.fields.items()}


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_stale_save_shows_what_one_began_from_what_is_there_and_what_one_wrote(client, initiative, headers):
    row = build.challenge(initiative, "Støy")
    log_in(client, initiative)
    here = f"{folder(initiative, 'challenge')}{row.pk}/endre/"
    opened = filled_in(client.get(here))
    services.edit_challenge(row, {"title": "Karis ord"}, revision=1, by=world.coordinator_of(initiative))

    answer = client.post(here, opened | {"title": "Olas ord"}, headers=headers)

    assert answer.status_code == 409
    tree = html.fromstring(answer.content.decode())
    [table] = tree.cssselect("table.both-texts")
    assert [cell.text_content() for cell in table.cssselect("thead th")] == [
        "Felt",
        "Da du åpnet",
        "Lagret nå",
        "Din tekst",
    ]
    assert [cell.text_content() for cell in table.cssselect("tbody td")] == ["Støy", "Karis ord", "Olas ord"]
    again = filled_in(answer)
    services.edit_challenge(row, {"title": "Karis andre ord"}, revision=2, by=world.coordinator_of(initiative))
    second = html.fromstring(client.post(here, again, headers=headers).content.decode()).cssselect(
        "table.both-texts tbody td"
    )
    assert [cell.text_content() for cell in second] == ["Karis ord", "Karis andre ord", "Olas ord"]


def test_an_owner_is_shown_by_name_in_what_one_began_from(client, initiative):
    first, second, third = (world.partner(initiative, name) for name in ("Ett vel", "To vel", "Tre vel"))
    build.planned(initiative, "kartlegging", **services.owned_by(first))
    log_in(client, initiative)
    here = f"{folder(initiative, 'planned')}kartlegging/endre/"
    opened = filled_in(client.get(here))
    build.planned(initiative, "kartlegging", **services.owned_by(second))

    answer = client.post(here, opened | {"owner": f"p{third.pk}"})

    cells = [
        cell.text_content() for cell in html.fromstring(answer.content.decode()).cssselect("table.both-texts tbody td")
    ]
    assert cells == ["Ett vel", "To vel", "Tre vel"]


@pytest.mark.parametrize("base", ["", "{", "[1]", '{"utfordring": 7}', "\x00", "[" * 5_000])
def test_what_one_began_from_is_left_out_when_it_cannot_be_read(client, initiative, base):
    row = build.challenge(initiative, "Støy")
    log_in(client, initiative)
    services.edit_challenge(row, {"title": "Karis ord"}, revision=1, by=world.coordinator_of(initiative))
    fields = {"revision": 1, "title": "Olas ord", "description": "", "base": base}

    answer = client.post(f"{folder(initiative, 'challenge')}{row.pk}/endre/", fields, headers=HTMX)

    cells = html.fromstring(answer.content.decode()).cssselect("table.both-texts tbody td")
    assert answer.status_code == 409
    assert [cell.text_content() for cell in cells] == ["Karis ord", "Olas ord"]
