"""Links: one purpose, one row; nothing in the database opens anything."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from mail.links import digest_of, revoke, rotate, row_of, token_for
from mail.models import LinkToken

pytestmark = pytest.mark.django_db
PURPOSES = ("answer", "unsubscribe", "interest", "sign")


@pytest.mark.parametrize("made_for", PURPOSES)
@pytest.mark.parametrize("asked_for", PURPOSES)
def test_a_link_opens_its_own_purpose_only(made_for: str, asked_for: str) -> None:
    token = token_for(made_for, 7)

    assert row_of(asked_for, token) == (7 if made_for == asked_for else None)


def test_the_same_row_is_mailed_the_same_link_and_another_row_another() -> None:
    assert token_for("answer", 7) == token_for("answer", 7) != token_for("answer", 8)
    assert LinkToken.objects.count() == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1],
        lambda token: token[1:],
        lambda token: token + "A",
        lambda token: token.swapcase(),
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: f" {token[1:]}",
        lambda token: "å" * 43,
        lambda token: "",
        lambda token: digest_of(token),
    ],
)
def test_a_spoilt_link_opens_nothing(spoil: object) -> None:
    assert row_of("answer", spoil(token_for("answer", 7))) is None  # type: ignore[operator]


def test_a_revoked_link_stays_closed_when_mailed_again() -> None:
    token = token_for("answer", 7)
    other = token_for("answer", 8)

    revoke("answer", 7)

    assert row_of("answer", token) is None
    assert row_of("answer", token_for("answer", 7)) is None
    assert row_of("answer", other) == 8


def test_rotation_closes_the_old_link_and_opens_a_new_one() -> None:
    first = token_for("sign", 7)

    second = rotate("sign", 7)

    assert row_of("sign", first) is None
    assert row_of("sign", second) == 7
    assert token_for("sign", 7) == second


def test_links_mailed_before_a_new_key_go_on_working(settings: Settings) -> None:
    before = token_for("answer", 7)

    settings.LINK_KEY = "another key"
    after = token_for("answer", 7)

    assert after != before
    assert row_of("answer", before) == row_of("answer", after) == 7
    assert token_for("answer", 7) == after


def test_nothing_in_the_database_opens_a_link() -> None:
    token_for("answer", 7)
    with connection.cursor() as cursor:
        cursor.execute("select * from mail_linktoken")
        stored = [str(value) for row in cursor.fetchall() for value in row]

    assert stored
    assert not any(row_of("answer", value) or row_of("answer", value[:43]) for value in stored)
