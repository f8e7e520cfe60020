"""The day's mails as they leave: words, links that open, and what stops them."""

import re

import pytest

from mail.kinds import Mail, Stopped, kind_of
from mail.models import Message
from meetings import services
from meetings.models import Choice, Interest
from partners.services import opt_out
from tests import day_world, meetings_world, world

pytestmark = pytest.mark.django_db


def built(kind: str) -> Mail | Stopped:
    message = Message.objects.filter(sending__kind=kind).order_by("-pk")[0]
    return kind_of(kind).build(message)


def opens(client, text: str, path: str) -> bool:
    found = re.search(rf"(/{path}/[^\s)]+)", text)
    assert found is not None, text
    return client.get(found[1]).status_code == 200


def test_a_receipt_says_what_was_answered_and_its_links_open(client):
    day_world.coming(meetings_world.meeting())

    mail = built("answer_receipt")

    assert mail.subject.startswith("Svaret ditt: Kommer – sonderingsmøte")
    assert "Hei, Ingrid" in mail.text
    assert "Du kan endre svaret til og med" in mail.text
    assert opens(client, mail.text, "svar")
    assert opens(client, mail.text, "avmelding")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_receipt_says_who_registered_the_answer():
    meeting = meetings_world.meeting()
    coordinator = world.coordinator_of(meeting.initiative)
    services.answer(meetings_world.invited(meeting), choice=Choice.NOT_COMING, by=coordinator)

    assert f"{coordinator.name} har registrert svaret ditt" in built("answer_receipt").text


@pytest.mark.parametrize(("choice", "offered"), [("coming", True), ("maybe", True), ("not_coming", False)])
def test_only_those_who_may_come_are_offered_the_calendar(client, choice, offered):
    guest = services.answer(meetings_world.invited(meetings_world.meeting()), choice=choice)

    page = client.get(re.search(r"(/svar/[^\s)]+)", built("answer_receipt").text)[1]).content.decode()

    assert ("kalender.ics" in built("answer_receipt").text) is offered
    assert ("kalender.ics" in page) is offered
    assert guest.current == choice


def test_a_mail_ends_with_the_sender_under_the_greeting_and_one_link_a_line():
    day_world.coming(meetings_world.meeting())

    words = built("answer_receipt").text

    assert "Vennlig hilsen\nKari Nilsen, Arendal kommune" in words
    assert re.search(r"Meld deg av \(\S+\)\.\n\nLes om", words)


def test_a_receipt_for_an_answer_that_was_changed_is_stopped():
    guest = day_world.coming(meetings_world.meeting())
    first = Message.objects.get(sending__kind="answer_receipt")
    services.answer(guest, choice=Choice.MAYBE)

    assert isinstance(kind_of("answer_receipt").build(first), Stopped)


def test_who_waits_is_told_so_and_then_told_of_the_seat(client):
    meeting = meetings_world.meeting(capacity=1)
    seated = day_world.coming(meeting, "Har plass")
    waiting = day_world.coming(meeting, "Venter")
    assert "venteliste" in built("answer_receipt").text

    services.answer(seated, choice=Choice.NOT_COMING)
    assert "du har fått den" in built("seat_given").text

    services.answer(waiting, choice=Choice.NOT_COMING)
    assert isinstance(built("seat_given"), Stopped)


def test_thanks_with_the_minutes_count_people_organisations_and_result(client):
    meeting = meetings_world.meeting()
    sawmill = world.partner(meeting.initiative, "Sagbruket AS")
    day_world.interest(meeting, partner=sawmill, level=Interest.Level.WORKING_GROUP)
    guest = meetings_world.invited(meeting, partner=sawmill)
    day_world.met(meeting, guest.person)
    day_world.closed(meeting)
    coordinator = world.coordinator_of(meeting.initiative)
    services.edit_minutes(meeting, body="Fint.", interest_until=None, revision=0, by=coordinator)
    services.publish_minutes(meeting, revision=1, by=coordinator)

    mail = built("meeting_minutes")

    words = mail.text.replace("\u00a0", " ")
    assert "Vi var én deltaker, og én virksomhet var representert. Én virksomhet vil delta videre." in words
    assert opens(client, mail.text, "referat")

    opt_out(guest.person, by=None)
    assert isinstance(built("meeting_minutes"), Stopped)


def test_one_who_walked_in_gets_the_meetings_own_form():
    meeting = meetings_world.meeting()
    coordinator = world.coordinator_of(meeting.initiative)
    with day_world.clock.set_to(day_world.during(meeting)):
        services.add_walk_in(meeting, name="Per", organisation="", email="per@eksempel.no", by=coordinator)
    day_world.closed(meeting)
    services.edit_minutes(meeting, body="Fint.", interest_until=None, revision=0, by=coordinator)
    services.publish_minutes(meeting, revision=1, by=coordinator)

    with day_world.clock.set_to(day_world.after(meeting)):
        assert "/interesse/mote/" in built("meeting_minutes").text
