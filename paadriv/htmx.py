"""Whether an answer is a part of a page or the whole page, and the events parts listen to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event

#: The one event that tells panels of higher apps to fetch themselves anew.
INITIATIVE_CHANGED = "initiative-changed"


def wants_part(request: HttpRequest) -> bool:
    """True for an htmx request that is neither boosted nor a history restore."""
    details = getattr(request, "htmx", None)
    return details is not None and bool(details) and not details.boosted and not details.history_restore_request


def vary(response: HttpResponse) -> HttpResponse:
    """Mark an answer that differs for htmx, so that no cache mixes part and page."""
    patch_vary_headers(response, ["HX-Request"])
    return response


def changed(response: HttpResponse) -> HttpResponse:
    """Tell every panel on the page that shows the initiative to refetch itself."""
    trigger_client_event(response, INITIATIVE_CHANGED, {})
    return response
