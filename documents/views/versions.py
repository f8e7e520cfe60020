"""Freezing a document, waiting for it, and reading what is frozen. What it contains is the kind's."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, Verdict, requires
from documents import policy_versions as policy
from documents.forms_freezing import FreezeForm
from documents.frozen import frozen
from documents.kinds import kind_of
from documents.loading import visible_document
from documents.loading_versions import visible_request, visible_version
from documents.models import CompletedCopy, Document, DocumentVersion, FreezeRequest
from documents.services import completed as completing
from documents.services import freezing
from documents.starting import text_kind
from paadriv.clock import today
from paadriv.htmx import vary, wants_part
from paadriv.text import filename


@requires(policy.may_freeze, load=visible_document)
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest, document: Document) -> HttpResponse:
    if request.method != "POST":
        return _freeze_page(request, document, FreezeForm(initial={"dated_on": today()}))
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return _freeze_page(request, document, form, status=422)
    try:
        row = freezing.request_freeze(document, dated_on=form.cleaned_data["dated_on"], by=request.user)
    except NotReady as refusal:
        return _freeze_page(request, document, form, refusal=refusal.verdict, status=409)
    return redirect("documents:freezing", document.initiative_id, document.pk, row.pk)


@requires(policy.may_follow, load=visible_request)
@require_safe
def progress(request: HttpRequest, row: FreezeRequest) -> HttpResponse:
    context = {
        **_frame(row.document),
        "crumb": _("Låser versjonen"),
        "row": row,
        "may_freeze": policy.may_freeze(request.user, row.document),
    }
    name = "documents/_freezing_panel.html" if wants_part(request) else "documents/freezing.html"
    return vary(render(request, name, context))


@requires(policy.may_read_version, load=visible_version)
@require_safe
def version(request: HttpRequest, row: DocumentVersion) -> HttpResponse:
    numbers = list(row.document.versions.order_by("-number").values_list("number", flat=True))
    before = row.document.versions.filter(number=row.number - 1).first() if row.number > 1 else None
    context = {
        **_frame(row.document),
        "crumb": _("Versjon %(number)s") % {"number": row.number},
        "version": row,
        "text": frozen(row, before).html,
        "links": kind_of(row.document.kind).links(request.user, row.document),
        "others": [number for number in numbers if number != row.number],
        "newest": numbers[0],
        "copy": row.completed_copies.order_by("-pk").first() if policy.may_read_completed(request.user, row) else None,
    }
    return render(request, "documents/version.html", context)


@requires(policy.may_read_version, load=visible_version)
@require_safe
def version_pdf(request: HttpRequest, row: DocumentVersion) -> HttpResponseBase:
    """The stored bytes, never a new rendering."""
    return _file(row.file, _("%(title)s, versjon %(number)s") % _named(row))


@requires(policy.may_read_completed, load=visible_version)
@require_safe
def completed(request: HttpRequest, row: DocumentVersion) -> HttpResponse:
    """The state of the completed copy."""
    context = {
        **_frame(row.document),
        "crumb": _("Ferdig utgave"),
        "version": row,
        "copy": _newest_copy(row),
        "may_retry": policy.may_freeze(request.user, row.document),
    }
    name = "documents/_completed_panel.html" if wants_part(request) else "documents/completed_copy.html"
    return vary(render(request, name, context))


@requires(policy.may_retry_completed, load=visible_version)
@require_POST
def retry_completed(request: HttpRequest, row: DocumentVersion) -> HttpResponse:
    completing.retry(_newest_copy(row), by=request.user)
    return redirect("documents:completed", row.document.initiative_id, row.document_id, row.number)


@requires(policy.may_read_completed, load=visible_version)
@require_safe
def completed_pdf(request: HttpRequest, row: DocumentVersion) -> HttpResponseBase:
    copy = row.completed_copies.filter(state=CompletedCopy.State.DONE).order_by("-pk").first()
    if copy is None:
        raise Http404
    return _file(copy.file, _("%(title)s, versjon %(number)s med svar") % _named(row))


def _newest_copy(row: DocumentVersion) -> CompletedCopy:
    copy = row.completed_copies.order_by("-pk").first()
    if copy is None:
        raise Http404
    return copy


def _file(name: str, title: str) -> FileResponse:
    if not default_storage.exists(name):
        raise Http404
    response = FileResponse(
        default_storage.open(name),
        as_attachment=True,
        filename=f"{filename(title)}.pdf",
        content_type="application/pdf",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _named(row: DocumentVersion) -> dict[str, Any]:
    return {"title": kind_of(row.document.kind).title(row.content), "number": row.number}


def _frame(document: Document) -> dict[str, Any]:
    return {"initiative": document.initiative, "document": document, "kind_title": text_kind(document.kind).name}


def _freeze_page(
    request: HttpRequest,
    document: Document,
    form: FreezeForm,
    *,
    refusal: Verdict | None = None,
    status: int = 200,
) -> HttpResponse:
    latest = document.latest_version
    context = {
        **_frame(document),
        "crumb": _("Lås en versjon"),
        "form": form,
        "refusal": refusal,
        "reasons": () if refusal is not None else freezing.refusals(document),
        "number": latest.number + 1 if latest else 1,
        "under_way": document.freeze_requests.open().first(),
    }
    return render(request, "documents/freeze.html", context, status=status)
