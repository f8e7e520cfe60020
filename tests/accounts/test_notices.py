"""A changed way to log in is told to the person by mail, so that a stranger's change is seen."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from django.urls import reverse

from accounts.models import User
from mail import notices
from mail.models import Message
from tests import world
from tests.accounts_world import give_fresh_code, log_in
from tests.passkeys_world import Device, add_passkey

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    """Logged in, with a fresh code given."""
    person = world.someone()
    log_in(client, person)
    give_fresh_code(client)
    return person


def _passkey_added(client: Client, person: User) -> Any:
    return add_passkey(client, Device())


def _passkey_removed(client: Client, person: User) -> Any:
    key = WebAuthn.add(person, "Mobilen", Device().new_key(client)).instance
    return client.post(reverse("mfa_remove_webauthn", kwargs={"pk": key.pk}))


def _app_added(client: Client, person: User) -> Any:
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    return client.post(reverse("mfa_activate_totp"), {"code": code})


def _app_removed(client: Client, person: User) -> Any:
    TOTP.activate(person, generate_totp_secret())
    return client.post(reverse("mfa_deactivate_totp"))


def _codes_made(client: Client, person: User) -> Any:
    TOTP.activate(person, generate_totp_secret())
    return client.post(reverse("mfa_generate_recovery_codes"))


CHANGES = {
    "En passnøkkel er lagt til på kontoen din": _passkey_added,
    "En passnøkkel er fjernet fra kontoen din": _passkey_removed,
    "En autentiseringsapp er lagt til på kontoen din": _app_added,
    "Autentiseringsappen er fjernet fra kontoen din": _app_removed,
    "Det er laget nye gjenopprettingskoder for kontoen din": _codes_made,
}


@pytest.mark.parametrize("subject", CHANGES)
def test_the_person_is_told_of_a_changed_way_to_log_in(
    client: Client, person: User, subject: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = CHANGES[subject](client, person)

    assert answer.status_code == 302
    [told] = Message.objects.filter(sending__kind=notices.KIND)
    assert told.state == "queued"
    letter = notices.build(told)
    assert told.address == person.email
    assert letter.subject == subject
    assert "Var det ikke du, så fjern det du ikke kjenner igjen" in letter.text
    assert f"http://localhost:8000{reverse('mfa_index')}" in letter.text


def test_what_is_refused_is_not_told(client: Client, person: User) -> None:
    client.post(reverse("mfa_add_webauthn"), {"credential": "{}"})
    client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert not Message.objects.filter(sending__kind=notices.KIND).exists()
