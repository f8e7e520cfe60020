"""What those hear who are taken off the list or have opted out: cancellations and, when they come, moves."""

import icalendar
import pytest
from django.core import mail as outbox
from django.urls import reverse

from mail.kinds import Stopped, kind_of
from mail.models import Message
from mail.sending import send_waiting
from meetings import services
from meetings.models import Choice
from paadriv import clock
from partners.services import opt_out
from tests import meetings_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def meeting():
    return meetings_world.meeting()


def by(meeting):
    return world.coordinator_of(meeting.initiative)


def mailed(meeting, name="Ingrid Nordli"):
    """Somebody whose invitation has gone out."""
    row = meetings_world.invited(meeting, name)
    send_waiting()
    meeting.refresh_from_db()
    return row


def sent(kind):
    """The mails of one kind that went out, as the worker sends them now."""
    outbox.outbox = []
    send_waiting()
    ids = Message.objects.filter(sending__kind=kind, state="sent").values_list("message_id", flat=True)
    return [one for one in outbox.outbox if one.extra_headers["Message-ID"] in set(ids)]


def event_of(one):
    part = next(part for part in one.message().walk() if part.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    return str(calendar["METHOD"]), next(iter(calendar.walk("VEVENT")))


def numbers_of(kind):
    return [event_of(one)[1]["SEQUENCE"] for one in sent(kind)]


def test_one_taken_off_after_mailing_gets_the_meeting_out_of_the_calendar(meeting):
    guest = mailed(meeting)

    services.withdraw(guest, by=by(meeting))

    (one,) = sent("invitation_withdrawn")
    method, event = event_of(one)
    assert (method, event["STATUS"], str(event["UID"])) == ("CANCEL", "CANCELLED", meeting.calendar_uid)
    assert event["SEQUENCE"] == 1
    assert "du trenger ikke svare" in one.body
    assert "/svar/" not in one.body


def test_it_is_told_once(meeting):
    guest = mailed(meeting)

    for _time in range(2):
        services.withdraw(guest, by=by(meeting))

    assert Message.objects.filter(sending__kind="invitation_withdrawn").count() == 1


@pytest.mark.parametrize("when", ["never mailed", "not gone out", "no address"])
def test_one_who_has_nothing_in_the_calendar_hears_nothing(meeting, when):
    guest = meetings_world.invitation(meeting, email="" if when == "no address" else "gjest@eksempel.no")
    if when == "not gone out":
        meetings_world.sent(meeting)

    services.withdraw(guest, by=by(meeting))

    assert not Message.objects.filter(sending__kind="invitation_withdrawn").exists()


def test_one_who_opted_out_still_gets_the_meeting_out_of_the_calendar(meeting):
    guest = mailed(meeting)
    opt_out(guest.person, by=None)

    services.withdraw(guest, by=by(meeting))

    assert len(sent("invitation_withdrawn")) == 1


def test_one_who_is_put_back_gets_a_request_with_a_higher_number(meeting):
    guest = mailed(meeting)
    services.withdraw(guest, by=by(meeting))
    cancelled = numbers_of("invitation_withdrawn")
    services.invite(meeting, guest.person, by=by(meeting))
    meetings_world.sent(meeting)

    asked_again = numbers_of("meeting_invitation")
    services.call_off(meeting, reason="for få påmeldte", by=by(meeting))

    assert (cancelled, asked_again, numbers_of("meeting_called_off")) == ([1], [2], [3])


def test_one_who_is_put_back_before_the_mail_left_hears_nothing(meeting):
    guest = mailed(meeting)
    services.withdraw(guest, by=by(meeting))
    services.invite(meeting, guest.person, by=by(meeting))

    stopped = kind_of("invitation_withdrawn").build(Message.objects.get(sending__kind="invitation_withdrawn"))

    assert stopped == Stopped("Personen er satt på listen igjen.")


@pytest.mark.parametrize(
    ("choice", "told"),
    [(Choice.COMING, True), (Choice.MAYBE, True), (Choice.NOT_COMING, False), ("", False)],
)
def test_who_opted_out_hears_of_a_move_when_they_said_that_they_may_come(meeting, choice, told):
    guest = mailed(meeting)
    if choice:
        services.answer(guest, choice=choice)
    opt_out(guest.person, by=None)

    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=by(meeting))

    assert Message.objects.filter(sending__kind="meeting_moved").count() == told
    assert len(sent("meeting_moved")) == told
    assert not Message.objects.filter(sending__kind="meeting_invitation", state="queued").exists()


def test_who_opted_out_and_comes_hears_of_calling_off_and_gets_no_reminder(meeting):
    guest = mailed(meeting)
    services.answer(guest, choice=Choice.COMING)
    opt_out(guest.person, by=None)
    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=by(meeting))
    meeting.refresh_from_db()

    assert not services.sending.to_remind(meeting).exists()
    services.call_off(meeting, reason="for få påmeldte", by=by(meeting))
    assert len(sent("meeting_called_off")) == 1


def test_the_answers_page_shows_who_has_opted_out(client, meeting):
    guest = mailed(meeting)
    services.answer(guest, choice=Choice.COMING)
    client.force_login(by(meeting))
    page = reverse("meetings:answers", args=[meeting.initiative_id, meeting.pk])
    before = client.get(page).content.decode()

    opt_out(guest.person, by=None)

    assert "meldt seg av" not in before
    assert "meldt seg av" in client.get(page).content.decode()


def test_taking_somebody_off_asks_first_and_says_what_they_will_hear(client, meeting):
    guest, fresh = mailed(meeting), meetings_world.invitation(meeting, "Ny På Listen")
    client.force_login(by(meeting))
    pages = {
        row: reverse("meetings:withdraw", args=[meeting.initiative_id, meeting.pk, row.pk]) for row in (guest, fresh)
    }

    said = {row: client.get(page).content.decode() for row, page in pages.items()}

    assert "får en kort e-post" in said[guest]
    assert "får ingen e-post" in said[fresh]
    guest.refresh_from_db()
    assert guest.withdrawn_at is None
    assert client.post(pages[guest]).headers["Location"].endswith("/invitasjonsliste/")
    guest.refresh_from_db()
    assert guest.withdrawn_at is not None


def test_after_the_start_nobody_is_told_that_they_are_off_the_list(meeting):
    guest = mailed(meeting)

    with clock.set_to(meeting.starts_at):
        assert not services.is_told_of_withdrawal(guest)
