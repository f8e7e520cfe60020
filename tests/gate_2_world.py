"""Builders for gate 2: a forprosjekt in which everything is in place. They go through the services."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.canonical import digest
from accounts.models import User
from documents.models import Document, DocumentVersion
from documents.services import writing
from documents.services.freezing import content_of
from gates.services import distribute
from initiatives.models import Initiative
from paadriv import clock
from paadriv.clock import now, today
from partners.models import Partner
from signing.models import Round
from signing.services import opening
from signing.states import ActKind
from tests import forprosjekt_world, gates_world, partners_world, signing_world, world

GROUPS = (("Grunneierlaget", "landowners"), ("Havna vel", "residents"), ("Havnebanken", "local_business"))
ACTIVITIES = ("avtaleverk", "kartlegging", "nettverksledelse", "strategiplan", "paadrivsamling")


@dataclass
class Place:
    initiative: Initiative
    decider: User
    partners: list[Partner] = field(default_factory=list)

    @property
    def by(self) -> User:
        return world.coordinator_of(self.initiative)


def in_forprosjekt(months: int = 3) -> Place:
    """An initiative that passed gate 1 so many months ago, and nothing more."""
    with clock.set_to(now() - timedelta(days=31 * months)):
        initiative, decider = gates_world.ready()
        gates_world.decided(initiative, by=decider)
    initiative.refresh_from_db()
    return Place(initiative, decider)


def prepared() -> Place:
    """Area, three start-up partners, plan and funding; nothing is frozen."""
    place = in_forprosjekt()
    initiative = place.initiative
    area = forprosjekt_world.area(initiative, boundary=forprosjekt_world.polygon())
    forprosjekt_world.reinforcement(area)
    place.partners = [partners_world.startup_partner(initiative, name, group=group) for name, group in GROUPS]
    for key in ACTIVITIES:
        plan(place, key)
    forprosjekt_world.source(initiative, amount_low=400_000, amount_high=500_000)
    forprosjekt_world.funding_task(initiative)
    return place


def plan(place: Place, key: str, **changes: Any) -> None:
    values = {
        "owner_member": place.initiative.memberships.get(user=place.by),
        "starts_on": today(),
        "ends_on": today() + timedelta(days=90),
        "cost": 100_000,
        "result": f"Resultatet av {key} foreligger.",
    }
    forprosjekt_world.planned(place.initiative, key, **values | changes)


def version(place: Place, kind: str = "maalbilde") -> DocumentVersion:
    """The document's next version, with the content it would be frozen with and a file that stands for its PDF."""
    run = place.initiative.step_runs.get(state="active")
    document = Document.objects.filter(step_run=run, kind=kind).first()
    document = document or writing.begin(place.initiative, kind, by=place.by)
    number = document.versions.count() + 1
    content = content_of(document, number=number, dated_on=today())
    for section in content["sections"]:
        section["body"] = section["body"] or "Vi vil ha liv i sentrum."
    pdf = f"%PDF-1.7 {kind} {number}".encode()
    return DocumentVersion.objects.create(
        document=document,
        number=number,
        content=content,
        content_sha256=digest(content),
        file=default_storage.save(f"pdf/{uuid.uuid4()}.pdf", ContentFile(pdf)),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        pages=6,
        dated_on=today(),
        frozen_by=place.by,
    )


def round_of(place: Place, of: DocumentVersion) -> Round:
    asked = [opening.Asked(partner) for partner in place.partners]
    return opening.open_round(of, asked, deadline=today() + timedelta(days=14), by=place.by)


def answered(round_: Round, *kinds: str) -> Round:
    """Every partner answers, in order: yes where nothing else is said."""
    rows = signing_world.invitations(round_)
    for row, kind in zip(rows, [*kinds, *[ActKind.ENDORSE] * len(rows)], strict=False):
        signing_world.acted(row, kind, **({"section": "framtidsbildet"} if kind == ActKind.RESERVATION else {}))
    round_.refresh_from_db()
    return round_


def given_out(place: Place, days: int = 8) -> None:
    """The beslutningsunderlag was frozen and sent to the partners so many days ago."""
    with clock.set_to(now() - timedelta(days=days)):
        version(place, "beslutningsunderlag")
        distribute(place.initiative, by=place.by)


def ready(*kinds: str) -> Place:
    """Everything at gate 2 is in place; the partners answer as said, or yes."""
    place = prepared()
    answered(round_of(place, version(place)), *kinds)
    given_out(place)
    for partner in place.partners:
        partners_world.decision(partner)
    return place
