"""Foreningen's list of initiatives, and what everybody else meets on the start page."""

from __future__ import annotations

import pytest
from lxml import html

from bench.many import many_initiatives
from initiatives import services as initiatives
from initiatives.models import Initiative, Role
from meetings import services as meetings
from tests import day_world, htmx, meetings_world, world

pytestmark = pytest.mark.django_db


def page(client, address="/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def cells(tree) -> list[list[str]]:
    """The text of every row's cells."""
    return [
        [" ".join(cell.text_content().split()) for cell in row.cssselect("th, td")]
        for row in tree.cssselect("tbody tr")
    ]


@pytest.fixture
def admin(client):
    tuva = world.association_admin()
    client.force_login(tuva)
    return tuva


def test_a_row_says_step_owner_days_next_meeting_and_counts(client, admin, clock_at):
    clock_at("2026-03-02 09:00")
    initiative = world.initiative(owner=world.organisation("Arendal kommune"))
    meeting = meetings_world.meeting(initiative)
    day_world.coming(meeting, "Ingrid Nordli")
    meetings_world.invited(meeting, "Per Vik")
    meetings_world.invitation(meeting, "Ikke Sendt")
    world.partner(initiative, "Næringsforeningen")
    clock_at("2026-03-12 09:00")

    [row] = cells(page(client))

    assert row[0].startswith("Arendal")
    assert row[0].endswith("Agder")
    assert row[1:4] == ["Sonderingsmøtesteg 1 av 3", "Arendal kommune", "10 dager"]
    assert row[4] == "23. mars 2026kl. 18.00"
    assert row[5:] == ["2", "1", "0", "1"]


def test_persons_count_once_over_several_meetings(client, admin):
    initiative = world.initiative()
    first, second = meetings_world.meeting(initiative, days=10), meetings_world.meeting(initiative, days=14)
    ingrid = world.person(initiative)
    for meeting in (first, second):
        meetings.invite(meeting, ingrid, by=world.coordinator_of(initiative))
        meetings_world.sent(meeting)
        day_world.met(meeting, ingrid)

    [row] = cells(page(client))

    assert (row[5], row[7]) == ("1", "1")


def test_days_are_held_against_the_norm_of_the_step(client, admin, clock_at):
    clock_at("2026-01-05 09:00")
    initiative = world.initiative()
    initiatives.enter_step(initiative, decision_id=1, by=world.coordinator_of(initiative))
    clock_at("2026-02-04 09:00")
    within = cells(page(client))[0][3]
    clock_at("2026-05-06 09:00")
    late = cells(page(client))[0][3]

    assert within == "30 dagervanligvis 3–4 måneder"
    assert late == "121 dagervanlig til 5. mai 2026"


def test_the_list_names_no_person(client, admin):
    initiative = world.initiative(contact_name="Kontakt Kanari", contact_email="kanari@eksempel.no")
    meeting = meetings_world.meeting(initiative)
    day_world.coming(meeting, "Gjest Kanari")
    world.decider_of(initiative, "Beslutter Kanari")

    shown = client.get("/").content.decode()

    assert "Arendal" in shown
    assert "anari" not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sok=aren", ["Arendal"]),
        ("sok=agder", ["Arendal"]),
        ("sok=ålesund", ["Ålesund"]),
        ("sok=kautokeino", ["Kautokeino"]),
        ("sok=guovdageaidnu", ["Kautokeino"]),
        ("steg=forprosjekt", ["Ålesund"]),
        ("status=stopped", ["Kautokeino"]),
        ("sok=arendal&status=stopped", []),
    ],
)
def test_the_list_is_narrowed_by_place_county_step_and_state(client, admin, query, found):
    world.initiative("Arendal")
    second = world.initiative("Ålesund")
    initiatives.enter_step(second, decision_id=2, by=world.coordinator_of(second))
    kari = world.coordinator_to_be()
    third = world.initiative("Alta", by=kari)
    Initiative.objects.filter(pk=third.pk).update(place_name="Kautokeino", municipality_id="5612")
    initiatives.stop(third, reason="for liten interesse", by=kari)

    shown = [row[0] for row in cells(page(client, f"/?{query}"))]

    assert len(shown) == len(found)
    assert all(name.startswith(wanted) for name, wanted in zip(shown, found, strict=True))


