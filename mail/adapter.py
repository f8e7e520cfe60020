"""How django-allauth logs people in here: closed sign-up, codes as rows sent in the same request.

A code is the one mail the worker does not send: its row has no body, is committed before the mail server is
asked, and is never tried again; one asks for a new code. So people can log in while the broker is away.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ReauthenticationRequired
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fresh import is_fresh
from accounts.login import CODES_FAIL
from accounts.models import User
from mail import codes, notices

#: Prefix that allauth (or fresh.py) sends with → the words of the letter.
_CODES = {
    "account/email/login_code": codes.LOG_IN,
    "account/email/fresh_code": codes.CONFIRM,
}


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("Koden stemmer ikke. Skriv den en gang til."),
        "too_many_login_attempts": gettext_lazy("Koden var feil fem ganger og gjelder ikke lenger. Be om en ny."),
        "rate_limited": gettext_lazy("Det ble for mange forsøk. Vent noen minutter, og prøv igjen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """A code, then the authenticator app. The code itself proves the address."""
        return ["allauth.account.stages.LoginByCodeStage", "accounts.login.SecondFactor"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether allauth's own pages must ask anew. Raised rather than returned, because allauth takes people
        without a password as confirmed whatever is returned."""
        if not is_fresh(self.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        url = reverse("account_reauthenticate")
        return [{"id": "reauthenticate", "description": _("Kode på e-post"), "url": url}]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a code now. Raises KeyError for anything but a code: no other mail of allauth exists here."""
        user = User.objects.get(email=email)
        message = codes.write_row(codes.KIND, user.pk, user.email, user.name, by=user)
        if codes.deliver(message, codes.as_email(message, _CODES[template_prefix], context["code"])):
            cache.delete(CODES_FAIL)
        else:
            cache.set(CODES_FAIL, True, 120)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell of a changed way to log in, by the worker."""
        with transaction.atomic():
            notices.queue(template_prefix.rpartition("/")[2], user)
