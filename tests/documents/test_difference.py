"""What changed, word by word; and two texts put together."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from documents.difference import is_same, to_html, words
from documents.merging import merged

TEXTS = st.lists(st.sampled_from(["vi", "vil", "by", "\n", "nå", "<b>"]), max_size=30).map(" ".join)


def kinds(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in words(before, after)]


def test_only_the_words_that_changed_are_marked():
    assert kinds("Vi vil ha en by for alle.", "Vi vil ha en levende by for alle.") == [
        ("same", "Vi vil ha en "),
        ("added", "levende "),
        ("same", "by for alle."),
    ]


def test_an_equal_line_stays_whole():
    before, after = "En linje.\nGammel tekst.\nSlutt.", "En linje.\nNy tekst.\nSlutt."

    assert kinds(before, after) == [
        ("same", "En linje.\n"),
        ("removed", "Gammel "),
        ("added", "Ny "),
        ("same", "tekst.\nSlutt."),
    ]


def test_from_nothing_and_to_nothing():
    assert kinds("", "Vi vil.") == [("added", "Vi vil.")]
    assert kinds("Vi vil.", "") == [("removed", "Vi vil.")]
    assert kinds("", "") == []
    assert is_same(words("Vi vil.", "Vi vil."))


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = words(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_the_change_is_said_in_words_and_everything_is_escaped():
    html = to_html(words("Vi vil.", "Vi <script>."))

    assert "<script>" not in html
    assert "<del>" in html
    assert "<ins>" in html
    assert '<span class="visually-hidden">Fjernet: </span>' in html
    assert '<span class="visually-hidden">Lagt til: </span>' in html


def spent(before: str, after: str) -> float:
    started = time.process_time()
    words(before, after)
    return time.process_time() - started


def test_long_texts_are_compared_at_once():
    chance = random.Random(1)
    few = [f"ord{number}" for number in range(110)]
    many = [f"ord{number}" for number in range(900)]
    long = " ".join(chance.choice(many) for _ in range(3_000))
    edited = " ".join("nytt" if number % 40 == 0 else word for number, word in enumerate(long.split(" ")))
    pairs = [
        (long, edited),
        (long, " ".join(chance.choice(many) for _ in range(3_000))),
        (" ".join(chance.choice(few) for _ in range(4_000)), " ".join(chance.choice(few) for _ in range(4_000))),
        ("a " * 10_000, "b a " * 5_000),
        ("a\n" * 10_000, "a\nb\n" * 5_000),
    ]

    assert [round(spent(*pair), 1) for pair in pairs if spent(*pair) > 0.5] == []
    assert len(words(long, edited)) > 100


def test_two_who_wrote_in_different_places_are_put_together():
    base = "Sted\n\nMål\n\nSlutt"

    assert merged(base, "Stedet\n\nMål\n\nSlutt", "Sted\n\nMål\n\nSlutten") == "Stedet\n\nMål\n\nSlutten"


def test_two_who_wrote_in_the_same_place_are_both_kept():
    assert merged("Sted", "Byen", "Bygda") == "Byen\n\nBygda"
    assert merged("", "Byen", "Bygda") == "Byen\n\nBygda"


def test_what_both_wrote_is_there_once():
    assert merged("a\n\nb", "a\n\nb\n\nc", "a\n\nb\n\nc") == "a\n\nb\n\nc"


@given(TEXTS, TEXTS)
def test_one_who_changed_nothing_leaves_the_others_text(base: str, other: str) -> None:
    assert merged(base, other, base) == other
    assert merged(base, base, other) == other
    assert merged(base, other, other) == other


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_was_added_is_lost(base: str, theirs: str, mine: str) -> None:
    result = merged(base, theirs, mine).split("\n")

    added = [line for text in (theirs, mine) for line in text.split("\n") if line not in base.split("\n")]
    assert [line for line in added if line not in result] == []
