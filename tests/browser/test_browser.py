"""The watched browser itself: a public page is clean in it, and each guard trips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.plugin import sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


@pytest.mark.parametrize("path", ["/personvern/", "/tilgjengelighet/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_public_page_is_accessible_and_fits(
    open_page: Callable[..., Any], path: str, scheme: str, width: int
) -> None:
    page = open_page(path, width=width, scheme=scheme)

    assert violations(page) == []
    assert sideways_scroll(page) == 0


def test_axe_sees_a_picture_without_text(open_page: Callable[..., Any]) -> None:
    page = open_page("/personvern/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert any(line.startswith("image-alt") for line in violations(page))


def test_inline_script_is_noticed(chromium: Any, site: str) -> None:
    from tests.browser.plugin import _listen

    faults: list[str] = []
    page = chromium.new_page()
    page.on("console", lambda message: _listen(message, faults))
    page.goto(f"{site}/personvern/")

    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")

    assert any(fault.startswith("policy") for fault in faults)
    page.close()
