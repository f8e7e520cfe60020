"""A frozen version is never changed; with its trigger gone it can be, and verify_journal names it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts import triggers
from accounts.canonical import digest
from documents.models import Document, DocumentVersion
from tests import frozen_world
from tests.access.twins import files_under

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path: Path) -> Iterator[DocumentVersion]:
    with files_under(tmp_path):
        yield frozen_world.frozen()


def _written(version: DocumentVersion, **columns: str) -> None:
    assignments = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE documents_documentversion SET {assignments} WHERE id = %s", [*columns.values(), version.pk]
        )


def _behind_the_trigger(version: DocumentVersion, **columns: str) -> None:
    triggers.drop()
    _written(version, **columns)
    triggers.install()


def _another_content(version: DocumentVersion) -> dict[str, object]:
    return version.content | {"title": "Et annet målbilde"}


def _complaint() -> str:
    told = StringIO()
    with pytest.raises(CommandError, match=r"1 broken of \d versions"):
        call_command("verify_journal", stderr=told)
    return told.getvalue()


def test_what_was_frozen_holds(version):
    told = StringIO()

    call_command("verify_journal", stdout=told)

    assert "1 versions are as frozen" in told.getvalue()


def test_another_content_is_refused_and_named_once_the_trigger_is_gone(version):
    columns = {"content": json.dumps(_another_content(version))}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        _written(version, **columns)

    _behind_the_trigger(version, **columns)

    assert DocumentVersion.objects.get().content["title"] == "Et annet målbilde"
    assert _complaint() == f"document {version.document_id}, version 1: its content was changed\n"


def test_a_content_with_a_digest_that_matches_is_not_the_one_in_the_journal(version):
    content = _another_content(version)

    _behind_the_trigger(version, content=json.dumps(content), content_sha256=digest(content))

    assert "its digests are not those in the journal" in _complaint()


def test_another_file_is_not_the_one_that_was_frozen(version):
    default_storage.delete(version.file)
    assert "its file was changed or is gone" in _complaint()

    default_storage.save(version.file, ContentFile(b"%PDF-1.7 et annet"))

    assert "its file was changed or is gone" in _complaint()


def test_a_version_that_was_taken_out_is_named(version):
    triggers.drop()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_documentversion")
    triggers.install()

    assert "it is in the journal and its row is gone" in _complaint()


def test_a_version_that_nobody_froze_is_named(version):
    other = DocumentVersion.objects.get()
    other.pk, other.number = None, 2
    other._state.adding = True
    other.save()

    assert Document.objects.get().versions.count() == 2
    assert _complaint() == f"document {version.document_id}, version 2: it is not in the journal\n"
