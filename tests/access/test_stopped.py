"""In a stopped initiative nothing is written: every URL that takes a post is tried by those who may otherwise."""

from __future__ import annotations

import pytest
from django.urls import reverse

from initiatives import services as initiatives
from tests.access.surface import Door, doors
from tests.access.twins import Twins
from tests.access.walk import Walker, table_of, undone, writes

pytestmark = pytest.mark.django_db

#: What may be done after the stop, and why.
STILL = {
    "gates:reopen": "the way back",
    "gates:propose_transfer": "a new owner may take it up again",
    "gates:confirm_transfer": "the same",
    "gates:mediate_transfer": "the same",
    "gates:withdraw_transfer": "the same",
    "gates:accept_transfer": "the same",
    "erase_person": "persons can always ask to be forgotten",
    "documents:request": "a PDF of what is there; the sluttnotat is one",
    "documents:retry": "the same",
    "documents:mark_read": "what one has read is one's own",
    "initiatives:end_membership": "one may always leave",
    "meetings:opt_out": "one may always say no to more mail",
    "signing:new_code": "the code that opens one's own answer for reading; nothing can be answered",
    "signing:open": "the same",
    "signing:code": "a wrong code is counted",
}
#: That a form was posted is remembered, whatever came of it.
_OWN_KEY = "accounts_formkey"
_WHY = ("avsluttet", "ikke i gang", "er over")


def _posts() -> list[Door]:
    found = []
    for door in doors():
        row = table_of(door)
        if row is not None and row.post is not None and row.has_object and _is_of_an_initiative(door):
            found.append(door)
    return found


def _is_of_an_initiative(door: Door) -> bool:
    """Not a person's own, the association's or the demo's."""
    return door.name.split(":")[0] not in ("demo", "accounts", "oversight") and "template" not in door.name


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Walker:
    return Walker(twins)


@pytest.mark.parametrize("door", [door for door in _posts() if door.name not in STILL], ids=str)
def test_no_post_changes_a_stopped_initiative_and_each_says_why(walker: Walker, door: Door) -> None:
    row, city = table_of(door), walker.twins.arendal
    assert row is not None
    assert row.post is not None
    for letter in sorted(set(row.may) - {"A"} if len(row.may) > 1 else row.may):
        with undone():
            if row.before:
                row.before(city)
            url, data = reverse(door.name, kwargs=row.kwargs(city)), row.post(city)
            city.initiative.refresh_from_db()
            if city.initiative.is_open:
                initiatives.stop(city.initiative, reason="Ingen penger.", by=city.users["D"])
            with writes() as seen:
                answer = walker.ask(letter, "POST", url, data)
            said = answer.content.decode()
        city.initiative.refresh_from_db()

        written = [sql for sql in seen if _OWN_KEY not in sql]
        assert not written, f"{letter} wrote {written[:1]}"
        assert answer.status_code in (403, 404, 409), f"{letter}: {answer.status_code}"
        assert answer.status_code == 404 or any(words in said for words in _WHY), f"{letter}: {said[:2000]}"


def test_what_is_excepted_is_there() -> None:
    names = {door.name for door in _posts()}

    assert names >= set(STILL)
    assert len(names) > 100
