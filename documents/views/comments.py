"""Saying something of a section, proposing a text, closing and taking in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from documents import policy
from documents.forms import CommentForm, ProposalForm
from documents.loading import visible_comment, visible_section
from documents.models import Comment, Section
from documents.services import writing
from documents.services.commenting import Proposal
from documents.services.saving import Conflict
from documents.views.sections import conflict_page, frame, section_page


@requires(policy.may_comment, load=visible_section)
@require_POST
def comment(request: HttpRequest, section: Section) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return section_page(request, section, form=form, status=422)
    key, body = form.cleaned_data["key"], form.cleaned_data["body"]
    writing.comment(section, body=body, by=request.user, form_key=key)
    messages.success(request, _("Kommentaren er lagret."))
    return _back(section)


@requires(policy.may_propose, load=visible_section)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, section: Section) -> HttpResponse:
    initial = {"proposal": section.body, "revision": section.revision, "key": uuid.uuid4()}
    form = ProposalForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method != "POST":
        return render(request, "documents/propose.html", {**frame(section), "form": form})
    if form.is_valid():
        given = form.cleaned_data
        proposal = Proposal(given["proposal"], given["revision"])
        try:
            writing.comment(section, body=given["body"], by=request.user, form_key=given["key"], proposal=proposal)
        except ValidationError as invalid:
            form.add_error(None, invalid)
        else:
            messages.success(request, _("Forslaget er lagret. En koordinator eller redaktør kan ta det inn."))
            return _back(section)
    return render(request, "documents/propose.html", {**frame(section), "form": form}, status=422)


@requires(policy.may_resolve, load=visible_comment)
@require_POST
def resolve(request: HttpRequest, comment: Comment) -> HttpResponse:
    writing.resolve(comment, by=request.user)
    messages.success(request, _("Kommentaren er lukket."))
    return _back(comment.section)


@requires(policy.may_resolve, load=visible_comment)
@require_POST
def reopen(request: HttpRequest, comment: Comment) -> HttpResponse:
    writing.reopen(comment, by=request.user)
    messages.success(request, _("Kommentaren er åpnet igjen."))
    return _back(comment.section)


@requires(policy.may_take_in, load=visible_comment)
@require_POST
def take_in(request: HttpRequest, comment: Comment) -> HttpResponse:
    try:
        writing.take_in(comment, by=request.user)
    except Conflict as conflict:
        return conflict_page(request, comment.section, conflict, proposal=True)
    messages.success(request, _("Forslaget er tatt inn i teksten."))
    return _back(comment.section)


def _back(section: Section) -> HttpResponse:
    return redirect("documents:section", section.document.initiative_id, section.document_id, section.pk)
