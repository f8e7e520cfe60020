"""Every form sent twice, as by a double press without script or by sending a page again: it acts once.

Where a second post of a URL makes rows or is refused, its forms must carry ``{% form_key %}``; then the second
post makes nothing and leads to what the first one made.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from tests.access.surface import Door, doors
from tests.access.twins import Twins
from tests.access.walk import HTMX, Walker, table_of, undone, writes

pytestmark = pytest.mark.django_db
DOORS = [door for door in doors() if not door.is_public and (row := table_of(door)) is not None and row.post]
#: Which may act again, and why.
MAY_ACT_AGAIN = {"account_reauthenticate": "asking for another code is what a second press means"}
#: Actions that are made in Python: the start of a URL's name, and what its forms say.
MADE_IN_PYTHON = {
    "forprosjekt:add_": "{{ panel.add_url }}",
    "forprosjekt:remove_": "{{ line.remove_url }}",
    "forprosjekt:choose_": "{{ line.choose_url }}",
}
_FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL)


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Walker:
    return Walker(twins)


class Twice:
    """One form posted twice by one who may."""

    def __init__(self, walker: Walker, door: Door, key: str = "", **headers: Any) -> None:
        row, city = table_of(door), walker.twins.arendal
        assert row is not None
        assert row.post is not None
        letter = "K" if "K" in row.may else row.may[0]
        if row.before:
            row.before(city)
        url = reverse(door.name, kwargs=row.kwargs(city))
        payload = row.post(city) | ({"form_key": key} if key else {})
        self.first: HttpResponse = walker.ask(letter, "POST", url, payload, **headers)
        with writes() as seen:
            self.second: HttpResponse = walker.ask(letter, "POST", url, payload, **headers)
        self.made = [sql[:60] for sql in seen if sql.startswith("INSERT") and "accounts_formkey" not in sql]

    @property
    def acts_once(self) -> bool:
        return not self.made and self.second.status_code == self.first.status_code


def test_a_form_that_would_act_twice_carries_a_key(walker: Walker) -> None:
    """What needs one is found by posting without; the templates are read for the rest."""
    needy = {door.name for door in DOORS if not _acts_once(walker, door)} - set(MAY_ACT_AGAIN)
    assert {"initiatives:create", "meetings:plan", "gates:advise", "erase_person"} <= needy

    forms = list(_forms())
    without = [f"{path}: {name}" for path, form in forms for name in needy if _is_of(form, name) and not _has_key(form)]
    unknown = [name for name in sorted(needy) if not any(_is_of(form, name) for _path, form in forms)]

    assert not without, "put {% form_key %} beside {% csrf_token %}: " + "; ".join(without)
    assert set(unknown) <= {"initiatives:add_activity"}, f"no form names these in its action: {unknown}"


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_the_second_post_of_a_form_with_a_key_shows_what_the_first_made(walker: Walker, door: Door) -> None:
    if door.name in MAY_ACT_AGAIN:
        return
    with undone():
        twice = Twice(walker, door, str(uuid.uuid4()))

    assert twice.acts_once, (twice.second.status_code, twice.made)
    assert twice.second.headers.get("Location") == twice.first.headers.get("Location")


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_htmx_is_led_to_the_page_the_first_post_changed(walker: Walker, door: Door) -> None:
    page = {**HTMX, "HTTP_HX_CURRENT_URL": "http://testserver/initiativ/1/"}
    with undone():
        twice = Twice(walker, door, str(uuid.uuid4()), **page)

    assert door.name in MAY_ACT_AGAIN or not twice.made
    if twice.first.status_code == 200 and "HX-Redirect" not in twice.first.headers:
        assert twice.second.headers["HX-Redirect"] == "/initiativ/1/"


def _acts_once(walker: Walker, door: Door) -> bool:
    with undone():
        return Twice(walker, door).acts_once


def _forms() -> Iterator[tuple[str, str]]:
    for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")):
        for found in _FORM.finditer(path.read_text(encoding="utf-8")):
            yield path.name, found.group()


def _is_of(form: str, name: str) -> bool:
    start = form.partition("{% csrf_token %}")[0]
    made = [action for beginning, action in MADE_IN_PYTHON.items() if name.startswith(beginning)]
    if any(f'action="{action}"' in start for action in made):
        return True
    return re.search(rf"\baction=\"[^\"]*['\"]{re.escape(name)}['\"]", start) is not None


def _has_key(form: str) -> bool:
    return "{% form_key %}" in form or "form.form_key" in form
