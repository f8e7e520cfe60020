"""Asking for a PDF, waiting for it and fetching it. What it contains and who may read it are the kind's."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires
from documents import services
from documents.kinds import kind_of
from documents.loading import Printable, may_read, visible_printable, visible_rendering
from documents.models import Rendering
from paadriv.htmx import vary, wants_part
from paadriv.text import filename


@requires(may_read, load=visible_printable)
@require_POST
def request_pdf(request: HttpRequest, printable: Printable) -> HttpResponse:
    rendering = services.request_rendering(
        printable.initiative, printable.kind.key, printable.subject_id, by=request.user
    )
    return redirect("documents:rendering", printable.initiative.pk, rendering.pk)


@requires(may_read, load=visible_rendering)
@require_safe
def show(request: HttpRequest, rendering: Rendering) -> HttpResponse:
    return _page(request, rendering)


@requires(may_read, load=visible_rendering)
@require_POST
def retry(request: HttpRequest, rendering: Rendering) -> HttpResponse:
    rendering = services.retry(rendering, by=request.user)
    return redirect("documents:rendering", rendering.initiative_id, rendering.pk)


@requires(may_read, load=visible_rendering)
@require_safe
def download(request: HttpRequest, rendering: Rendering) -> HttpResponseBase:
    if rendering.state != Rendering.State.DONE or not default_storage.exists(rendering.file):
        raise Http404
    response = FileResponse(
        default_storage.open(rendering.file),
        as_attachment=True,
        filename=f"{filename(_title(rendering))}.pdf",
        content_type="application/pdf",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(request: HttpRequest, rendering: Rendering) -> HttpResponse:
    context: dict[str, Any] = {
        "initiative": rendering.initiative,
        "rendering": rendering,
        "title": _title(rendering),
        "crumb": "PDF",
    }
    name = "documents/_rendering_panel.html" if wants_part(request) else "documents/rendering.html"
    return vary(render(request, name, context))


def _title(rendering: Rendering) -> str:
    return kind_of(rendering.kind).title(rendering.content)
