"""The day's pages in a real browser: by phone and by desk, light and dark, with and without script."""

import pytest
from django.urls import reverse

from mail.links import token_for
from meetings import services
from meetings.models import Answer, Choice, Interest
from tests import day_world, meetings_world, world
from tests.browser.axe import faults_at_every_size, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def link(name, row):
    purpose = {"read_minutes": "minutes"}.get(name, name)
    return reverse(f"meetings:{name}", args=[token_for(purpose, row)])


def at(meeting, name):
    return reverse(f"meetings:{name}", args=[meeting.initiative_id, meeting.pk])


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_members_pages_are_accessible_and_fit(open_page):
    meeting = day_world.going_on()
    coordinator = world.coordinator_of(meeting.initiative)
    for partner in meeting.initiative.partners.order_by("pk")[:5]:
        day_world.interest(meeting, organisation=partner.name, what_it_takes="Mer tid")
    page = open_page("/personvern/", user=coordinator)
    for name in ("answers", "attendance", "interest_results", "interest_qr", "close", "minutes"):
        page.goto(at(meeting, name))
        assert list(faults_at_every_size(page)) == [], name


def test_guests_pages_are_accessible_and_fit(open_page):
    meeting, now_on = meetings_world.meeting(), day_world.going_on()
    guest, fresh = day_world.coming(meeting), meetings_world.invited(meeting, "Per Holm")
    page = open_page("/personvern/")
    for path in (
        link("answer", guest.pk),
        link("answer", fresh.pk),
        link("opt_out", guest.person_id),
        link("meeting_interest", now_on.pk),
        link("answer", guest.pk)[:-2] + "/",
    ):
        page.goto(path)
        assert list(faults_at_every_size(page)) == [], path


@pytest.mark.parametrize("js", [True, False])
def test_a_guest_answers_on_a_phone(open_page, js):
    guest = meetings_world.invited(meetings_world.meeting())
    page = open_page(link("answer", guest.pk), width=360, js=js)

    page.get_by_role("button", name="Kommer", exact=True).click()
    page.get_by_text("Svaret ditt: kommer").wait_for()
    page.get_by_label("Trenger du tilrettelegging?").fill("Teleslynge")
    page.get_by_role("button", name="Lagre tilrettelegging").click()
    page.wait_for_load_state()

    guest.refresh_from_db()
    assert (guest.current, guest.need.text, Answer.objects.count()) == (Choice.COMING, "Teleslynge", 1)


@pytest.mark.parametrize("js", [True, False])
def test_a_guest_sends_another(open_page, js):
    guest = meetings_world.invited(meetings_world.meeting())
    page = open_page(link("answer", guest.pk), width=360, js=js)

    page.get_by_text("Sender en annen").click()
    page.get_by_label("Navnet på den som kommer i stedet").fill("Per Holm")
    page.get_by_label("E-postadressen til den som kommer").fill("per@eksempel.no")
    page.get_by_role("button", name="Send invitasjonen videre").click()
    page.get_by_text("Vi har sendt invitasjonen til Per Holm").wait_for()

    assert guest.meeting.invitations.count() == 2


@pytest.mark.parametrize("js", [True, False])
def test_the_door_is_kept_on_a_phone(open_page, js):
    meeting = day_world.going_on()
    page = open_page(at(meeting, "attendance"), user=world.coordinator_of(meeting.initiative), width=360, js=js)

    page.get_by_label("Søk etter navn eller virksomhet").fill("ingrid")
    if not js:
        page.get_by_role("button", name="Søk").click()
    page.get_by_text("Per Holm").wait_for(state="detached")
    page.get_by_role("button", name="Ingrid Nordli").click()
    page.get_by_text("1 av 9").wait_for()
    page.get_by_text("Ny deltaker").click()
    page.get_by_label("Navn", exact=True).fill("Gunn Moen")
    page.get_by_label("Virksomhet (valgfritt)").fill("Kaia Kafé")
    page.get_by_role("button", name="Registrer som møtt").click()
    page.get_by_text("Gunn Moen er registrert som møtt.").wait_for()

    assert meeting.attendance.count() == 2


@pytest.mark.parametrize("js", [True, False])
def test_interest_is_declared_from_the_code_on_the_screen(open_page, js):
    meeting = day_world.going_on()
    page = open_page(link("meeting_interest", meeting.pk), width=360, js=js)

    page.get_by_label("Navnet ditt").fill("Gunn Moen")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Ja, i en arbeidsgruppe").check()
    page.get_by_label("Lokaler").check()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_text("Takk for svaret").wait_for()

    assert Interest.objects.get().contributions == ["premises"]


def test_published_minutes_are_accessible(open_page):
    meeting = day_world.going_on()
    day_world.met(meeting, meeting.invitations.order_by("pk")[0].person)
    day_world.closed(meeting)
    coordinator = world.coordinator_of(meeting.initiative)
    body = services.minutes.outline(meeting)
    services.edit_minutes(meeting, body=body, interest_until=None, revision=0, by=coordinator)
    services.publish_minutes(meeting, revision=1, by=coordinator)
    row = meeting.attendance.filter(state="attended").get()

    page = open_page(link("read_minutes", row.pk), width=360)
    assert violations(page) == []
    for width in (360, 1280):
        page = open_page(at(meeting, "minutes"), user=coordinator, width=width)
        assert violations(page) == []
        assert fits(page)
