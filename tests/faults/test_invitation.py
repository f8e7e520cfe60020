"""A meeting as a guest's mailbox gets it from a real worker: invited, moved and called off, read from the wire."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import icalendar
import pytest

from tests.documents_world import page_count, words
from tests.faults.machine import Machine, machine

pytestmark = pytest.mark.faults
GUEST = "ingrid@eksempel.no"


def after(production: Machine, what: str, number: int) -> EmailMessage:
    """The guest's mail of this number, which comes when this is done with the meeting."""
    production.run("-m", "tests.faults.plan_meeting", what)
    production.wait_for(lambda: len(mails(production)) >= number)
    found = mails(production)
    assert len(found) == number, (production.folder / "worker.log").read_text()[-3000:]
    return found[-1]


def mails(production: Machine) -> list[EmailMessage]:
    taken = [message_from_bytes(raw, policy=policy.default) for raw in list(production.smtp.taken)]
    return [mail for mail in taken if GUEST in str(mail["To"])]


def parts(mail: EmailMessage) -> dict[str, EmailMessage]:
    return {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}


def entry(mail: EmailMessage) -> tuple[str, icalendar.Event]:
    """How the calendar part is meant, by its header and by what it holds, and the meeting in it."""
    part = parts(mail)["text/calendar"]
    calendar = icalendar.Calendar.from_ical(part.get_content())
    assert part["Content-Type"].params["method"] == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_a_guest_is_invited_told_of_the_move_and_told_that_it_is_off(tmp_path: Path, template: str) -> None:
    with machine(tmp_path / "var", template) as production:
        production.start_worker(processes=1)

        invited = after(production, "invite", 1)
        moved = after(production, "move", 2)
        called_off = after(production, "call_off", 3)

        ((meeting,),) = production.rows("select id from meetings_meeting")
        assert production.wait_for(lambda: production.progress()["sent"] >= 3)
        assert production.progress()["failed"] == 0

    assert "Hei, Ingrid" in parts(invited)["text/plain"].get_content()
    assert "/svar/" in parts(invited)["text/plain"].get_content()
    assert "/svar/" in parts(invited)["text/html"].get_content()
    pdf = parts(invited)["application/pdf"].get_content()
    assert pdf.startswith(b"%PDF-")
    assert page_count(pdf) >= 2
    assert "Hva kan byen bli?" in words(pdf)
    (how, first), (how_moved, second), (how_off, third) = entry(invited), entry(moved), entry(called_off)
    assert [how, how_moved, how_off] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [first["SEQUENCE"], second["SEQUENCE"], third["SEQUENCE"]] == [0, 1, 2]
    assert {str(event["UID"]) for event in (first, second, third)} == {f"sonderingsmoete-{meeting}@paadriv"}
    assert (first["LOCATION"], second["LOCATION"]) == ("Kulturhuset, Bryggegata 11", "Rådhuset")
    assert third["STATUS"] == "CANCELLED"
    assert f"mailto:{GUEST}" == str(first["ATTENDEE"]).lower()
