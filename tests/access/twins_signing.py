"""Rounds in the twin world: one under way, one taken back, people asked, answered and withdrawn, in each city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from documents.models import Document, DocumentVersion
from partners import services as partners
from partners.models import Partner, Signatory
from partners.stages import Stage
from signing.models import Round, SigningInvitation
from signing.services.opening import Asked
from signing.states import ActKind
from tests import partners_world, signing_world, world
from tests.access.paths import by


@dataclass
class Signing:
    """``quiet`` is a document without an open round; ``asked`` has typed a code, ``withdrawn`` took a yes back.

    ``named_later`` can sign for the organisation of ``asked``, and was named after the round was opened.
    """

    document: Document
    version: DocumentVersion
    quiet: Document
    quiet_version: DocumentVersion
    round: Round
    asked: SigningInvitation
    withdrawn: SigningInvitation
    named_later: Signatory
    partners: list[Partner]


PATHS: dict[str, Any] = {
    "signing.Round": by("document__initiative"),
    "signing.RoundParty": by("round__document__initiative"),
    "signing.SigningInvitation": by("party__round__document__initiative"),
    "signing.Code": by("invitation__party__round__document__initiative"),
    "signing.Act": by("party__round__document__initiative"),
}


def fill(city: Any) -> Signing:
    """A round that was taken back, and one in which one person is asked and one took the answer back."""
    asked = [_partner(city, name, local) for name, local in (("Havnebanken", "bank"), ("Sparelaget", "lag"))]
    document = signing_world.document(city.initiative)
    quiet = signing_world.document(city.initiative, step=1)
    versions = [signing_world.version(one, vision=city.says("Liv i sentrum.")) for one in (document, quiet)]
    parties = [Asked(partner) for partner in asked]
    first = signing_world.opened(versions[0], parties=parties)
    signing_world.acted(signing_world.invitations(first)[0], **_typed(city))
    signing_world.voided(first, city.says("Tallene var feil."))
    going_on = signing_world.opened(versions[0], parties=parties)
    unanswered, withdrawn = signing_world.invitations(going_on)
    signing_world.confirmed(unanswered)
    reservation = {"section": "goals", "words": city.about("Tallfest målet")}
    signing_world.acted(withdrawn, ActKind.RESERVATION, **_typed(city) | reservation)
    signing_world.acted(withdrawn, ActKind.WITHDRAW, **_typed(city) | {"words": city.about("Vi ombestemte oss")})
    later = partners_world.signatory(
        asked[0], city.about("Sissel"), email=city.address("sissel"), title=city.about("leder")
    )
    return Signing(document, versions[0], quiet, versions[1], going_on, unanswered, withdrawn, later, asked)


def guest(city: Any) -> Client:
    """A browser that followed the asked person's link and typed the code."""
    client = Client()
    session = client.session
    session["signing"] = {str(city.signing.asked.pk): signing_world.SESSION}
    session.save()
    return client


def _typed(city: Any) -> dict[str, str]:
    return {"name": city.about("Bård Vik"), "title": city.about("daglig leder"), "reference": city.about("styrets sak")}


def _partner(city: Any, name: str, local: str) -> Partner:
    partner = world.partner(city.initiative, city.says(name))
    partners_world.contact(partner, city.about("Kontakt"), email=city.address(f"kontakt.{local}"))
    partners_world.signatory(
        partner, city.about("Signatar"), email=city.address(f"signatar.{local}"), title=city.about("leder")
    )
    return partners.move(partner, Stage.STARTUP_PARTNER, by=city.users["K"])
