"""The locks every change to a text starts with: the initiative's row, then the document's, then the section's."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from documents.models import Document, Section
from initiatives.models import StepRun

#: One statement takes the three locks, and PostgreSQL takes them in the order they are named.
_ORDER = ("document__initiative", "document", "self")
#: What a save reads; autosave comes here often.
_NEEDED = (
    *("key", "level", "revision", "body", "is_shared", "edited_by", "edited_at"),
    *("document__kind", "document__initiative__state", "document__step_run__state"),
)


def open_and_locked_section(section: Section) -> Section:
    """The section with its document, locked until the transaction ends. Raises NotReady when writing is over."""
    rows = Section.objects.select_related("document__initiative", "document__step_run")
    found = rows.only(*_NEEDED).select_for_update(of=_ORDER).get(pk=section.pk)
    if not (verdict := may_write_now(found.document)):
        raise NotReady(verdict)
    return found


def open_and_locked(document: Document) -> Document:
    """As for a section; its sections are not locked, but whoever writes in one waits here."""
    rows = Document.objects.select_related("initiative", "step_run")
    found = rows.select_for_update(of=("initiative", "self")).get(pk=document.pk)
    if not (verdict := may_write_now(found)):
        raise NotReady(verdict)
    return found


def may_write_now(document: Document) -> Verdict:
    """Texts are written while their step goes on."""
    if not document.initiative.is_open:
        return no(_("Initiativet er avsluttet. Innholdet kan leses, men ikke endres."))
    if document.step_run.state != StepRun.State.ACTIVE:
        return no(_("Steget er ikke i gang. Teksten kan leses, men ikke endres."))
    return YES
