"""Freezing: refused with reasons, laid out outside any transaction, inserted complete or not at all."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from accounts.access import NotReady
from accounts.canonical import canonical, digest
from accounts.models import JournalEntry
from documents import files, printing
from documents.models import Comment, DocumentVersion, FreezeRequest, Section
from documents.services import freezing, writing
from initiatives.models import Initiative
from paadriv import clock
from paadriv.clock import now, today
from tests import forprosjekt_world, frozen_world, writing_world
from tests.documents_world import page_count, words

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "documents.storage.WholeFiles",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }


def refused(document, **fields) -> tuple[str, ...]:
    with pytest.raises(NotReady) as refusal:
        frozen_world.request(document, **fields)
    assert not FreezeRequest.objects.exists()
    return refusal.value.verdict.reasons


def stored(version: DocumentVersion) -> bytes:
    with default_storage.open(version.file) as file:
        return bytes(file.read())


def comment(document, key: str = "sammendrag") -> Comment:
    return writing_world.comment(document.sections.get(key=key))


def status_of(document) -> str:
    return str(document.step_run.deliverable_items.get(key=document.kind).status)


def test_the_deliverable_follows_its_document():
    document = frozen_world.document()
    item = document.step_run.deliverable_items.get(key=document.kind)
    assert (item.status, item.revision) == ("doing", 2)

    frozen_world.frozen(document)

    assert status_of(document) == "done"
    entry = JournalEntry.objects.filter(verb="work_item_edited").latest("pk")
    assert entry.subject_id == item.pk


@pytest.mark.parametrize(("set_by_hand", "after"), [("todo", "done"), ("dropped", "dropped"), ("done", "done")])
def test_a_deliverable_that_was_dropped_or_is_done_stays(set_by_hand, after):
    document = frozen_world.document()
    document.step_run.deliverable_items.filter(key=document.kind).update(status=set_by_hand)

    frozen_world.frozen(document)

    assert status_of(document) == after


def test_a_version_is_born_with_content_hashes_number_and_date():
    version = frozen_world.frozen(dated_on=today() - timedelta(days=1))

    data = stored(version)
    assert (version.number, version.dated_on) == (1, today() - timedelta(days=1))
    assert version.content_sha256 == hashlib.sha256(canonical(version.content)).hexdigest()
    assert version.pdf_sha256 == hashlib.sha256(data).hexdigest()
    assert version.pages == page_count(data)
    assert version.content["sections"][0]["body"] == frozen_world.TEXT
    assert FreezeRequest.objects.get().state == FreezeRequest.State.DONE


def test_the_pdf_prints_the_contents_hash_and_never_its_own():
    version = frozen_world.frozen()

    printed = words(stored(version)).replace(" ", "")
    assert version.content_sha256 in printed
    assert version.pdf_sha256 not in printed


def test_the_journal_tells_of_the_wish_and_of_the_version():
    version = frozen_world.frozen()

    told = JournalEntry.objects.filter(verb__in=("freeze_requested", "version_frozen")).order_by("pk")
    assert [entry.verb for entry in told] == ["freeze_requested", "version_frozen"]
    assert told[1].detail == {"number": 1, "content": version.content_sha256, "pdf": version.pdf_sha256}


def test_every_reason_is_told_at_once():
    document = frozen_world.document(writing_world.at_forprosjekt())
    frozen_world.write(document, "hvorfor_naa", "  ")
    frozen_world.write(document, "framtidsbildet", "")
    comment(document)

    assert refused(document) == (
        "Skriv ferdig det som mangler: «Hvorfor nå?» og «Framtidsbildet».",
        "Lukk de åpne kommentarene til «Sammendrag».",
        "Legg inn området målbildet gjelder for.",
        "Målbildet skal ha minst 3 oppstartspartnere. Det er 0 nå.",
    )


def test_a_resolved_comment_is_in_nobodys_way():
    document = frozen_world.document()
    row = comment(document)
    writing.resolve(row, by=document.begun_by)

    assert frozen_world.frozen(document).number == 1


def test_a_section_that_may_be_empty_is_left_out_and_the_rest_numbered_without_a_gap():
    document = frozen_world.document()
    frozen_world.write(document, "lykkes", "")

    sections = frozen_world.frozen(document).content["sections"]

    assert [section["number"] for section in sections] == list(range(1, 12))
    assert (sections[10]["key"], "lykkes") == ("bak", "lykkes")
    assert "lykkes" not in {section["key"] for section in sections}


def test_a_word_in_braces_nobody_knows_is_refused_by_name():
    document = frozen_world.document()
    frozen_world.write(document, "sammendrag", "Vi er {ukjent_navn}.")

    assert "«{ukjent_navn}»" in refused(document)[0]


@pytest.mark.parametrize(("days", "reason"), [(1, "fram i tid"), (-5, "før datoen for versjon 1")])
def test_a_date_that_cannot_be_is_refused(days, reason):
    document = frozen_world.document()
    if days < 0:
        frozen_world.frozen(document)
        frozen_world.write(document, "sammendrag", "Noe nytt.")

    with pytest.raises(NotReady, match=reason):
        frozen_world.request(document, dated_on=today() + timedelta(days=days))


def test_nothing_new_is_no_new_version():
    version = frozen_world.frozen()

    with clock.set_to(now() + timedelta(days=2)), pytest.raises(NotReady, match="Ingenting er endret siden versjon 1"):
        frozen_world.request(version.document)


def test_a_new_text_is_a_new_version_and_the_old_one_stays():
    first = frozen_world.frozen()
    frozen_world.write(first.document, "sammendrag", "Helt andre ord.")

    second = frozen_world.frozen(first.document)

    assert (first.number, second.number) == (1, 2)
    assert first.document.latest_version == second
    assert DocumentVersion.objects.get(pk=first.pk).content == first.content


def test_asking_twice_gives_one_request():
    document = frozen_world.document()

    assert frozen_world.request(document) == frozen_world.request(document)
    assert JournalEntry.objects.filter(verb="freeze_requested").count() == 1


def test_a_step_that_is_over_and_a_closed_initiative_are_refused():
    document = frozen_world.document()
    document.step_run.state, document.step_run.ended_at = "done", now()
    document.step_run.save(update_fields=["state", "ended_at"])

    assert refused(document) == ("Steget dokumentet hører til, er ikke i gang.",)
    Initiative.objects.filter(pk=document.initiative_id).update(state="stopped")
    assert refused(document) == ("Initiativet er avsluttet. Innholdet kan leses, men ikke endres.",)


def test_a_text_changed_while_the_pdf_was_made_freezes_nothing_and_is_named():
    document = frozen_world.document()
    row = frozen_world.request(document)
    frozen_world.write(document, "sammendrag", "Noen skrev imens.")
    forprosjekt_world.challenge(document.initiative, "Trafikken")

    freezing.work_on(row.pk)

    row.refresh_from_db()
    assert (row.state, row.changed) == (FreezeRequest.State.CHANGED, ["Sammendrag", "utfordringene"])
    assert not DocumentVersion.objects.exists()
    assert JournalEntry.objects.filter(verb="freeze_called_off").count() == 1


def test_an_initiative_closed_while_the_pdf_was_made_freezes_nothing():
    document = frozen_world.document()
    row = frozen_world.request(document)
    Initiative.objects.filter(pk=document.initiative_id).update(state="stopped")

    freezing.work_on(row.pk)

    row.refresh_from_db()
    assert (row.state, row.changed) == (FreezeRequest.State.CHANGED, ["initiativet er avsluttet"])


def test_the_worker_prints_what_was_stored_and_never_what_came_later(monkeypatch):
    document = frozen_world.document()
    row = frozen_world.request(document)
    frozen_world.write(document, "sammendrag", "Noen skrev imens.")
    printed = []
    real = printing.print_content
    monkeypatch.setattr(printing, "print_content", lambda kind, content: printed.append(content) or real(kind, content))

    freezing.work_on(row.pk)

    assert [digest(content) for content in printed] == [row.digest]


def test_the_layout_happens_outside_any_transaction(transactional_db, monkeypatch):
    inside = []
    real = printing.print_content
    monkeypatch.setattr(printing, "print_content", lambda *a: inside.append(connection.in_atomic_block) or real(*a))

    frozen_world.frozen()

    assert inside == [False]


def test_a_request_another_worker_holds_is_left_alone():
    row = frozen_world.request(frozen_world.document())
    FreezeRequest.objects.filter(pk=row.pk).update(state="rendering", claimed_until=now() + timedelta(minutes=1))

    freezing.work_on(row.pk)

    assert not DocumentVersion.objects.exists()


def test_the_sweeper_takes_up_what_a_dead_worker_left_and_does_the_work_once():
    row = frozen_world.request(frozen_world.document())
    FreezeRequest.objects.filter(pk=row.pk).update(state="rendering", claimed_until=now() - timedelta(minutes=1))

    freezing.freeze_waiting()
    freezing.freeze_waiting()
    freezing.work_on(row.pk)

    assert DocumentVersion.objects.get().number == 1
    assert FreezeRequest.objects.get().attempts == 1


def test_a_crash_is_tried_three_times_and_then_told_and_one_may_ask_anew(monkeypatch):
    document = frozen_world.document()
    row = frozen_world.request(document)
    with monkeypatch.context() as broken:
        broken.setattr(files, "keep", lambda pdf: 1 / 0)
        for _ in range(4):
            freezing.freeze_waiting()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.may_retry) == (FreezeRequest.State.FAILED, 3, True)
    assert row.error.startswith("PDF-en ble ikke laget")

    assert frozen_world.frozen(document).number == 1


def test_a_request_that_kills_every_worker_is_given_up():
    document = frozen_world.document()
    row = frozen_world.request(document)
    past = now() - timedelta(minutes=1)
    FreezeRequest.objects.filter(pk=row.pk).update(state="rendering", claimed_until=past, attempts=3)

    freezing.freeze_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts) == (FreezeRequest.State.FAILED, 4)
    assert not document.freeze_requests.open().exists()


def test_refusals_cost_the_same_for_few_and_many_comments(django_assert_num_queries):
    document = frozen_world.document()
    for number in range(3):
        comment(document)
        with django_assert_num_queries(3):
            freezing.refusals(document)
        assert Section.objects.count() == 12, number
