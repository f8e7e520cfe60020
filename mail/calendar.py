"""The calendar part of an invitation: asked for, moved, called off, or downloaded.

Times are written in UTC («Z»). A single meeting without recurrence then means the same moment in Outlook,
Google and Apple, which all show it in the reader's own zone; a VTIMEZONE block is what they disagree about.
One answers by the link, so RSVP is FALSE and nothing is asked to be mailed back. The library escapes what
people typed; the file is never put together as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr

import icalendar
from django.conf import settings

from mail.kinds import Calendar
from paadriv.text import clean_block, clean_line

_PRODUCT = "-//Foreningen Pådriv//Pådriv//NO"


@dataclass(frozen=True)
class Event:
    """One meeting as one attendee is told of it. ``sequence`` grows by one each time it is moved.

    ``stamp`` is when the mail was decided, so that a repeat holds the same bytes.
    """

    uid: str
    sequence: int
    summary: str
    description: str
    location: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    url: str = ""
    attendee_name: str = ""
    attendee_address: str = ""
    organizer_name: str = ""
    organizer_address: str = ""


def request(event: Event) -> Calendar:
    """The meeting, new or moved: same UID, higher SEQUENCE."""
    return Calendar("REQUEST", _file(event, "REQUEST", "CONFIRMED"))


def cancel(event: Event) -> Calendar:
    """The meeting is called off; the sequence must be higher than that of the last request."""
    return Calendar("CANCEL", _file(event, "CANCEL", "CANCELLED"))


def publish(event: Event) -> bytes:
    """A file to download and add oneself; it names no attendee (RFC 5546, 3.2.1)."""
    return _file(event, "PUBLISH", "CONFIRMED")


def sender() -> tuple[str, str]:
    """Name and address of our From line, which must be the organiser's as well."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)


def _file(event: Event, method: str, status: str) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_entry(event, status, with_attendee=method != "PUBLISH"))
    return calendar.to_ical()


def _entry(event: Event, status: str, *, with_attendee: bool) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.stamp.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", clean_line(event.summary))
    entry.add("description", clean_block(event.description))
    entry.add("location", clean_line(event.location))
    if event.url:
        entry.add("url", event.url)
    entry.add("status", status)
    entry.add("transp", "OPAQUE")
    name, address = sender()
    entry.add("organizer", _person(event.organizer_name or name, event.organizer_address or address))
    if with_attendee and event.attendee_address:
        attendee = _person(event.attendee_name, event.attendee_address)
        for parameter, value in (
            ("CUTYPE", "INDIVIDUAL"),
            ("ROLE", "REQ-PARTICIPANT"),
            ("PARTSTAT", "NEEDS-ACTION"),
            ("RSVP", "FALSE"),
        ):
            attendee.params[parameter] = icalendar.vText(value)
        entry.add("attendee", attendee)
    return entry


def _person(name: str, address: str) -> icalendar.vCalAddress:
    person = icalendar.vCalAddress(f"mailto:{clean_line(address)}")
    if name := clean_line(name).replace('"', "’"):
        person.params["CN"] = icalendar.vText(name)  # Outlook reads no RFC 6868 escapes, hence the quotes above
    return person
