"""Every page of planning takes as many queries for a hundred rows as for one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Meeting, ProgrammeItem
from meetings.services.programme import MOST_ITEMS
from paadriv.clock import now
from paadriv.text import search_key
from partners.models import Person
from tests import meetings_world, world

pytestmark = pytest.mark.django_db


def full(number: int) -> Meeting:
    """A meeting with so many on its list, as many known beside them, and as long a programme as there may be."""
    meeting = meetings_world.meeting()
    meetings_world.invited_many(meeting, number)
    known = [(f"Kjent {place}", f"kjent-{place}@eksempel.no") for place in range(number)]
    fields = {"initiative": meeting.initiative, "created_at": now()}
    partner = world.partner(meeting.initiative, "Havnebanken")
    Person.objects.bulk_create(
        Person(name=name, email=email, partner=partner, search_text=search_key(name, email), **fields)
        for name, email in known
    )
    standard = meeting.programme.count()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(meeting=meeting, position=place, title=f"Post {place}", minutes=1)
        for place in range(standard, min(standard + number, MOST_ITEMS))
    )
    return meeting


def visitor(meeting: Meeting) -> Client:
    client = Client()
    client.force_login(world.coordinator_of(meeting.initiative))
    return client


def url(meeting: Meeting, name: str, **more: int) -> str:
    return reverse(f"meetings:{name}", kwargs={"initiative": meeting.initiative_id, "meeting": meeting.pk, **more})


@pytest.mark.parametrize("number", [1, 100])
@pytest.mark.parametrize(("name", "queries"), [("guests", 6), ("letter", 8), ("programme", 6)])
def test_a_page_costs_the_same_for_one_and_a_hundred(name, queries, number, django_assert_num_queries):
    meeting = full(number)
    client = visitor(meeting)

    with django_assert_num_queries(queries):
        answer = client.get(url(meeting, name))

    assert answer.status_code == 200


@pytest.mark.parametrize("number", [1, 100])
@pytest.mark.parametrize(("name", "queries"), [("preview", 8), ("preview_letter", 9)])
def test_a_preview_costs_the_same_for_one_and_a_hundred(name, queries, number, django_assert_num_queries):
    meeting = full(number)
    client = visitor(meeting)
    last = meeting.invitations.order_by("-pk")[0]

    with django_assert_num_queries(queries):
        answer = client.get(url(meeting, name, invitation=last.pk))

    assert answer.status_code == 200


@pytest.mark.parametrize("number", [1, 100])
def test_a_search_among_those_known_costs_the_same_for_one_and_a_hundred(number, django_assert_num_queries):
    meeting = full(number)
    client = visitor(meeting)

    with django_assert_num_queries(6):
        part = client.get(url(meeting, "search_known"), {"q": "kjent"}, headers={"HX-Request": "true"})

    assert part.content.decode().count("Havnebanken") == min(number, 10)


@pytest.mark.parametrize("number", [1, 100])
def test_the_sending_page_costs_the_same_for_one_and_a_hundred(number, django_assert_num_queries):
    meeting = full(number)
    meetings_world.sent(meeting)
    client = visitor(meeting)

    with django_assert_num_queries(16):
        client.get(url(meeting, "send"))


@pytest.mark.parametrize("number", [1, 100])
def test_the_list_of_meetings_costs_the_same_for_one_and_a_hundred(number, django_assert_num_queries):
    initiative = world.initiative()
    for days in range(number):
        meetings_world.meeting(initiative, days=21 + days)
    client = visitor(initiative.meetings.order_by("pk")[0])

    with django_assert_num_queries(6):
        page = client.get(reverse("meetings:index", args=[initiative.pk]))

    assert page.content.decode().count("Kulturhuset") >= number
