"""The tools of the road: a clock the whole process follows, people who log in by code, and the mails they get."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.core import mail

from accounts.models import User
from documents import tasks as documents
from mail import sending
from tests.browser.plugin import session_cookie

OSLO = ZoneInfo("Europe/Oslo")
_CODE = re.compile(r"\b\d{4}-\d{4}\b")
_SIGNING_CODE = re.compile(r"^\s+(\d{6})$", re.MULTILINE)


class Clock:
    """The time of the whole process: the site's threads, the sender and the test."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def move_to(self, text: str) -> None:
        self._traveller.move_to(datetime.fromisoformat(text).replace(tzinfo=OSLO))


@contextmanager
def clock_from(text: str) -> Iterator[Clock]:
    """It is this moment in Norway, and time goes on from there."""
    with time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=OSLO), tick=True) as traveller:
        yield Clock(traveller)


def work() -> None:
    """What the worker does: the mails that wait, and the versions and PDFs that wait."""
    sending.send_waiting()
    documents.sweep()


def mails_to(address: str) -> list[Any]:
    """What somebody has got, oldest first."""
    return [message for message in mail.outbox if any(address in one for one in message.to)]


def last_mail(address: str, about: str = "") -> Any:
    found = [message for message in mails_to(address) if about in message.subject]
    assert found, f"{address} has got no mail about «{about}», only {[one.subject for one in mails_to(address)]}"
    return found[-1]


def link_in(message: Any, path: str) -> str:
    """The link in the text that begins with this path, as the path the browser opens."""
    found = re.search(rf"https?://[^/\s]+(/{path}/[^\s>)]+)", str(message.body))
    assert found, f"no /{path}/ in «{message.subject}»:\n{message.body}"
    return found[1]


def signing_code(address: str) -> str:
    """The six digits of the latest letter with a code to answer with."""
    found = _SIGNING_CODE.search(str(last_mail(address, "Koden din").body))
    assert found
    return found[1]


@dataclass
class Visitor:
    """Somebody in front of a browser."""

    page: Any
    email: str

    def log_in(self) -> None:
        """By a code on e-mail, wherever the log-in page came from."""
        self.page.get_by_label("E-post").fill(self.email)
        self.press("Send meg en kode")
        self.give_code("Logg inn")

    def confirm(self) -> None:
        """Give the fresh code that what matters most asks for."""
        self.sees("Bekreft at det er deg")
        self.press("Send meg en kode")
        self.give_code("Bekreft")

    def give_code(self, button: str) -> None:
        self.page.get_by_label("Koden i e-posten").wait_for()
        found = _CODE.search(str(last_mail(self.email).body))
        assert found
        self.page.get_by_label("Koden i e-posten").fill(found[0])
        self.press(button)

    def sees(self, heading: str) -> None:
        """The page's own heading is this."""
        self.page.get_by_role("heading", level=1, name=heading).wait_for()

    def reads(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def press(self, name: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, *, within: str = "body") -> None:
        self.page.locator(within).get_by_role("link", name=name, exact=True).click()

    def fill(self, **fields: str) -> None:
        """Fields by their name in the form; a label may be shared by two forms on a page."""
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]:visible").fill(text)

    def select(self, **fields: str) -> None:
        """In lists by their name in the form, what is written there."""
        for name, text in fields.items():
            self.page.locator(f"main select[name={name}]:visible").select_option(label=text)

    def choose(self, label: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_label(label, exact=True).check()

    def unfold(self, summary: str) -> None:
        self.page.locator("main summary", has_text=summary).first.click()


class Member(Visitor):
    """Somebody at a desk who logged in long ago; the way in by code is walked in test_road.py."""

    def __init__(self, open_page: Open, site: str, user: User) -> None:
        super().__init__(open_page("/", user=user), user.email)
        self._site, self._user = site, user

    def comes_back_to(self, initiative: str) -> None:
        """Days later, in a session of that day."""
        self.page.context.add_cookies([session_cookie(self._user, self._site)])
        self.page.goto("/")
        self.follow(initiative, within="main")
        self.sees(initiative)


Open = Callable[..., Any]
