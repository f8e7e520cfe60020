"""Every page of the product in a real browser, as somebody who may see it: wide and narrow, light and dark.

The list is the access table (tests/access/table.py), which fails for a URL without a row; so a new page is
walked from the day it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests import signing_world
from tests.access import twins as worlds
from tests.access.surface import doors
from tests.access.table import PUBLIC, TABLE, Row
from tests.access.twins import Twins
from tests.access.walk import Walker
from tests.browser.judge import View, judge, visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]

#: Answered with something else than a page, or with another page.
NOT_PAGES = {
    "alive": "plain text",
    "ready": "plain text",
    "account_request_login_code": "the log-in page",
    "account_confirm_login_code": "leads to the log-in page",
    "demo:mailbox": "closed outside the demo",
    "demo:letter": "closed outside the demo",
    "demo:download": "closed outside the demo",
    "documents:download": "a PDF",
    "documents:version_pdf": "a PDF",
    "documents:completed_pdf": "a PDF",
    "signing:pdf": "a PDF",
    "documents:of_kind": "leads to the text",
    "meetings:answer_calendar": "a calendar",
    "meetings:interest_qr_image": "a picture",
    "gates:standing": "a panel of the front page, which shows it",
    "meetings:sending_progress": "leads to the sending page",
}
#: Who else sees a page that looks different to them; the coordinator, or the first who may, sees every page.
ALSO = {
    "start": "ANP",
    "initiative": "AD",
    "gates:gate": "AD",
    "meetings:meeting": "A",
    "initiatives:members": "L",
    "partners:partner": "P",
    "documents:document": "P",
    "documents:section": "P",
}


def views(twins: Twins) -> Iterator[View]:
    for door in doors():
        row = PUBLIC.get(door.name) if door.is_public else TABLE.get(door.name)
        assert row is not None, f"{door.name} has no row in tests/access/table.py"
        if row.get and door.name not in NOT_PAGES:
            path = reverse(door.name, kwargs=row.kwargs(twins.arendal))
            for letter in dict.fromkeys(_first(row) + ALSO.get(door.name, "")):
                yield View(door.name, letter, path)
    yield View("not-found", "O", "/finnes-ikke/")


def _first(row: Row) -> str:
    return "K" if "K" in row.may else row.may[0]


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[Twins]:
    with worlds.files_under(tmp_path), signing_world.known_kind():
        yield worlds.build()


def test_every_page_is_accessible_fits_and_speaks_norwegian(chromium: Any, site: str, twins: Twins) -> None:
    walker = Walker(twins)
    visitors = {letter: visitor(chromium, site, walker.clients[letter]) for letter in "AKMLDNPO"}
    wrong: list[str] = []

    for view in views(twins):
        page, faults = visitors[view.letter]
        faults.clear()
        answer = page.goto(view.path)
        if answer.status != 200 and view.name != "not-found":
            wrong.append(f"{view}: {answer.status}")
        wrong += [f"{view}: {fault}" for fault in (*judge(page, view), *faults)]

    for page, _faults in visitors.values():
        page.context.close()
    assert not wrong, "\n".join(wrong)
