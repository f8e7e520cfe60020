"""Error pages in bokmål; an htmx request gets the same words as a message in the page."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from paadriv.htmx import vary, wants_part


def refusal(request: HttpRequest, status: int, title: str, reasons: Sequence[str] = (), text: str = "") -> HttpResponse:
    """A whole error page, or for htmx a message swapped into the page's message region."""
    context = {"title": title, "reasons": list(reasons), "text": text, "status": status}
    if wants_part(request):
        response = render(request, "_refusal.html", context, status=status)
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "innerHTML"
    else:
        response = render(request, "error.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return vary(response)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _plain(
        request,
        400,
        _("Forespørselen kan ikke leses"),
        _("Adressen eller skjemaet inneholder tegn som ikke er tillatt. Gå tilbake og prøv igjen."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return _plain(
        request,
        413,
        _("Skjemaet er for stort"),
        _("Det du sendte, er større enn vi kan ta imot, og er ikke lagret. Gå tilbake, kort det ned, og prøv igjen."),
    )


def wrong_method(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The page for an address that was opened in a way it does not answer; keeps the ``Allow`` header."""
    response = refusal(
        request,
        405,
        _("Denne adressen kan ikke åpnes slik"),
        text=_("Adressen hører til en knapp eller et skjema. Gå til siden der knappen er, og bruk den."),
    )
    response["Allow"] = refused["Allow"]
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, 403, _("Du har ikke tilgang til å gjøre dette"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(
        request,
        403,
        _("Skjemaet er utløpt"),
        text=_("Last siden på nytt og send inn igjen. Nettleseren må godta informasjonskapsler fra denne siden."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(
        request,
        404,
        _("Vi finner ikke siden"),
        text=_("Lenken kan være feil eller utløpt, eller du har ikke tilgang til siden."),
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = refusal(
        request,
        429,
        _("Det ble for mange forsøk"),
        text=_("Vent noen minutter, og prøv igjen. Grensen er der for at ingen skal kunne gjette seg inn."),
    )
    response["Retry-After"] = "300"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain(
        request,
        500,
        _("Noe gikk galt hos oss"),
        _("Det du skrev, er ikke lagret. Prøv igjen om litt, og si fra til oss hvis feilen varer."),
    )


def _plain(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """A page that asks nobody anything: no session, no user, no database; for what is wrong before or behind them."""
    response = render(request, "error_plain.html", {"title": title, "text": text}, status=status)
    response["Cache-Control"] = "no-store"
    return response
