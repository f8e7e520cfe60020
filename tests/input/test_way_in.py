"""The forms on the way in, which the access table has no address for: every kind of bad input at every field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from tests import world
from tests.access.rows import Row, form
from tests.access.surface import Door
from tests.access.twins import Twins
from tests.access.walk import Walker, undone
from tests.accounts_world import ask_for_code, code_in_the_mail, give_code, give_fresh_code, log_in
from tests.input.kinds import JSON, KINDS
from tests.input.test_fields import Form, fill_to_the_brim, send_what_no_form_sends
from tests.passkeys_world import Device, add_passkey

pytestmark = pytest.mark.django_db
CREDENTIAL = '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}'


def _key(city: Any) -> dict[str, Any]:
    return {"pk": Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk}


#: O is nobody, 1 has asked for a code, 2 has given it and has an app, 3 is logged in with a fresh code and a passkey,
#: 4 has asked for the fresh code.
ROWS = {
    "account_confirm_login_code": Row("1", post=form(code="0000-0000")),
    "mfa_login_webauthn": Row("O", post=form(credential=CREDENTIAL)),
    "mfa_authenticate": Row("2", post=form(code="000000")),
    "mfa_authenticate by passkey": Row("2", post=form(credential=CREDENTIAL)),
    "account_reauthenticate": Row("4", post=form(code="0000-0000")),
    "mfa_activate_totp": Row("3", post=form(code="000000")),
    "mfa_add_webauthn": Row("3", post=form(name="Mobilen", credential=CREDENTIAL)),
    "mfa_edit_webauthn": Row("3", _key, post=form(name="Mobilen")),
}


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Iterator[Walker]:
    walker = Walker(twins)
    with undone():
        walker.clients |= _on_the_way_in()
        for client in walker.clients.values():
            client.raise_request_exception = False
        yield walker


def _on_the_way_in() -> dict[str, Client]:
    asked, halfway, at_home, confirming = (Client() for _ in range(4))
    person, with_app = world.someone(), world.someone()
    TOTP.activate(with_app, generate_totp_secret())
    ask_for_code(asked, person.email)
    ask_for_code(halfway, with_app.email)
    assert give_code(halfway, code_in_the_mail()).url == reverse("mfa_authenticate")
    log_in(at_home, person)
    give_fresh_code(at_home)
    assert add_passkey(at_home, Device()).status_code == 302
    at_home.get(reverse("mfa_activate_totp"))
    log_in(confirming, person)
    confirming.post(reverse("account_reauthenticate"), {"send": "1"})
    return {"1": asked, "2": halfway, "3": at_home, "4": confirming}


def _form(walker: Walker, name: str) -> Form:
    return Form(walker, Door(name.split()[0], (), None), ROWS[name])


@pytest.mark.parametrize("name", ROWS)
def test_no_field_on_the_way_in_breaks_its_form(walker: Walker, name: str) -> None:
    form = _form(walker, name)
    as_typed: Any = form.post("as typed", form.payload())
    assert as_typed.status_code == 422 or as_typed.url == reverse("mfa_index"), "the form itself is not reached"
    for field in form.fields():
        for kind, value in (KINDS | JSON).items():
            form.post(f"{field} {kind}", {**form.payload(), field: value})
        form.post(f"{field} left out", {key: value for key, value in form.payload().items() if key != field})

    assert not form.wrong, "\n".join(form.wrong)


@pytest.mark.parametrize("name", ROWS)
def test_the_way_in_takes_no_more_than_it_has_room_for(walker: Walker, name: str) -> None:
    form = _form(walker, name)
    fill_to_the_brim(form)
    send_what_no_form_sends(form)

    assert not form.wrong, "\n".join(form.wrong)
