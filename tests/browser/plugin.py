"""A real Chromium: pages by width, colour scheme and with or without script, watched for what must not happen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: A folder outside the repository for screenshots, for people who look at them.
SHOTS = os.environ.get("PAADRIV_SHOTS", "")
_NOT_RUN = "no Chromium on this machine (make system installs it)"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=_NOT_RUN))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if _NOT_RUN in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests NOT RUN: {_NOT_RUN}", red=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser process, one per test process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _kept_files() -> Iterator[None]:
    """A visitor fetches each style sheet and script once, as in production, where their names change with them."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    serve = StaticFilesHandler.serve

    def serve_for_ever(self: Any, request: Any) -> Any:
        response = serve(self, request)
        response["Cache-Control"] = "max-age=315360000, immutable"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_for_ever)
        yield


@pytest.fixture
def site(live_server: Any, settings: Any, _kept_files: None) -> str:
    """The address of a running site; links in mails point to it."""
    settings.BASE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def open_page(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """``open_page("/sti/", user=None, width=1280, scheme="light", js=True, touch=False)`` gives a Playwright page.

    Each call is a new visitor with a jar of its own. When the test ends, a message from the content security
    policy, an error in the console or in a script, or a request to another host fails it.
    """
    faults: list[str] = []
    visitors: list[Any] = []

    def open_at(
        path: str = "/",
        *,
        user: Any = None,
        width: int = 1280,
        scheme: str = "light",
        js: bool = True,
        touch: bool = False,
    ) -> Any:
        visitor = chromium.new_context(
            viewport={"width": width, "height": 900},
            has_touch=touch,
            is_mobile=touch,
            color_scheme=scheme,
            reduced_motion="reduce",  # what slides open is pressed where it comes to rest
            java_script_enabled=js,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            base_url=site,
        )
        visitors.append(visitor)
        if user is not None:
            visitor.add_cookies([session_cookie(user, site)])
        page = visitor.new_page()
        page.set_default_timeout(10_000)
        watch(page, site, faults)
        page.goto(path)
        return page

    yield open_at
    for number, visitor in enumerate(visitors):
        if SHOTS and visitor.pages:
            visitor.pages[0].screenshot(path=f"{SHOTS}/last-{number}.png", full_page=True)
        visitor.close()
    assert not faults, "\n".join(faults)


def session_cookie(user: Any, site: str) -> dict[str, str]:
    """The cookie of somebody who has logged in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


def watch(page: Any, site: str, faults: list[str]) -> None:
    """Note in ``faults`` what must not happen on this page, from now on."""
    page.on("console", lambda message: _listen(message, faults))
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("request", lambda request: _watch(request.url, site, faults))


def _listen(message: Any, faults: list[str]) -> None:
    if "Content Security Policy" in message.text:
        faults.append(f"policy: {message.text}")
    elif message.type == "error" and not _is_a_refusal(message):
        faults.append(f"console: {message.text} {message.location['url']}")


def _is_a_refusal(message: Any) -> bool:
    """The browser's note on a page of ours that says no; a missing file is not one."""
    return "responded with a status of 4" in message.text and "/static/" not in message.location["url"]


def _watch(url: str, site: str, faults: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob", "about") and parts.netloc != urlsplit(site).netloc:
        faults.append(f"request to another host: {url}")


def sideways_scroll(page: Any) -> int:
    """How many pixels the page is wider than its window: 0 on a page that fits."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
