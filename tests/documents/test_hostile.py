"""Whatever people write names a secret file and an internal address: no printed document fetches or holds either."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as markup

from documents.kinds import Content, DocumentKind, all_kinds, kind_of
from documents.pipeline.wire import Job
from documents.printing import html_of, press
from documents.services.completed import STYLESHEETS, appendix_html
from documents.services.freezing import content_of as written_content_of
from paadriv.clock import today
from tests import documents_world, frozen_world
from tests.documents.test_completed import ANSWERS, asked
from tests.documents.test_kinds import subject_of
from tests.documents_world import CANARY, Honeypot, honeypot, raw, words

pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.one_database]
KINDS = ("invitasjon", "referat", "beslutning", "sluttnotat", "maalbilde", "plan", "beslutningsunderlag")
#: Fewest texts of a document that take anything: below it the kind is not asked about.
FEWEST = 5


@pytest.fixture
def pot(tmp_path: Path) -> Iterator[Honeypot]:
    with honeypot(tmp_path) as pot:
        yield pot


def hostile(pot: Honeypot) -> str:
    """Both addresses in the ways HTML, CSS and Markdown name them."""
    return " ".join(
        f'<img src="{address}"><style>@import "{address}";</style><link rel=attachment href="{address}">![]({address})'
        for address in (pot.file, pot.url)
    )


def content_of(kind: DocumentKind) -> Content:
    if not kind.is_written:
        return documents_world.content_of(kind.key, subject_of(kind.key))
    initiative = frozen_world.planned_place() if kind.key == "beslutningsunderlag" else None
    return written_content_of(frozen_world.document(initiative, kind=kind.key), number=1, dated_on=today())


def texts_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the content holds a text."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_in(inner, (*path, key))


def longer(content: Content, path: tuple[Any, ...], more: str) -> Content:
    changed: Any = copy.deepcopy(content)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] += f" {more}"
    return changed


def poisoned(kind: DocumentKind, content: Content, more: str) -> tuple[str, int]:
    """The document with this in each text that is printed as it is; keys, days and numbers take no more."""
    printed, number = html_of(kind, content), 0
    for path in texts_in(content):
        changed = longer(content, path, more)
        try:
            shown = html_of(kind, changed)
        except Exception:  # a key or a day takes no more: nobody writes it
            continue
        if shown.count("hemmelig.txt") > printed.count("hemmelig.txt"):
            content, printed, number = changed, shown, number + 1
    return printed, number


def fetched_by(document: str, pot: Honeypot) -> list[str]:
    """Elements that would fetch an address. Text that shows it is none, nor is a link a reader may follow."""
    tree = markup.document_fromstring(document)
    named = [
        f"<{element.tag} {name}={value}>"
        for element in tree.iter()
        for name, value in element.attrib.items()
        if (value.startswith((pot.file, pot.url)) or (name == "style" and "url(" in value))
        and (element.tag, value, element.get("rel")) != ("a", pot.url, "noopener noreferrer")
    ]
    return named + [f"<style> {style.text}" for style in tree.iter("style")]


def must_be_harmless(document: str, stylesheets: tuple[str, ...], pot: Honeypot) -> None:
    data = press().print(Job(document, stylesheets)).pdf

    assert fetched_by(document, pot) == []
    assert CANARY.encode() not in raw(data)
    assert pot.asked == []
    assert "hemmelig.txt" in words(data).replace(" ", ""), "the text itself is printed"


def test_every_kind_that_is_printed_is_asked_here() -> None:
    assert {kind.key for kind in all_kinds()} == set(KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_what_people_write_fetches_nothing_in_any_document(key: str, pot: Honeypot) -> None:
    kind = kind_of(key)

    document, number = poisoned(kind, content_of(kind), hostile(pot))

    assert number >= FEWEST
    must_be_harmless(document, kind.stylesheets, pot)


def test_what_people_answer_fetches_nothing_in_the_completed_copy(pot: Honeypot) -> None:
    more = hostile(pot)
    told = {name: f"{value} {more}" for name, value in vars(ANSWERS[1]).items() if name not in ("at", "section")}

    document = appendix_html(asked(answers=(replace(ANSWERS[1], **told), *ANSWERS)))

    must_be_harmless(document, STYLESHEETS, pot)
