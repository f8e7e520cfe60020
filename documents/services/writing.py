"""Writing a text together: begun from a template, saved section by section, and nothing anybody wrote is lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from documents.models import Document, Section, SectionText, TemplateVersion
from documents.models.templates import LONGEST_BODY
from documents.services.commenting import comment, reopen, resolve, take_in
from documents.services.locking import open_and_locked, open_and_locked_section
from documents.services.saving import Conflict, Saved, conflict_with, write
from documents.starting import BY_KEY
from initiatives.models import Initiative, StepRun, WorkItem
from initiatives.services.locking import open_and_locked as open_initiative
from initiatives.services.work import move_on
from paadriv.clock import now

__all__ = [
    "Conflict",
    "Save",
    "Saved",
    "begin",
    "comment",
    "reopen",
    "resolve",
    "save_section",
    "share",
    "take_in",
]


@dataclass(frozen=True)
class Save:
    """One save: the text, the revision the form was opened with, and the form's own key."""

    body: str
    revision: int
    key: uuid.UUID

    @property
    def stored_key(self) -> uuid.UUID:
        """The same for a repeat of this save, and for no other: one key may save again from a later revision."""
        return uuid.uuid5(self.key, str(self.revision))


@transaction.atomic
def begin(initiative: Initiative, kind_key: str, *, by: User) -> Document:
    """The document of this kind in the active step, made from the published template when there is none.

    Raises NotReady when the kind does not belong to the active step, or has no published template.
    """
    initiative = open_initiative(initiative)
    kind = BY_KEY[kind_key]
    run = initiative.step_runs.filter(step=kind.step, state=StepRun.State.ACTIVE).first()
    if run is None:
        raise NotReady(_("Dokumentet hører til et steg som ikke er i gang."))
    if found := Document.objects.filter(step_run=run, kind=kind_key).first():
        return found
    template = TemplateVersion.objects.filter(kind=kind_key, state=TemplateVersion.State.PUBLISHED).first()
    if template is None:
        raise NotReady(_("Foreningen Pådriv har ikke publisert en mal for dette dokumentet."))
    document = Document.objects.create(
        initiative=initiative, kind=kind_key, step_run=run, template=template, begun_by=by, begun_at=now()
    )
    _lay_out(document, template)
    record(initiative.chain, "document_begun", by=by, subject=document, kind=kind_key, template=template.pk)
    run.initiative = initiative
    move_on(run, kind.deliverable, WorkItem.Status.DOING, by=by)
    return document


def _lay_out(document: Document, template: TemplateVersion) -> None:
    sections = Section.objects.bulk_create(
        Section(
            document=document,
            key=one.key,
            position=one.position,
            title=one.title,
            level=one.level,
            questions=one.questions,
            body=one.body,
        )
        for one in template.sections.order_by("position", "pk")
    )
    SectionText.objects.bulk_create(
        SectionText(section=section, revision=section.revision, body=section.body, at=now(), key=uuid.uuid4())
        for section in sections
    )


def save_section(section: Section, save: Save, *, by: User) -> Saved:
    """Write the text of a section as its next revision; a text that is there already changes nothing.

    A repeat of one's own save, known by its key, is no conflict. Raises Conflict after the losing text is
    kept, NotReady when writing is over, ValidationError for a text that is too long.
    """
    if len(save.body) > LONGEST_BODY:
        raise ValidationError({"body": _("Teksten er for lang. Del den i flere deler, eller kort den ned.")})
    outcome = _saved_or_lost(section, save, by)
    if isinstance(outcome, Conflict):
        raise outcome
    return outcome


@transaction.atomic
def _saved_or_lost(section: Section, save: Save, by: User) -> Saved | Conflict:
    section = open_and_locked_section(section)
    if section.is_automatic:
        raise NotReady(_("Denne delen fylles ut automatisk."))
    if section.revision != save.revision:
        return _late(section, save, by)
    if section.body == save.body:
        return Saved(section.revision, section.edited_at)
    return write(section, save.body, key=save.stored_key, by=by)


def _late(section: Section, save: Save, by: User) -> Saved | Conflict:
    """A save from an older revision: known again, a text that was there already, or in conflict."""
    known = section.texts.filter(key=save.stored_key).first()
    if known is not None and not known.is_lost and known.body == save.body:
        return Saved(known.revision, known.at)
    if section.body == save.body:
        return Saved(section.revision, section.edited_at)
    base = section.texts.filter(revision=save.revision, is_lost=False).first()
    if base is not None and base.body == save.body:
        return Saved(base.revision, base.at)
    if known is None or known.body != save.body:
        SectionText.objects.create(
            section=section,
            revision=save.revision,
            body=save.body,
            by=by,
            at=now(),
            key=save.stored_key if known is None else uuid.uuid4(),
            is_lost=True,
        )
        record(section.document.initiative.chain, "section_text_kept", by=by, subject=section, section=section.key)
    return conflict_with(section, save.body, save.revision)


@transaction.atomic
def share(document: Document, keys: list[str], *, by: User) -> Document:
    """Open exactly these sections to the partners, and close the others; keys of no section are passed over.

    Raises NotReady when writing is over.
    """
    document = open_and_locked(document)
    known = document.sections.order_by("position").values_list("pk", "key")
    chosen = [pk for pk, key in known if key in keys]
    shared = document.sections.filter(pk__in=chosen, is_shared=False).update(is_shared=True)
    closed = document.sections.exclude(pk__in=chosen).filter(is_shared=True).update(is_shared=False)
    if shared or closed:
        now_shared = list(document.sections.filter(is_shared=True).order_by("position").values_list("key", flat=True))
        record(document.initiative.chain, "sections_shared", by=by, subject=document, sections=now_shared)
    return document
