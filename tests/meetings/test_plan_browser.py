"""The pages of planning in a real browser: accessible in both colours and at both widths, and pressed for real."""

import pytest
from django.urls import reverse

from tests import meetings_world, world
from tests.browser.axe import faults_at_every_size

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]

PAGES = ("meeting", "edit", "call_off", "programme", "guests", "letter", "send")


@pytest.fixture
def meeting():
    initiative = world.initiative()
    meeting = meetings_world.meeting(initiative, capacity=30, accessibility="Trinnfri inngang fra Bryggegata")
    club = world.partner(initiative, "Arendal Næringsforening", group="other_business")
    meetings_world.invitation(meeting, "Ingrid Nordli", partner=club)
    meetings_world.invitation(meeting, "Bjørg Hårstad", group="residents", why_asked="du leder velforeningen")
    meetings_world.sent(meeting)
    meetings_world.invitation(meeting, "Per Vik")
    return meeting


def addresses(meeting):
    keys = {"initiative": meeting.initiative_id, "meeting": meeting.pk}
    invitation = {**keys, "invitation": meeting.invitations.first().pk}
    item = {**keys, "item": meeting.programme.get(kind="introduction").pk}
    return {
        "index": reverse("meetings:index", args=[meeting.initiative_id]),
        "plan": reverse("meetings:plan", args=[meeting.initiative_id]),
        **{name: reverse(f"meetings:{name}", kwargs=keys) for name in PAGES},
        "edit_item": reverse("meetings:edit_item", kwargs=item),
        "remove_item": reverse("meetings:remove_item", kwargs=item),
        "correct_guest": reverse("meetings:correct_guest", kwargs=invitation),
        "preview": reverse("meetings:preview", kwargs=invitation),
        "preview_letter": reverse("meetings:preview_letter", kwargs=invitation),
    }


def test_every_page_of_planning_is_accessible(open_page, meeting):
    page = open_page("/personvern/", user=world.coordinator_of(meeting.initiative))
    found = {}
    for name, address in addresses(meeting).items():
        page.goto(address)
        found[name] = list(faults_at_every_size(page))
    letter = found.pop("preview_letter")  # a sheet of paper: it may be wider than a phone

    assert not any(found.values()), {name: broken for name, broken in found.items() if broken}
    assert not [fault for fault in letter if "pixels too wide" not in fault]


def test_a_programme_is_changed_and_a_guest_found_without_loading_the_page(open_page, meeting):
    world.person(meeting.initiative, "Øyvind Åsen")
    user = world.coordinator_of(meeting.initiative)
    page = open_page(addresses(meeting)["programme"], user=user)

    page.get_by_role("link", name="Endre «Velkommen»").click()
    page.get_by_label("Minutter").first.fill("60")
    page.get_by_role("button", name="Lagre posten").click()
    page.get_by_text("Programmet er lengre enn").wait_for()
    page.goto(addresses(meeting)["guests"])
    page.get_by_label("Navn, e-post eller virksomhet").press_sequentially("øyv")
    page.get_by_role("button", name="Sett Øyvind Åsen på listen").click()
    page.get_by_text("Øyvind Åsen står på listen.").wait_for()

    assert meeting.invitations.filter(person__name="Øyvind Åsen").exists()


def test_everything_works_without_script(open_page, meeting):
    user = world.coordinator_of(meeting.initiative)
    page = open_page(addresses(meeting)["guests"], user=user, js=False)

    page.get_by_label("Lim inn en liste").fill("Ola Berg;ola@eksempel.no;Velet")
    page.get_by_role("button", name="Kontroller listen").click()
    page.get_by_role("button", name="Sett én person på listen").click()
    page.goto(addresses(meeting)["send"])
    page.get_by_role("button", name="Send til 2 personer").click()

    assert not meeting.invitations.filter(sent_at=None).exists()
