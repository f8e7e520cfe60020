"""A form is sent once: a second press, or the same form sent again, shows what the first one led to.

A form with ``{% form_key %}`` carries a key of its own for each time it is shown. The key is kept with a digest
of who sent what, in the transaction of what the form did; so a form that was gone back to and changed is another
one, and one that was refused can be sent again. Works without script; ``requires`` sees to it for every view.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.canonical import digest
from accounts.models import FormKey
from paadriv.clock import now
from paadriv.htmx import wants_part

FIELD = "form_key"
#: Long enough for a page that was left open over night.
KEEP = timedelta(days=2)
_NOT_CONTENT = ("csrfmiddlewaretoken",)


def done_before(request: HttpRequest) -> HttpResponse | None:
    """Where the same form led to when this person sent it first; None for a form that was not sent before."""
    key = _key_of(request)
    row = FormKey.objects.filter(pk=key).first() if key else None
    return None if row is None else _shown_again(request, row)


def once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act on the form unless it was acted on before. What a refusing answer (4xx) has done is undone with its key."""
    key = _key_of(request)
    if not key:
        return act()
    with transaction.atomic():
        row, is_first = FormKey.objects.get_or_create(pk=key, defaults={"at": now()})
        if not is_first:
            return _shown_again(request, row)
        response = act()
        if response.status_code >= 400 or is_put_off(response):
            transaction.set_rollback(True)
        elif where := _result(request, response):
            row.location = where
            row.save(update_fields=["location"])
        else:
            row.delete()
        return response


def put_off(response: HttpResponse) -> HttpResponse:
    """Mark an answer that did not act yet: the same form is sent again by itself, after a fresh code."""
    response.is_put_off = True  # type: ignore[attr-defined]
    return response


def is_put_off(response: HttpResponse) -> bool:
    return getattr(response, "is_put_off", False)


def forget_old_keys() -> int:
    """Delete the keys nobody will send again; safe to run at any time."""
    deleted, _by_model = FormKey.objects.filter(at__lt=now() - KEEP).delete()
    return deleted


def _key_of(request: HttpRequest) -> str:
    """The digest of who sent which form with what in it; empty for a form without a key."""
    if request.method != "POST":
        return ""
    try:
        key = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return ""
    content = {name: request.POST.getlist(name) for name in request.POST if name not in (FIELD, *_NOT_CONTENT)}
    files = {name: [[file.name, file.size] for file in request.FILES.getlist(name)] for name in request.FILES}
    return digest({"who": request.user.pk, "key": key.hex, "content": content, "files": files})


def _result(request: HttpRequest, response: HttpResponse) -> str:
    """Where to read what the form led to: the address it was led on to, or the page htmx changed a part of.

    Empty for a page that is the answer itself, as a preview is.
    """
    where: str = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
    if not where and wants_part(request):
        where = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    return where if len(where) <= FormKey.LONGEST_LOCATION else "/"


def _shown_again(request: HttpRequest, row: FormKey) -> HttpResponse:
    messages.info(request, _("Skjemaet var allerede sendt inn. Ingenting er gjort to ganger."))
    return HttpResponseClientRedirect(row.location) if wants_part(request) else redirect(row.location)
