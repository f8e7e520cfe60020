"""The forms a passkey is posted with: to add one, to log in with one, and in place of the authenticator app's code.

What a device answers is JSON from outside that fido2 takes apart. Whatever else is posted is one message and no 500.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_registration_response
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_encode

from paadriv.fields import Line

_NOT_ACCEPTED = _("Passnøkkelen ble ikke godtatt. Prøv en gang til.")
#: What fido2 and allauth let through from parsing content that no device makes: base64, CBOR, keys, packed lengths.
_MALFORMED = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError),
    struct.error,
)


#: What fido2 makes bytes of. Of a number it would make as many zeros, however many.
_BYTES = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")


class Credential(forms.JSONField):
    """A device's answer: a JSON object with an id and a response, both of text."""

    default_error_messages = {"required": _NOT_ACCEPTED, "invalid": _NOT_ACCEPTED}
    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError also for numbers and depths that Python's own JSON refuses in other ways."""
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError):
            found = None
        if not _is_answer(found):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Never shown again: one answer of a device is good for one try."""
        return initial


def _is_answer(found: Any) -> bool:
    response = found.get("response") if isinstance(found, dict) else None
    if not isinstance(response, dict) or not isinstance(found.get("rawId"), str):
        return False
    return all(isinstance(response.get(name), str | None) for name in _BYTES)


@contextmanager
def _accepted() -> Iterator[None]:
    """Turns every refusal of the content into the one message; allauth's others, as of too many tries, stay."""
    try:
        yield
    except ValidationError as refusal:
        if refusal.code != "incorrect_code":
            raise
        raise ValidationError(_NOT_ACCEPTED, code="invalid") from refusal
    except _MALFORMED as fault:
        raise ValidationError(_NOT_ACCEPTED, code="invalid") from fault


class AddPasskeyForm(AddWebAuthnForm):
    name = Line(
        label=_("Navn på passnøkkelen"),
        required=False,
        max_length=60,
        help_text=_("For eksempel «Jobbtelefonen». Navnet ser bare du."),
    )
    credential = Credential()

    def clean_passwordless(self) -> bool:
        """Every key is a passkey: the device asks for a finger, a face or a PIN."""
        return True

    def clean(self) -> dict[str, Any]:
        with _accepted():
            cleaned = cast(dict[str, Any], super().clean())
            if "credential" in cleaned:
                cleaned["credential"] = _kept(cleaned["credential"])
        return cleaned


def _kept(credential: dict[str, Any]) -> dict[str, Any]:
    """What allauth reads of a key, written anew: nothing else that was posted beside it gets into the database."""
    parsed = parse_registration_response(credential)
    extensions = credential.get("clientExtensionResults") or {}
    return {
        "rawId": websafe_encode(parsed.raw_id),
        "response": {
            "clientDataJSON": websafe_encode(parsed.response.client_data),
            "attestationObject": websafe_encode(parsed.response.attestation_object),
        },
        "clientExtensionResults": {"credProps": {"rk": extensions.get("credProps", {}).get("rk") is True}},
    }


class PasskeyInsteadForm(AuthenticateWebAuthnForm):
    """In place of the app's code, after the code in the mail."""

    credential = Credential()

    def clean_credential(self) -> Authenticator:
        with _accepted():
            return super().clean_credential()


class PasskeyLogInForm(LoginWebAuthnForm):
    credential = Credential()

    def clean_credential(self) -> Authenticator:
        with _accepted():
            return super().clean_credential()


class EditPasskeyForm(EditWebAuthnForm):
    name = Line(
        label=_("Navn på passnøkkelen"),
        max_length=60,
        error_messages={"required": _("Skriv et navn på nøkkelen.")},
    )
