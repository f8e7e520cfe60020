"""A signatory's page: a frozen målbilde of twelve sections, read after the code was typed."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.canonical import digest
from accounts.models import User
from bench.harness import Page
from bench.texts import text_document, writer
from documents.models import Document, DocumentVersion
from documents.services.freezing import content_of
from initiatives.models import Initiative
from paadriv.clock import now, today
from partners import services as partners
from partners.models import Partner
from signing.models import Code, SigningInvitation
from signing.services import codes
from signing.services.opening import Asked, open_round

_SECRET = "the secret of the browser that is measured"  # noqa: S105 -- of no use outside the measurement


def pages() -> list[Page]:
    by = writer()
    invitation = _asked(text_document(by), by)
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    session = client.session
    session["signing"] = {str(invitation.pk): _SECRET}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    where = reverse("signing:answer", args=[invitation.pk])
    return [Page("a signatory's page", lambda: client.get(where), most_ratio=0.5, most_queries=5)]


def _asked(document: Document, by: User) -> SigningInvitation:
    """The first of three partners' signatories, asked about a version, with the code typed."""
    version = _version(document, by)
    parties = [Asked(_partner(document.initiative, number, by)) for number in range(3)]
    asked_in = open_round(version, parties, deadline=today() + timedelta(days=14), by=by)
    row = SigningInvitation.objects.filter(party__round=asked_in).order_by("pk")[0]
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


def _version(document: Document, by: User) -> DocumentVersion:
    """As the worker would insert it, without the file, which the page does not read."""
    content = content_of(document, number=1, dated_on=today())
    return DocumentVersion.objects.create(
        document=document,
        number=1,
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
