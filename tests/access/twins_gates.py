"""Gate 2 in the twin world: a beslutningsunderlag that was given out, and a reservation that was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.models import Document, DocumentVersion, TemplateVersion
from gates.models import Distribution, Reply, Transfer
from gates.services import distribute, propose_transfer, reply
from signing.models import Act
from signing.states import ActKind
from tests import world
from tests.access.paths import by


@dataclass
class AtGate2:
    distribution: Distribution
    reservation: Act
    reply: Reply
    transfer: Transfer


PATHS: dict[str, Any] = {
    "gates.Distribution": by("initiative"),
    "gates.Reply": by("initiative"),
    "gates.Transfer": by("initiative"),
}


def fill(city: Any) -> AtGate2:
    """Needs the rounds of signing and the frozen målbilde, whose file stands in for this version's PDF."""
    initiative, coordinator = city.initiative, city.users["K"]
    run = initiative.step_runs.get(state="active")
    template = TemplateVersion.objects.filter(kind="beslutningsunderlag").order_by("pk")[0]
    document, _begun = Document.objects.get_or_create(
        step_run=run,
        kind="beslutningsunderlag",
        defaults={"initiative": initiative, "template": template, "begun_by": coordinator},
    )
    _version(city, document)
    act = Act.objects.filter(kind=ActKind.RESERVATION, invitation=city.signing.withdrawn).order_by("pk")[0]
    return AtGate2(
        distribution=distribute(initiative, by=coordinator),
        reservation=act,
        reply=reply(act, text=city.about("Vi tallfester målet."), by=coordinator),
        transfer=propose_transfer(
            initiative,
            to_owner=world.organisation("Byutvikling AS", "company"),  # the register is everybody's
            name=city.about("Ny Leder"),
            email=city.address("ny"),
            reason=city.says("Kommunen vil at næringsforeningen overtar."),
            by=coordinator,
        ),
    )


def _version(city: Any, document: Document) -> DocumentVersion:
    frozen: DocumentVersion = city.frozen.version
    return DocumentVersion.objects.create(
        document=document,
        number=document.versions.count() + 1,
        content=frozen.content,
        content_sha256=frozen.content_sha256,
        file=frozen.file,
        pdf_sha256=frozen.pdf_sha256,
        pages=frozen.pages,
        dated_on=frozen.dated_on,
        frozen_by=frozen.frozen_by,
    )
