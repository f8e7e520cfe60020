"""The pages of demo mode: the mailbox and the one-click log-in. They answer 404 everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import public
from accounts.models import User
from demo import mailbox as box
from demo import people
from paadriv.text import clean_line

_PER_PAGE = 50
_INVENTED = "the demo's people and mail are invented, and the page exists in demo mode only"


def in_demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 outside demo mode, for a mail, a file or a person that is not there too."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        try:
            return view(request, **kwargs)
        except (FileNotFoundError, User.DoesNotExist) as missing:
            raise Http404 from missing

    return guarded


@public(_INVENTED)
@require_safe
@in_demo_only
def mailbox(request: HttpRequest) -> HttpResponse:
    address = clean_line(request.GET.get("adresse", ""))[:254]
    page = Paginator(box.names(address), _PER_PAGE).get_page(request.GET.get("side", "")[:6])
    context = {"page": page, "letters": [box.letter(name, headers_only=True) for name in page], "address": address}
    return render(request, "demo/mailbox.html", context)


@public(_INVENTED)
@require_safe
@in_demo_only
def letter(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "demo/letter.html", {"letter": box.letter(name)})


@public(_INVENTED)
@require_safe
@in_demo_only
def download(request: HttpRequest, name: str, index: int) -> FileResponse:
    file = next((file for file in box.letter(name).files if file.index == index), None)
    if file is None:
        raise FileNotFoundError(index)
    response = FileResponse(
        BytesIO(file.content), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@public(_INVENTED)
@require_POST
@in_demo_only
def log_in(request: HttpRequest, key: str) -> HttpResponse:
    return perform_login(request, Login(user=people.account_of(key)))
