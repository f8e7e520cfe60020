"""Remembering what one person has read of a document. Private, and no matter for the journal."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from documents.models import Document, Reading
from paadriv.clock import now


@transaction.atomic
def mark_read(document: Document, revisions: dict[str, int], *, by: User) -> Reading:
    """``revisions`` are those the person saw; a section never seen again keeps what was read of it before."""
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    reading = Reading.objects.filter(document=document, user=by).first()
    known = dict(document.sections.order_by("position").values_list("key", "revision"))
    seen = {key: revision for key, revision in revisions.items() if 0 < revision <= known.get(key, 0)}
    if reading is None:
        return Reading.objects.create(document=document, user=by, revisions=seen, at=now())
    reading.revisions, reading.at = reading.revisions | seen, now()
    reading.save(update_fields=["revisions", "at"])
    return reading
