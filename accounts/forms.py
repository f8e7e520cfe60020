"""What people type to log in and on their own profile. Labels and errors in bokmål; rules are allauth's.

Passkeys are not typed; see passkeys.py.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from paadriv.fields import Line

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


def said(text: Any) -> dict[str, Any]:
    """What to do when the field is empty."""
    return {"required": text}


def _code(label: Any, help_text: Any = "", **attrs: str) -> Line:
    return Line(
        label=label,
        help_text=help_text,
        max_length=40,
        error_messages=said(_("Skriv koden.")),
        widget=forms.TextInput(attrs={**_CODE, **attrs}),
    )


class NameForm(forms.Form):
    name = Line(
        label=_("Navn"),
        max_length=120,
        error_messages=said(_("Skriv navnet ditt.")),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LogInForm(RequestLoginCodeForm):
    email = forms.EmailField(
        label=_("E-post"),
        max_length=254,
        error_messages=said(_("Skriv e-postadressen din.")),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
    )

    def clean_email(self) -> str:
        """The address as it is kept: lower case, the domain in punycode."""
        local, _at, domain = self.cleaned_data["email"].lower().rpartition("@")
        self.cleaned_data["email"] = f"{local}@{punycode(domain)}"
        return str(super().clean_email())


class CodeForm(ConfirmLoginCodeForm):
    code = _code(_("Koden i e-posten"))


class SecondFactorForm(AuthenticateForm):
    code = _code(_("Kode"), _("Seks sifre fra autentiseringsappen, eller en av gjenopprettingskodene dine."))


class ActivateAppForm(ActivateTOTPForm):
    code = _code(_("Koden appen viser"))
