"""What the database itself refuses of templates, sections, comments and versions."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from documents.models import (
    Comment,
    Document,
    DocumentVersion,
    FreezeRequest,
    Reading,
    Section,
    SectionText,
    TemplateSection,
    TemplateVersion,
)
from paadriv.clock import now
from tests import world

pytestmark = pytest.mark.django_db

KIND = "prøvetekst"


def template(number: int = 1, **fields: Any) -> TemplateVersion:
    fields = {"state": "published", "published_at": now()} | fields
    return TemplateVersion.objects.create(kind=KIND, number=number, title="Prøve", **fields)


def document() -> Document:
    initiative = world.initiative()
    return Document.objects.create(
        initiative=initiative,
        kind=KIND,
        step_run=initiative.step_runs.get(state="active"),
        template=template(),
        begun_by=initiative.created_by,
    )


def section(of: Document | None = None, **fields: Any) -> Section:
    fields = {"key": "sammendrag", "position": 1, "title": "Sammendrag"} | fields
    return Section.objects.create(document=of or document(), **fields)


def freeze_request(of: Document, **fields: Any) -> FreezeRequest:
    fields = {"content": {}, "digest": "a" * 64, "number": 1, "dated_on": date(2026, 8, 12)} | fields
    return FreezeRequest.objects.create(document=of, requested_by=of.begun_by, **fields)


def version(of: Document, **fields: Any) -> DocumentVersion:
    fields = {
        "number": 1,
        "content": {},
        "content_sha256": "a" * 64,
        "file": "pdf/aa/a.pdf",
        "pdf_sha256": "b" * 64,
        "pages": 4,
        "dated_on": date(2026, 8, 12),
    } | fields
    return DocumentVersion.objects.create(document=of, frozen_by=of.begun_by, **fields)


def text(of: Section, **fields: Any) -> SectionText:
    return SectionText.objects.create(section=of, **{"revision": 1, "body": "Vi vil.", "key": uuid.uuid4()} | fields)


def comment(of: Section, **fields: Any) -> Comment:
    fields = {"author": of.document.begun_by, "body": "Hva med brygga?", "form_key": uuid.uuid4()} | fields
    return Comment.objects.create(section=of, **fields)


def refused(constraint: str, create: Any, *args: Any, **fields: Any) -> None:
    """The database says no, by the constraint's own name or by the columns SQLite names for it."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create(*args, **fields)


def test_a_text_has_one_published_template_and_one_draft() -> None:
    template()
    template(2, state="draft", published_at=None)

    refused(r"one_published_template|templateversion\.kind", template, 3)
    refused(r"one_template_draft|templateversion\.kind", template, 4, state="draft", published_at=None)
    refused(r"template_numbers_are_unique|templateversion\.number", template, 1, state="retired")


def test_only_a_draft_has_not_been_published() -> None:
    refused("only_a_draft_is_unpublished", template, state="published", published_at=None)
    refused("only_a_draft_is_unpublished", template, state="draft")


def test_a_section_of_a_template_or_a_document_is_there_once() -> None:
    first = section()
    made = TemplateSection.objects.create(template=first.document.template, key="a", position=1, title="A")

    refused(r"section_key_is_unique|section\.key", section, first.document)
    refused(
        r"template_section_key_is_unique|templatesection\.key",
        TemplateSection.objects.create,
        template=made.template,
        key="a",
        position=2,
        title="B",
    )
    refused("section_level_is_known", section, first.document, key="b", level="may")
    refused("section_edit_has_who_and_when", section, first.document, key="b", edited_at=now())


def test_a_step_run_has_one_document_of_a_kind() -> None:
    first = document()

    refused(
        r"one_document_per_kind_and_run|document\.kind",
        Document.objects.create,
        initiative=first.initiative,
        kind=KIND,
        step_run=first.step_run,
        template=first.template,
        begun_by=first.begun_by,
    )


def test_a_revision_has_one_text_and_any_number_of_losing_ones() -> None:
    row = section()
    text(row)
    text(row, is_lost=True)
    saved = text(row, is_lost=True)

    refused(r"one_text_per_revision|sectiontext\.revision", text, row)
    refused(r"one_text_per_save|sectiontext\.key", text, row, revision=2, key=saved.key)


def test_a_comment_has_an_author_and_says_something() -> None:
    row = section()
    comment(row, body="", base_revision=1, proposal="Vi vil videre.")

    refused(r"author", comment, row, author=None)
    refused("comment_says_something", comment, row, body="")
    refused("proposal_has_its_base", comment, row, proposal="Vi vil videre.")
    refused("comment_is_resolved_by_somebody", comment, row, resolved_at=now())
    refused("proposal_taken_in_is_resolved", comment, row, base_revision=1, taken_revision=2)


def test_a_person_has_one_reading_of_a_document() -> None:
    first = document()
    Reading.objects.create(document=first, user=first.begun_by)

    refused(r"one_reading_per_person|reading\.user_id", Reading.objects.create, document=first, user=first.begun_by)


def test_a_document_is_frozen_by_one_at_a_time() -> None:
    first = document()
    freeze_request(first, state="failed", ended_at=now())
    freeze_request(first, state="done", ended_at=now())
    waiting = freeze_request(first)

    refused(r"one_open_freeze_request|freezerequest\.document_id", freeze_request, first, state="rendering")
    refused("ended_freeze_request_has_its_time", freeze_request, first, state="done")
    refused("freeze_request_number_from_1", freeze_request, first, state="failed", ended_at=now(), number=0)
    assert [*FreezeRequest.objects.waiting()] == [waiting]


def test_a_version_is_born_complete_and_its_number_is_its_own() -> None:
    first = document()
    version(first)
    second = version(first, number=2)

    refused(r"version_numbers_are_unique|documentversion\.number", version, first)
    refused("version_is_born_complete", version, first, number=3, file="")
    refused("version_is_born_complete", version, first, number=3, pdf_sha256="")
    refused("version_is_born_complete", version, first, number=3, pages=0)
    assert first.latest_version == second


def test_what_is_kept_is_never_changed() -> None:
    row = section()

    for kept in (text(row), version(row.document)):
        with pytest.raises(TypeError, match="append-only"):
            kept.save()
        with pytest.raises(TypeError, match="append-only"):
            kept.delete()