def test_pages_of_fifty_follow_each_other_without_gap_or_repeat(client, admin):
    many_initiatives(120, meeting=False, partners=0)
    wanted = list(Initiative.objects.order_by("place_name", "pk").values_list("pk", flat=True))

    address, seen = "/", []
    while address:
        tree = page(client, address)
        seen.append([int(link.get("href").split("/")[2]) for link in tree.cssselect("tbody th a")])
        following = tree.cssselect("a[rel=next]")
        address = f"/{following[0].get('href')}" if following else ""

    assert [len(rows) for rows in seen] == [50, 50, 20]
    assert [pk for rows in seen for pk in rows] == wanted


def test_equal_names_are_told_apart_by_id_between_pages(client, admin):
    many_initiatives(60, meeting=False, partners=0)
    Initiative.objects.update(place_name="Lillevik")

    first = page(client)
    second = page(client, f"/{first.cssselect('a[rel=next]')[0].get('href')}")

    assert len(cells(first)) == 50
    assert len(cells(second)) == 10


@pytest.mark.parametrize("number", [1, 3, 100])
def test_the_list_takes_four_queries_whatever_it_holds(client, admin, django_assert_num_queries, number):
    many_initiatives(number)

    with django_assert_num_queries(4):
        page(client)


@pytest.mark.parametrize("number", [1, 100])
def test_the_cards_take_eleven_queries_whatever_they_are(client, django_assert_num_queries, number):
    many_initiatives(number)
    client.force_login(Initiative.objects.order_by("pk")[0].created_by)

    with django_assert_num_queries(11):  # one for each kind of thing that may wait
        page(client)


def test_members_see_their_own_initiatives_and_their_part(client):
    mine = world.initiative("Arendal")
    world.initiative("Stavanger")
    client.force_login(world.decider_of(mine))

    shown = page(client)

    [card] = shown.cssselect(".initiative-card")
    words = " ".join(card.text_content().split())
    assert card.cssselect("a")[0].get("href") == f"/initiativ/{mine.pk}/"
    assert "Pådriv Arendal" in words
    assert "Du er leser og beslutningstaker" in words
    assert "Steg 1 av 3: Sonderingsmøte" in words
    assert "Stavanger" not in shown.text_content()


def test_ended_memberships_give_no_card(client):
    initiative = world.initiative()
    ola = world.member(initiative, Role.EDITOR)
    initiatives.end_membership(initiative.memberships.get(user=ola), by=world.coordinator_of(initiative))
    client.force_login(ola)

    assert page(client).cssselect(".initiative-card") == []


def test_only_those_the_association_has_asked_are_offered_to_create(client):
    offered = {}
    for name, user in {"asked": world.coordinator_to_be(), "other": world.someone("Per Annen")}.items():
        client.force_login(user)
        offered[name] = bool(page(client).cssselect("a[href='/initiativ/nytt/']"))

    assert offered == {"asked": True, "other": False}


@pytest.mark.parametrize(
    "query",
    [
        "steg=ukjent",
        "status=%00",
        "sok=" + "a" * 81,
        "etter=Arendal&nr=-1",
        "etter=Arendal&nr=99999999999999999999",
        "etter=Arendal&nr=%D9%A1",
    ],
)
def test_a_faulty_address_is_answered_in_words(client, admin, query):
    world.initiative()

    answer = client.get(f"/?{query}")

    assert answer.status_code in (400, 422)
    assert "<tbody>" not in answer.content.decode()


def test_markup_in_a_name_is_text(client, admin):
    initiative = world.initiative()
    Initiative.objects.filter(pk=initiative.pk).update(place_name='<b hx-get="/x">Lillevik</b>')

    tree = page(client)

    assert tree.cssselect("tbody b") == []
    assert cells(tree)[0][0].startswith('<b hx-get="/x">Lillevik</b>')


def test_the_list_as_swapped_is_the_list_loaded_anew(client, admin):
    world.initiative("Arendal")
    world.initiative("Stavanger")
    shown = htmx.load(client, "/")

    shown.press("form.list-filter button", sok="stav", steg="", status="")
    shown.url = "/?sok=stav&steg=&status="

    fresh = htmx.load(client, shown.url)
    panel = "#initiatives-panel"
    assert html.tostring(shown.one(panel)).split() == html.tostring(fresh.one(panel)).split()
    assert [row[0].startswith("Stavanger") for row in cells(shown.tree)] == [True]
