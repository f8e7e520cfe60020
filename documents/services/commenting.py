"""Saying something of a section, or proposing another text for it; a coordinator takes a proposal in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from documents.models import Comment, Section
from documents.models.templates import LONGEST_BODY
from documents.services.locking import open_and_locked_section
from documents.services.reading import mark_read
from documents.services.saving import conflict_with, write
from paadriv.clock import now


@dataclass(frozen=True)
class Proposal:
    """Another text for the section, and the revision it began from."""

    body: str
    revision: int


@transaction.atomic
def comment(section: Section, *, body: str, by: User, form_key: uuid.UUID, proposal: Proposal | None = None) -> Comment:
    """Add a comment, with a proposed text or without; a repeated post gives the first one.

    Whoever proposes another text has read the one it began from.

    Raises NotReady when writing is over, ValidationError for an empty comment and for a proposal that
    changes nothing or is too long.
    """
    section = open_and_locked_section(section)
    if found := Comment.objects.filter(form_key=form_key, section=section, author=by).first():
        return found
    if Comment.objects.filter(form_key=form_key).exists():
        form_key = uuid.uuid4()
    if proposal is not None:
        _check(section, proposal)
    elif not body:
        raise ValidationError({"body": _("Skriv en kommentar.")})
    made = Comment(section=section, author=by, body=body, at=now(), form_key=form_key)
    if proposal is not None:
        made.proposal, made.base_revision = proposal.body, proposal.revision
    made.full_clean()
    made.save()
    if proposal is not None:
        mark_read(section.document, {section.key: proposal.revision}, by=by)
    verb = "text_proposed" if proposal else "section_commented"
    record(section.document.initiative.chain, verb, by=by, subject=made, section=section.key)
    return made


def _check(section: Section, proposal: Proposal) -> None:
    if section.is_automatic:
        raise NotReady(_("Denne delen fylles ut automatisk."))
    if len(proposal.body) > LONGEST_BODY:
        raise ValidationError({"proposal": _("Teksten er for lang. Kort den ned.")})
    base = section.texts.filter(revision=proposal.revision, is_lost=False).first()
    if base is None:
        raise ValidationError({"proposal": _("Teksten er endret. Last siden på nytt, og foreslå på nytt.")})
    if base.body == proposal.body:
        raise ValidationError({"proposal": _("Forslaget er likt teksten som står der.")})


@transaction.atomic
def resolve(comment: Comment, *, by: User) -> Comment:
    """Close a comment. One that is closed stays as it is. Raises NotReady when writing is over."""
    comment = _locked(comment)
    if comment.is_open:
        _close(comment, by)
        record(comment.section.document.initiative.chain, "comment_resolved", by=by, subject=comment)
    return comment


@transaction.atomic
def reopen(comment: Comment, *, by: User) -> Comment:
    """Open a closed comment again. Raises NotReady for a proposal that was taken in."""
    comment = _locked(comment)
    if comment.taken_revision is not None:
        raise NotReady(_("Forslaget er tatt inn i teksten. Skriv en ny kommentar."))
    if not comment.is_open:
        comment.resolved_at = comment.resolved_by = None
        comment.save(update_fields=["resolved_at", "resolved_by"])
        record(comment.section.document.initiative.chain, "comment_reopened", by=by, subject=comment)
    return comment


@transaction.atomic
def take_in(comment: Comment, *, by: User) -> Comment:
    """Let the proposed text be the section's text, and close the proposal. A repeat changes nothing.

    Raises Conflict when the section was changed since the proposal was made, and NotReady for a comment
    without a text and a proposal that is closed.
    """
    comment = _locked(comment)
    section = comment.section
    if comment.taken_revision is not None:
        return comment
    if comment.base_revision is None or not comment.is_open:
        raise NotReady(_("Det er ikke noe åpent forslag å ta inn."))
    if section.revision != comment.base_revision and section.body != comment.proposal:
        raise conflict_with(section, comment.proposal, comment.base_revision)
    if section.body == comment.proposal:
        comment.taken_revision = section.revision
    else:
        comment.taken_revision = write(section, comment.proposal, key=uuid.uuid4(), by=by).revision
    _close(comment, by)
    record(section.document.initiative.chain, "proposal_taken_in", by=by, subject=comment, section=section.key)
    return comment


def _close(comment: Comment, by: User) -> None:
    comment.resolved_at, comment.resolved_by = now(), by
    comment.save(update_fields=["resolved_at", "resolved_by", "taken_revision"])


def _locked(comment: Comment) -> Comment:
    section = open_and_locked_section(comment.section)
    found = section.comments.select_for_update(of=("self",)).get(pk=comment.pk)
    found.section = section
    return found
