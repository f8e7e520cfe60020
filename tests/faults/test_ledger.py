"""The negative control of the tests that kill the database: every row an act may lack is missed by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction

from accounts import triggers
from accounts.models import JournalEntry
from documents.models import CompletedCopy
from mail.models import Message
from signing.models import Act, Round, RoundParty, SigningInvitation
from tests import signing_world
from tests.access.twins import files_under
from tests.faults.ledger import complaints

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind(tmp_path: Path) -> Iterator[None]:
    with signing_world.known_kind(), files_under(tmp_path):
        yield


def _last() -> Act:
    return Act.objects.latest("pk")


def the_act() -> None:
    Act.objects.filter(pk=_last().pk).delete()


def its_words() -> None:
    Act.objects.filter(pk=_last().pk).update(statement="Noe annet.")


def its_entry() -> None:
    JournalEntry.objects.filter(verb="act_recorded", subject_id=_last().pk).delete()


def its_receipt() -> None:
    Message.objects.filter(dedupe_key=f"signing_receipt:{_last().pk}").delete()


def the_invitation() -> None:
    SigningInvitation.objects.filter(pk=_last().invitation_id).update(state="sent")


def the_party() -> None:
    RoundParty.objects.filter(pk=_last().party_id).update(state="invited")


def the_end() -> None:
    Round.objects.update(state="open", closed_at=None)


def the_entry_of_the_end() -> None:
    JournalEntry.objects.filter(verb="round_completed").delete()


def a_mail_of_the_end() -> None:
    Message.objects.filter(sending__kind="round_completed").order_by("pk")[0].delete()


def the_completed_copy() -> None:
    CompletedCopy.objects.all().delete()


MISSING = {
    the_act: ("lost: act", "is in another state", "has a party in another", "tells of no act", "is for no act"),
    its_words: ("says something else than its digest",),
    its_entry: ("is not in the journal once", "journal: Fault"),
    its_receipt: ("has not one receipt",),
    the_invitation: ("was given by one who still is asked", "is in another state", "has a party in another"),
    the_party: ("has a party in another state",),
    the_end: ("is in another state", "not ended once", "not told everybody", "not asked for its completed copy"),
    the_entry_of_the_end: ("has not ended once in the journal", "journal: Fault"),
    a_mail_of_the_end: ("has not told everybody once",),
    the_completed_copy: ("has not asked for its completed copy once",),
}


def test_the_ledger_misses_every_row_that_is_taken_away():
    signing_world.all_endorse(signing_world.opened())
    acknowledged = dict(Act.objects.order_by("pk").values_list("form_key", "digest"))
    assert complaints(acknowledged) == []
    triggers.drop()

    for take_away, wanted in MISSING.items():
        assert missed(take_away, acknowledged, wanted) == [], take_away.__name__

    assert complaints(acknowledged) == []


def missed(take_away: Callable[[], None], acknowledged: dict, wanted: tuple[str, ...]) -> list[str]:
    """What the ledger should have said and did not, and what it said of something else."""
    with transaction.atomic():
        take_away()
        found = complaints(acknowledged)
        transaction.set_rollback(True)
    silent = [words for words in wanted if not any(words in line for line in found)]
    return silent + [line for line in found if not any(words in line for words in wanted)]
