"""Reading changes nothing, and nothing is changed without the form's own token."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.access.surface import Door, doors
from tests.access.twins import Twins
from tests.access.walk import HTMX, MAY_CHANGE, Walker, table_of, undone

pytestmark = pytest.mark.django_db
DOORS = doors()


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Walker:
    return Walker(twins)


def digest() -> str:
    """Of every row of every table but those that count and remember visitors."""
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in MAY_CHANGE:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
                total.update(repr((table, cursor.fetchall())).encode("utf-8", "replace"))
    return total.hexdigest()


@pytest.mark.one_database
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_get_leaves_every_table_as_it_was(walker: Walker, door: Door) -> None:
    row = table_of(door)
    assert row is not None
    letter = row.may[0] if row.may != "O" else "O"
    letter = "K" if "K" in row.may else letter
    with undone():
        url = reverse(door.name, kwargs=row.kwargs(walker.twins.arendal))
        queries = ["", *(f"?{name}=a" for name in row.query)]
        before = digest()

        for query in queries:
            walker.ask(letter, "GET", url + query)
            walker.ask(letter, "HEAD", url + query)
            walker.ask(letter, "GET", url + query, **HTMX)

        assert digest() == before


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_post_without_the_token_of_the_form_is_refused(walker: Walker, door: Door) -> None:
    row = table_of(door)
    assert row is not None
    if row.post is None:
        return
    letter = "O" if row.may == "O" else "K" if "K" in row.may else row.may[0]
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = walker.clients[letter].cookies
    with undone():
        if row.before:
            row.before(walker.twins.arendal)
        url = reverse(door.name, kwargs=row.kwargs(walker.twins.arendal))
        payload = row.post(walker.twins.arendal)
        before = digest()

        for headers in ({}, HTMX):
            answer = strict.post(url, payload, **headers)
            assert answer.status_code == 403, answer.status_code
            assert "utløpt" in answer.content.decode()

        assert digest() == before
