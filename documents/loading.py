"""How views find a rendering, or what one may be made of: always through an initiative the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404

from accounts.access import Verdict
from documents.kinds import DocumentKind, kind_of
from documents.models import Comment, Document, Rendering, Section, TemplateSection, TemplateVersion
from documents.starting import BY_KEY, OWNED, AssociationText, TextKind
from initiatives.loading import visible_home, visible_initiative
from initiatives.models import Initiative, Membership
from initiatives.policy import remember
from paadriv.prepared import prepared


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
    """A document of an initiative the user may see. Two queries, membership included."""
    home = visible_home(user, initiative)
    if not (rows := _document(home.pk, document)):
        raise Document.DoesNotExist
    rows[0].initiative = home
    return rows[0]


@prepared
def _document(initiative: int, document: int) -> QuerySet[Document]:
    found = Document.objects.filter(pk=document, initiative=initiative).order_by("pk")
    return found.select_related("step_run", "template")


def visible_section(user: Any, initiative: int, document: int, section: int) -> Section:
    """A section of a visible document. Two queries, membership included."""
    home = visible_home(user, initiative)
    rows = Section.objects.select_related("document__step_run", "document__template", "edited_by")
    found = rows.get(pk=section, document=document, document__initiative=home)
    found.document.initiative = home
    return found


def section_to_write(user: Any, initiative: int, document: int, section: int) -> Section:
    """As visible_section, in one query and with only what a member's save needs; the form's page fetches the rest."""
    rows = _to_write(user.pk, initiative, document, section) if user.is_active else []
    found: Any = rows[0] if rows else None
    if found is None:  # an administrator, or nobody who may see it
        return visible_section(user, initiative, document, section)
    home = Initiative.from_db(found._state.db, ["id", "state"], [initiative, found.initiative_state])
    remember(Membership(user=user, initiative=home, role=found.role), home)
    found.document.initiative = home
    written: Section = found
    return written


@prepared
def _to_write(user: int, initiative: int, document: int, section: int) -> QuerySet[Section]:
    members = {"document__initiative__memberships__user": user, "document__initiative__memberships__ended_at": None}
    rows = Section.objects.select_related("document__step_run").defer(*_NOT_TO_SAVE).order_by("pk")
    role, state = F("document__initiative__memberships__role"), F("document__initiative__state")
    mine = rows.filter(pk=section, document=document, document__initiative=initiative, **members)
    return mine.annotate(role=role, initiative_state=state)


#: What a save does not read of the section and its step run.
_NOT_TO_SAVE = (
    *("body", "questions", "title", "edited_at", "document__begun_at", "document__step_run__started_at"),
    *("document__step_run__ended_at", "document__step_run__paused_days", "document__step_run__decision_id"),
)


def visible_comment(user: Any, initiative: int, document: int, comment: int) -> Comment:
    """A comment of a section of a visible document. Two queries, membership included."""
    home = visible_home(user, initiative)
    rows = Comment.objects.select_related("section__document__step_run", "section__document__template")
    found = rows.get(pk=comment, section__document=document, section__document__initiative=home)
    found.section.document.initiative = home
    return found


def owned_template(user: Any, template: int) -> TemplateVersion:
    """One version of a text of the association; nobody else knows what versions there are."""
    rows = TemplateVersion.objects.all() if user.is_association_admin else TemplateVersion.objects.none()
    return rows.select_related("published_by").get(pk=template)


def owned_template_section(user: Any, template: int, section: int) -> TemplateSection:
    home = owned_template(user, template)
    return home.sections.select_related("template").get(pk=section)


def owned_text_kind(user: Any, kind: str) -> AssociationText:
    """Raises Http404 for a key no text has, and for everybody but the association."""
    if not user.is_association_admin:
        raise Http404
    if kind not in OWNED:
        raise Http404
    return OWNED[kind]


def text_kind_or_404(key: str) -> TextKind:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]
