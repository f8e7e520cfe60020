"""Four fields start an initiative."""

import pytest

from initiatives.models import Initiative, Role
from tests import world

pytestmark = pytest.mark.django_db
ADDRESS = "/initiativ/nytt/"


def filled(**changes):
    return {
        "place_name": "Lillevik",
        "place_preposition": "i",
        "place_type": "bygd",
        "municipality_text": "Arendal",
        "initiator_kind": "municipality",
        "initiator_name": "",
        "reason": "Butikken er lagt ned, og skolen står tom.",
        **changes,
    }


def test_whoever_may_create_starts_an_initiative_and_coordinates_it(client):
    kari = world.coordinator_to_be()
    client.force_login(kari)

    answer = client.post(ADDRESS, filled())

    initiative = Initiative.objects.get()
    assert answer.url == f"/initiativ/{initiative.pk}/"
    assert (initiative.municipality.name, initiative.initiator_name) == ("Arendal", "Arendal kommune")
    assert initiative.memberships.get(role=Role.COORDINATOR).user == kari


@pytest.mark.parametrize("make", [world.someone, world.association_admin])
def test_others_are_refused_with_the_reason(client, make):
    client.force_login(make())

    answer = client.post(ADDRESS, filled())

    assert answer.status_code == 403
    assert "Foreningen Pådriv må gi deg tilgang" in answer.content.decode()
    assert not Initiative.objects.exists()


def test_a_name_several_municipalities_have_comes_back_with_both_to_choose_from(client):
    client.force_login(world.coordinator_to_be())

    answer = client.post(ADDRESS, filled(municipality_text="Herøy"))
    chosen = client.post(ADDRESS, filled(municipality_text="Herøy", municipality="1818"))

    assert answer.status_code == 422
    assert 'value="1515"' in answer.content.decode()
    assert 'value="1818"' in answer.content.decode()
    assert chosen.status_code == 302
    assert Initiative.objects.get().municipality_id == "1818"


def test_a_chosen_municipality_stays_chosen_when_another_field_is_wrong(client):
    client.force_login(world.coordinator_to_be())

    answer = client.post(ADDRESS, filled(municipality_text="Herøy", municipality="1818", reason=""))

    assert answer.status_code == 422
    assert 'value="1818" id="municipality-1818" checked' in answer.content.decode()


def test_a_radio_button_left_from_another_search_does_not_count(client):
    client.force_login(world.coordinator_to_be())

    client.post(ADDRESS, filled(municipality_text="Arendal", municipality="1818"))

    assert Initiative.objects.get().municipality.name == "Arendal"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place_name", ""),
        ("place_name", "\u202e\u200b"),
        ("place_name", "x" * 81),
        ("place_type", "metropol"),
        ("place_preposition", "ved"),
        ("municipality_text", "Atlantis"),
        ("municipality_text", "\x00"),
        ("reason", ""),
        ("reason", "å" * 1001),
        ("initiator_kind", "kongen"),
    ],
)
def test_bad_input_is_answered_at_the_field_and_stores_nothing(client, field, value):
    client.force_login(world.coordinator_to_be())

    answer = client.post(ADDRESS, filled(**{field: value}))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Initiative.objects.exists()


def test_another_initiator_must_be_named(client):
    client.force_login(world.coordinator_to_be())

    unnamed = client.post(ADDRESS, filled(initiator_kind="other"))
    client.post(ADDRESS, filled(initiator_kind="other", initiator_name="Lillevik vel"))

    assert unnamed.status_code == 422
    assert Initiative.objects.get().initiator_name == "Lillevik vel"


def test_a_reason_of_a_thousand_letters_with_line_breaks_fits(client):
    client.force_login(world.coordinator_to_be())

    answer = client.post(ADDRESS, filled(reason="a" * 499 + "\r\n" + "b" * 500))

    assert answer.status_code == 302
    assert len(Initiative.objects.get().reason) == 1000


def test_the_live_search_answers_with_the_part_alone(client, django_assert_num_queries):
    client.force_login(world.coordinator_to_be())

    with django_assert_num_queries(3):
        part = client.get("/kommuner/?municipality_text=snå", headers={"HX-Request": "true"})
    page = client.get("/kommuner/?municipality_text=snå")

    assert part.content.decode().strip().startswith('<div id="municipality-options"')
    assert "<html" in page.content.decode()
    assert "HX-Request" in part["Vary"]
