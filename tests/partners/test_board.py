"""The partners by stage: who is proposed first, what each one lacks, and a move made where it stands."""

import pytest

from partners import services
from partners.models import Partner
from partners.stages import Stage
from tests import htmx, partners_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(client):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))
    return initiative


def board(initiative):
    return f"/initiativ/{initiative.pk}/partnere/"


def door(partner, *rest):
    return "/".join(["", "initiativ", str(partner.initiative_id), "partnere", str(partner.pk), *rest, ""])


def moved(initiative, name, stage, **fields):
    partner = world.partner(initiative, name, **fields)
    return services.move(partner, stage, reason="Slik ble det.", by=world.coordinator_of(initiative))


def titles(page):
    return [" ".join(title.text_content().split()) for title in page.tree.cssselect("#partners-panel section > h2")]


def test_those_who_want_to_take_part_come_first_and_those_who_left_last(client, initiative):
    moved(initiative, "Nei takk AS", Stage.DECLINED)
    world.partner(initiative, "Aa Kandidat")
    moved(initiative, "Vil delta", Stage.INTERESTED)
    partners_world.startup_partner(initiative)

    page = htmx.load(client, board(initiative))

    assert titles(page) == ["Interessert 1", "Oppstartspartner 1", "Kandidat 1", "Takket nei 1"]
    assert "De har sagt at de vil delta" in page.one("section[aria-labelledby=stage-interested]").text_content()


def test_those_who_left_cover_no_group(client, initiative):
    world.partner(initiative, "Vellet", group="residents")
    moved(initiative, "Borettslaget", Stage.DECLINED, group="residents")

    counted = {one.group.key: one.count for one in client.get(board(initiative)).context["coverage"]}

    assert (counted["residents"], len(counted)) == (1, 8)


def test_one_with_intent_is_told_what_it_lacks(client, initiative):
    moved(initiative, "Havnebanken", Stage.INTENT)
    world.partner(initiative, "Vellet")

    rows = htmx.load(client, board(initiative)).tree.cssselect("#partners-panel .missing-list")

    assert len(rows) == 1
    assert "Virksomheten har ingen kontaktperson." in rows[0].text_content()


def test_a_move_where_it_stands_is_the_page_loaded_anew(client, initiative):
    partner = world.partner(initiative, "Havnebanken")
    page = htmx.load(client, board(initiative))

    page.press(f"#partner-row-{partner.pk} .work-row__edit")
    answer = page.press("#move-form", stage="talking", reason="")

    assert answer.status_code == 200
    assert Partner.objects.get().stage == Stage.TALKING
    assert page.equals_reload()


def test_a_move_can_be_given_up_where_it_stands(client, initiative):
    partner = world.partner(initiative, "Havnebanken")
    page = htmx.load(client, board(initiative))

    page.press(f"#partner-row-{partner.pk} .work-row__edit")
    page.press("#move-form a")

    assert page.equals_reload()


@pytest.mark.parametrize("script", [True, False])
def test_a_move_that_is_refused_says_everything_and_keeps_what_was_typed(client, initiative, script):
    partner = world.partner(initiative, "Havnebanken")
    headers = {"HX-Request": "true"} if script else {}

    answer = client.post(door(partner, "status"), {"stage": "startup_partner", "reason": "Fordi"}, headers=headers)

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Virksomheten har ingen kontaktperson." in words
    assert "Ingen som kan forplikte virksomheten, er oppgitt." in words
    assert 'value="Fordi"' in words
    assert answer.headers.get("HX-Retarget") == (f"#partner-row-{partner.pk}" if script else None)


def test_without_script_the_form_is_a_page_and_leads_to_the_partner(client, initiative):
    partner = world.partner(initiative, "Havnebanken")

    assert client.get(door(partner, "status")).status_code == 200
    answer = client.post(door(partner, "status"), {"stage": "declined", "reason": "Ingen tid."}, follow=True)

    words = answer.content.decode()
    assert "Takket nei" in words
    assert "Ingen tid." in words


def test_the_page_with_the_form_alone_is_left_for_the_partner_with_script_too(client, initiative):
    partner = world.partner(initiative, "Havnebanken")

    page = htmx.load(client, door(partner, "status"))

    assert page.one("#move-form").get("hx-post") is None
    assert page.one("#move-form a").get("href") == door(partner)


@pytest.mark.parametrize("stage", ["", "candidate", "withdrawn", "sjef"])
def test_only_stages_one_can_choose_are_taken(client, initiative, stage):
    partner = world.partner(initiative, "Havnebanken")

    answer = client.post(door(partner, "status"), {"stage": stage, "reason": "Fordi."})

    assert answer.status_code == 422
    assert Partner.objects.get().stage == Stage.CANDIDATE


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_board_costs_the_same_with_more_partners(client, initiative, django_assert_num_queries, number):
    for index in range(number):
        moved(initiative, f"Virksomhet {index}", Stage.INTENT)

    with django_assert_num_queries(5):
        client.get(board(initiative))
