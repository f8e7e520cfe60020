"""Pages opened by a link in a mail or on paper, without a log-in: one link, one purpose, one row.

``@token_page("answer")`` is the outermost decorator of such a view; it declares the view public, opens the
link and sets the headers. The view is called as ``view(request, row_id, token)``. Unknown, revoked and
expired links share one page: a view raises Http404 for the last. GET changes nothing; that is the view's part.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import View, public
from mail import links
from paadriv.errors import refusal

#: same-origin, not no-referrer: with that browsers post «Origin: null» and CSRF refuses every guest.
HEADERS = {
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class TooManyTries(Exception):
    """One client asked for more unknown links than any honest reader would."""


def token_page(purpose: str) -> Callable[[View], View]:
    """Declare a view that a link of this purpose opens."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            response = _answer(view, request, purpose, token)
            for name, value in HEADERS.items():
                response[name] = value
            return response

        return public(f"opened by a link of the purpose {purpose}")(opened)

    return decorate


def open_link(request: HttpRequest, purpose: str, token: str) -> int:
    """The row of a live link. Raises Http404, and TooManyTries from the 31st unknown link in ten minutes."""
    row_id = links.row_of(purpose, token)
    if row_id is not None:
        return row_id
    if links.unknown_asked_by(get_adapter(request).get_client_ip(request)) > links.MOST_UNKNOWN:
        raise TooManyTries
    raise Http404


def _answer(view: View, request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=204)
    try:
        return view(request, open_link(request, purpose, token), token)
    except Http404:
        return refusal(
            request,
            404,
            _("Lenken virker ikke"),
            text=_(
                "Lenken kan være ufullstendig, utløpt eller erstattet av en nyere. Åpne lenken fra den siste "
                "e-posten du fikk, eller kontakt den som sendte den."
            ),
        )
    except TooManyTries:
        response = refusal(
            request, 429, _("For mange forsøk"), text=_("Vent ti minutter, og åpne lenken fra e-posten på nytt.")
        )
        response["Retry-After"] = "600"
        return response
