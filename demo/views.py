"""The mailbox of demo mode. Answers 404 everywhere else."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public


@public("the demo's mailbox holds invented mail only, and exists in demo mode only")
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "demo/mailbox.html")
