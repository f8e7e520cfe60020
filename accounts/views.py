"""One's own profile. Logging in itself is django-allauth's; see mail/adapter.py."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import anyone, requires


@requires(anyone)
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/profile.html")
