"""The journal: what it holds, and that nothing in it is changed, taken out or cut off unseen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts import journal, triggers
from accounts.journal import record, verify
from accounts.models import JournalChain, JournalEntry
from paadriv.clock import now
from tests import world
from tests.racing import at_once


def _three_acts(chain: str = "foreningen") -> None:
    person = world.someone()
    with transaction.atomic():
        for number in (1, 2, 3):
            record(chain, "tried", by=person, subject=person, number=number)


def _faults() -> list[tuple[str, int, str]]:
    return [(fault.chain, fault.number, fault.what) for fault in verify()]


def _behind_the_triggers(statement: str) -> None:
    triggers.drop()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    triggers.install()


@pytest.mark.django_db
def test_entries_are_numbered_and_chained() -> None:
    _three_acts()

    numbers = list(JournalEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3]
    assert _faults() == []


@pytest.mark.django_db
def test_a_changed_entry_is_named() -> None:
    _three_acts()
    _three_acts("initiative:1")

    _behind_the_triggers("UPDATE accounts_journalentry SET verb = 'else' WHERE number = 2 AND chain_id = 'foreningen'")

    assert _faults() == [("foreningen", 2, "changed")]


@pytest.mark.django_db
def test_a_changed_entry_with_a_matching_digest_breaks_the_link() -> None:
    _three_acts()
    from accounts.journal import _entry_digest

    entry = JournalEntry.objects.get(number=2)
    entry.verb = "else"
    digest = _entry_digest(entry)

    _behind_the_triggers(f"UPDATE accounts_journalentry SET verb = 'else', entry_digest = '{digest}' WHERE number = 2")

    assert _faults() == [("foreningen", 2, "unlinked")]


@pytest.mark.django_db
def test_a_missing_entry_is_named() -> None:
    _three_acts()

    _behind_the_triggers("DELETE FROM accounts_journalentry WHERE number = 2")

    assert _faults() == [("foreningen", 2, "missing")]


@pytest.mark.django_db
def test_a_tail_that_was_cut_is_named() -> None:
    _three_acts()

    _behind_the_triggers("DELETE FROM accounts_journalentry WHERE number = 3")

    assert _faults() == [("foreningen", 3, "cut")]


@pytest.mark.django_db
def test_the_command_names_the_first_broken_entry_of_each_chain_and_fails() -> None:
    _three_acts()
    _three_acts("initiative:1")
    _behind_the_triggers("UPDATE accounts_journalentry SET verb = 'else' WHERE number > 1")
    told = StringIO()

    with pytest.raises(CommandError, match="2 broken of 2 chains"):
        call_command("verify_journal", stderr=told)

    assert told.getvalue().splitlines() == ["foreningen: entry 2 was changed", "initiative:1: entry 2 was changed"]


@pytest.mark.django_db
def test_the_command_is_content_with_whole_chains() -> None:
    _three_acts()
    told = StringIO()

    call_command("verify_journal", stdout=told)

    assert told.getvalue().splitlines()[0] == "1 chains hold"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value",
    ["Kari Nilsen", "kari@arendal.no", "æra", "to ord", "x" * 81, 1.5, {"name": "kari"}, ["id", "Kari"], b"kari"],
)
def test_what_could_be_a_name_or_free_text_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="ids, keys and digests"), transaction.atomic():
        record("foreningen", "tried", by=None, what=value)

    assert not JournalEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("value", [7, True, None, "", "coordinator", "initiative:12", "a" * 64, ["name", "due_on"], []])
def test_ids_keys_and_digests_are_taken(value: Any) -> None:
    with transaction.atomic():
        entry = record("foreningen", "tried", by=None, what=value)

    assert JournalEntry.objects.get(pk=entry.pk).detail == {"what": value}


@pytest.mark.django_db(transaction=True)
def test_an_entry_belongs_to_the_transaction_of_what_it_records() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record("foreningen", "tried", by=None)


@pytest.mark.django_db
def test_two_entries_do_not_follow_the_same_one() -> None:
    _three_acts()
    second = JournalEntry.objects.get(number=2)
    other = JournalEntry(chain=second.chain, number=4, at=second.at, verb="tried", previous_hash=second.previous_hash)

    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()

    other.previous_hash = JournalEntry.objects.get(number=3).hash
    other.save()


def _write(times: int = 1) -> None:
    for _ in range(times):
        with transaction.atomic():
            record("foreningen", "tried", by=None)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_stay_one_chain() -> None:
    results = at_once(*[partial(_write, 10)] * 8)

    assert results == [None] * 8
    assert JournalChain.objects.get(key="foreningen").length == 80
    assert _faults() == []


@contextmanager
def _both_after_the_same_entry() -> Iterator[None]:
    """Two writers hold no lock, and neither goes on until both have read the head."""
    _write()
    both = threading.Barrier(2)

    def read_by_both() -> datetime:
        both.wait(timeout=30)
        return now()

    unlocked = patch.object(JournalChain.objects, "select_for_update", JournalChain.objects.all)
    with unlocked, patch.object(journal, "now", read_by_both):
        yield


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """The journal's table without these constraints; it is emptied before they are put back."""
    gone = [one for one in JournalEntry._meta.constraints if one.name in names]
    assert len(gone) == len(names)
    with connection.schema_editor() as editor:
        for one in gone:
            editor.remove_constraint(JournalEntry, one)
    try:
        yield
    finally:
        triggers.drop()  # flushing installs them again
        with connection.cursor() as cursor:
            cursor.execute("truncate accounts_journalentry cascade")
        with connection.schema_editor() as editor:
            for one in gone:
                editor.add_constraint(JournalEntry, one)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gone", [(), ("journal_numbers_are_unique",), ("journal_does_not_fork",)])
def test_without_the_lock_either_constraint_stops_a_fork(gone: tuple[str, ...]) -> None:
    with _without(*gone):
        with _both_after_the_same_entry():
            results = at_once(_write, _write)

        assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "NoneType"]
        assert _faults() == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_lock_and_constraints_the_chain_forks_and_is_named() -> None:
    with _without("journal_numbers_are_unique", "journal_does_not_fork"):
        with _both_after_the_same_entry():
            results = at_once(_write, _write)

        assert results == [None, None]
        assert _faults() == [("foreningen", 3, "missing")]
