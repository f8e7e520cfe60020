"""«Min side»: what waits for a partner's contact, at most three things, then the initiatives."""

import pytest

from documents.services import reading, writing
from oversight.waiting import MOST, what_waits
from partners import services
from tests import gate_2_world, gates_world, htmx, partners_world, world, writing_world

pytestmark = pytest.mark.django_db


def in_step_2(place="Arendal"):
    initiative, decider = gates_world.ready(place)
    gates_world.decided(initiative, by=decider)
    initiative.refresh_from_db()
    return initiative


def given_out(initiative):
    decider = initiative.memberships.get(is_decider=True).user
    gate_2_world.given_out(gate_2_world.Place(initiative, decider), days=0)


def waits(user):
    return [one.sentence for one in what_waits(user)]


def test_one_is_asked_who_signs_and_for_the_decision_in_turn():
    initiative = in_step_2()
    bank = world.partner(initiative, "Havnebanken")
    liv = partners_world.logged_in_contact(bank)
    by = world.coordinator_of(initiative)
    assert waits(liv) == []

    services.move(bank, "intent", by=by)
    assert waits(liv) == ["Oppgi hvem som kan signere for Havnebanken."]

    partners_world.signatory(bank)
    services.set_signing_rule(bank, "joint", revision=bank.revision, by=by)
    assert waits(liv) == ["To må signere i fellesskap for Havnebanken. Oppgi den andre."]

    partners_world.signatory(bank, "Nummer To")
    services.move(bank, "startup_partner", by=by)
    assert waits(liv) == []

    given_out(initiative)
    assert waits(liv) == ["Registrer hva Havnebanken har besluttet om veien videre."]

    partners_world.decision(bank, by=liv)
    assert waits(liv) == []


def test_a_basis_for_a_step_that_is_over_asks_nobody():
    place = gate_2_world.ready()
    liv = partners_world.logged_in_contact(place.partners[0])

    gates_world.decided(place.initiative, by=place.decider)

    assert waits(liv) == []


def test_nothing_is_decided_in_the_first_step():
    bank = partners_world.startup_partner(world.initiative())

    assert waits(partners_world.logged_in_contact(bank)) == []


def test_it_is_the_start_page_of_a_contact_and_its_buttons_lead_there(client):
    initiative = in_step_2()
    bank = partners_world.startup_partner(initiative)
    given_out(initiative)
    client.force_login(partners_world.logged_in_contact(bank))

    page = htmx.load(client, "/")

    assert page.one("h1").text_content() == "Min side"
    assert page.one(".waiting__one a").get("href") == f"/initiativ/{initiative.pk}/partnere/{bank.pk}/beslutning/"
    assert client.get(page.one(".waiting__one a").get("href")).status_code == 200
    assert client.get(page.one(".initiative-card a").get("href")).status_code == 200


def test_at_most_three_things_wait_and_each_has_one_button(client):
    liv = None
    for place in ("Arendal", "Stavanger", "Grimstad", "Risør"):
        bank = world.partner(world.initiative(place), "Havnebanken")
        liv = partners_world.logged_in_contact(bank, email="liv@eksempel.no")
        services.move(bank, "intent", by=world.coordinator_of(bank.initiative))
    client.force_login(liv)

    page = htmx.load(client, "/")

    assert len(page.tree.cssselect(".waiting__one")) == MOST == 3
    assert all(len(one.cssselect("a, button")) == 1 for one in page.tree.cssselect(".waiting__one"))
    assert len(page.tree.cssselect(".initiative-card")) == 4


def test_a_contact_with_nothing_to_do_is_told_so(client):
    client.force_login(partners_world.logged_in_contact(world.partner(world.initiative(), "Havnebanken")))

    assert "Ingenting venter på deg nå." in client.get("/").content.decode()


def test_a_coordinator_sees_neither_the_title_nor_what_waits_for_others(client):
    initiative = in_step_2()
    partners_world.logged_in_contact(partners_world.startup_partner(initiative))
    client.force_login(world.coordinator_of(initiative))

    words = client.get("/").content.decode()

    assert "Mine initiativer" in words
    assert "venter på deg" not in words


def test_nothing_waits_after_the_end(client):
    initiative = world.initiative()
    bank = world.partner(initiative, "Havnebanken")
    liv = partners_world.logged_in_contact(bank)
    services.move(bank, "intent", by=world.coordinator_of(initiative))
    services.end_contact(bank.contacts.get(), by=world.coordinator_of(initiative))

    assert waits(liv) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_more_initiatives(client, django_assert_num_queries, number):
    liv = None
    for place in ("Arendal", "Stavanger", "Grimstad")[:number]:
        liv = partners_world.logged_in_contact(
            partners_world.startup_partner(world.initiative(place)), email="liv@eksempel.no"
        )
    client.force_login(liv)

    with django_assert_num_queries(11):
        client.get("/")


def test_the_front_page_of_a_contact_says_where_the_place_stands_and_who_stands_together(
    client, django_assert_num_queries
):
    initiative = in_step_2()
    bank = partners_world.startup_partner(initiative)
    partners_world.startup_partner(initiative, "Strandkanten vel")
    world.partner(initiative, "Bare En Kandidat")
    client.force_login(partners_world.logged_in_contact(bank))

    with django_assert_num_queries(9):
        words = client.get(f"/initiativ/{initiative.pk}/").content.decode()

    assert "Forprosjekt" in words
    assert "Strandkanten vel" in words
    assert "Bare En Kandidat" not in words
    tabs = words.partition('class="tabs"')[2].partition("</nav>")[0]
    assert all(client.get(url).status_code == 200 for url in [part.split('"')[0] for part in tabs.split('href="')[1:]])


def test_a_shared_text_waits_until_it_is_read_and_again_when_it_changed():
    initiative = in_step_2()
    liv = partners_world.logged_in_contact(world.partner(initiative, "Havnebanken"))
    document = writing_world.document(initiative)
    section = writing_world.saved(document.sections.get(key="sammendrag"), "Vi vil åpne kaiene.")
    assert waits(liv) == []

    writing.share(document, ["sammendrag"], by=world.coordinator_of(initiative))
    new = waits(liv)
    reading.mark_read(document, {"sammendrag": section.revision}, by=liv)
    after = waits(liv)
    writing_world.saved(document.sections.get(key="sammendrag"), "Vi vil åpne kaiene for alle.")

    assert new == ["Les «Målbilde» for Pådriv Arendal, og si hva du mener."]
    assert after == []
    assert waits(liv) == ["Det er nytt i «Målbilde» for Pådriv Arendal siden du leste sist."]


def test_who_is_asked_in_a_round_is_told_where_the_link_is():
    place = gate_2_world.prepared()
    gate_2_world.round_of(place, gate_2_world.version(place))
    asked = place.partners[0].signatories.get().person
    contact = partners_world.logged_in_contact(place.partners[0], asked.name, email=asked.email)

    assert "Svar for Grunneierlaget på «Målbilde» innen" in waits(contact)[0]
    assert "e-posten" in waits(contact)[0]


def test_one_who_proposed_another_text_has_read_it():
    initiative = in_step_2()
    liv = partners_world.logged_in_contact(world.partner(initiative, "Havnebanken"))
    document = writing_world.document(initiative)
    writing_world.saved(document.sections.get(key="sammendrag"), "Vi vil åpne kaiene.")
    writing.share(document, ["sammendrag"], by=world.coordinator_of(initiative))

    writing_world.proposed(document.sections.get(key="sammendrag"), "Vi vil åpne kaiene for alle.", by=liv)

    assert waits(liv) == []
