"""Passkeys: what a device answers is taken, and nothing else is, whatever it looks like."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.passkeys import Credential
from tests import world
from tests.accounts_world import ask_for_code, code_in_the_mail, give_code, give_fresh_code, log_in
from tests.passkeys_world import Device, add_passkey, log_in_options

pytestmark = pytest.mark.django_db
REFUSED = "Passnøkkelen ble ikke godtatt. Prøv en gang til."
NO_KEY = {
    "zero": "0",
    "false": "false",
    "empty": "{}",
    "only an id": '{"id": "x"}',
    "a list": "[1]",
    "five thousand digits": "9" * 5000,
    "deep": "[" * 5000,
    "missing": "",
}


@pytest.fixture
def person(client: Client) -> User:
    """Logged in, with a fresh code given."""
    person = world.someone()
    log_in(client, person)
    give_fresh_code(client)
    return person


def _log_in_with(client: Client, device: Device) -> Any:
    proof = device.proof(log_in_options(client))
    return client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(proof)})


def _keys() -> list[Authenticator]:
    return list(Authenticator.objects.order_by("pk"))


def test_one_logs_in_with_the_passkey_one_added(client: Client, person: User) -> None:
    device = Device()
    added = add_passkey(client, device)
    again = Client()

    answer = _log_in_with(again, device)

    assert added.url == reverse("mfa_index")
    assert answer.url == "/"
    assert again.get(reverse("accounts:profile")).context["user"] == person


def test_another_device_does_not_log_in(client: Client, person: User) -> None:
    device, other = Device(), Device()
    add_passkey(client, device)
    other.new_key(client)

    answer = _log_in_with(Client(), other)

    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()


@pytest.mark.parametrize("credential", NO_KEY.values(), ids=NO_KEY)
def test_what_is_no_key_is_not_stored(client: Client, person: User, credential: str) -> None:
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Min", "credential": credential})

    assert (answer.status_code, _keys()) == (422, [])
    assert REFUSED in answer.content.decode()
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


@pytest.mark.parametrize("credential", NO_KEY.values(), ids=NO_KEY)
def test_what_is_no_key_does_not_log_in(client: Client, credential: str) -> None:
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential, "next": "/konto/profil/"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert REFUSED in page
    assert page.count('<input type="hidden" name="next" value="/konto/profil/">') == 2


@pytest.mark.parametrize("credential", NO_KEY.values(), ids=NO_KEY)
def test_what_is_no_key_does_not_stand_in_for_the_app(client: Client, credential: str) -> None:
    person = world.someone()
    TOTP.activate(person, generate_totp_secret())
    ask_for_code(client, person.email)
    give_code(client, code_in_the_mail())

    answer = client.post(reverse("mfa_authenticate"), {"credential": credential})

    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()


def test_a_passkey_stands_in_for_the_app(client: Client, person: User) -> None:
    device, again = Device(), Client()
    add_passkey(client, device)
    TOTP.activate(person, generate_totp_secret())
    ask_for_code(again, person.email)
    give_code(again, code_in_the_mail())
    asked = again.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]

    answer = again.post(reverse("mfa_authenticate"), {"credential": json.dumps(device.proof(asked))})

    assert answer.url == "/"
    assert again.get(reverse("accounts:profile")).status_code == 200


def test_what_is_posted_beside_a_key_is_not_kept(client: Client, person: User) -> None:
    """Each of these is JSON to Python and an error to a database or to the page of keys."""
    key = Device().new_key(client)
    extra = {"x": float("inf"), "y": "\x00\ud800", "clientExtensionResults": {"credProps": {"rk": ["\x00"]}}}

    answer = client.post(reverse("mfa_add_webauthn"), {"credential": json.dumps({**key, **extra})})

    assert answer.status_code == 302
    [kept] = _keys()
    assert set(kept.data["credential"]) == {"rawId", "response", "clientExtensionResults"}
    assert kept.data["credential"]["clientExtensionResults"] == {"credProps": {"rk": False}}
    assert client.get(reverse("mfa_index")).status_code == 200


@pytest.mark.parametrize("place", ["rawId", "clientDataJSON", "userHandle"])
def test_a_number_in_place_of_bytes_is_refused_before_memory_is_asked_for(place: str) -> None:
    parts: dict[str, Any] = {"clientDataJSON": "e30", "authenticatorData": "", "signature": "", "userHandle": None}
    answer = {"rawId": "eA", "response": parts}
    (answer if place == "rawId" else parts)[place] = 20_000_000_000

    with pytest.raises(ValidationError):
        Credential().clean(json.dumps(answer))
