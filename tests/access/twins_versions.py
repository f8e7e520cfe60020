"""Frozen versions in the twin world: a målbilde asked for, frozen and answered in each city."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from documents.models import CompletedCopy, Document, DocumentVersion, FreezeRequest, Level, Section, TemplateVersion
from documents.services import completed, freezing
from documents.services.completed import Answer
from paadriv.clock import now, today
from partners import services
from partners.stages import Stage
from tests import partners_world, world, writing_world
from tests.access.paths import by

if TYPE_CHECKING:
    from tests.access.twins import City


@dataclass
class Frozen:
    """Version 1 with its request and the completed copy of a round that is over."""

    document: Document
    request: FreezeRequest
    version: DocumentVersion
    copy: CompletedCopy


def freeze(city: City, round_id: int) -> Frozen:
    """The document stands in the first step, where no other målbilde is: its pages are walked, not the method."""
    kari = city.users["K"]
    for name in ("Havnebanken", "Bryggelaget"):
        _startup_partner(city, name)
    with _in_step_one(city):
        document = _document(city)
        request = freezing.request_freeze(document, dated_on=today(), by=kari)
        freezing.work_on(request.pk)
    request.refresh_from_db()
    version = DocumentVersion.objects.get(document=document)
    answer = Answer(city.says("Havnebanken"), "", "stiller seg bak", city.about("Signe"), at=now().isoformat())
    with transaction.atomic():
        copy = completed.request(version, [answer], round_id=round_id, completed_at=now(), log=[{"event": "opened"}])
    completed.work_on(copy.pk)
    copy.refresh_from_db()
    assert copy.state == CompletedCopy.State.DONE, copy.error
    return Frozen(document, request, version, copy)


def change(city: City) -> None:
    """Something new to freeze."""
    writing_world.saved(city.frozen.document.sections.get(key="sammendrag"), city.says("Vi vil noe annet."))


def fail(city: City) -> None:
    """The completed copy was not made."""
    fields: dict[str, Any] = {"state": "failed", "file": "", "done_at": None, "error": "Det gikk galt."}
    CompletedCopy.objects.filter(pk=city.frozen.copy.pk).update(**fields)


@contextmanager
def _in_step_one(city: City) -> Iterator[None]:
    """The first step is the active one meanwhile."""
    runs = city.initiative.step_runs.order_by("pk")
    times = ("state", "started_at", "ended_at", "decision_id")
    before = [(run.pk, {name: getattr(run, name) for name in times}) for run in runs]
    for run in runs[1:]:
        runs.filter(pk=run.pk).update(state="waiting", started_at=None, ended_at=None, decision_id=None)
    runs.filter(pk=before[0][0]).update(state="active", ended_at=None)
    yield
    for pk, values in before:
        runs.filter(pk=pk).update(**values)


def _startup_partner(city: City, name: str) -> None:
    partner = world.partner(city.initiative, city.says(name))
    partners_world.contact(partner, city.about("Kontakt"), email=city.address(f"kontakt.{name}"))
    partners_world.signatory(
        partner, city.about("Signatar"), email=city.address(f"signatar.{name}"), title=city.about("leder")
    )
    services.move(partner, Stage.STARTUP_PARTNER, by=city.users["K"])


def _document(city: City) -> Document:
    kari = city.users["K"]
    template = TemplateVersion.objects.get(kind="maalbilde", state=TemplateVersion.State.PUBLISHED)
    document = Document.objects.create(
        initiative=city.initiative,
        kind="maalbilde",
        step_run=city.run,
        template=template,
        begun_by=kari,
    )
    for one in template.sections.order_by("position"):
        fields = {"key": one.key, "position": one.position, "title": one.title, "level": one.level}
        section = Section.objects.create(document=document, **fields)
        if section.level != Level.AUTOMATIC:
            writing_world.saved(section, city.says("Vi vil noe sammen."), by=kari)
    return document


#: From each model to its city; see tests/access/paths.py.
PATHS = {
    "documents.CompletedCopy": by("version__document__initiative"),
}
