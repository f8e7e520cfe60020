"""The pages on the way in, of one's own keys, and of the demo: what the access table has no address for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import reverse

from accounts.login_urls import urlpatterns
from demo.people import PEOPLE
from tests import world
from tests.accounts_world import ask_for_code, code_in_the_mail, give_code, give_fresh_code, log_in
from tests.browser.judge import View, judge, visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]
#: Addresses of the way in that are no page of their own, and why.
NOT_PAGES = {
    "account_request_login_code": "the log-in page by another name",
    "mfa_list_webauthn": "the page of keys by another name",
    "mfa_login_webauthn": "what the passkey button fetches",
}


class Visitors:
    """Browser pages of people at different places on the way in."""

    def __init__(self, chromium: Any, site: str) -> None:
        self.chromium, self.site, self.opened = chromium, site, []
        self.wrong: list[str] = []
        self.seen: set[str] = set()

    def look(self, client: Client, *names: str, **kwargs: Any) -> None:
        """Open pages of these names as this client and judge each."""
        page, faults = visitor(self.chromium, self.site, client)
        for name in names:
            path = reverse(name, kwargs=kwargs or None)
            answer = page.goto(path)
            view = View(name, "way-in", path)
            if answer.status != 200 or not page.url.startswith(f"{self.site}{path}"):
                self.wrong.append(f"{name}: {answer.status} at {page.url}")
            self.wrong += [f"{name}: {fault}" for fault in (*judge(page, view), *faults)]
            faults.clear()
            self.seen.add(name)
        page.context.close()


def add_passkey(visitors: Visitors, client: Client) -> Any:
    """As a device does it: the browser makes the key, allauth checks it. The page, whose device has the key."""
    page, _faults = visitor(visitors.chromium, visitors.site, client)
    with_device(page)
    page.goto(reverse("mfa_add_webauthn"))
    page.locator("input[name=name]").fill("Mobilen")
    page.get_by_role("button", name="Lag passnøkkel").click()
    page.get_by_text("Mobilen", exact=True).wait_for()
    return page


def log_in_by_passkey(page: Any) -> None:
    """On the same device, by one who is logged out everywhere."""
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.get_by_role("heading", level=1, name="Mine initiativ").wait_for()


def with_device(page: Any) -> None:
    """A device with a fingerprint reader that always says yes."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def visitors(chromium: Any, site: str) -> Iterator[Visitors]:
    made = Visitors(chromium, site)
    yield made
    assert not made.wrong, "\n".join(made.wrong)


def test_every_page_on_the_way_in_and_of_ones_keys(visitors: Visitors) -> None:
    person = world.someone()
    asked = Client()
    ask_for_code(asked, person.email)
    visitors.look(Client(), "account_login", "account_inactive")
    visitors.look(asked, "account_confirm_login_code")

    at_home = Client()
    log_in(at_home, person)
    visitors.look(at_home, "account_reauthenticate", "account_logout", "mfa_index")
    at_home.post(reverse("account_reauthenticate"), {"send": "1"})
    visitors.look(at_home, "account_reauthenticate")
    give_fresh_code(at_home)
    visitors.look(at_home, "mfa_add_webauthn", "mfa_activate_totp")

    page = add_passkey(visitors, at_home)
    log_in_by_passkey(page)
    page.context.close()
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    visitors.look(at_home, "mfa_edit_webauthn", "mfa_remove_webauthn", pk=key.pk)
    mine = ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes")
    visitors.look(at_home, *mine, "accounts:profile")

    halfway = Client()
    ask_for_code(halfway, person.email)
    give_code(halfway, code_in_the_mail())
    visitors.look(halfway, "mfa_authenticate")

    names = {pattern.name for pattern in urlpatterns}
    assert names - visitors.seen == set(NOT_PAGES)


def test_the_pages_of_the_demo(visitors: Visitors, settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.EMAIL_FILE_PATH = True, str(tmp_path / "mail")
    for person in PEOPLE:
        world.User.objects.create_user(person.email, person.name)
    coordinator = Client()
    coordinator.force_login(world.User.objects.get(email=PEOPLE[0].email))
    visitors.look(Client(), "account_login", "demo:mailbox")

    letter = EmailMultiAlternatives("Invitasjon", "Hei!\n\nDu er invitert.", "p@paadriv.example", ["gjest@eksempel.no"])
    letter.attach_alternative('<p>Hei <a href="http://localhost/svar/abc">Svar her</a></p>', "text/html")
    letter.attach("Invitasjon Åsen.pdf", b"%PDF-1.7", "application/pdf")
    letter.connection = get_connection("mail.backends.KeptOnDisk")
    letter.send()
    [kept] = sorted((tmp_path / "mail").iterdir())
    visitors.look(coordinator, "start", "demo:mailbox")
    visitors.look(coordinator, "demo:letter", name=kept.stem)
