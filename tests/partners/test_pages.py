"""Partners are for all who see the initiative, persons for its members only."""

import pytest

from paadriv.clock import now
from partners import services
from partners.models import Partner, Person
from register.models import Organisation
from tests import world

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def at(initiative, *rest):
    return "/".join(["", "initiativ", str(initiative.pk), *map(str, rest), ""])


def looker(initiative, who):
    if who == "admin":
        return world.association_admin()
    if who == "stranger":
        return world.coordinator_of(world.initiative("Stavanger"))
    return world.coordinator_of(initiative) if who == "coordinator" else world.member(initiative, who, "Per")


ROLES = ["coordinator", "editor", "reader", "partner", "admin", "stranger"]


@pytest.mark.parametrize(("who", "status"), [*zip(ROLES, [200, 200, 200, 403, 200, 404], strict=True)])
@pytest.mark.parametrize("page", ["list", "partner"])
def test_who_sees_partners(client, who, status, page):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    client.force_login(looker(initiative, who))

    address = at(initiative, "partnere") if page == "list" else at(initiative, "partnere", partner.pk)

    assert client.get(address).status_code == status


@pytest.mark.parametrize(("who", "status"), [*zip(ROLES, [302, 302, 403, 403, 403, 404], strict=True)])
@pytest.mark.parametrize("act", ["add", "edit", "add_person", "edit_person"])
def test_who_changes_partners_and_persons(client, who, status, act):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    person = world.person(initiative, partner=partner)
    client.force_login(looker(initiative, who))
    doors = {
        "add": (at(initiative, "partnere", "ny"), {"organisation_text": "Nabolaget", "unregistered": "on"}),
        "edit": (at(initiative, "partnere", partner.pk, "endre"), {"revision": 1, "name": "Ny", "group": ""}),
        "add_person": (at(initiative, "partnere", partner.pk, "personer", "ny"), {"name": "Liv Moe"}),
        "edit_person": (at(initiative, "personer", person.pk, "endre"), {"revision": 1, "name": "Liv"}),
    }

    assert client.post(*doors[act]).status_code == status


def test_the_association_sees_how_many_persons_and_never_whom(client):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    world.person(initiative, "Hemmelig Person", partner=partner, email="hemmelig@eksempel.no", phone="912 34 567")
    client.force_login(world.association_admin())

    pages = [client.get(at(initiative, "partnere")), client.get(at(initiative, "partnere", partner.pk))]

    assert all("emmelig" not in page.content.decode() for page in pages)
    assert "én\xa0person er registrert" in pages[1].content.decode()


@pytest.mark.parametrize("path", ["endre", "slett"])
def test_a_person_is_not_reached_through_another_initiative(client, path):
    arendal, stavanger = world.initiative(), world.initiative("Stavanger")
    person = world.person(arendal)
    client.force_login(world.coordinator_of(stavanger))

    assert client.post(at(stavanger, "personer", person.pk, path)).status_code == 404


def test_a_partner_is_registered_by_number_or_is_a_bare_name_when_one_says_so(client):
    initiative = world.initiative()
    bank = world.organisation("Havnebanken", "company")
    client.force_login(world.coordinator_of(initiative))
    door = at(initiative, "partnere", "ny")

    client.post(door, {"organisation_text": bank.number_in_groups, "group": "local_business"})
    refused = client.post(door, {"organisation_text": "Naboene i Tollbodgata"})
    client.post(door, {"organisation_text": "Naboene i Tollbodgata", "unregistered": "on", "group": "residents"})

    assert refused.status_code == 422
    assert list(initiative.partners.order_by("pk").values_list("name", "organisation", "group")) == [
        ("Havnebanken", bank.pk, "local_business"),
        ("Naboene i Tollbodgata", None, "residents"),
    ]


