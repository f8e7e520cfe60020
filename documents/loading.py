"""How views find a rendering, or what one may be made of: always through an initiative the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.access import Verdict
from documents.kinds import DocumentKind, kind_of
from documents.models import Comment, Document, Rendering, Section, TemplateSection, TemplateVersion
from documents.starting import BY_KEY, TextKind
from initiatives.loading import asking_if_begun, visible_initiative
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


@dataclass(frozen=True)
class Beginning:
    """A text that may be begun in an initiative the user may see."""

    initiative: Initiative
    kind: TextKind


def visible_beginning(user: Any, initiative: int, kind: str) -> Beginning:
    """Raises Http404 for a kind there is not."""
    return Beginning(visible_initiative(user, initiative), text_kind_or_404(kind))


def visible_document(user: Any, initiative: int, document: int) -> Document:
    """A document of an initiative the user may see. One query."""
    rows = Document.objects.visible_to(user).filter(initiative=initiative)
    rows = asking_if_begun(rows.select_related("initiative", "step_run", "template"), "initiative")
    found = rows.get(pk=document)
    found.initiative.forprosjekt_begun = found.forprosjekt_begun
    return found


def visible_section(user: Any, initiative: int, document: int, section: int) -> Section:
    """A section of a visible document. One query."""
    rows = Section.objects.filter(document__in=Document.objects.visible_to(user).filter(initiative=initiative))
    related = ("document__initiative", "document__step_run", "document__template")
    rows = asking_if_begun(rows.select_related(*related), "document__initiative")
    found = rows.get(pk=section, document=document)
    found.document.initiative.forprosjekt_begun = found.forprosjekt_begun
    return found


def visible_comment(user: Any, initiative: int, document: int, comment: int) -> Comment:
    """A comment of a section of a visible document. One query."""
    visible = Document.objects.visible_to(user).filter(initiative=initiative)
    rows = Comment.objects.filter(section__document__in=visible, section__document=document)
    return rows.select_related(
        "section__document__initiative", "section__document__step_run", "section__document__template"
    ).get(pk=comment)


def owned_template(user: Any, template: int) -> TemplateVersion:
    """One version of a text of the association; nobody else knows what versions there are."""
    rows = TemplateVersion.objects.all() if user.is_association_admin else TemplateVersion.objects.none()
    return rows.select_related("published_by").get(pk=template)


def owned_template_section(user: Any, template: int, section: int) -> TemplateSection:
    home = owned_template(user, template)
    return home.sections.select_related("template").get(pk=section)


def owned_text_kind(user: Any, kind: str) -> TextKind:
    """Raises Http404 for a key no text has, and for everybody but the association."""
    if not user.is_association_admin:
        raise Http404
    return text_kind_or_404(kind)


def text_kind_or_404(key: str) -> TextKind:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]
