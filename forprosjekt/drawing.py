"""Boundaries as one SVG: projected, north up, with a scale bar and a title. Pure; serves page and PDF alike.

The projection is the transverse Mercator on a sphere about the middle of what is drawn: at Norway's latitudes
a degree of longitude is half as long as one of latitude or less, and here both have their right length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from paadriv.text import NBSP

#: The mean radius of the earth where Norway is, in metres.
_RADIUS = 6_388_000
_EDGE, _FOOT = 24, 44
_STEPS = (1, 2, 5)

Flat = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """One area to draw; its boundary may hold numbers or, as documents keep them, numbers as text."""

    name: str
    boundary: dict[str, Any]
    is_primary: bool = False


@dataclass(frozen=True)
class _Map:
    """Metres about the middle to points on the paper."""

    scale: float
    left: float
    top: float

    def at(self, point: Flat) -> Flat:
        return (point[0] - self.left) * self.scale + _EDGE, (self.top - point[1]) * self.scale + _EDGE


_SVG = (
    '<svg class="area-map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" role="img"><title>{title}</title>{paths}{labels}{north}{bar}</svg>'
)
_PATH = (
    '<path class="area-map__area" data-primary="{}" d="{}" fill="#00594a" fill-opacity="{}" fill-rule="evenodd" '
    'stroke="#00594a" stroke-width="2" stroke-linejoin="round"/>'
)
_LABEL = (
    '<g class="area-map__label"><circle cx="{0}" cy="{1}" r="11" fill="#ffffff" stroke="#00594a" stroke-width="1.5"/>'
    '<text x="{0}" y="{2}" font-size="14" font-weight="600" text-anchor="middle" fill="#0a2e24">{3}</text></g>'
)
_NORTH = (
    '<g class="area-map__north" fill="#0a2e24"><path d="M {x} {tip} l 7 20 l -7 -5 l -7 5 Z"/>'
    '<text x="{x}" y="{letter}" font-size="14" font-weight="600" text-anchor="middle">N</text></g>'
)
_BAR = (
    '<g class="area-map__bar" fill="none" stroke="#0a2e24" stroke-width="2"><path d="M {x0} {up} V {y} H {x1} V {up}"/>'
    '<text x="{x0}" y="{text}" font-size="14" fill="#0a2e24" stroke="none">{says}</text></g>'
)


def project(boundary: dict[str, Any], middle: Flat) -> list[list[list[Flat]]]:
    """The boundary's rings in metres east and north of a middle given as longitude and latitude."""
    return [[[_metres(point, middle) for point in ring] for ring in rings] for rings in boundary["coordinates"]]


def path_of(polygons: Sequence[Sequence[Sequence[Flat]]]) -> str:
    """The ``d`` of an SVG path from rings on paper, with one decimal."""
    rings = [ring for polygon in polygons for ring in polygon]
    return " ".join("M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + " Z" for ring in rings)


def draw(shapes: Sequence[Shape], *, title: str, width: int = 640, height: int = 420) -> SafeString:
    """All shapes in one picture, numbered from 1 when there are several. Raises ValueError for none."""
    middle = middle_of([shape.boundary for shape in shapes])
    flat = [project(shape.boundary, middle) for shape in shapes]
    every = [point for polygons in flat for rings in polygons for ring in rings for point in ring]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    room = width - 2 * _EDGE, height - _EDGE - _FOOT
    scale = min(room[0] / max(east - west, 1), room[1] / max(north - south, 1))
    left = west - (room[0] / scale - (east - west)) / 2
    top = north + (room[1] / scale - (north - south)) / 2
    paper = _Map(scale, left, top)
    placed = [[[[paper.at(p) for p in ring] for ring in rings] for rings in polygons] for polygons in flat]
    paths = (
        ("yes" if shape.is_primary else "no", path_of(polygons), ".28" if shape.is_primary else ".12")
        for shape, polygons in zip(shapes, placed, strict=True)
    )
    marks = enumerate(placed, 1) if len(shapes) > 1 else ()
    return format_html(
        _SVG,
        width=width,
        height=height,
        title=title,
        paths=format_html_join("", _PATH, paths),
        labels=format_html_join("", _LABEL, (_label(polygons, number) for number, polygons in marks)),
        north=format_html(_NORTH, x=width - _EDGE + 8, tip=8, letter=42),
        bar=_bar(scale, room[0], height),
    )


def middle_of(boundaries: Sequence[dict[str, Any]]) -> Flat:
    """The middle of the boundaries' frame, as longitude and latitude. Raises ValueError for none."""
    points = [p for boundary in boundaries for rings in boundary["coordinates"] for ring in rings for p in ring]
    if not points:
        raise ValueError("nothing to draw")
    xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _metres(point: Sequence[Any], middle: Flat) -> Flat:
    """Transverse Mercator on the sphere: Snyder, Map Projections (USGS 1395), equations 8-1 and 8-3 with k0 = 1."""
    east = math.radians(float(point[0]) - middle[0])
    north, base = math.radians(float(point[1])), math.radians(middle[1])
    x = _RADIUS * math.atanh(math.cos(north) * math.sin(east))
    y = _RADIUS * (math.atan2(math.tan(north), math.cos(east)) - base)
    return x, y


def _bar(scale: float, room: float, height: int) -> SafeString:
    """A bar of 1, 2 or 5 times a power of ten metres, at most a third of the width."""
    longest = room / 3 / scale
    power = 10 ** math.floor(math.log10(longest))
    length = max(step * power for step in _STEPS if step * power <= longest)
    says = f"{length / 1000:g}{NBSP}km" if length >= 1000 else f"{length:g}{NBSP}m"
    right = f"{_EDGE + length * scale:.1f}"
    return format_html(
        _BAR, x0=_EDGE, x1=right, up=height - 32, y=height - 26, text=height - 8, says=says.replace(".", ",")
    )


def _label(polygons: Sequence[Sequence[Sequence[Flat]]], number: int) -> tuple[str, str, str, int]:
    x, y = widest(polygons)
    return f"{x:.1f}", f"{y:.1f}", f"{y + 4.5:.1f}", number


def widest(polygons: Sequence[Sequence[Sequence[Flat]]]) -> Flat:
    """Where a number stands: in the widest part of the largest polygon, at half its height."""
    rings = max(polygons, key=lambda rings: abs(_shoelace(rings[0])))
    ys = [y for _, y in rings[0]]
    level = (min(ys) + max(ys)) / 2 + 0.01
    cuts = sorted(
        ax + (level - ay) * (bx - ax) / (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > level) != (by > level)
    )
    spans = list(zip(cuts[::2], cuts[1::2], strict=False)) or [(rings[0][0][0], rings[0][0][0])]
    start, end = max(spans, key=lambda span: span[1] - span[0])
    return (start + end) / 2, level


def _shoelace(ring: Sequence[Flat]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))
