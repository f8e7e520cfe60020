"""E-mail addresses as people type them, in the one form we keep, compare and send to.

The domain is lower case and punycode, so that blåbær.no and xn--blbr-roah.no are one address. Letters
such as ø before the @ are refused: most Norwegian mail servers do not take them (SMTPUTF8).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paadriv.text import clean_line

MOST_LETTERS = 254


def clean_address(value: str) -> str:
    """The address in its one form. Raises ValidationError with what to do, in bokmål."""
    value = clean_line(value).removeprefix("mailto:")
    local, at, domain = value.rpartition("@")
    if not at or not local or " " in value or "@" in local:
        raise ValidationError(_("Skriv e-postadressen slik: navn@domene.no."), code="invalid")
    if not local.isascii():
        raise ValidationError(
            _("Foran @ kan adressen bare ha bokstavene a–z, tall og tegn som punktum og bindestrek."), code="letters"
        )
    try:
        domain = punycode(domain.lower().rstrip("."))
    except UnicodeError as error:
        raise ValidationError(_("Skriv domenet etter @ på nytt, for eksempel kommune.no."), code="domain") from error
    if "." not in domain:
        raise ValidationError(_("Skriv hele domenet etter @, for eksempel kommune.no."), code="domain")
    address = f"{local}@{domain}"
    if len(address) > MOST_LETTERS:
        raise ValidationError(_("E-postadressen er for lang. Den kan ha høyst 254 tegn."), code="max_length")
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError(_("Skriv e-postadressen slik: navn@domene.no."), code="invalid") from error
    return address


class AddressField(forms.CharField):
    """An e-mail address in a form; its value is what clean_address gives."""

    widget = forms.EmailInput
    default_error_messages = {"required": gettext_lazy("Skriv e-postadressen.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 320)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        cleaned = super().clean(value)
        return clean_address(cleaned) if cleaned else ""
