"""Texts in the twin world: a målbilde in each city, written in, shared, commented, once frozen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.canonical import digest
from documents.models import Comment, Document, DocumentVersion, FreezeRequest, Section
from documents.services import templates, writing
from documents.services.commenting import Proposal
from documents.services.freezing import content_of
from documents.services.reading import mark_read
from documents.services.saving import Conflict
from documents.services.writing import Save
from initiatives.models import StepRun
from paadriv.clock import now
from tests.access.paths import by


@dataclass
class Documents:
    """``section`` is shared with the partners and has every kind of comment; ``hidden`` is not shared."""

    document: Document
    section: Section
    hidden: Section
    comment: Comment
    closed: Comment
    proposal: Comment
    version: DocumentVersion


@contextmanager
def in_step_two(city: Any) -> Iterator[None]:
    """The forprosjekt is the active step meanwhile; the gate's own tests need the city where it was."""
    runs = StepRun.objects.filter(initiative=city.initiative)
    first, second = runs.get(step="sonderingsmoete"), runs.get(step="forprosjekt")
    before = [{name: getattr(run, name) for name in _TIMES} for run in (first, second)]
    if second.state != StepRun.State.ACTIVE:
        runs.filter(pk=first.pk).update(state=StepRun.State.DONE, ended_at=now())
        runs.filter(pk=second.pk).update(
            state=StepRun.State.ACTIVE, started_at=now(), decision_id=9_000_000 + city.initiative.pk
        )
    yield
    for run, values in zip((second, first), reversed(before), strict=True):
        runs.filter(pk=run.pk).update(**values)


_TIMES = ("state", "started_at", "ended_at", "decision_id")


def write(city: Any) -> Documents:
    """Every text with the city's mark; what people say to each other is no matter of the association's."""
    kari, mona, says = city.users["K"], city.users["M"], city.says
    with in_step_two(city):
        document = writing.begin(city.initiative, "maalbilde", by=kari)
        section, hidden = (document.sections.get(key=key) for key in ("sammendrag", "stedet"))
        for row, text in ((section, says("En by for alle.")), (hidden, says("Fra brua til brygga."))):
            writing.save_section(row, Save(text, 1, uuid.uuid4()), by=kari)
        with suppress(Conflict):
            writing.save_section(section, Save(says("Kom for sent."), 1, uuid.uuid4()), by=mona)
        writing.share(document, ["sammendrag", "bak"], by=kari)
        said = [
            writing.comment(section, body=city.about(text), by=city.users["L"], form_key=uuid.uuid4())
            for text in ("Hva med brygga?", "Skriv kortere.")
        ]
        writing.resolve(said[1], by=kari)
        proposal = writing.comment(
            section,
            body=city.about("Slik er det klarere."),
            by=city.users["P"],
            form_key=uuid.uuid4(),
            proposal=Proposal(city.about("En levende by for alle."), 2),
        )
        mark_read(document, {"sammendrag": 1, "stedet": 1}, by=city.users["L"])
    for row in (section, hidden, *said, proposal):
        row.refresh_from_db()
    return Documents(document, section, hidden, said[0], said[1], proposal, _frozen(city, document))


def _frozen(city: Any, document: Document) -> DocumentVersion:
    dated_on = date(2026, 8, 12)
    content = content_of(document, number=1, dated_on=dated_on) | {"title": city.says("Målbilde")}
    given = {"document": document, "content": content, "number": 1, "dated_on": dated_on}
    sha, by = digest(content), city.users["K"]
    FreezeRequest.objects.create(**given, digest=sha, state="done", ended_at=now(), requested_by=by)
    return DocumentVersion.objects.create(
        **given, content_sha256=sha, pdf_sha256="b" * 64, file="pdf/none.pdf", pages=1, frozen_by=by
    )


def draft_of_a_template(admin: Any) -> None:
    """The association's own: a draft to edit, for every test of the templates' pages."""
    templates.start_draft("maalbilde", by=admin)


PATHS: dict[str, Any] = {
    "documents.Document": by("initiative"),
    "documents.Section": by("document__initiative"),
    "documents.SectionText": by("section__document__initiative"),
    "documents.Comment": by("section__document__initiative"),
    "documents.Reading": by("document__initiative"),
    "documents.FreezeRequest": by("document__initiative"),
    "documents.DocumentVersion": by("document__initiative"),
}
