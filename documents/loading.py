"""How views find a rendering, or what one may be made of: always through an initiative the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.access import Verdict
from documents.kinds import DocumentKind, kind_of
from documents.models import Rendering
from initiatives.loading import visible_initiative
from initiatives.models import Initiative


@dataclass(frozen=True)
class Printable:
    """A subject of a kind, in an initiative the user may see."""

    initiative: Initiative
    kind: DocumentKind
    subject_id: int


def visible_printable(user: Any, initiative: int, kind: str, subject: int) -> Printable:
    """Raises DoesNotExist or Http404 for an unknown kind and for a subject of another initiative."""
    found = visible_initiative(user, initiative)
    try:
        known = kind_of(kind)
    except KeyError as unknown:
        raise Http404 from unknown
    if known.initiative_of(subject) != found.pk:
        raise Http404
    return Printable(found, known, subject)


def visible_rendering(user: Any, initiative: int, rendering: int) -> Rendering:
    """Raises DoesNotExist for a rendering of another initiative. One Initiative object hangs on the row."""
    found = visible_initiative(user, initiative)
    row = Rendering.objects.get(initiative=found, pk=rendering)
    row.initiative = found
    return row


def may_read(user: Any, subject: Printable | Rendering) -> Verdict:
    """The rule of the kind: whoever may read the subject may have its PDF."""
    kind = kind_of(subject.kind) if isinstance(subject, Rendering) else subject.kind
    return kind.may_read(user, subject.subject_id)
