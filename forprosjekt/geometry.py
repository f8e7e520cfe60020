"""Rings of whole numbers in the plane: do they cross, is a point inside, how large. Pure, exact, no units.

A ring is a list of points without the closing one. Says nothing about where on earth; see boundary.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[int, int]
Ring = Sequence[Point]
#: An outer ring and its holes.
Polygon = Sequence[Ring]


class _Edge(NamedTuple):
    """One side: of which ring, which number of how many, from where to where, and its box."""

    ring: int
    number: int
    of: int
    start: Point
    end: Point
    left: int
    right: int
    low: int
    high: int


def turn(a: Point, b: Point, c: Point) -> int:
    """Positive when a, b, c turn left, negative for right, 0 on one line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def crossing(rings: Sequence[Ring]) -> tuple[int, int] | None:
    """The numbers of the first two rings that cross, or of one ring twice when it touches itself; None for none.

    Two rings may touch and share sides; one ring may not meet itself anywhere but in its own corners.
    """
    open_edges: list[_Edge] = []
    for edge in sorted(_edges(rings), key=lambda edge: edge.left):
        open_edges = [other for other in open_edges if other.right >= edge.left]
        for other in open_edges:
            if edge.low <= other.high and other.low <= edge.high and _conflict(edge, other):
                return other.ring, edge.ring
        open_edges.append(edge)
    return None


def where(point: Point, ring: Ring) -> int:
    """1 inside the ring, 0 on its side, -1 outside."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if side == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return 0
        if (ay > y) != (by > y) and (side > 0) == (by > ay):
            inside = not inside
    return 1 if inside else -1


def twice_area(ring: Ring) -> int:
    """Twice the signed area: positive when the ring runs against the clock."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True))


def sides_of(inner: Ring, outer: Ring) -> set[int]:
    """Where the sides of a ring lie to another it does not cross, cut where the other has a corner; see where."""
    doubled = [(2 * x, 2 * y) for x, y in outer]
    return {where((ax + bx, ay + by), doubled) for (ax, ay), (bx, by) in _pieces(inner, outer)}


def apart(one: Ring, other: Ring) -> bool:
    """Their boxes do not meet, so neither do they."""
    (a, b, c, d), (e, f, g, h) = _box(one), _box(other)
    return c < e or g < a or d < f or h < b


def _pieces(ring: Ring, other: Ring) -> Iterator[tuple[Point, Point]]:
    for edge in _edges([ring]):
        cuts = sorted({edge.start, edge.end, *(corner for corner in other if _is_on(edge, corner))})
        yield from pairwise(cuts)


def _box(ring: Ring) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _edges(rings: Sequence[Ring]) -> Iterator[_Edge]:
    for place, ring in enumerate(rings):
        for number, start in enumerate(ring):
            end = ring[(number + 1) % len(ring)]
            (left, right), (low, high) = sorted((start[0], end[0])), sorted((start[1], end[1]))
            yield _Edge(place, number, len(ring), start, end, left, right, low, high)


def _conflict(one: _Edge, other: _Edge) -> bool:
    if one.ring != other.ring:
        return _cross(one, other)
    if (one.number + 1) % one.of == other.number:
        return _turns_back(one.start, one.end, other.end)
    if (other.number + 1) % one.of == one.number:
        return _turns_back(other.start, other.end, one.end)
    return _meet(one, other)


def _cross(one: _Edge, other: _Edge) -> bool:
    """Each has an end on either side of the other, strictly."""
    a, b = turn(one.start, one.end, other.start), turn(one.start, one.end, other.end)
    c, d = turn(other.start, other.end, one.start), turn(other.start, other.end, one.end)
    return (a > 0 > b or a < 0 < b) and (c > 0 > d or c < 0 < d)


def _meet(one: _Edge, other: _Edge) -> bool:
    """They share a point."""
    if _cross(one, other):
        return True
    on = ((other, one.start), (other, one.end), (one, other.start), (one, other.end))
    return any(_is_on(edge, point) for edge, point in on)


def _is_on(edge: _Edge, point: Point) -> bool:
    within = edge.left <= point[0] <= edge.right and edge.low <= point[1] <= edge.high
    return within and turn(edge.start, edge.end, point) == 0


def _turns_back(a: Point, corner: Point, b: Point) -> bool:
    """The side after a corner runs back over the side before it."""
    if turn(a, corner, b):
        return False
    return (a[0] - corner[0]) * (b[0] - corner[0]) + (a[1] - corner[1]) * (b[1] - corner[1]) > 0
