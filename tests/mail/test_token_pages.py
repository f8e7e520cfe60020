"""What all pages opened by a link share: headers, one page for dead links, a limit, silence in the logs."""

from __future__ import annotations

import io
import logging
import threading

import pytest
from django.db import connection
from django.test import Client

from mail.links import MOST_UNKNOWN, revoke, row_of, token_for, unknown_asked_by
from mail.logs import WithoutTokens
from mail.models import LinkToken, LinkTries

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.mail.urls")]


def page(token: str) -> str:
    return f"/svar/{token}/"


def test_a_live_link_opens_its_row_with_the_headers(client: Client) -> None:
    response = client.get(page(token_for("answer", 7)))

    assert response.status_code == 200
    assert response.content == b"rad 7"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_unknown_revoked_and_expired_links_share_one_page(client: Client) -> None:
    closed = token_for("answer", 8)
    revoke("answer", 8)

    answers = [client.get(page(token)) for token in ("A" * 43, closed, token_for("sign", 7), token_for("answer", 404))]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert all(answer["Cache-Control"] == "no-store, private" for answer in answers)
    assert "Lenken virker ikke" in answers[0].content.decode()


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender"])
def test_a_browser_that_fetches_ahead_gets_nothing(client: Client, purpose: str) -> None:
    response = client.get(page("A" * 43), headers={"Sec-Purpose": purpose})

    assert response.status_code == 204
    assert not LinkTries.objects.exists()


def test_fifty_scanners_change_nothing(client: Client, django_assert_num_queries: object) -> None:
    token = token_for("answer", 7)
    before = list(LinkToken.objects.values_list())

    for n in range(50):
        assert client.get(page(token), REMOTE_ADDR=f"198.51.100.{n}").status_code == 200
        assert client.head(page(token), REMOTE_ADDR=f"198.51.100.{n}").status_code == 200

    assert list(LinkToken.objects.values_list()) == before
    assert not LinkTries.objects.exists()


def test_the_thirty_first_unknown_link_is_refused_but_live_links_open(client: Client) -> None:
    statuses = [client.get(page(f"{n:043d}")).status_code for n in range(MOST_UNKNOWN + 1)]

    assert statuses == [404] * MOST_UNKNOWN + [429]
    assert client.get(page(token_for("answer", 7))).status_code == 200
    assert client.get(page("B" * 43), REMOTE_ADDR="198.51.100.9").status_code == 404
    assert client.get(page("B" * 43))["Retry-After"] == "600"


def test_no_network_address_is_kept(client: Client) -> None:
    client.get(page("A" * 43), REMOTE_ADDR="198.51.100.9")

    assert "198.51" not in str(list(LinkTries.objects.values()))


def test_the_log_of_a_dead_link_does_not_hold_it(client: Client) -> None:
    token = token_for("sign", 7)
    lines = io.StringIO()
    to_memory = logging.StreamHandler(lines)
    to_memory.setFormatter(WithoutTokens("{message}", style="{"))
    logger = logging.getLogger("django.request")
    logger.addHandler(to_memory)
    try:
        client.get(page(token))
    finally:
        logger.removeHandler(to_memory)

    assert "/svar/[lenke " in lines.getvalue()
    assert token not in lines.getvalue()
    assert row_of("sign", token) == 7


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_forty_at_once_are_counted_one_by_one() -> None:
    start = threading.Barrier(8)
    seen: list[int] = []

    def ask() -> None:
        start.wait()
        seen.extend(unknown_asked_by("198.51.100.9") for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(seen) == list(range(1, 41))
