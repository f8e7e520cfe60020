"""Those who came and count in no stakeholder group get one at the door's page, and count at gate 1."""

import pytest
from django.urls import reverse

from gates.criteria import GATE_1
from gates.places import place
from initiatives import services as initiatives
from meetings import services
from meetings.counting import meeting_counts
from paadriv import clock
from tests import day_world, htmx, meetings_world, world

pytestmark = pytest.mark.django_db


def at(meeting, name="attendance", **ids):
    return reverse(f"meetings:{name}", kwargs={"initiative": meeting.initiative_id, "meeting": meeting.pk, **ids})


def walked_in(meeting, name="Berit By", organisation=""):
    """Somebody who came without being on the list."""
    with clock.set_to(day_world.during(meeting)):
        by = world.coordinator_of(meeting.initiative)
        return services.add_walk_in(meeting, name=name, organisation=organisation, by=by).person


def without_group(client, meeting):
    client.force_login(world.coordinator_of(meeting.initiative))
    return [one.name for one in client.get(at(meeting)).context["ungrouped"]]


def test_a_resident_who_walked_in_counts_once_the_group_is_chosen():
    meeting = meetings_world.meeting()
    berit = walked_in(meeting)
    day_world.closed(meeting)
    before = meeting_counts(meeting.initiative)

    services.choose_group(meeting, person=berit, group="residents", by=world.coordinator_of(meeting.initiative))

    assert before.groups_attended == frozenset()
    assert meeting_counts(meeting.initiative).groups_attended == {"residents"}


def test_one_who_came_for_an_organisation_gives_the_organisation_its_group():
    meeting = meetings_world.meeting()
    berit = walked_in(meeting, organisation="Velforeningen")
    services.choose_group(meeting, person=berit, group="residents", by=world.coordinator_of(meeting.initiative))

    berit.refresh_from_db()

    assert (berit.partner.group, berit.group) == ("residents", "")


def test_the_page_lists_each_partner_once_and_nobody_who_has_a_group_or_did_not_come(client):
    meeting = meetings_world.meeting()
    for name in ("Berit By", "Bjarne By"):
        walked_in(meeting, name, organisation="Velforeningen")
    walked_in(meeting, "Alene Aas")
    day_world.met(meeting, meetings_world.invited(meeting, "Med Gruppe", group="residents").person)
    meetings_world.invited(meeting, "Kom Ikke")

    assert without_group(client, meeting) == ["Alene Aas", "Velforeningen"]
    assert "Berit By og Bjarne By" in client.get(at(meeting)).content.decode()


def test_a_group_chosen_on_the_page_leaves_it_as_a_page_loaded_anew(client):
    meeting = meetings_world.meeting()
    berit = walked_in(meeting)
    client.force_login(world.coordinator_of(meeting.initiative))
    page = htmx.load(client, at(meeting))

    page.press(f"#ungrouped-row-{berit.pk} button", group="residents")

    assert page.equals_reload()
    assert without_group(client, meeting) == []


def test_a_tap_at_the_door_brings_the_list_of_those_without_a_group_along(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, "Ukjent Gruppe")
    client.force_login(world.coordinator_of(meeting.initiative))
    with clock.set_to(day_world.during(meeting)):
        page = htmx.load(client, at(meeting))

        page.press(f"#attendance-row-{guest.person_id} button")

        assert page.equals_reload()
    assert without_group(client, meeting) == ["Ukjent Gruppe"]


@pytest.mark.parametrize("group", ["", "adel"])
def test_no_group_or_an_unknown_one_is_answered_at_the_row(client, group):
    meeting = meetings_world.meeting()
    berit = walked_in(meeting)
    client.force_login(world.coordinator_of(meeting.initiative))

    answer = client.post(at(meeting, "choose_group", person=berit.pk), {"group": group})

    berit.refresh_from_db()
    assert answer.status_code == 422
    assert f'id="group-why-{berit.pk}"' in answer.content.decode()
    assert berit.group == ""


def test_one_who_is_not_in_the_list_is_told_above_it(client):
    meeting = meetings_world.meeting()
    walked_in(meeting)
    away = meetings_world.invited(meeting, "Kom Ikke").person
    client.force_login(world.coordinator_of(meeting.initiative))

    words = client.post(at(meeting, "choose_group", person=away.pk), {"group": "adel"}).content.decode()

    assert words.count("ds-validation-message") == 1


def test_without_script_one_comes_back_to_the_list(client):
    meeting = meetings_world.meeting()
    berit = walked_in(meeting)
    client.force_login(world.coordinator_of(meeting.initiative))

    answer = client.post(at(meeting, "choose_group", person=berit.pk), {"group": "residents"})

    assert answer.headers["Location"] == f"{at(meeting)}#ungrouped-panel"


def test_the_gate_leads_to_the_meeting_where_somebody_lacks_a_group():
    initiative = world.initiative()
    first = meetings_world.meeting(initiative)
    walked_in(first)
    day_world.closed(first)
    second = meetings_world.meeting(initiative, days=30)
    day_world.met(second, meetings_world.invited(second, group="residents").person)
    day_world.closed(second)
    groups = {one.key: one.where for one in GATE_1}

    places = [
        place(initiative, groups[key], meeting_counts(initiative)) for key in ("groups_attended", "people_of_the_place")
    ]

    assert places == [f"{at(first)}#ungrouped-panel"] * 2


def test_in_a_stopped_initiative_no_group_is_chosen(client):
    meeting = meetings_world.meeting()
    berit = walked_in(meeting)
    by = world.coordinator_of(meeting.initiative)
    initiatives.stop(meeting.initiative, reason="For liten interesse.", by=by)
    client.force_login(by)

    answer = client.post(at(meeting, "choose_group", person=berit.pk), {"group": "residents"})

    assert answer.status_code == 403
