"""Builders for written documents and their frozen versions: a place with a target, partners and a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.models import Document, DocumentVersion, FreezeRequest, Level
from documents.services import freezing
from initiatives.models import Initiative
from paadriv.clock import today
from tests import forprosjekt_world, partners_world, world, writing_world

TEXT = "Strandsonen er bydelen der vi prøver ut **nye** måter.\n\nBeboerne vil ha en strand de kan nå til fots."
PARTNERS = (("Arendal kommune", "public"), ("Lille Bank", "local_business"), ("Tromøy vel", "residents"))


def place(initiative: Initiative | None = None, partners: Any = PARTNERS) -> Initiative:
    """An initiative with an area, what can be reinforced in it, a challenge, goals and start-up partners."""
    initiative = initiative or writing_world.at_forprosjekt()
    area = forprosjekt_world.area(initiative, "Strandsonen", boundary=forprosjekt_world.polygon())
    forprosjekt_world.reinforcement(area, "Byttebua")
    forprosjekt_world.challenge(initiative, "Å gjøre Strandsonen klimanøytral")
    for name, group in partners:
        partners_world.startup_partner(initiative, name, group=group)
    return initiative


def planned_place() -> Initiative:
    """A place whose plan for fase 2 has all five activities and a chapter on funding."""
    initiative = place()
    owner = initiative.memberships.get(user=world.coordinator_of(initiative))
    for number, key in enumerate(("avtaleverk", "kartlegging", "nettverksledelse", "strategiplan", "paadrivsamling")):
        forprosjekt_world.planned(
            initiative,
            key,
            owner_member=owner,
            starts_on=date(2027, 1 + number, 10),
            ends_on=date(2027, 4 + number, 20),
            hours=120,
            cost=80_000,
            result=f"Resultat {number + 1} foreligger.",
        )
    forprosjekt_world.source(initiative)
    forprosjekt_world.funding_task(initiative)
    return initiative


def document(initiative: Initiative | None = None, kind: str = "maalbilde", text: str = TEXT) -> Document:
    """A document begun from the association's template, every section that somebody writes holding ``text``."""
    row = writing_world.document(initiative or (planned_place() if kind == "plan" else place()), kind)
    for section in row.sections.exclude(level=Level.AUTOMATIC).order_by("position"):
        write(row, section.key, text)
    return row


def write(document: Document, key: str, text: str) -> None:
    """Another text in one section."""
    writing_world.saved(document.sections.get(key=key), text)


def request(document: Document, **fields: Any) -> FreezeRequest:
    fields.setdefault("dated_on", today())
    fields.setdefault("by", world.coordinator_of(document.initiative))
    return freezing.request_freeze(document, **fields)


def frozen(document: Document | None = None, **fields: Any) -> DocumentVersion:
    """A finished version, made as the worker makes it."""
    row = request(document or globals()["document"](), **fields)
    freezing.work_on(row.pk)
    return DocumentVersion.objects.select_related("document__initiative").get(
        document=row.document_id, number=row.number
    )
