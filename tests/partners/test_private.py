"""Private persons have a page of their own, where each gets the stakeholder group they count in."""

import pytest
from django.urls import reverse

from tests import world

pytestmark = pytest.mark.django_db


def page_of(initiative):
    return reverse("partners:persons", args=[initiative.pk])


def edit_page(person):
    return reverse("partners:edit_person", args=[person.initiative_id, person.pk])


def test_the_page_lists_those_without_a_partner_and_finds_those_without_a_group(client):
    initiative = world.initiative()
    world.person(initiative, "Med Gruppe", group="residents")
    world.person(initiative, "Uten Gruppe")
    world.person(initiative, "For Banken", partner=world.partner(initiative, "Havnebanken"))
    client.force_login(world.coordinator_of(initiative))

    everyone = client.get(page_of(initiative)).context["persons"]
    without = client.get(page_of(initiative), {"vis": "uten-gruppe"}).context["persons"]

    assert [person.name for person in everyone] == ["Med Gruppe", "Uten Gruppe"]
    assert [person.name for person in without] == ["Uten Gruppe"]


def test_the_group_of_a_private_person_can_be_set_later(client):
    initiative = world.initiative()
    person = world.person(initiative, "Berit By")
    client.force_login(world.coordinator_of(initiative))
    fields = {"revision": person.revision, "name": person.name, "email": person.email, "phone": ""}

    answer = client.post(edit_page(person), {**fields, "group": "residents"})

    person.refresh_from_db()
    assert person.group == "residents"
    assert answer.headers["Location"] == page_of(initiative)


def test_one_who_speaks_for_a_partner_has_no_group_of_their_own(client):
    initiative = world.initiative()
    person = world.person(initiative, "For Banken", partner=world.partner(initiative, "Havnebanken"))
    client.force_login(world.coordinator_of(initiative))
    fields = {"revision": person.revision, "name": person.name, "email": person.email, "phone": ""}

    shown = client.get(edit_page(person)).content.decode()
    client.post(edit_page(person), {**fields, "group": "residents"})

    person.refresh_from_db()
    assert "Interessentgruppe" not in shown
    assert person.group == ""


def test_the_association_is_not_led_to_persons(client):
    initiative = world.initiative()
    client.force_login(world.association_admin())

    assert page_of(initiative) not in client.get(reverse("partners:index", args=[initiative.pk])).content.decode()
    assert client.get(page_of(initiative)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_more_persons(client, django_assert_num_queries, number):
    initiative = world.initiative()
    for _ in range(number):
        world.person(initiative)
    client.force_login(world.coordinator_of(initiative))

    with django_assert_num_queries(5):
        client.get(page_of(initiative))
