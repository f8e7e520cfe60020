"""A fresh e-mail code before what matters most: a new passkey, a changed role, another administrator.

django-allauth's re-authentication is empty for people without a password, so the code is asked for here and
the answer is kept in allauth's own record of the session. Mailing the code is the adapter's (mail/adapter.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from accounts.once import put_off
from paadriv.htmx import wants_part

_SESSION_KEY = "fresh_code"


def is_fresh(request: HttpRequest) -> bool:
    """Whether this session gave a code within REAUTHENTICATION_TIMEOUT; the log-in itself does not count."""
    given = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("reauthenticated") and record["method"] == "code"
    ]
    return bool(given) and time.time() - given[-1] < app_settings.REAUTHENTICATION_TIMEOUT


def needs_fresh_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Under @requires: send the person to give a code first. What was posted is kept and done afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args)
        url = reverse("account_reauthenticate")
        if wants_part(request):
            page = request.htmx.current_url_abs_path or reverse("start")  # type: ignore[attr-defined]
            return put_off(HttpResponseClientRedirect(f"{url}?{urlencode({'next': page})}"))
        return put_off(reauthentication.suspend_request(request, url))

    return guarded


class FreshCode(AbstractCodeVerificationProcess):
    """One code on its way to the logged-in person's own address, kept in the session until given or spent."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def start(cls, request: HttpRequest, user: User) -> None:
        """Mail a new code; an earlier one is worth nothing from now on."""
        process = cls(request, cls.initial_state(user=user, email=user.email))
        process.send()
        process.persist()

    @classmethod
    def resume(cls, request: HttpRequest) -> FreshCode | None:
        """The code that was sent, unless none is, it is too old or it belongs to somebody else."""
        state = request.session.get(_SESSION_KEY)
        if state is None:
            return None
        process = cls(request, state)
        if state.get("email") != getattr(request.user, "email", ""):
            process.abort()
            return None
        return process.abort_if_invalid()

    def send(self) -> None:
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        adapter.send_mail("account/email/fresh_code", self.state["email"], {"code": self.state["code"]})

    def persist(self) -> None:
        self.request.session[_SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(_SESSION_KEY, None)

    def finish(self) -> None:
        """Record that the code was given, and give the session a new id."""
        self.abort()
        record_authentication(self.request, self.user, method="code", reauthenticated=True)
        before = self.request.session.session_key
        self.request.session.cycle_key()
        UserSession.objects.filter(session_key=before).update(session_key=self.request.session.session_key)
