"""Builders for texts written in sections; they go through the services."""

from __future__ import annotations

import uuid
from itertools import count
from typing import Any

from accounts.models import User
from documents.models import Comment, Document, Section
from documents.services import writing
from documents.services.commenting import Proposal
from documents.services.saving import Saved
from documents.services.writing import Save
from initiatives import services as initiatives
from initiatives.models import Initiative
from tests import world

_decisions = count(1_000_001)


def at_forprosjekt(place: str = "Arendal", **fields: Any) -> Initiative:
    """An initiative in step 2, without the meeting and the decision that led there."""
    initiative = world.initiative(place, **fields)
    initiatives.enter_step(initiative, decision_id=next(_decisions), by=world.coordinator_of(initiative))
    return initiative


def document(initiative: Initiative | None = None, kind: str = "maalbilde") -> Document:
    initiative = initiative or at_forprosjekt()
    return writing.begin(initiative, kind, by=world.coordinator_of(initiative))


def section(of: Document | None = None, key: str = "sammendrag") -> Section:
    return (of or document()).sections.select_related("document__initiative").get(key=key)


def saved(section: Section, body: str, *, by: User | None = None, revision: int | None = None, **fields: Any) -> Saved:
    """Saved from the revision that is there now, unless another is given."""
    current = Section.objects.get(pk=section.pk).revision
    save = Save(body, current if revision is None else revision, fields.get("key") or uuid.uuid4())
    return writing.save_section(section, save, by=by or world.coordinator_of(section.document.initiative))


def shared(document: Document, *keys: str) -> Document:
    return writing.share(document, list(keys), by=world.coordinator_of(document.initiative))


def comment(section: Section, body: str = "Hva med brygga?", *, by: User | None = None, **fields: Any) -> Comment:
    by = by or world.coordinator_of(section.document.initiative)
    return writing.comment(section, body=body, by=by, form_key=fields.pop("form_key", uuid.uuid4()), **fields)


def proposed(section: Section, text: str, *, by: User | None = None) -> Comment:
    revision = Section.objects.get(pk=section.pk).revision
    return comment(section, "", by=by, proposal=Proposal(text, revision))
