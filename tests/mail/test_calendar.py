"""Raw messages from disk read back: new, moved and called off, with hostile words in the meeting's name."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import icalendar
import pytest

from mail import calendar
from mail.kinds import Attachment, Calendar, Mail
from mail.sending import send_waiting
from tests.mail_world import know_kind, queued

pytestmark = pytest.mark.django_db

HOSTILE = "Møte; om, byen\\nå\r\nATTENDEE:mailto:ond@eksempel.no\r\nBEGIN:VALARM «hei»: 100 %"


def event(**changes: object) -> calendar.Event:
    facts: dict[str, object] = {
        "uid": "sonderingsmoete-7@paadriv",
        "sequence": 0,
        "summary": "Sonderingsmøte: Trenger Arendal et Pådriv?",
        "description": "Svar her: https://paadriv.example/svar/abc\n\nVelkommen, alle sammen.",
        "location": "Arendal kulturhus, Sam Eydes plass 2",
        "starts_at": datetime(2026, 12, 3, 17, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 3, 19, 30, tzinfo=UTC),
        "stamp": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        "url": "https://paadriv.example/svar/abc",
        "attendee_name": 'Kari "Kaia" Nilsen; Arendal',
        "attendee_address": "kari@eksempel.no",
    }
    return calendar.Event(**(facts | changes))  # type: ignore[arg-type]


def mailed(kept: Path, monkeypatch: pytest.MonkeyPatch, part: Calendar) -> EmailMessage:
    know_kind(
        monkeypatch,
        lambda row: Mail(
            "Invitasjon: å, ø og æ",
            "tekst",
            "<p>tekst</p>",
            reply_to="kontakt@eksempel.no",
            attachments=(Attachment("invitasjon.pdf", b"%PDF-1.7", "application/pdf"),),
            calendar=part,
            headers={"List-Unsubscribe": "<https://x.no/av>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        ),
    )
    queued()
    send_waiting()
    (newest,) = sorted(kept.glob("*.eml"))[-1:]
    read = email.message_from_bytes(newest.read_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def calendar_parts(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.walk() if part.get_content_type() in ("text/calendar", "application/ics")]


def entry_of(part: EmailMessage) -> tuple[icalendar.Calendar, icalendar.Event]:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    read = icalendar.Calendar.from_ical(payload)
    (entry,) = read.walk("VEVENT")
    return read, entry


@pytest.mark.parametrize(
    ("make", "method", "status", "sequence"),
    [
        (calendar.request, "REQUEST", "CONFIRMED", 0),
        (calendar.request, "REQUEST", "CONFIRMED", 1),
        (calendar.cancel, "CANCEL", "CANCELLED", 2),
    ],
)
def test_a_mail_on_disk_holds_the_meeting(
    kept: Path, monkeypatch: pytest.MonkeyPatch, make: object, method: str, status: str, sequence: int
) -> None:
    message = mailed(kept, monkeypatch, make(event(sequence=sequence)))  # type: ignore[operator]

    alternative, as_file = calendar_parts(message)
    assert alternative.get_content_type() == "text/calendar"
    assert alternative["Content-Type"].params["method"] == method
    assert alternative["Content-Type"].params["charset"] == "utf-8"
    assert as_file.get_filename() == "kalenderfil.ics"
    for part in (alternative, as_file):
        read, entry = entry_of(part)
        assert read["METHOD"] == method
        assert str(entry["UID"]) == "sonderingsmoete-7@paadriv"
        assert (entry["SEQUENCE"], str(entry["STATUS"])) == (sequence, status)
        assert entry.decoded("DTSTART") == datetime(2026, 12, 3, 17, 0, tzinfo=UTC)
        assert entry.decoded("DTSTAMP") == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        assert str(entry["SUMMARY"]) == "Sonderingsmøte: Trenger Arendal et Pådriv?"
        assert str(entry["ORGANIZER"]).removeprefix("mailto:") in str(message["From"])
        assert entry["ATTENDEE"] == "mailto:kari@eksempel.no"
        assert entry["ATTENDEE"].params["RSVP"] == "FALSE"
        assert entry["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def test_the_parts_stand_where_mail_programs_look_for_them(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    message = mailed(kept, monkeypatch, calendar.request(event()))

    assert message.get_content_type() == "multipart/mixed"
    alternative, *files = message.iter_parts()
    assert [part.get_content_type() for part in alternative.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert [part.get_content_type() for part in files] == ["application/pdf", "application/ics"]
    assert message["Reply-To"] == "kontakt@eksempel.no"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://x.no/av>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Subject"] == "Invitasjon: å, ø og æ"


@pytest.mark.parametrize("field", ["summary", "description", "location", "attendee_name", "organizer_name"])
def test_hostile_words_stay_words(field: str) -> None:
    raw = calendar.request(event(**{field: HOSTILE})).content

    (entry,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert entry["ATTENDEE"] == "mailto:kari@eksempel.no"
    assert not entry.walk("VALARM")
    assert b"\r\nBEGIN:VALARM" not in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_the_file_to_download_names_no_attendee() -> None:
    (entry,) = icalendar.Calendar.from_ical(raw := calendar.publish(event())).walk("VEVENT")

    assert b"METHOD:PUBLISH" in raw
    assert "ATTENDEE" not in entry
    assert entry["ORGANIZER"]


def test_the_same_event_gives_the_same_bytes() -> None:
    assert calendar.request(event()).content == calendar.request(event()).content
