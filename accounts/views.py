"""One's own profile and log-ins, and the fresh code before what matters most. Logging in is login.py's."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows import reauthentication
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services, sessions
from accounts.access import anyone, requires
from accounts.forms import CodeForm, NameForm
from accounts.fresh import FreshCode
from accounts.login import codes_fail
from accounts.models import User


@requires(anyone)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if request.method != "POST":
        return _profile_page(request, NameForm(initial={"name": user.name}))
    form = NameForm(request.POST)
    if not form.is_valid():
        return _profile_page(request, form, status=422)
    services.rename(user, name=form.cleaned_data["name"])
    messages.success(request, _("Navnet er lagret."))
    return redirect("accounts:profile")


def _own_session(user: User, pk: int) -> UserSession:
    return UserSession.objects.get(pk=pk, user_id=user.pk)


@requires(anyone, load=_own_session)
@require_POST
def end_session(request: HttpRequest, session: UserSession) -> HttpResponse:
    is_this_one = session.session_key == request.session.session_key
    services.end_session(session, by=cast(User, request.user))
    if is_this_one:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("Innloggingen er avsluttet."))
    return redirect("accounts:profile")


@requires(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    code = FreshCode.resume(request)
    if request.method != "POST":
        return _confirm_page(request, CodeForm(code="") if code else None)
    if "send" in request.POST:
        return _send(request)
    if code is None:
        messages.error(request, _("Koden er for gammel. Be om en ny."))
        return redirect(_confirm_url(request))
    return _check(request, code)


def _send(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not ratelimit.consume(request, action="request_login_code", key=user.email):
        return ratelimit.respond_429(request)
    FreshCode.start(request, user)
    return redirect(_confirm_url(request))


def _check(request: HttpRequest, code: FreshCode) -> HttpResponse:
    form = CodeForm(request.POST, code=code.code)
    if form.is_valid():
        code.finish()
        return reauthentication.resume_request(request) or redirect("accounts:profile")
    if code.record_invalid_attempt():
        return _confirm_page(request, form, status=422)
    messages.error(request, _("Koden var feil fem ganger og gjelder ikke lenger. Be om en ny."))
    return redirect(_confirm_url(request))


def _confirm_url(request: HttpRequest) -> str:
    return str(passthrough_next_redirect_url(request, reverse("account_reauthenticate"), "next"))


def _confirm_page(request: HttpRequest, form: CodeForm | None, *, status: int = 200) -> HttpResponse:
    next_page = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": next_page, "codes_fail": codes_fail()}
    return render(request, "account/reauthenticate.html", context, status=status)


def _profile_page(request: HttpRequest, form: NameForm, *, status: int = 200) -> HttpResponse:
    here = request.session.session_key
    context = {
        "form": form,
        "sessions": [
            {"row": row, "browser": sessions.browser(row.user_agent), "is_here": row.session_key == here}
            for row in sessions.of(cast(User, request.user))
        ],
    }
    return render(request, "accounts/profile.html", context, status=status)
