"""Every URL, by every role, at own, foreign, mixed and missing objects, with every method."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.access.mutants import behind_the_loader
from tests.access.surface import doors
from tests.access.table import EVERYBODY, PUBLIC, TABLE
from tests.access.twins import Twins
from tests.access.walk import CANARIES, Walker, guarded_doors, table_of, walk
from tests.databases import on_postgresql

pytestmark = pytest.mark.django_db
#: Every cell, when somebody asks for it; else, and in .ci/run, what cannot differ between roles is walked for some.
FULL = os.environ.get("PAADRIV_FULL_WALK", "") == "1"
#: Who may is asked of everybody on one database; on the other, of those between whom a query could tell.
_LETTERS = "AKPXN" if on_postgresql() and not FULL else EVERYBODY + "O"
_COUNTED = {"cells": 0}


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Iterator[Walker]:
    yield Walker(twins)
    print(f"\ncells walked: {_COUNTED['cells']}")  # noqa: T201


def test_every_url_has_its_row_and_every_row_its_url() -> None:
    guarded = {door.name for door in doors() if not door.is_public}
    public = {door.name for door in doors() if door.is_public}

    assert guarded == set(TABLE), "say in tests/access/table.py who may, and what a POST that succeeds carries"
    assert public == set(PUBLIC), "say in tests/access/table.py what the open page answers"


@pytest.mark.parametrize("door", guarded_doors(), ids=str)
def test_the_table_holds(walker: Walker, door: object) -> None:
    row = table_of(door)  # type: ignore[arg-type]
    assert row is not None, f"{door} has no row in tests/access/table.py"

    found = walk(walker, door, row, full=FULL, letters=_LETTERS)  # type: ignore[arg-type]
    _COUNTED["cells"] += found.cells

    assert not found.wrong, "\n".join(found.wrong)


def test_the_walk_would_notice_a_canary(walker: Walker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were Arendal's own name one, every page that its coordinator sees would be wrong."""
    monkeypatch.setitem(CANARIES, "K", "pådriv arendal")
    door = next(door for door in guarded_doors() if door.name == "meetings:guests")

    found = walk(walker, door, TABLE[door.name], full=False, letters="K")

    assert any("own" in wrong and "GET: a canary" in wrong for wrong in found.wrong)


def test_behind_every_loader_the_rule_says_no_to_a_stranger_too(walker: Walker) -> None:
    """Two lines of defence: one that is gone must not be noticed by strangers first."""
    found = [behind_the_loader(walker, door, row) for door in guarded_doors() if (row := table_of(door))]

    assert [wrong for wrong in found if wrong] == []
    assert len(found) > 100
