"""How long a log-in lasts, and where one is logged in.

Each save of a session moves Django's own end of it, so the limits are kept here: SESSION_ABSOLUTE_SECONDS since
the log-in, SESSION_IDLE_SECONDS since the last request.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

_STARTED, _SEEN = "log_in_at", "seen_at"
#: The last request is written down this often, so that a page view is not a write.
_WRITE_EVERY = 5 * 60
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def start(request: HttpRequest, **kwargs: Any) -> None:
    """Called by Django for every log-in."""
    request.session[_STARTED] = request.session[_SEEN] = int(time.time())


def limit_sessions(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log out a session that is older than it may be, or was idle too long."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_or_end(request)
        return get_response(request)

    return middleware


def _keep_or_end(request: HttpRequest) -> None:
    present = int(time.time())
    started, seen = request.session.get(_STARTED, 0), request.session.get(_SEEN, 0)
    if present - started > settings.SESSION_ABSOLUTE_SECONDS or present - seen > settings.SESSION_IDLE_SECONDS:
        logout(request)
        messages.info(request, _("Du er logget ut fordi det er en stund siden sist. Logg inn igjen."))
    elif present - seen > _WRITE_EVERY:
        request.session[_SEEN] = present


def of(user: User) -> QuerySet[UserSession]:
    """The person's log-ins that still hold, the latest first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.filter(user_id=user.pk, session_key__in=alive).order_by("-created_at", "-pk")


def end_all(user: User) -> None:
    """End every session of the person, at once."""
    for session in UserSession.objects.filter(user_id=user.pk):
        session.end()


def browser(user_agent: str) -> str:
    """«Firefox på Windows»; what a person recognises of a browser's own long name."""
    name = next((name for mark, name in _BROWSERS if mark in user_agent), _("Nettleser"))
    system = next((name for mark, name in _SYSTEMS if re.search(rf"\b{mark}", user_agent)), "")
    return _("%(browser)s på %(system)s") % {"browser": name, "system": system} if system else name
