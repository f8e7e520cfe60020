"""What waits for a partner's contact among the texts: those with shared parts that are new since they were read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Document, Reading, Section
from documents.starting import BY_KEY
from initiatives.models import Initiative, Role, StepRun
from partners.waiting import Waiting


def waiting_for(user: Any) -> list[Waiting]:
    """One row per text of an active step that has shared parts the person has not read as they are now. Two queries."""
    shared = _shared_with(user)
    if not shared:
        return []
    readings = Reading.objects.filter(user=user, document__in=list(shared))
    read = {row.document_id: row.revisions for row in readings.order_by("pk")}
    documents: dict[int, Document] = {}
    for section in shared.values():
        for one in section:
            if one.revision > read.get(one.document_id, {}).get(one.key, 0):
                documents[one.document_id] = one.document
    return [_row(document, is_new=document.pk not in read) for document in documents.values()]


def _shared_with(user: Any) -> dict[int, list[Section]]:
    """Document → its shared sections that hold a text, where the person is a partner's contact."""
    working = Initiative.objects.active().filter(
        memberships__user=user, memberships__role=Role.PARTNER, memberships__ended_at=None
    )
    rows = Section.objects.filter(
        is_shared=True, document__initiative__in=working, document__step_run__state=StepRun.State.ACTIVE
    ).exclude(body="")
    found: dict[int, list[Section]] = {}
    for row in rows.select_related("document__initiative").order_by("document", "position", "pk"):
        found.setdefault(row.document_id, []).append(row)
    return found


def _row(document: Document, *, is_new: bool) -> Waiting:
    words = {"document": str(BY_KEY[document.kind].name), "initiative": str(document.initiative)}
    sentence = _("Les «%(document)s» for %(initiative)s, og si hva du mener.")
    if not is_new:
        sentence = _("Det er nytt i «%(document)s» for %(initiative)s siden du leste sist.")
    url = reverse("documents:document", args=[document.initiative_id, document.pk])
    return Waiting(sentence % words, _("Les teksten"), url, document.initiative_id)
