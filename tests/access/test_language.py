"""No English in what a person reads: every page, part and error page of the walk."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from lxml import html

from tests.access.surface import Door, doors
from tests.access.twins import Twins
from tests.access.walk import HTMX, Walker, table_of, undone

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
#: Words that are English, and neither Norwegian nor a name.
WORDS = re.compile(
    r"\b(the|and|of|with|this|that|required|enter|select|please|valid|submit|search|save|delete|cancel|"
    r"not found|forbidden|error|page|next|previous|unknown|none|true|false|yes|you|your|are|is|was)\b",
    re.IGNORECASE,
)
_READ = ("aria-label", "title", "placeholder", "alt", "data-counter", "content")


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Walker:
    return Walker(twins)


def read(content: bytes) -> str:
    """What is seen or read aloud: text, labels and titles."""
    if not content.strip():
        return ""
    tree = html.fromstring(content.decode())
    for gone in tree.xpath("//script|//style|//meta"):
        gone.drop_tree()
    labels = [value for element in tree.iter() for name, value in element.attrib.items() if name in _READ]
    return " ".join([*tree.itertext(), *labels])


def test_english_is_noticed() -> None:
    assert WORDS.search(read(b'<main><input aria-label="Search"></main>'))
    assert WORDS.search(read(b"<p>Dette feltet is required</p>"))
    assert not WORDS.search(read("<p>Søk blant møter og skjul resten</p>".encode()))


@pytest.mark.parametrize("door", doors(), ids=str)
def test_pages_are_in_norwegian(walker: Walker, door: Door) -> None:
    row = table_of(door)
    assert row is not None
    url, seen = reverse(door.name, kwargs=row.kwargs(walker.twins.arendal)), []
    for letter in "KALPNXO":
        for method, headers in (("GET", {}), ("GET", HTMX), ("PUT", {})):
            with undone():
                answer = walker.ask(letter, method, url, **headers)
            if "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
                text = read(answer.content)
                seen += [f"{letter} {answer.status_code} …{text[max(0, m.start() - 40) : m.end() + 40]}…"
                         for m in WORDS.finditer(text)]  # fmt: skip

    assert not seen, "\n".join(dict.fromkeys(seen))
