"""Requests that no honest browser sends are refused before anything reads them."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from paadriv.errors import bad_request

_MOST_QUERY_BYTES = 8_000
_HOSTILE = re.compile("[\x00\ud800-\udfff]")


def clean_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to NUL, lone surrogates and query strings over 8 kB."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > _MOST_QUERY_BYTES or _is_hostile(request.path) or "%00" in query or _is_hostile(query):
            return bad_request(request)
        return get_response(request)

    return middleware


def _is_hostile(text: str) -> bool:
    return _HOSTILE.search(text) is not None