def test_a_bare_name_that_resembles_a_registered_one_is_still_taken_as_written(client):
    initiative = world.initiative()
    world.organisation("Havnebanken nord", "company")
    world.organisation("Havnebanken sør", "company")
    client.force_login(world.coordinator_of(initiative))
    door = at(initiative, "partnere", "ny")

    asked = client.post(door, {"organisation_text": "Havnebanken"})
    client.post(door, {"organisation_text": "Havnebanken", "unregistered": "on"})

    assert asked.status_code == 422
    assert initiative.partners.get().organisation is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation_text", ""),
        ("organisation_text", "x" * 201),
        ("organisation_number", "964 123 102"),
        ("group", "adel"),
    ],
)
def test_a_bad_partner_is_answered_at_the_field(client, field, value):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))
    fields = {"organisation_text": "Naboene", "unregistered": "on", field: value}

    answer = client.post(at(initiative, "partnere", "ny"), fields)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "\u202e"), ("name", "x" * 121), ("email", "liv@x"), ("email", "æ@eksempel.no"), ("phone", "ja takk")],
)
def test_a_bad_person_is_answered_at_the_field(client, field, value):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    client.force_login(world.coordinator_of(initiative))

    answer = client.post(at(initiative, "partnere", partner.pk, "personer", "ny"), {"name": "Liv Moe", field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Person.objects.exists()


def test_one_address_is_one_person_in_an_initiative(client):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    liv = world.person(initiative, "Liv Moe", email="liv@eksempel.no", partner=partner)
    ola = world.person(initiative, "Ola Berg", partner=partner)
    client.force_login(world.coordinator_of(initiative))

    added = client.post(
        at(initiative, "partnere", partner.pk, "personer", "ny"), {"name": "Liv igjen", "email": liv.email}
    )
    edited = client.post(
        at(initiative, "personer", ola.pk, "endre"), {"revision": 1, "name": "Ola Berg", "email": liv.email}
    )

    assert [answer.status_code for answer in (added, edited)] == [422, 422]
    assert all("email" in answer.context["form"].errors for answer in (added, edited))


def test_a_colleagues_edit_of_a_person_gives_both_texts(client):
    initiative = world.initiative()
    person = world.person(initiative, "Liv Moe", email="liv@eksempel.no")
    services.edit_person(person, {"phone": "911 11 111"}, revision=1, by=world.coordinator_of(initiative))
    client.force_login(world.member(initiative, "editor"))
    mine = {"revision": 1, "name": "Liv Moe", "email": "liv@eksempel.no", "phone": "922 22 222"}

    answer = client.post(at(initiative, "personer", person.pk, "endre"), mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "911 11 111" in page
    assert "922 22 222" in page


def test_an_edited_person_is_found_by_the_new_name():
    initiative = world.initiative()
    person = world.person(initiative, "Liv Moe")

    services.edit_person(person, {"name": "Liv Ødegård"}, revision=1, by=world.coordinator_of(initiative))

    assert list(initiative.persons.matching("ødeg")) == [person]
    assert list(initiative.persons.matching("moe")) == []


def test_the_search_answers_with_the_panel_alone(client):
    initiative = world.initiative()
    world.partner(initiative, "Havnebanken")
    world.partner(initiative, "Velforeningen", group="residents")
    client.force_login(world.coordinator_of(initiative))

    part = client.get(at(initiative, "partnere") + "?sok=havn", headers=HTMX).content.decode()

    assert part.strip().startswith('<div id="partners-panel"')
    assert "Havnebanken" in part
    assert "Velforeningen" not in part


@pytest.mark.parametrize("number", [1, 100])
def test_the_pages_cost_the_same_with_more_rows(client, django_assert_num_queries, number):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    organisations = Organisation.objects.bulk_create(
        Organisation(number=world.organisation_number(), name=f"Bedrift {index}", kind="company")
        for index in range(number)
    )
    rows = {"initiative": initiative, "created_at": now()}
    others = Partner.objects.bulk_create(
        Partner(organisation=one, name=one.name, search_text=one.name.lower(), group="local_business", **rows)
        for one in organisations
    )
    Person.objects.bulk_create(
        Person(name=f"Person {place}", email=f"p{place}@eksempel.no", partner=of, **rows)
        for place, of in enumerate([*others, *[partner] * number])
    )
    client.force_login(world.coordinator_of(initiative))

    with django_assert_num_queries(5):
        listed = client.get(at(initiative, "partnere"))
    with django_assert_num_queries(10):
        shown = client.get(at(initiative, "partnere", partner.pk))

    assert listed.content.decode().count(">Bedrift ") >= number
    assert shown.content.decode().count("@eksempel.no") >= number
