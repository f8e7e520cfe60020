"""The reference: an idiomatic Django page for one who is logged in, with 50 rows and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import anyone, requires
from bench.models import Row


def every_row(user: object, pk: int) -> int:
    return pk


@requires(anyone, load=every_row)
def reference(request: HttpRequest, pk: int) -> HttpResponse:
    """Two queries for data; session and user make four."""
    rows = Row.objects.select_related("place")[:50]
    return render(request, "bench/reference.html", {"rows": rows, "total": Row.objects.count()})
