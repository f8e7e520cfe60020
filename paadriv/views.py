"""Pages of the site itself, and the two health probes."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public


@public("everybody may read how personal data is handled")
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "association_email": settings.ASSOCIATION_EMAIL,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "privacy.html", context)


@public("everybody may read about accessibility and complain about it")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html", {"association_email": settings.ASSOCIATION_EMAIL})


@public("probes have no log-in")
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@public("probes have no log-in")
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and is migrated."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("migrations" if pending else "ok", status=503 if pending else 200, content_type="text/plain")
