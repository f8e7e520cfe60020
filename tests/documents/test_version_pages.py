"""The pages of freezing and of frozen versions, as people use them."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse

from documents.models import FreezeRequest
from documents.services import freezing
from paadriv.clock import today
from tests import frozen_world, world, writing_world
from tests.documents.test_completed import made

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "documents.storage.WholeFiles",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }


def page(client, name: str, document, *numbers: int, **fields) -> str:
    return client.get(reverse(f"documents:{name}", args=[document.initiative_id, document.pk, *numbers]), **fields)


def test_a_coordinator_freezes_waits_and_reads(client):
    document = frozen_world.document()
    client.force_login(world.coordinator_of(document.initiative))
    asked = reverse("documents:freeze", args=[document.initiative_id, document.pk])
    assert "Lås målbilde, versjon 1" in client.get(asked).content.decode()

    shown = client.post(asked, {"dated_on": today().isoformat()}, follow=True).content.decode()
    row = FreezeRequest.objects.get()
    assert 'hx-trigger="every 2s"' in shown
    assert "Se om den er ferdig" in shown
    freezing.work_on(row.pk)

    part = page(client, "freezing", document, row.pk, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<section id="freezing-panel"')
    assert "hx-get" not in part
    read = page(client, "version", document, 1).content.decode()
    assert document.latest_version.content_sha256 in read
    assert "<strong>nye</strong>" in read
    assert "Strandsonen" in read
    fetched = page(client, "version_pdf", document, 1)
    assert hashlib.sha256(b"".join(fetched.streaming_content)).hexdigest() == document.latest_version.pdf_sha256


def test_what_is_missing_is_told_before_and_after_the_button(client):
    document = frozen_world.document(writing_world.at_forprosjekt())
    client.force_login(world.coordinator_of(document.initiative))
    asked = reverse("documents:freeze", args=[document.initiative_id, document.pk])

    before = client.get(asked).content.decode()
    after = client.post(asked, {"dated_on": today().isoformat()})

    for told in (before, after.content.decode()):
        assert "Legg inn området målbildet gjelder for." in told
    assert "disabled" in before
    assert after.status_code == 409
    assert client.post(asked, {"dated_on": "i går"}).status_code == 422


def test_a_newer_version_shows_what_changed_word_by_word(client):
    first = frozen_world.frozen()
    frozen_world.write(first.document, "sammendrag", "Strandsonen er bydelen der vi prøver ut gamle måter.")
    frozen_world.frozen(first.document)
    client.force_login(world.coordinator_of(first.document.initiative))

    read = page(client, "version", first.document, 2).content.decode()
    old = page(client, "version", first.document, 1).content.decode()

    assert "Endret siden versjon 1" in read
    assert "<ins>" in read
    assert "Dette er en eldre versjon." in old
    assert "Endret siden" not in old


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_version_takes_a_constant_number_of_queries(client, django_assert_num_queries, number):
    version = frozen_world.frozen()
    for text in range(number):
        frozen_world.write(version.document, "sammendrag", f"Tekst {text}.")
        frozen_world.frozen(version.document)
    client.force_login(world.coordinator_of(version.document.initiative))
    page(client, "version", version.document, 2)

    with django_assert_num_queries(8):
        page(client, "version", version.document, 2)


def test_the_completed_copy_is_fetched_by_members_and_not_by_the_association(client):
    copy = made()
    document = copy.version.document
    client.force_login(world.coordinator_of(document.initiative))
    assert "Last ned PDF" in page(client, "completed", document, 1).content.decode()
    fetched = b"".join(page(client, "completed_pdf", document, 1).streaming_content)
    assert hashlib.sha256(fetched).hexdigest() == copy.file_sha256

    client.force_login(world.association_admin())
    assert page(client, "completed_pdf", document, 1).status_code == 403
    open_to_it = page(client, "version_pdf", document, 1)
    assert open_to_it.status_code == 200
    open_to_it.close()


def test_before_completion_there_is_no_copy_to_fetch(client):
    version = frozen_world.frozen()
    client.force_login(world.coordinator_of(version.document.initiative))

    assert page(client, "completed", version.document, 1).status_code == 404
    assert page(client, "completed_pdf", version.document, 1).status_code == 404
