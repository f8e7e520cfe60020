"""Error pages ask as little as they can, and keep what the browser must know."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from paadriv import errors
from tests import world


@pytest.mark.parametrize("page", [errors.server_error, errors.bad_request, errors.too_large])
def test_what_may_come_before_the_session_and_without_a_database_asks_for_neither(page: Any) -> None:
    answer = page(RequestFactory().get("/"))  # this test may open no database

    assert answer.status_code in (400, 413, 500)
    assert answer["Cache-Control"] == "no-store"
    assert "Til startsiden" in answer.content.decode()


@pytest.mark.django_db
def test_a_wrong_method_has_a_page_and_says_which_are_right(client: Client) -> None:
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))
    address = f"/initiativ/{initiative.pk}/fortsett/"

    opened, put = client.get(address), client.put(address)

    assert (opened.status_code, opened["Allow"], put.status_code, put["Allow"]) == (405, "POST", 405, "POST")
    assert "Denne adressen kan ikke åpnes slik" in opened.content.decode()
    assert put.content == b""


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_413(client: Client) -> None:
    client.force_login(world.someone())

    assert client.post("/konto/profil/", {"name": "a" * 2**22}).status_code == 413
