"""The document itself for an invited person: the stored PDF, beside the text on the page."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from documents.kinds import kind_of
from paadriv.text import filename
from signing.views.guests import Guest, guest_page


@guest_page()
@require_safe
def pdf(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """The bytes that are asked about. They hold no answers: before completion nothing looks endorsed."""
    version = guest.invitation.party.round.version
    if not default_storage.exists(version.file):
        raise Http404
    title = kind_of(guest.invitation.party.round.document.kind).title(version.content)
    response = FileResponse(
        default_storage.open(version.file),
        as_attachment=True,
        filename=f"{filename(title)} versjon {version.number}.pdf",
        content_type="application/pdf",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
