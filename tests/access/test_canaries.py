"""What Stavanger typed never reaches Arendal, and what is about persons never reaches the association.

The walk looks for both in every cell (walk.py); here are searches, posts with Stavanger's ids in
them, open links and mail.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from django.core import mail
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from mail.models import Message
from mail.sending import send_waiting
from tests.access.surface import Door, doors
from tests.access.table import Row
from tests.access.twins import CITY, PERSON, Twins
from tests.access.walk import HTMX, Walker, everything_in, guarded_doors, table_of, undone

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
#: Letters anybody in Arendal has, or nobody.
ARENDAL = "KMLDPN"
#: Parts of the canaries, so that what was asked for and is shown again is no find.
_WORDS = ("a", CITY[:4], PERSON[:4], "Stavanger", "Bryggebyen")
#: Where one can search or post.
ASKED = [door for door in guarded_doors() if (row := table_of(door)) and (row.query or row.post)]


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Walker:
    return Walker(twins)


def fetched(walker: Walker, door: Door, row: Row, letter: str) -> Iterator[tuple[str, str]]:
    """What a person gets from one URL when they search, by words and foreign ids, and when they post such ids."""
    twins, client = walker.twins, walker.clients[letter]
    queries = [f"?{name}={word}" for name in row.query for word in (*_WORDS, twins.stavanger.initiative.pk)]
    own = walker.places(row, door.name)[0]
    for query in queries:
        for htmx in (False, True):
            with undone():
                answer = client.get(own.url + query, **(HTMX if htmx else {}))
                yield f"{letter} GET {own.url}{query} {answer.status_code}", everything_in(answer)
    for place in walker.places(row, door.name) if row.post is not None else ():
        with undone():
            answer = client.post(place.url, _foreign(row, twins), follow=letter in row.may)
            yield f"{letter} POST {place.url} {answer.status_code}", everything_in(answer)


def _foreign(row: Row, twins: Twins) -> dict[str, Any]:
    """The payload with Stavanger's ids in it, and texts that Stavanger did not send."""
    assert row.post is not None
    own, other = row.post(twins.arendal), row.post(twins.stavanger)
    return {
        key: other[key] if str(other[key]).strip("mo").isdigit() and key != "revision" else value
        for key, value in own.items()
    }


@pytest.mark.parametrize("door", ASKED, ids=str)
def test_arendal_sees_nothing_of_stavanger(walker: Walker, door: Door) -> None:
    row = table_of(door)
    assert row is not None

    seen = [where for letter in ARENDAL for where, text in fetched(walker, door, row, letter) if CITY.lower() in text]

    assert seen == []


@pytest.mark.parametrize("door", ASKED, ids=str)
def test_the_association_sees_no_person_of_any_city(walker: Walker, door: Door) -> None:
    row = table_of(door)
    assert row is not None

    seen = [where for where, text in fetched(walker, door, row, "A") if PERSON.lower() in text]

    assert seen == []


def test_the_scan_would_notice(walker: Walker) -> None:
    """Stavanger's coordinator sees both canaries where Arendal's sees neither; otherwise the scan looks at nothing."""
    twins = walker.twins
    for name in ("meetings:guests", "meetings:answers", "meetings:letter", "partners:partner", "initiatives:journal"):
        door = next(door for door in doors() if door.name == name)
        row = table_of(door)
        assert row is not None
        text = everything_in(walker.clients["X"].get(reverse(name, kwargs=row.kwargs(twins.stavanger))))
        assert CITY.lower() in text, name
    guests = walker.clients["X"].get(reverse("meetings:guests", kwargs=_at(twins)))
    assert PERSON.lower() in everything_in(guests)


def _at(twins: Twins) -> dict[str, int]:
    return {"initiative": twins.stavanger.initiative.pk, "meeting": twins.stavanger.sent.pk}


def test_open_links_of_arendal_hold_nothing_of_stavanger(walker: Walker) -> None:
    for door in doors():
        row = table_of(door)
        if door.is_public and row is not None and row.has_object and "token" in row.kwargs(walker.twins.arendal):
            url = reverse(door.name, kwargs=row.kwargs(walker.twins.arendal))
            for client in (Client(), walker.clients["K"]):
                assert CITY.lower() not in everything_in(client.get(url)), url


def test_no_mail_to_arendal_holds_anything_of_stavanger(twins: Twins) -> None:
    """Every mail of both cities is built and sent; those to people in Arendal are read with their attachments."""
    with undone():
        mail.outbox.clear()
        Message.objects.filter(~Q(state="sent")).update(state="queued", not_before=None, claimed_until=None)
        send_waiting()

        assert len(mail.outbox) > 20
        theirs = [message for message in mail.outbox if CITY.lower() in str(message.to).lower()]
        ours = [message for message in mail.outbox if message not in theirs]
        assert theirs
        assert ours
        marked = {twins.stavanger.users[letter].email for letter in twins.stavanger.users} | {twins.admin.email}
        for message in ours:
            if not any(address in str(message.to) for address in marked):
                assert CITY.lower() not in _read(message).lower(), (message.to, message.subject)
            if twins.admin.email in str(message.to):
                assert PERSON.lower() not in _read(message).lower(), message.subject


def _read(message: Any) -> str:
    parts = [str(message.message())]
    for part in message.message().walk():
        content = part.get_payload(decode=True) or b""
        if content.startswith(b"%PDF"):
            parts += [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
        elif part.get_content_maintype() == "text":
            parts.append(content.decode("utf-8", "replace"))
    return " ".join(parts)
