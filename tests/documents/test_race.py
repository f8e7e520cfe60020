"""Two in one section, two who freeze, two workers: at the same moment, twenty rounds each on PostgreSQL.

Each has its negative control: the same, its order forced, with the lock or the claim taken away.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection

from accounts import triggers
from accounts.journal import verify
from accounts.models import JournalEntry, User
from documents import printing
from documents.models import Document, DocumentVersion, FreezeRequest, Section, SectionText
from documents.models.versions import FreezeRequestQuerySet
from documents.pipeline.wire import Printed
from documents.services import freezing, writing
from documents.services.saving import Conflict, Saved
from initiatives.models import Role
from paadriv.clock import today
from tests import frozen_world, world, writing_world
from tests.access.twins import files_under
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
ROUNDS = 20


def saving(row: Section, body: str, by: User) -> Callable[[], Any]:
    """A save from the revision that is there now."""
    save = writing.Save(body, Section.objects.get(pk=row.pk).revision, uuid.uuid4())
    return lambda: writing.save_section(row, save, by=by)


def two_writers(row: Section) -> tuple[User, User]:
    return world.coordinator_of(row.document.initiative), world.member(row.document.initiative, Role.EDITOR)


def test_two_who_save_one_section_lose_nothing_and_one_is_told():
    row = writing_world.section()
    kari, ola = two_writers(row)
    for number in range(ROUNDS):
        before = Section.objects.get(pk=row.pk)
        mine, yours = f"Byen vår, {number}.", f"Bygda vår, {number}."

        results = at_once(saving(row, mine, kari), saving(row, yours, ola))

        [saved] = [result for result in results if isinstance(result, Saved)]
        [conflict] = [result for result in results if isinstance(result, Conflict)]
        won, lost = (mine, yours) if results[0] is saved else (yours, mine)
        after = Section.objects.get(pk=row.pk)
        assert (after.body, after.revision, saved.revision) == (won, before.revision + 1, before.revision + 1)
        assert (conflict.base, conflict.theirs, conflict.mine) == (before.body, won, lost)
        assert row.texts.get(revision=after.revision, is_lost=False).body == won
        assert row.texts.get(revision=before.revision, is_lost=True).body == lost
    assert SectionText.objects.filter(section=row).count() == 1 + 2 * ROUNDS
    assert not list(verify())


def both_saved_without_the_lock(row: Section) -> list[Any]:
    """Both have read the section, and neither has written."""
    kari, ola = two_writers(row)
    both_have_looked = threading.Barrier(2)

    def unlocked(section: Section) -> Section:
        found = Section.objects.select_related("document__initiative").get(pk=section.pk)
        both_have_looked.wait(timeout=10)
        return found

    with patch.object(writing, "open_and_locked_section", unlocked):
        return at_once(saving(row, "Byen vår.", kari), saving(row, "Bygda vår.", ola))


def test_without_the_lock_the_later_save_breaks_on_the_database():
    row = writing_world.section()

    results = both_saved_without_the_lock(row)

    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "Saved"]
    assert not SectionText.objects.filter(is_lost=True).exists()


def test_without_lock_and_constraint_the_later_save_writes_over_the_other_and_nobody_is_told():
    row = writing_world.section()
    with without_one_text_per_revision():
        results = both_saved_without_the_lock(row)

        assert [result.revision for result in results] == [2, 2]
        assert Section.objects.get(pk=row.pk).revision == 2


@contextmanager
def without_one_text_per_revision() -> Iterator[None]:
    """The table of texts without its constraint; it is emptied before that is put back."""
    constraint = next(one for one in SectionText._meta.constraints if one.name == "one_text_per_revision")
    with connection.schema_editor() as editor:
        editor.remove_constraint(SectionText, constraint)
    try:
        yield
    finally:
        triggers.drop()  # flushing installs them again
        with connection.cursor() as cursor:
            cursor.execute("truncate documents_sectiontext")
        with connection.schema_editor() as editor:
            editor.add_constraint(SectionText, constraint)


class Layouts:
    """Counts the layouts, and gives the same pages for each: here they are not what races."""

    PAGES = Printed(b"%PDF-1.7 et laast maalbilde", 4, "")

    def __init__(self) -> None:
        self.number = 0
        self.together: threading.Barrier | None = None

    def __call__(self, kind: Any, content: Any) -> Printed:
        self.number += 1
        if self.together is not None:
            self.together.wait(timeout=10)
        return self.PAGES


@pytest.fixture
def layouts(tmp_path: Path) -> Iterator[Layouts]:
    made = Layouts()
    with files_under(tmp_path), patch.object(printing, "print_content", made):
        yield made


def asking(document: Document) -> Callable[[], Any]:
    by = world.coordinator_of(document.initiative)
    return lambda: freezing.request_freeze(document, dated_on=today(), by=by)


def told(verb: str) -> int:
    return JournalEntry.objects.filter(verb=verb).count()


def test_two_who_freeze_at_once_and_two_workers_make_one_version(layouts):
    document = frozen_world.document()
    for number in range(1, ROUNDS + 1):
        frozen_world.write(document, "sammendrag", f"Utkast {number}.")

        one, two = at_once(asking(document), asking(document))
        assert one == two == FreezeRequest.objects.latest("pk")
        at_once(*[lambda pk=one.pk: freezing.work_on(pk)] * 2)

        one.refresh_from_db()
        assert (one.state, one.attempts, one.number) == (FreezeRequest.State.DONE, 1, number)
        assert DocumentVersion.objects.get(number=number).content_sha256 == one.digest
        assert layouts.number == number
    assert document.versions.count() == told("freeze_requested") == told("version_frozen") == ROUNDS
    assert not list(verify())


def test_without_the_lock_the_second_wish_breaks_on_the_database(layouts):
    document = frozen_world.document()
    both_have_looked, refusals = threading.Barrier(2), freezing.refusals

    def looked(row: Document) -> tuple[str, ...]:
        found = refusals(row)
        both_have_looked.wait(timeout=10)
        return found

    with without_document_lock(), patch.object(freezing, "refusals", looked):
        results = at_once(asking(document), asking(document))

    assert sorted(type(result).__name__ for result in results) == ["FreezeRequest", "IntegrityError"]
    assert any("one_open_freeze_request" in str(result) for result in results)


def test_without_the_claim_two_workers_do_the_same_and_the_lock_keeps_one_version(layouts):
    row = frozen_world.request(frozen_world.document())
    layouts.together = threading.Barrier(2)

    with without_claim():
        at_once(*[lambda: freezing.work_on(row.pk)] * 2)

    assert layouts.number == 2
    assert (DocumentVersion.objects.count(), told("version_frozen")) == (1, 1)


def test_without_claim_and_lock_the_second_version_breaks_on_the_database(layouts, caplog):
    row = frozen_world.request(frozen_world.document())
    layouts.together, both_have_looked = threading.Barrier(2), threading.Barrier(2)
    content_of = freezing.content_of

    def looked(*args: Any, **kwargs: Any) -> Any:
        found = content_of(*args, **kwargs)
        both_have_looked.wait(timeout=10)
        return found

    with without_claim(), without_document_lock(), patch.object(freezing, "content_of", looked):
        at_once(*[lambda: freezing.work_on(row.pk)] * 2)

    assert DocumentVersion.objects.count() == 1
    [broken] = [record.exc_info[1] for record in caplog.records if record.exc_info]
    assert isinstance(broken, IntegrityError)
    assert "version_numbers_are_unique" in str(broken)


@contextmanager
def without_claim() -> Iterator[None]:
    """Every worker takes what is open, whoever has it."""
    with patch.object(FreezeRequestQuerySet, "waiting", FreezeRequestQuerySet.open):
        yield


@contextmanager
def without_document_lock() -> Iterator[None]:
    def unlocked(document: Document, *, must_be_open: bool = True) -> Document:
        return Document.objects.select_related("initiative", "step_run").get(pk=document.pk)

    as_it_is = patch.object(FreezeRequestQuerySet, "select_for_update", lambda rows, **options: rows)
    with patch.object(freezing, "_locked", unlocked), as_it_is:
        yield
