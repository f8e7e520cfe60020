"""The start page: what each role meets after logging in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import anyone, requires


@requires(anyone)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "oversight/start.html")
