"""Builders for rounds: a frozen version, partners who can answer, and people who answer. They go through services."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.access import YES
from accounts.canonical import digest
from documents import kinds, written
from documents.kinds import DocumentKind
from documents.models import Document, DocumentVersion, TemplateVersion
from initiatives.models import Initiative
from paadriv.clock import now, today
from partners.models import Partner
from signing.consent import words_for
from signing.models import Act, Round, RoundParty, SigningInvitation
from signing.services import acting, codes, deadlines, handing_on, opening
from signing.services.acting import Answer, Client, Consent
from signing.states import ActKind
from tests import partners_world, world

KIND = "proeve"
PDF = b"%PDF-1.7 et laast maalbilde"
SESSION = "hemmeligheten-til-nettleseren"
#: Rounds that kinds were told are completed, in a test that knows the kind.
COMPLETED: list[int] = []


@contextmanager
def known_kind(**fields: Any) -> Iterator[None]:
    """Register a kind of written documents inside the block."""
    COMPLETED.clear()
    kind = DocumentKind(
        key=KIND,
        title=lambda content: str(content["title"]),
        content=lambda subject: {},
        context=written.page,
        may_read=lambda user, subject: YES,
        initiative_of=lambda subject: Document.objects.get(pk=subject).initiative_id,
        is_written=True,
        **{"min_parties": 2, "on_completed": COMPLETED.append} | fields,
    )
    kinds._kinds[KIND] = kind
    try:
        yield
    finally:
        del kinds._kinds[KIND]


def document(initiative: Initiative | None = None, *, step: int = 0) -> Document:
    """The document of one of the initiative's steps."""
    initiative = initiative or world.initiative()
    by = world.coordinator_of(initiative)
    template, _created = TemplateVersion.objects.get_or_create(kind=KIND, number=1, defaults={"title": "Prøve"})
    run = initiative.step_runs.order_by("pk")[step]
    found = Document.objects.filter(step_run=run, kind=KIND).first()
    return found or Document.objects.create(
        initiative=initiative, kind=KIND, step_run=run, template=template, begun_by=by
    )


def version(
    of: Document | None = None, *, vision: str = "Vi vil ha liv i sentrum.", said: dict[str, Any] | None = None
) -> DocumentVersion:
    """The next frozen version of a document, with two sections or with what is ``said``."""
    of = of or document()
    number = of.versions.count() + 1
    content = (
        said | {"number": number}
        if said
        else {
            "title": f"Målbilde for {of.initiative}",
            "number": number,
            "dated_on": today().isoformat(),
            "values": {},
            "sections": [
                {"key": "vision", "number": 1, "title": "Framtidsbildet", "body": vision},
                {"key": "goals", "number": 2, "title": "Mål", "body": "Klimanøytral i 2035."},
            ],
        }
    )
    pdf = PDF + str(number).encode()
    stored = default_storage.save(f"pdf/proeve/{uuid.uuid4()}.pdf", ContentFile(pdf))
    return DocumentVersion.objects.create(
        document=of,
        number=number,
        content=content,
        content_sha256=digest(content),
        file=stored,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        pages=4,
        dated_on=today(),
        frozen_by=world.coordinator_of(of.initiative),
        frozen_at=now(),
    )


def partners(initiative: Initiative, number: int = 2, **fields: Any) -> list[Partner]:
    names = ("Havnebanken", "Bryggebyen vel", "Agder universitet", "Kraftlaget", "Byfornyelse")
    return [partners_world.startup_partner(initiative, name, **fields) for name in names[:number]]


def opened(
    of: DocumentVersion | None = None,
    *,
    parties: Sequence[opening.Asked] | None = None,
    number: int = 2,
    days: int = 14,
    deadline: date | None = None,
    **fields: Any,
) -> Round:
    """An open round with so many partners of one signatory each, or the parties given."""
    of = of or version()
    asked = parties or [opening.Asked(partner) for partner in partners(of.document.initiative, number)]
    last_day = deadline or today() + timedelta(days=days)
    by = world.coordinator_of(of.document.initiative)
    return opening.open_round(of, asked, deadline=last_day, by=by, **fields)


def invitations(asked_in: Round) -> list[SigningInvitation]:
    """In the order they were asked, read anew."""
    rows = SigningInvitation.objects.filter(party__round=asked_in)
    return list(rows.select_related("party__round__version", "party__round__document__initiative").order_by("pk"))


def party(asked_in: Round, place: int = 0) -> RoundParty:
    return list(asked_in.parties.order_by("pk"))[place]


def code_in_mailbox() -> str:
    """The six digits of the letter sent last."""
    found = re.search(r"^\s+(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found is not None, mail.outbox[-1].body
    return found[1]


def confirmed(invitation: SigningInvitation, session: str = SESSION) -> SigningInvitation:
    """The invitation, after its code was typed in a session."""
    if codes.confirmed(invitation, session=session, at=now()) is None:
        codes.send_code(invitation, session=session)
        assert codes.confirm(invitation, code=code_in_mailbox(), session=session)
    return invitation


def answer(kind: str = ActKind.ENDORSE, **fields: Any) -> Answer:
    extra = {
        ActKind.RESERVATION: {"section": "goals", "words": "Målet for transport bør tallfestes"},
        ActKind.DECLINE: {"words": "Styret har ikke behandlet saken"},
        ActKind.WITHDRAW: {"words": "Styret har ombestemt seg"},
    }.get(ActKind(kind), {})
    given = {"name": "Bård Vik", "title": "daglig leder", "authority": "signaturrett"} | extra | fields
    return Answer(kind=kind, **given)


def consent(invitation: SigningInvitation, given: Answer, *, form_key: uuid.UUID | None = None) -> Consent:
    """What a person who reads the page now would post."""
    said = words_for(
        invitation,
        kind=given.kind,
        authority=given.authority,
        reference=given.reference,
        section=given.section,
        words=given.words,
    )
    content = invitation.party.round.version.content_sha256
    return Consent(form_key or uuid.uuid4(), content, said.id, said.sha256)


def acted(invitation: SigningInvitation, kind: str = ActKind.ENDORSE, *, session: str = SESSION, **fields: Any) -> Act:
    """One act by the invited person, with a fresh code and what is on the screen now."""
    form_key = fields.pop("form_key", None)
    given = answer(kind, **fields)
    confirmed(invitation, session)
    client = Client(session=session, ip="192.0.2.7", user_agent="Firefox/1")
    return acting.act(invitation, given, consent(invitation, given, form_key=form_key), client=client)


def all_endorse(asked_in: Round) -> Round:
    for row in invitations(asked_in):
        if row.is_asked:
            acted(row)
    asked_in.refresh_from_db()
    return asked_in


def colleague(**fields: Any) -> handing_on.Colleague:
    given = {
        "name": "Eva Strand",
        "email": partners_world.address(),
        "title": "styreleder",
        "authority": "fullmakt",
        "reference": "styrets sak 7/26",
    }
    return handing_on.Colleague(**given | fields)


def delegated(invitation: SigningInvitation, **fields: Any) -> SigningInvitation:
    confirmed(invitation)
    made = handing_on.delegate(
        invitation, colleague(**fields), reason="Jeg er på reise", client=Client(session=SESSION)
    )
    return next(row for row in invitations(made.party.round) if row.pk == made.pk)


def voided(asked_in: Round, reason: str = "Teksten må skrives om.") -> Round:
    deadlines.void(asked_in, reason=reason, by=world.coordinator_of(asked_in.initiative))
    asked_in.refresh_from_db()
    return asked_in
