"""Areas as a map on paper, with soft lines around them: the cover of the målbilde and its figure. Pure.

The projection is that of drawing.py. Says numbers and paths; colours and sizes are the templates'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forprosjekt.drawing import Flat, middle_of, path_of, project, widest
from paadriv.text import NBSP

_STEPS = (1, 2, 5)
#: How far out each line around the areas lies, as shares of their own size.
_OUTWARD = (1.16, 1.38, 1.66, 2.0, 2.42, 2.94, 3.6, 4.4, 5.4)
#: What the lines go around on a cover without a boundary, as shares of its width and height.
_NOWHERE = ((0.30, 0.52), (0.50, 0.72), (0.74, 0.58), (0.66, 0.38), (0.44, 0.36))
#: Where the scale begins, from the left.
_SCALE_FROM = 8.0


@dataclass(frozen=True)
class Shape:
    """One area; ``path`` is all its rings, ``x`` and ``y`` where its number stands."""

    number: int
    is_primary: bool
    path: str
    x: str
    y: str


@dataclass(frozen=True)
class Sheet:
    """Areas within ``width`` × ``height`` millimetres, north up; the outermost line comes first."""

    width: str
    height: str
    shapes: tuple[Shape, ...]
    lines: tuple[str, ...]
    scale_end: str = ""
    scale_text: str = ""

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def sheet(areas: Sequence[dict[str, Any]], *, width: float, height: float, margin: float) -> Sheet | None:
    """The areas that have a boundary, numbered by their place in the list; None when none has."""
    drawn = [(number, area) for number, area in enumerate(areas, 1) if area["boundary"]]
    if not drawn:
        return None
    middle = middle_of([area["boundary"] for _, area in drawn])
    flat = [project(area["boundary"], middle) for _, area in drawn]
    every = [point for polygons in flat for rings in polygons for ring in rings for point in ring]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    scale = min((width - 2 * margin) / max(east - west, 1), (height - 2 * margin) / max(north - south, 1))

    def at(point: Flat) -> Flat:
        x, y = point
        return width / 2 + scale * (x - (west + east) / 2), height / 2 - scale * (y - (south + north) / 2)

    placed = [[[[at(point) for point in ring] for ring in rings] for rings in polygons] for polygons in flat]
    metres = _round_length(width * 0.22 / scale)
    return Sheet(
        width=f"{width:g}",
        height=f"{height:g}",
        shapes=tuple(_shape(number, area, polygons) for (number, area), polygons in zip(drawn, placed, strict=True)),
        lines=_lines_around([at(point) for point in every]),
        scale_end=f"{_SCALE_FROM + metres * scale:.1f}",
        scale_text=f"{metres // 1000}{NBSP}km" if metres >= 1000 else f"{metres}{NBSP}m",
    )


def plain(*, width: float, height: float) -> Sheet:
    """Soft lines and no area, for a cover without a boundary."""
    return Sheet(f"{width:g}", f"{height:g}", (), _lines_around([(width * x, height * y) for x, y in _NOWHERE]))


def _shape(number: int, area: dict[str, Any], polygons: list[list[list[Flat]]]) -> Shape:
    x, y = widest(polygons)
    return Shape(number, bool(area["is_primary"]), path_of(polygons), f"{x:.1f}", f"{y:.1f}")


def _lines_around(points: list[Flat]) -> tuple[str, ...]:
    """Closed lines outside the areas, as on a chart. An ornament that takes its form from the place."""
    hull = _hull(points)
    if len(hull) < 3:
        return ()
    x, y = sum(p[0] for p in hull) / len(hull), sum(p[1] for p in hull) / len(hull)
    return tuple(_soft([(x + (px - x) * out, y + (py - y) * out) for px, py in hull]) for out in _OUTWARD[::-1])


def _hull(points: list[Flat]) -> list[Flat]:
    """The convex hull, by Andrew's monotone chain."""

    def half(ordered: list[Flat]) -> list[Flat]:
        chain: list[Flat] = []
        for point in ordered:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    ordered = sorted(set(points))
    return half(ordered) + half(ordered[::-1])


def _turn(a: Flat, b: Flat, c: Flat) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _soft(ring: list[Flat]) -> str:
    """A closed curve through the middles of the ring's sides, its corners pulling at it."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True)]
    curves = "".join(
        f"Q{corner[0]:.1f} {corner[1]:.1f} {to[0]:.1f} {to[1]:.1f}" for corner, to in zip(ring, middles, strict=True)
    )
    return f"M{middles[-1][0]:.1f} {middles[-1][1]:.1f}{curves}Z"


def _round_length(most: float) -> int:
    """The longest of 1, 2, 5, 10, 20 … metres that is no longer than ``most``."""
    return max((step * 10**power for power in range(7) for step in _STEPS if step * 10**power <= most), default=1)
