"""A frozen version on a page: everything it holds can be read there, and everything that is new in it is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from accounts.canonical import digest
from documents import frozen as frozen_pages
from documents.comparing import Compared, compare
from documents.frozen import frozen
from documents.kinds import all_kinds, kind_of
from documents.models import Document, DocumentVersion
from tests import contents, frozen_world, world
from tests.contents import changed, content, leaves

KINDS = [kind.key for kind in all_kinds() if kind.is_written]
CANARY = "kanarifugl"
#: Leaves that no reader sees as they are: names of parts and choices, the order of the parts, what is worked out.
NAMES = {"key", "level", "kind", "purpose", "status"}
WORKED_OUT = {"is_fixed", "is_covered", "unknown", "sources"}
UNSEEN = {*NAMES, *WORKED_OUT, "in_place", "number", "issued_at", "dated_on"}
#: Shown where it is confirmed, with the organisation's own name in it.
CONFIRMED = {"statement"}
#: A beslutningsunderlag is confirmed by nobody, and its first challenge is the primary one.
UNUSED = {"beslutningsunderlag": {"statement", "is_primary"}}
#: What a text says of a number or a day: another one in the same place is told.
ANOTHER: dict[type, Any] = {int: lambda value: 2 * value + 17, bool: lambda value: not value}
DAYS = {"adopted_on", "starts_on", "ends_on", "due_on", "deadline", "held_on", "decided_on", "dated_on"}


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen_pages, "_kept", type(frozen_pages._kept)())


def version(kind: str, said: dict[str, Any], number: int = 2) -> DocumentVersion:
    """Not in the database: a page reads the frozen content and nothing else."""
    return DocumentVersion(document=Document(kind=kind), number=number, content=said, content_sha256=digest(said))


def words(markup: str) -> str:
    return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())


def markup(kind: str, said: dict[str, Any]) -> str:
    """The page without the digest of all of it, which is always another."""
    return re.sub(r'<p class="digest">.*?</p>', "", frozen(version(kind, said)).html, flags=re.DOTALL)


def other(path: contents.Path, value: Any) -> Any:
    """Another value of the same sort."""
    if path[-1] == "boundary":
        return {**value, "coordinates": [[[[x, f"{float(y) + 0.01:.6f}"] for x, y in value["coordinates"][0][0]]]]}
    if path[-1] in DAYS:
        return "2031-02-03"
    return ANOTHER[type(value)](value) if type(value) in ANOTHER else f"{value} {CANARY}"


def told(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[Compared]:
    return [one for one in compare(kind_of(kind), before, after) if not one.is_same]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db
def test_the_contents_tested_hold_what_the_kind_freezes(kind: str):
    initiative = frozen_world.planned_place()
    real = kind_of(kind).content(frozen_world.document(initiative, kind=kind).pk)

    assert set(content(kind)) == set(real)
    for key, value in real.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            assert set(content(kind)[key][0]) == set(value[0]), key


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_version_can_be_read_on_its_page(kind: str):
    said = content(kind)
    texts = [path for path, value in leaves(said) if isinstance(value, str) and path[-1] not in UNSEEN | DAYS]

    missing = []
    for path in texts:
        written = changed(said, path, CANARY)
        shown = frozen(version(kind, written))
        if CANARY not in f"{words(shown.html)} {shown.title}".lower():
            missing.append(path)

    assert [path for path in missing if path[-1] not in CONFIRMED] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_day_and_choice_of_a_version_shows_on_its_page(kind: str):
    said = content(kind)
    shown = markup(kind, said)

    silent = [
        path
        for path, value in leaves(said)
        if (not isinstance(value, str) or path[-1] in DAYS)
        and markup(kind, changed(said, path, other(path, value))) == shown
    ]

    assert {path[-1] for path in silent} <= {*WORKED_OUT, "number", *UNUSED.get(kind, ())}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_changed_in_a_version_is_told(kind: str):
    said = content(kind)

    untold = [path for path, value in leaves(said) if not told(kind, said, changed(said, path, other(path, value)))]

    names = {path[-1] for path in untold if path[0] not in ("number", "issued_at", "dated_on", "sections")}
    assert {path[-1] for path in untold} - names <= {"key", "level", "number", "issued_at", "dated_on"}
    assert names <= {*NAMES, *WORKED_OUT, "in_place", *UNUSED.get(kind, ())}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_row_goes_or_comes_is_told_in_the_part_it_stands_in(kind: str):
    said = content(kind)
    lists = {path[:-2] for path, _value in leaves(said) if any(isinstance(step, int) for step in path[-2:-1])}
    lists = {path for path in lists if path[-1] not in ("sections", "sums")}

    for path in sorted(lists, key=str):
        rows: Any = said
        for step in path:
            rows = rows[step]
        shorter = changed(said, path, rows[:-1])
        for before, after, change in ((said, shorter, "removed"), (shorter, said, "added")):
            kinds = {row.kind for one in told(kind, before, after) for table in one.tables for row in table.rows}
            assert change in kinds, (path, kinds)


def test_a_version_that_differs_in_number_and_date_alone_says_the_same():
    said = content("maalbilde")
    later = said | {"number": 3, "dated_on": "2026-09-01", "issued_at": "2026-09-01T00:00:00+02:00"}

    assert told("maalbilde", said, later) == []
    shown = frozen(version("maalbilde", later, 3), version("maalbilde", said)).html
    assert "Bare nummer og dato er nye. Teksten er den samme." in shown


def test_a_part_that_is_new_gone_or_renamed_is_told():
    said = content("plan")
    without = said | {"sections": [part for part in said["sections"] if part["key"] != "risiko"]}
    renamed = changed(said, ("sections", 0, "title"), "Målene")

    [gone], [new], [named] = told("plan", said, without), told("plan", without, said), told("plan", said, renamed)

    assert (gone.title, gone.is_gone) == ("Risiko", True)
    assert (new.title, new.is_new) == ("Risiko", True)
    assert "<ins>" in named.html
    shown = words(frozen(version("plan", without, 3), version("plan", said)).html)
    assert "Risiko (tatt ut)" in shown
    assert "Delen er tatt ut." in shown


def test_a_new_boundary_shows_the_map_as_it_was():
    said = content("maalbilde")
    path = next(path for path, _value in leaves(said) if path[-1] == "boundary")
    later = changed(said, path, other(path, said["areas"][0]["boundary"]))

    shown = frozen(version("maalbilde", later, 3), version("maalbilde", said)).html

    assert "Grensen er tegnet på nytt." in shown
    assert "Slik var kartet før:" in shown
    maps = re.findall(r"<svg.*?</svg>", shown, re.DOTALL)
    assert len(maps) == 3
    assert len(set(maps)) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_write_is_text_on_the_page_too(kind: str):
    hostile = '<img src=x onerror=alert(1)> <b class="x">fet</b>'
    said = content(kind)
    for path, value in list(leaves(said)):
        if isinstance(value, str) and path[-1] not in UNSEEN | DAYS and path[0] not in ("values", "statement"):
            said = changed(said, path, f"{value} {hostile}")

    shown = frozen(version(kind, said, 3), version(kind, content(kind))).html

    tree = html.fromstring(f"<div>{shown}</div>")
    assert tree.xpath("//img | //b | //script | //style | //*[@style] | //*[starts-with(name(@*), 'on')]") == []
    assert "&lt;img src=x" in shown


def test_a_version_is_made_once_and_each_pair_of_versions_once(monkeypatch: pytest.MonkeyPatch):
    said = content("maalbilde")
    first, second = version("maalbilde", said, 1), version("maalbilde", changed(said, ("area",), "Brygga"), 2)
    alone, beside = frozen(second), frozen(second, first)
    monkeypatch.setattr(frozen_pages, "_made", lambda *given: pytest.fail("made again"))

    assert frozen(second) is alone
    assert frozen(second, first) is beside
    assert alone.html != beside.html


def test_what_was_read_longest_ago_makes_room(monkeypatch: pytest.MonkeyPatch):
    versions = [version("maalbilde", changed(content("maalbilde"), ("area",), f"Sted {number}")) for number in range(4)]
    monkeypatch.setattr(frozen_pages, "MOST_KEPT", 2 * len(frozen(versions[0]).html) + 2_000)
    for one in (*versions[:2], versions[0], versions[2]):
        frozen(one)

    kept = [sha for _kind, sha, _since in frozen_pages._kept]

    assert kept == [versions[0].content_sha256, versions[2].content_sha256]


@pytest.mark.django_db
def test_the_page_of_a_version_shows_its_rows_and_what_is_new_in_them(client):
    first = frozen_world.frozen()
    frozen_world.write(first.document, "sammendrag", "En annen tekst.")
    row = first.document.initiative.areas.get().reinforcements.get()
    row.subject = "Byttesentralen"
    row.save(update_fields=["subject"])
    second = frozen_world.frozen(first.document)
    client.force_login(world.coordinator_of(first.document.initiative))

    where = reverse("documents:version", args=[first.document.initiative_id, first.document_id, second.number])
    tree = html.fromstring(client.get(where).content)

    assert "Byttesentralen" in tree.text_content()
    changes = {one.get("id"): one.text_content() for one in tree.xpath("//details[@class='changes']")}
    assert set(changes) == {"endret-sammendrag", "endret-forsterke"}
    assert "Byttebua" in changes["endret-forsterke"]
