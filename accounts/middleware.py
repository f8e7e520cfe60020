"""Refuses views without a declaration, sends strangers to the log-in page, turns refusals into pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import NotAllowed, NotReady, Stale, declaration_of
from accounts.editing import texts_of, unpacked
from paadriv.errors import refusal, wrong_method
from paadriv.htmx import wants_part

#: Views of packages, by module prefix; their own guards hold and a test asserts this list.
FOREIGN_VIEWS = ("allauth.account", "allauth.mfa")


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method in ("GET", "POST") and not response.content:
            response = wrong_method(request, response)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if view.__module__.startswith(FOREIGN_VIEWS):
            return None
        declaration = declaration_of(view)
        if declaration is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no access rule")
        if declaration.rule is None or request.user.is_authenticated:
            return None
        if wants_part(request):
            return HttpResponseClientRedirect(reverse(settings.LOGIN_URL))
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return refusal(request, 403, _("Du har ikke tilgang til å gjøre dette"), exception.verdict.reasons)
        if isinstance(exception, NotReady):
            return refusal(request, 409, _("Dette kan ikke gjøres nå"), exception.verdict.reasons)
        if isinstance(exception, Stale):
            return _both_texts(request, exception)
        return None


def _both_texts(request: HttpRequest, stale: Stale) -> HttpResponse:
    rows = texts_of(stale, unpacked(request.POST.get("base", "")))
    context = {"rows": rows, "who": stale.who, "back": _page_of(request)}
    name = "_stale.html" if wants_part(request) else "stale.html"
    response = render(request, name, context, status=409)
    if wants_part(request):
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "innerHTML"
    return response


def _page_of(request: HttpRequest) -> str:
    """Where the form stood: its own address may answer to POST alone."""
    here: str | None = request.htmx.current_url_abs_path if wants_part(request) else None  # type: ignore[attr-defined]
    if here is None:
        came_from = urlsplit(request.headers.get("Referer", ""))
        here = came_from.path if came_from.netloc == request.get_host() else None
    return here or request.get_full_path()
