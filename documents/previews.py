"""A document as a page of its own in the browser: the same template, its stylesheets as files."""

from __future__ import annotations

from django.http import HttpResponse

from documents import services
from documents.kinds import Content


def preview(kind_key: str, content: Content, *, back: str) -> HttpResponse:
    """For views of the apps that own a kind. Raises placeholders.Unfillable for a text that cannot be used."""
    return HttpResponse(services.preview_html(kind_key, content, back=back))
