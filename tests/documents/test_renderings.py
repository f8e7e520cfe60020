"""Asking for a PDF: one row per content, rendered by the worker alone, fetched by those who may read."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from accounts.access import NotReady
from accounts.models import JournalEntry
from documents import files, printing, services
from documents.models import Rendering
from documents.pipeline.press import Press
from documents.services import renderings
from initiatives.models import Initiative
from paadriv import clock
from paadriv.clock import now
from tests import day_world, documents_world, world

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "documents.storage.WholeFiles",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }


@pytest.fixture
def hasty(monkeypatch, tmp_path):
    """A press with two seconds, so that a hang is soon over."""
    press = Press(tmp_path, seconds=2)
    monkeypatch.setattr(printing, "press", lambda: press)
    yield press
    press.close()


def asked(key: str = "beslutning", subject: int | None = None, **fields) -> Rendering:
    decision = None if subject else documents_world.decision(**fields)
    subject = subject or decision.pk
    initiative = printing.kind_of(key).initiative_of(subject)
    found = Initiative.objects.get(pk=initiative)
    return services.request_rendering(found, key, subject, by=world.coordinator_of(found))


def rendered(**fields) -> Rendering:
    row = asked(**fields)
    services.render(row.pk)
    row.refresh_from_db()
    return row


def urls(row: Rendering) -> dict[str, str]:
    names = ("rendering", "retry", "download")
    return {name: reverse(f"documents:{name}", args=[row.initiative_id, row.pk]) for name in names}


def test_a_pdf_is_stored_under_the_digest_of_its_bytes():
    row = rendered()

    with default_storage.open(row.file) as file:
        data = file.read()
    assert row.state == Rendering.State.DONE
    assert row.file_digest == hashlib.sha256(data).hexdigest()
    assert row.file == f"pdf/{row.file_digest[:2]}/{row.file_digest}.pdf"
    assert row.pages == documents_world.page_count(data)


def test_asking_again_for_the_same_content_gives_the_same_row():
    first = asked()

    with clock.set_to(clock.now() + timedelta(hours=3)):
        second = asked(subject=first.subject_id)

    assert first == second
    assert JournalEntry.objects.filter(verb="pdf_requested").count() == 1


def test_changed_content_gives_a_new_row():
    meeting = documents_world.minutes_of(day_world.held())
    first = asked("referat", meeting.pk)
    meeting.minutes.text = "Noe annet"
    meeting.minutes.save(update_fields=["text"])

    assert asked("referat", meeting.pk) != first


def test_twenty_pdfs_an_hour_are_enough():
    row = asked()
    for number in range(renderings.MOST_PER_HOUR - 1):
        row.pk, row.content_digest = None, f"{number}"
        row.save(force_insert=True)

    with pytest.raises(NotReady, match="20 PDF-er den siste timen"):
        services.request_rendering(
            row.initiative,
            "referat",
            documents_world.minutes_of(day_world.held(row.initiative)).pk,
            by=row.requested_by,
        )


def test_a_letter_that_cannot_be_filled_is_refused_before_anything_is_stored():
    invitation = documents_world.invitation(letter="Hei {ukjent_sak}")

    with pytest.raises(NotReady, match="ukjent_sak"):
        asked("invitasjon", invitation.pk)

    assert not Rendering.objects.exists()


def test_a_row_another_worker_holds_is_left_alone():
    row = asked()
    Rendering.objects.filter(pk=row.pk).update(state="rendering", claimed_until=clock.now() + timedelta(minutes=1))

    services.render(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (Rendering.State.RENDERING, 0)


def test_the_sweeper_takes_up_what_a_dead_worker_left():
    row, waiting = asked(), asked()
    Rendering.objects.filter(pk=row.pk).update(state="rendering", claimed_until=clock.now() - timedelta(minutes=1))

    services.render_waiting()

    assert set(Rendering.objects.values_list("pk", "state")) == {(row.pk, "done"), (waiting.pk, "done")}


def test_rendering_twice_does_the_work_once():
    row = rendered()

    services.render(row.pk)

    row.refresh_from_db()
    assert row.attempts == 1


def test_the_layout_happens_outside_any_transaction(transactional_db, monkeypatch):
    inside = []
    real = printing.print_content
    monkeypatch.setattr(printing, "print_content", lambda *a: inside.append(connection.in_atomic_block) or real(*a))

    rendered()

    assert inside == [False]


def test_a_hang_fails_the_row_for_good_and_the_next_is_made(hasty):
    findings = [documents_world.finding(f"k{n}", "must", "Ord " * 500, True, "Sett") for n in range(400)]
    slow, next_one = asked(snapshot={"findings": findings}), asked()

    services.render(slow.pk)
    services.render(next_one.pk)

    slow.refresh_from_db()
    next_one.refresh_from_db()
    assert (slow.state, slow.may_retry, slow.attempts) == (Rendering.State.FAILED, False, 1)
    assert slow.error == "Det tok for lang tid å lage PDF-en. Kort ned teksten, og prøv på nytt."
    assert next_one.state == Rendering.State.DONE
    with pytest.raises(NotReady):
        services.retry(slow, by=slow.requested_by)


def test_a_document_that_kills_every_worker_is_given_up_until_somebody_asks():
    row = asked()
    past = now() - timedelta(minutes=1)
    Rendering.objects.filter(pk=row.pk).update(state="rendering", claimed_until=past, attempts=3)

    services.render_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts, row.may_retry) == (Rendering.State.FAILED, 4, True)
    assert not Rendering.objects.waiting().exists()
    assert services.retry(row, by=row.requested_by).attempts == 0


def test_a_crash_is_tried_three_times_and_then_by_a_person(monkeypatch):
    row = asked()
    with monkeypatch.context() as broken:
        broken.setattr(files, "keep", lambda pdf: 1 / 0)
        for _ in range(4):
            services.render_waiting()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.may_retry) == (Rendering.State.FAILED, 3, True)

    services.retry(row, by=row.requested_by)
    services.render_waiting()

    row.refresh_from_db()
    assert (row.state, row.error) == (Rendering.State.DONE, "")


def test_erasing_a_subject_removes_its_rows_and_files(django_capture_on_commit_callbacks):
    invitation = documents_world.invitation()
    row = rendered(key="invitasjon", subject=invitation.pk)
    assert default_storage.exists(row.file)

    with django_capture_on_commit_callbacks(execute=True):
        services.forget("invitasjon", [invitation.pk])

    assert not Rendering.objects.exists()
    assert not default_storage.exists(row.file)


def test_a_member_asks_waits_and_fetches(client):
    decision = documents_world.decision()
    client.force_login(world.coordinator_of(decision.initiative))
    request = reverse("documents:request", args=[decision.initiative_id, "beslutning", decision.pk])

    shown = client.post(request, follow=True)
    row = Rendering.objects.get()
    assert 'hx-trigger="every 2s"' in shown.content.decode()
    assert "Se om den er ferdig" in shown.content.decode()
    assert client.get(urls(row)["download"]).status_code == 404

    services.render(row.pk)
    part = client.get(urls(row)["rendering"], headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<section id="rendering-panel"')
    assert "hx-get" not in part

    fetched = client.get(urls(row)["download"])
    assert b"".join(fetched.streaming_content).startswith(b"%PDF-1.7")
    assert fetched["Content-Type"] == "application/pdf"
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert fetched["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert fetched["Content-Disposition"].startswith("attachment; filename*=utf-8''Beslutningspunkt%201%20")


def test_a_failed_pdf_says_what_to_do(client):
    row = asked()
    Rendering.objects.filter(pk=row.pk).update(state="failed", error="Kort ned teksten.", may_retry=False)
    client.force_login(row.requested_by)

    page = client.get(urls(row)["rendering"]).content.decode()

    assert "Kort ned teksten." in page
    assert "Prøv igjen</button>" not in page
    assert client.post(urls(row)["retry"]).status_code == 409


def test_others_neither_ask_nor_fetch(client):
    invitation = documents_world.invitation()
    initiative = invitation.meeting.initiative
    row = rendered(key="invitasjon", subject=invitation.pk)
    request = reverse("documents:request", args=[initiative.pk, "invitasjon", invitation.pk])

    client.force_login(world.association_admin())
    assert client.get(urls(row)["download"]).status_code == 403
    assert client.post(request).status_code == 403

    other = world.initiative("Stavanger")
    client.force_login(world.coordinator_of(other))
    assert client.get(urls(row)["download"]).status_code == 404
    assert client.get(reverse("documents:download", args=[other.pk, row.pk])).status_code == 404
    assert client.post(request).status_code == 404
    assert client.post(reverse("documents:request", args=[other.pk, "invitasjon", invitation.pk])).status_code == 404
    assert client.post(reverse("documents:request", args=[other.pk, "ukjent", 1])).status_code == 404


def test_the_preview_is_the_same_document_with_its_own_stylesheets(client):
    invitation = documents_world.invitation()

    html = services.preview_html("invitasjon", documents_world.content_of("invitasjon", invitation.pk), back="/tilbake")

    assert '<link rel="stylesheet" href="/static/documents/invitasjon.css">' in html
    assert 'href="/tilbake"' in html
    assert "style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_pdf_takes_a_constant_number_of_queries(client, django_assert_num_queries, number):
    rows = [asked() for _ in range(number)]
    client.force_login(rows[0].requested_by)
    client.get(urls(rows[0])["rendering"])

    with django_assert_num_queries(7):
        client.get(urls(rows[0])["rendering"])
