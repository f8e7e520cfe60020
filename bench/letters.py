"""The letters that bench/mail.py sends: an invitation of ordinary length with a calendar part."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.mail import get_connection
from django.db import transaction

from mail import calendar, kinds
from mail.assembly import as_email
from mail.kinds import Mail
from mail.letters import Button, Facts, Link, as_mail, line
from mail.models import Message
from mail.sending import send_waiting
from mail.services import Recipient, queue

_KIND = "bench"


def register() -> None:
    kinds.register(kinds.MailKind(_KIND, "Prøve", build))


def enqueue(number: int, round_number: int) -> None:
    people = [Recipient(n, f"gjest{n}@eksempel.no", f"{_KIND}:{round_number}:{n}", f"Gjest {n}") for n in range(number)]
    with transaction.atomic():
        queue(_KIND, people, by=None)


def send_with_rows() -> None:
    send_waiting()
    assert not Message.objects.exclude(state=Message.State.SENT).exists()


def send_without_rows(number: int) -> None:
    """The floor: nothing but building and sending."""
    connection = get_connection()
    connection.open()
    for n in range(number):
        row = Message(subject_id=n, address=f"gjest{n}@eksempel.no", name=f"Gjest {n}", message_id=f"<{n}@eksempel.no>")
        connection.send_messages([as_email(row, build(row))])
    connection.close()


def build(row: Message) -> Mail:
    event = calendar.Event(
        uid="sonderingsmoete-7@paadriv",
        sequence=0,
        summary="Sonderingsmøte: Trenger Arendal et Pådriv?",
        description="Svar på invitasjonen med lenken i e-posten.",
        location="Arendal kulturhus, Sam Eydes plass 2",
        starts_at=datetime(2026, 12, 3, 17, tzinfo=UTC),
        ends_at=datetime(2026, 12, 3, 19, 30, tzinfo=UTC),
        stamp=datetime(2026, 11, 24, 9, tzinfo=UTC),
        attendee_name=row.name,
        attendee_address=row.address,
    )
    return as_mail(
        "Invitasjon 3. desember 2026 kl. 18.00: Trenger Arendal et Pådriv?",
        [
            f"Hei, {row.name}",
            "Du er invitert til et sonderingsmøte om Pådriv i Arendal:",
            Facts((("Når", "torsdag 3. desember 2026 kl. 18.00–20.30"), ("Hvor", event.location))),
            "Sentrum i Arendal har stått stille i tretti år, og mange har hver sine planer.",
            Button("Svar på invitasjonen", f"https://paadriv.example/svar/{row.subject_id}/"),
            "Du trenger ikke brukerkonto.",
        ],
        footer=[line("Vil du ikke ha flere henvendelser? ", Link("Meld deg av", "https://paadriv.example/av/"), ".")],
        calendar=calendar.request(event),
    )
