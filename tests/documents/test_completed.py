"""The completed copy: the consented pages unchanged, then the answers and a certificate; the row may be retried."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta

import pikepdf
import pypdf
import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.access import NotReady
from accounts.canonical import canonical
from documents import files
from documents.models import CompletedCopy, DocumentVersion
from documents.services import completed
from documents.services.completed import Answer
from paadriv.clock import now
from tests import frozen_world, world
from tests.documents_world import failures, page_count, words

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
AT = datetime(2026, 8, 20, 12, 30, tzinfo=UTC)
ANSWERS = (
    Answer(
        party="Lille Bank",
        number="937 895 321",
        answer="stiller seg bak",
        person="Áile Čoahkkalas-Ŋuorgam",
        title="banksjef",
        authority="signaturrett",
        at="2026-08-19T10:00:00+02:00",
        statement="Lille Bank (org.nr. 937 895 321) stiller seg bak målbildet.",
    ),
    Answer(
        party="Tromøy vel",
        number="",
        answer="stiller seg bak med merknad",
        person="Ola Berg",
        title="leder",
        authority="vedtak i styret, sak 3/26",
        at="2026-08-20T14:30:00+02:00",
        statement="Tromøy vel stiller seg bak målbildet. Merknad til «Mål og bærekraft».",
        section="maal",
        words="Målet for transport bør tallfestes.",
    ),
    Answer(party="Arendal kommune", number="964 123 101", answer="har ikke svart"),
)
LOG = [{"event": "opened", "at": "2026-08-01T10:00:00Z"}, {"event": "completed", "at": "2026-08-20T12:30:00Z"}]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "documents.storage.WholeFiles",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }


def asked(version: DocumentVersion | None = None, round_id: int = 7, answers=ANSWERS) -> CompletedCopy:
    with transaction.atomic():
        return completed.request(version or frozen_world.frozen(), answers, round_id=round_id, completed_at=AT, log=LOG)


def made(**fields) -> CompletedCopy:
    row = asked(**fields)
    completed.work_on(row.pk)
    row.refresh_from_db()
    return row


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def test_everything_before_the_added_pages_is_what_was_consented_to():
    """Every mark on every page: the drawing orders are compared byte by byte, the text as it is read back."""
    copy = made()
    before = pypdf.PdfReader(io.BytesIO(stored(copy.version.file)))
    after = pypdf.PdfReader(io.BytesIO(stored(copy.file)))

    assert len(before.pages) == copy.version.pages >= 4
    for old, new in zip(before.pages, after.pages, strict=False):
        assert old.get_contents().get_data() == new.get_contents().get_data()
        assert old.extract_text() == new.extract_text()
    assert f"Side 2 av {copy.version.pages}" in after.pages[1].extract_text()


def test_the_answers_and_the_certificate_come_after_with_a_numbering_of_their_own():
    copy = made()
    first = copy.version.pages + 1

    data = stored(copy.file)
    answers, certificate = words(data, first), words(data, page_count(data))
    assert copy.pages == page_count(data) == copy.version.pages + 2
    for sentence in (
        "Svarene",
        "Áile Čoahkkalas-Ŋuorgam",
        "har ikke svart",
        "Tromøy vel til del 6, Mål og bærekraft: Målet for transport bør tallfestes.",
        "Lille Bank (org.nr. 937 895 321) stiller seg bak målbildet.",
        "Tillegg, side 1 av 2",
    ):
        assert sentence in answers
    assert "Tillegg, side 2 av 2" in certificate
    assert "ikke digitalt forseglet" in certificate
    unbroken = certificate.replace(" ", "")
    assert copy.version.content_sha256 in unbroken
    assert copy.version.pdf_sha256 in unbroken
    assert hashlib.sha256(canonical(LOG)).hexdigest() in unbroken


def test_the_consented_file_the_content_and_the_log_are_inside_by_their_relationship():
    copy = made()

    with pikepdf.open(io.BytesIO(stored(copy.file))) as opened:
        inside = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
        kinds = {str(spec.UF): str(spec.AFRelationship) for spec in opened.Root.AF}
    assert hashlib.sha256(inside["versjon-1.pdf"]).hexdigest() == copy.version.pdf_sha256
    assert hashlib.sha256(inside["innhold.json"]).hexdigest() == copy.version.content_sha256
    assert json.loads(inside["hendelser.json"]) == LOG
    assert kinds == {"versjon-1.pdf": "/Source", "innhold.json": "/Data", "hendelser.json": "/Supplement"}


def test_the_copy_is_archival_accessible_and_the_same_every_time():
    copy = made()

    assert failures(stored(copy.file)) == []
    assert hashlib.sha256(completed.print_copy(copy).pdf).hexdigest() == copy.file_sha256


def test_twenty_partners_with_long_names_fit():
    long = "Guovdageainnu suohkan – Kautokeino kommune, avdeling for samfunnsutvikling, næring og ŧurisme"
    answers = [
        Answer(f"{long} {number}", "964 123 101", "stiller seg bak", long, long, long, AT.isoformat(), long * 3)
        for number in range(20)
    ]

    copy = made(answers=answers)

    assert failures(stored(copy.file)) == []
    assert f"{long} 19" in words(stored(copy.file))


def test_asking_again_for_a_round_gives_the_same_row():
    first = asked()

    assert asked(first.version) == first
    assert CompletedCopy.objects.count() == 1


def test_a_copy_that_kills_every_worker_is_given_up():
    row = asked()
    past = now() - timedelta(minutes=1)
    CompletedCopy.objects.filter(pk=row.pk).update(state="rendering", claimed_until=past, attempts=3)

    completed.complete_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts) == (CompletedCopy.State.FAILED, 4)
    assert not CompletedCopy.objects.waiting().exists()


def test_a_failure_leaves_the_row_to_be_tried_again(monkeypatch):
    row = asked()
    with monkeypatch.context() as broken:
        broken.setattr(files, "keep", lambda pdf: 1 / 0)
        for _ in range(4):
            completed.complete_waiting()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (CompletedCopy.State.FAILED, 3)

    by = world.coordinator_of(row.version.document.initiative)
    completed.retry(row, by=by)
    completed.complete_waiting()

    row.refresh_from_db()
    assert (row.state, row.error) == (CompletedCopy.State.DONE, "")
    with pytest.raises(NotReady):
        completed.retry(row, by=by)


def test_a_copy_another_worker_holds_is_left_alone_until_its_lease_is_out():
    row = asked()
    CompletedCopy.objects.filter(pk=row.pk).update(state="rendering", claimed_until=now() + timedelta(minutes=1))
    completed.work_on(row.pk)
    row.refresh_from_db()
    assert row.state == CompletedCopy.State.RENDERING

    CompletedCopy.objects.filter(pk=row.pk).update(claimed_until=now() - timedelta(minutes=1))
    completed.complete_waiting()

    row.refresh_from_db()
    assert row.state == CompletedCopy.State.DONE
