"""Carrying a text over from an earlier round: a new draft begins where the parked one ended, which stays as it is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from documents.models import Document, Section
from documents.services.locking import open_and_locked
from documents.services.saving import write


@dataclass(frozen=True)
class Carried:
    """What came over: how many texts, and the titles of parts the new template does not have."""

    texts: int
    left: tuple[str, ...]


def earlier_text(document: Document) -> Document | None:
    """The same text in the latest round before this one in which somebody wrote. One query."""
    written = Section.objects.filter(document=OuterRef("pk"), edited_by__isnull=False)
    rows = Document.objects.filter(
        Exists(written),
        initiative=document.initiative_id,
        kind=document.kind,
        step_run__round__lt=document.step_run.round,
    )
    return rows.select_related("step_run").order_by("-step_run__round").first()


def carried_from(document: Document) -> Document | None:
    """The earlier round's text that this one began from. One query where there is one, else none."""
    if document.carried_from_id is None:
        return None
    return Document.objects.select_related("step_run").get(pk=document.carried_from_id)


@transaction.atomic
def carry_over(document: Document, *, by: User) -> Carried:
    """Write every text of the earlier round into the draft's parts with the same key, as their next revision.

    Sharing and comments are not carried. Raises NotReady when there is no earlier text, when somebody has
    written in the draft, and when writing is over.
    """
    document = open_and_locked(document)
    earlier = earlier_text(document)
    if earlier is None:
        raise NotReady(_("Det finnes ingen tekst fra en tidligere runde."))
    parts = list(document.sections.select_for_update().order_by("position", "pk"))
    if any(part.edited_by_id for part in parts):
        raise NotReady(
            _("Noen har begynt å skrive i denne runden. Åpne teksten fra runde %(round)d, og kopier det dere trenger.")
            % {"round": earlier.step_run.round}
        )
    texts = {one.key: one for one in earlier.sections.order_by("position", "pk") if not one.is_automatic and one.body}
    number = 0
    for part in parts:
        part.document = document
        found = texts.pop(part.key, None)
        if found is not None and not part.is_automatic and found.body != part.body:
            write(part, found.body, key=uuid.uuid4(), by=by, is_told=False)
            number += 1
    document.carried_from = earlier
    document.save(update_fields=["carried_from"])
    record(document.initiative.chain, "text_carried_over", by=by, subject=document, earlier=earlier.pk, texts=number)
    return Carried(number, tuple(one.title for one in texts.values()))
