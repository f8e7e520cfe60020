"""The mails as they leave: read back from the raw messages, with their PDF and calendar parts."""

from email import message_from_bytes, policy

import icalendar
import pytest
from django.core import mail as outbox

from mail.sending import send_waiting
from meetings import services
from meetings.links import answer_link
from partners import services as partners
from tests import meetings_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def meeting():
    return meetings_world.meeting(serving="vi serverer kaffe", headline="Hva kan {byen} bli?")


def test_an_invitation_has_text_html_pdf_and_a_calendar_request(meeting):
    meetings_world.invited(meeting, "Ingrid Nordli", email="ingrid@eksempel.no", group="residents")

    (raw,) = _sent()

    assert raw["Subject"].endswith(": Hva kan {byen} bli?")
    assert raw["Reply-To"] == meeting.initiative.contact_email
    assert "One-Click" in raw["List-Unsubscribe-Post"]
    text = _part(raw, "text/plain").get_content()
    assert "Hei, Ingrid" in text
    assert "/svar/" in text
    assert "få oversikt over hva som skjer i nærmiljøet" in text
    assert "{" not in text.replace("{byen}", "")
    assert _part(raw, "text/html").get_content().count("/svar/") >= 1
    assert _part(raw, "application/pdf").get_content().startswith(b"%PDF")
    event = _event(raw)
    assert (event.method, event["SEQUENCE"], str(event["UID"])) == ("REQUEST", 0, meeting.calendar_uid)
    assert event["DTSTART"].dt == meeting.starts_at
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_the_opt_out_link_of_the_header_is_the_one_in_the_text(meeting):
    meetings_world.invited(meeting)

    (raw,) = _sent()

    link = raw["List-Unsubscribe"].strip(" <>")
    assert "/avmelding/" in link
    assert link in _part(raw, "text/plain").get_content()


def test_a_move_updates_the_same_calendar_entry(meeting):
    meetings_world.invited(meeting)
    (first,) = _sent()
    meeting.refresh_from_db()

    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=_coordinator(meeting))

    (moved,) = _sent()
    before, after = _event(first), _event(moved)
    assert (after["UID"], after["SEQUENCE"], after["LOCATION"]) == (before["UID"], 1, "Rådhuset")
    assert "svare på nytt" in _part(moved, "text/plain").get_content()
    assert moved["Message-ID"] != first["Message-ID"]


def test_calling_off_cancels_the_calendar_entry_with_the_reason(meeting):
    meetings_world.invited(meeting)
    (first,) = _sent()

    services.call_off(
        meeting,
        reason="for få påmeldte",
        plan="du får en ny invitasjon når tidspunktet er klart",
        by=_coordinator(meeting),
    )

    (cancelled,) = _sent()
    event = _event(cancelled)
    assert (event.method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event["UID"] == _event(first)["UID"]
    text = _part(cancelled, "text/plain").get_content()
    assert "Årsak: for få påmeldte. Du får en ny invitasjon når tidspunktet er klart." in text


def test_a_move_before_the_mail_left_sends_the_new_time_once(meeting):
    meetings_world.invited(meeting)
    meeting.refresh_from_db()
    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=_coordinator(meeting))

    (raw,) = _sent()

    assert _event(raw)["LOCATION"] == "Rådhuset"
    assert list(meetings_world.mails().values_list("state", flat=True)) == ["stopped", "sent"]


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("opted out", "Personen har meldt seg av henvendelser."),
        ("withdrawn", "Personen er tatt av listen."),
        ("called off", "Møtet er avlyst."),
    ],
)
def test_a_mail_that_waits_is_stopped_when_it_shall_not_go_out_after_all(meeting, what, says):
    invitation = meetings_world.invited(meeting)
    if what == "opted out":
        partners.opt_out(invitation.person, by=None)
    elif what == "withdrawn":
        services.withdraw(invitation, by=_coordinator(meeting))
    else:
        services.call_off(meeting, reason="for få påmeldte", by=_coordinator(meeting))

    mails = _sent()

    first = meetings_world.mails().get(sending__kind="meeting_invitation")
    assert first.state == "stopped"
    assert first.reason == says
    assert len(mails) == (1 if what == "called off" else 0)


def test_a_corrected_address_stops_the_mail_to_the_wrong_one(meeting):
    invitation = meetings_world.invited(meeting, email="feil@eksempel.no")
    services.correct_guest(invitation, address="rett@eksempel.no", by=_coordinator(meeting))

    (raw,) = _sent()

    assert "rett@eksempel.no" in raw["To"]


def test_one_who_answered_while_the_reminder_waited_gets_none(meeting):
    invitation = meetings_world.invited(meeting)
    _sent()
    services.remind(meeting, by=_coordinator(meeting))
    type(invitation).objects.filter(pk=invitation.pk).update(current="coming", current_at=invitation.sent_at)

    assert _sent() == []


def test_a_test_mail_goes_to_oneself_and_holds_nobodys_link(meeting):
    invitation = meetings_world.invitation(meeting, "Ingrid Nordli")
    by = _coordinator(meeting)

    services.send_test(meeting, by=by)

    (raw,) = _sent()
    assert by.email in raw["To"]
    assert raw["Subject"].strip().startswith("Prøve: ")
    assert answer_link(invitation) not in _part(raw, "text/plain").get_content()
    assert raw.get_content_subtype() == "mixed"
    invitation.refresh_from_db()
    assert invitation.sent_at is None


def test_nothing_is_mailed_twice(meeting):
    meetings_world.invited(meeting)
    _sent()

    send_waiting()

    assert outbox.outbox == []


def _sent():
    """What the worker sends now, as raw messages read back."""
    outbox.outbox = []
    send_waiting()
    raw = [message_from_bytes(one.message().as_bytes(), policy=policy.default) for one in outbox.outbox]
    mails = [one for one in raw if "onderingsmøte" in one["Subject"] or "Invitasjon" in one["Subject"]]
    outbox.outbox = []
    assert not meetings_world.mails().filter(state="failed").exists(), (
        meetings_world.mails().filter(state="failed").first().reason
    )
    return mails


def _part(raw, kind):
    return next(part for part in raw.walk() if part.get_content_type() == kind)


def _event(raw):
    calendar = icalendar.Calendar.from_ical(_part(raw, "text/calendar").get_content())
    event = next(iter(calendar.walk("VEVENT")))
    event.method = str(calendar["METHOD"])
    return event


def _coordinator(meeting):
    return world.coordinator_of(meeting.initiative)
