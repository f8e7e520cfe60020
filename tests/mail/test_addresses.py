from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form

from mail.addresses import AddressField, clean_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("kari@eksempel.no", "kari@eksempel.no"),
        ("  Kari.Nilsen@EKSEMPEL.no ", "Kari.Nilsen@eksempel.no"),
        ("mailto:kari@eksempel.no", "kari@eksempel.no"),
        ("kari@blåbær.no", "kari@xn--blbr-roah.no"),
        ("kari@XN--blbr-roah.no", "kari@xn--blbr-roah.no"),
        ("kari+moete@post.kommune.no", "kari+moete@post.kommune.no"),
        ("kari@eksempel.no\u200b", "kari@eksempel.no"),
        ("kari@eksempel.no.", "kari@eksempel.no"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert clean_address(typed) == kept
    assert clean_address(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kari",
        "@eksempel.no",
        "kari@",
        "kari@localhost",
        "øystein@eksempel.no",
        "kari@@eksempel.no",
        "kari nilsen@eksempel.no",
        "kari@eks..no",
        "kari@-.no",
        "kari@eksempel.no\r\nBcc: alle@eksempel.no",
        "kari@eksempel.no,ola@eksempel.no",
        "<kari@eksempel.no>",
        "kari@" + "a" * 64 + ".no",
        "kari@" + "å" * 80 + ".no",
        "k" * 250 + "@eksempel.no",
        '"kari\x00"@eksempel.no ø',
        "kari@\ud800.no",
    ],
)
def test_what_is_no_address_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_address(typed)

    assert refused.value.messages[0].startswith(("Skriv", "Foran @", "E-postadressen er for lang"))


def test_a_form_keeps_the_one_form_and_shows_the_error_at_the_field() -> None:
    class Guest(Form):
        email = AddressField(label="E-post")

    good, bad, empty = Guest({"email": "Kari@Blåbær.no"}), Guest({"email": "kari@localhost"}), Guest({"email": " "})

    assert good.is_valid()
    assert good.cleaned_data["email"] == "Kari@xn--blbr-roah.no"
    assert bad.errors["email"] == ["Skriv hele domenet etter @, for eksempel kommune.no."]
    assert empty.errors["email"] == ["Skriv e-postadressen."]
