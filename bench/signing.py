"""A signatory's page: a frozen målbilde of twelve sections with its tables and map, read after the code was typed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.canonical import digest
from accounts.models import User
from bench import frozen
from bench.harness import Page
from bench.texts import text_document, writer
from documents.models import Document, DocumentVersion
from documents.services.freezing import content_of
from initiatives.models import Initiative
from paadriv.clock import now, today
from partners import services as partners
from partners.models import Partner
from signing.consent import words_for
from signing.models import Code, SigningInvitation
from signing.services import codes
from signing.services.acting import Answer, Consent, act
from signing.services.acting import Client as ClientFacts
from signing.services.deadlines import void
from signing.services.opening import Asked, open_round
from signing.states import ActKind

_SECRET = "the secret of the browser that is measured"  # noqa: S105 -- of no use outside the measurement
BROWSER = ClientFacts(session=_SECRET)
#: What stands beside the sections.
_BESIDE = ("area", "areas", "reinforcements", "challenges", "barriers", "sdgs", "local_goals", "groups", "partners")


def pages() -> list[Page]:
    """A first version; and, of another målbilde, a second one after the organisation had answered about the first."""
    by, other = writer(), writer("skriver2@paadriv.example")
    alone = _asked(_version(text_document(by), 1, by), by)
    again = _asked_again(text_document(other), other)
    return [
        Page("a signatory's page", _reader_of(alone), most_ratio=0.5, most_queries=3),
        Page("a signatory's page, what is new", _reader_of(again), most_ratio=0.5, most_queries=4),
    ]


def _asked_again(document: Document, by: User) -> SigningInvitation:
    before = _asked(_version(document, 1, by), by)
    given = Answer(ActKind.ENDORSE, name="Signatar", title="leder", authority="signaturrett")
    said = words_for(before, kind=given.kind, authority=given.authority, reference="")
    shown = Consent(uuid.uuid4(), before.party.round.version.content_sha256, said.id, said.sha256)
    act(before, given, shown, client=BROWSER)
    void(before.party.round, reason="Teksten er rettet.", by=by)
    return _asked(_version(document, 2, by), by)


def _reader_of(invitation: SigningInvitation) -> Callable[[], Any]:
    """One request by a browser in which the code was typed."""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    session = client.session
    session["signing"] = {str(invitation.pk): _SECRET}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    where = reverse("signing:answer", args=[invitation.pk])
    return lambda: client.get(where)


def _asked(version: DocumentVersion, by: User) -> SigningInvitation:
    """The first of three partners' signatories, asked about a version, with the code typed."""
    initiative = version.document.initiative
    known = list(initiative.partners.startup().order_by("pk"))
    parties = [Asked(partner) for partner in known or [_partner(initiative, number, by) for number in range(3)]]
    asked_in = open_round(version, parties, deadline=today() + timedelta(days=14), by=by)
    row = (
        SigningInvitation.objects.filter(party__round=asked_in)
        .select_related("party__round__version")
        .order_by("pk")[0]
    )
    row.party.round.document = version.document
    moment = now()
    Code.objects.create(
        invitation=row,
        digest="0" * 64,
        sent_at=moment,
        expires_at=moment + codes.LASTS,
        session=codes.digest_of(_SECRET),
        confirmed_at=moment,
    )
    return row


def _version(document: Document, number: int, by: User) -> DocumentVersion:
    """As the worker would insert it, without the file, which the page does not read; the second has other rows."""
    content = content_of(document, number=number, dated_on=today()) | {
        key: value for key, value in frozen.content().items() if key in _BESIDE
    }
    if number > 1:
        content["sections"][2]["body"] += " Og ingen skal trenge bil for å komme dit."
        content["reinforcements"] = content["reinforcements"][1:]
    return DocumentVersion.objects.create(
        document=document,
        number=number,
        content=content,
        content_sha256=digest(content),
        file="pdf/none.pdf",
        pdf_sha256="0" * 64,
        pages=6,
        dated_on=today(),
        frozen_by=by,
    )


def _partner(initiative: Initiative, number: int, by: User) -> Partner:
    partner = partners.add_partner(initiative, name=f"Partner {number}", group="local_business", by=by)
    address = f"signatar{number}@eksempel.no"
    partners.name_contact(partner, name=f"Kontakt {number}", email=f"kontakt{number}@eksempel.no", by=by)
    partners.name_signatory(
        partner, name=f"Signatar {number}", email=address, title="leder", basis="signaturrett", by=by
    )
    return partners.move(partner, "startup_partner", by=by)
