"""Two texts that grew from one, put together line by line. Pure.

Where both changed the same lines, both are kept, theirs first: a person reads the result before it is saved.
"""

from __future__ import annotations

from difflib import SequenceMatcher


def merged(base: str, theirs: str, mine: str) -> str:
    """Every change of either; a change both made is there once."""
    common, others, ours = base.split("\n"), theirs.split("\n"), mine.split("\n")
    in_theirs, in_mine = _kept(common, others), _kept(common, ours)
    result: list[str] = []
    done = (0, 0, 0)
    for at in range(len(common) + 1):
        is_end = at == len(common)
        if not is_end and not (at in in_theirs and at in in_mine):
            continue
        left, right = (len(others), len(ours)) if is_end else (in_theirs[at], in_mine[at])
        result += _chosen(common[done[0] : at], others[done[1] : left], ours[done[2] : right])
        result += common[at : at + 1]
        done = (at + 1, left + 1, right + 1)
    return "\n".join(result)


def _chosen(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    if theirs in (base, mine):
        return mine
    return theirs if mine == base else [*theirs, "", *mine]


def _kept(base: list[str], other: list[str]) -> dict[int, int]:
    """Where the lines of the base that are still there stand in the other text."""
    blocks = SequenceMatcher(None, base, other).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
