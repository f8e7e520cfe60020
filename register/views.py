"""Searching the register: a list of radio buttons for the form that asks, or a page of its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from paadriv.htmx import vary, wants_part
from paadriv.text import clean_line
from register import policy, search


@requires(policy.may_search)
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    query = clean_line(request.GET.get("municipality_text", ""))[:80]
    context = {"query": query, "options": search.municipalities(query), "chosen": ""}
    return _answer(request, "municipality", _("Kommuner"), context)


@requires(policy.may_search)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    query = clean_line(request.GET.get("organisation_text", ""))[:200]
    context = {"query": query, "options": search.organisations(query), "chosen": ""}
    return _answer(request, "organisation", _("Virksomheter"), context)


def _answer(request: HttpRequest, what: str, title: str, context: dict[str, Any]) -> HttpResponse:
    context |= {"what": what, "title": title, "part": f"register/_{what}_options.html", "parameter": f"{what}_text"}
    return vary(render(request, context["part"] if wants_part(request) else "register/search.html", context))
