"""What changed between two texts, word by word. Pure; says nothing of where the texts come from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_WORDS = re.compile(r"(\S+|\n|)([^\S\n]*)")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
#: Pairs of equal words that are worth comparing. Two versions of one text have far fewer; two texts that only
#: share their small words have more, and are shown as one taken out and the other put in.
MOST_PAIRS = 60_000


@dataclass(frozen=True)
class Piece:
    """A run of text that is the same, was added or was removed."""

    kind: str  # "same", "added" or "removed"
    text: str


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order: without the added ones they make ``before``, without the removed ``after``."""
    return tuple(_joined(_by_line(before, after)))


def is_same(pieces: Iterable[Piece]) -> bool:
    return all(piece.kind == "same" for piece in pieces)


def to_html(pieces: Iterable[Piece]) -> SafeString:
    """Escaped text with <ins> and <del>; what each is stands in words too, for those who hear the page."""
    return format_html_join("", "{}", ((_shown(piece),) for piece in pieces))


def _shown(piece: Piece) -> SafeString | str:
    if piece.kind == "added":
        return format_html(
            '<ins><span class="visually-hidden">{} </span>{}<span class="visually-hidden"> {}</span></ins>',
            _("Lagt til:"),
            piece.text,
            _("Slutt på tillegg."),
        )
    if piece.kind == "removed":
        return format_html(
            '<del><span class="visually-hidden">{} </span>{}<span class="visually-hidden"> {}</span></del>',
            _("Fjernet:"),
            piece.text,
            _("Slutt på fjernet tekst."),
        )
    return piece.text


def _by_line(before: str, after: str) -> Iterator[Piece]:
    """Lines that are equal stay whole; within lines that differ the words are compared."""
    old, new = _LINES.findall(before), _LINES.findall(after)
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        left, right = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal":
            yield Piece("same", left)
        else:
            yield from _by_word(left, right)


Word = tuple[str, str]  # a word, or the end of a line, and the blanks behind it


def _by_word(before: str, after: str) -> Iterator[Piece]:
    old, new = _split(before), _split(after)
    head = _same_from_start(old, new)
    tail = _same_from_start(old[head:][::-1], new[head:][::-1])
    yield Piece("same", _text(old[:head]))
    yield from _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    yield Piece("same", _text(old[len(old) - tail :]))


def _compared(old: list[Word], new: list[Word]) -> Iterator[Piece]:
    here, there = [word for word, _blank in old], [word for word, _blank in new]
    if not old or not new or _pairs(here, there) > MOST_PAIRS:
        yield from _replaced(_text(old), _text(new))
        return
    for tag, i, j, k, m in SequenceMatcher(None, here, there).get_opcodes():
        if tag == "equal":
            for (word, blank), (_same, other) in zip(old[i:j], new[k:m], strict=True):
                yield Piece("same", word)
                yield from (Piece("same", blank),) if blank == other else _replaced(blank, other)
        else:
            yield from _replaced(_text(old[i:j]), _text(new[k:m]))


def _replaced(before: str, after: str) -> Iterator[Piece]:
    yield Piece("removed", before)
    yield Piece("added", after)


def _split(text: str) -> list[Word]:
    return [found for found in _WORDS.findall(text) if any(found)]


def _text(words: Iterable[Word]) -> str:
    return "".join(word + blank for word, blank in words)


def _pairs(old: list[str], new: list[str]) -> int:
    """How many pairs the comparison may have to look at; it skips words that make up more than one per cent."""
    here, popular = Counter(old), len(new) // 100 + 1
    return sum(count * here[word] for word, count in Counter(new).items() if count <= popular or len(new) < 200)


def _same_from_start(old: list[Word], new: list[Word]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without empty pieces; neighbours of one kind become one."""
    for kind, run in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in run))
