"""How people log in: a code by e-mail or a passkey, and after a code the authenticator app of those who have one.

The steps are django-allauth's; here is only what differs. Says nothing about mail; see mail/adapter.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.mixins import NextRedirectMixin
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core import ratelimit
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CodeForm, LogInForm
from accounts.journal import ASSOCIATION, record
from accounts.models import User
from accounts.passkeys import AddPasskeyForm, PasskeyLogInForm

#: Set by the adapter while the mail server does not take codes; shown to everybody alike.
CODES_FAIL = "log-in-codes-fail"


class LogInPage(RequestLoginCodeView):
    """The e-mail address for a code, and the passkey button."""

    template_name = "account/login.html"
    form_class = LogInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "codes_fail": codes_fail()}

    def get_initial(self) -> dict[str, Any]:
        """The address an invitation linked with."""
        address = self.request.GET.get("epost", "")[:254]
        try:
            validate_email(address)
        except ValidationError:
            return {}
        return {"email": address}

    def form_valid(self, form: Any) -> HttpResponse:
        """Known and unknown addresses get the same answer after the same time."""
        until = time.monotonic() + settings.LOG_IN_ANSWER_SECONDS
        response = super().form_valid(form)
        time.sleep(max(0.0, until - time.monotonic()))
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("email", "too_many_login_attempts"):
            return respond_429(self.request)
        return super().form_invalid(form)


class CodePage(ConfirmLoginCodeView):
    """Where the code is typed."""

    form_class = CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "codes_fail": codes_fail()}


class SecondFactor(AuthenticateStage):
    """Asked for after a code when the person has an authenticator app.

    A passkey alone is another way in and no second lock: who loses the device still has the mailbox.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        if not is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP]):
            return False
        return bool(super()._should_handle(request))


class PasskeyLogIn(NextRedirectMixin, LoginWebAuthnView):
    """Where the passkey button posts to; a refusal is the log-in page with its reason, and not a redirect to it."""

    template_name = "account/login.html"
    form_class = PasskeyLogInForm

    def form_invalid(self, form: Any) -> HttpResponse:
        shown = self.get_context_data(form=LogInForm(), passkey_form=form, codes_fail=codes_fail())
        return self.render_to_response(shown)


class AddPasskey(AddWebAuthnView):
    """As allauth's, without the recovery codes: they belong to the authenticator app."""

    form_class = AddPasskeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        WebAuthn.add(user, form.cleaned_data["name"], form.cleaned_data["credential"])
        get_adapter().send_notification_mail("mfa/email/webauthn_added", user)
        messages.success(self.request, _("Passnøkkelen er lagt til. Neste gang kan du logge inn med den."))
        return HttpResponseRedirect(reverse("mfa_index"))


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Det stemmer ikke. Prøv en gang til."),
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passnøkkel %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return "Pådriv"


def ours(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """One of allauth's views as our own answer: a POST is one transaction with its journal, errors are a 422."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = _ways_in(request)
            response = _with_status(view(request, *args, **kwargs))
            _record_changes(request, before)
            return response

    return answered


def checked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As ``ours`` for the steps of logging in, where a code's row must be committed before it is sent."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _with_status(view(request, *args, **kwargs))

    return answered


def _ways_in(request: HttpRequest) -> dict[int, str]:
    return dict(Authenticator.objects.filter(user_id=request.user.pk).values_list("pk", "type"))


def _record_changes(request: HttpRequest, before: dict[int, str]) -> None:
    """What came and what went, by comparing: allauth tells of some changes only after the commit."""
    after, person = _ways_in(request), cast(User, request.user)
    for pk in sorted(after.keys() - before.keys()):
        record(ASSOCIATION, "authenticator_added", by=person, subject=person, type=after[pk])
    for pk in sorted(before.keys() - after.keys()):
        record(ASSOCIATION, "authenticator_removed", by=person, subject=person, type=before[pk])


def _with_status(response: HttpResponse) -> HttpResponse:
    if isinstance(response, TemplateResponse) and response.status_code == HTTPStatus.OK:
        shown = (response.context_data or {}).values()
        if any(isinstance(value, Form) and value.is_bound and value.errors for value in shown):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def send_log_in_code(request: HttpRequest, user: User) -> HttpResponse:
    """Mail a log-in code to a person's own address and go to where it is typed; 429 past the usual limit.

    For a link's page whose button was pressed. The code, not the link, logs the person in.
    """
    if not ratelimit.consume(request, action="request_login_code", key=user.email):
        return ratelimit.respond_429(request)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    return HttpResponseRedirect(reverse("account_confirm_login_code"))


def codes_fail() -> bool:
    """Whether the mail server refused a code in the last two minutes, whoever asked for it."""
    return bool(cache.get(CODES_FAIL))
