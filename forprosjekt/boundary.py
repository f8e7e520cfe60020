"""A boundary as pasted or uploaded: GeoJSON in longitude and latitude, checked and brought to one form. Pure.

Kept is always a MultiPolygon with six decimals (a hand's breadth), closed rings, outer rings against the
clock and holes with it (RFC 7946). Every fault has a message of its own.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forprosjekt.geometry import Polygon, Ring, apart, crossing, sides_of, twice_area

Boundary = dict[str, Any]

MOST_BYTES = 1_000_000
MOST_POINTS = 2_000
MOST_RINGS = 100
#: Mainland Norway with its coast: west, south, east, north.
WEST, SOUTH, EAST, NORTH = 4.0, 57.7, 31.6, 71.5
#: Square metres. The smallest is a square of ten metres; the largest is the largest municipality.
LEAST_AREA, MOST_AREA = 100, 10_000_000_000
_SCALE = 1_000_000
#: On a sphere that fits the earth where Norway is.
_METRES_PER_DEGREE = 111_500

FAULTS = {
    "empty": _("Lim inn GeoJSON eller velg en fil."),
    "too_long": _("Grensen er på over 1 MB. Forenkle den før du legger den inn."),
    "not_json": _("Dette er ikke gyldig JSON. Sjekk at hele teksten er med."),
    "not_geojson": _(
        "Dette er ikke GeoJSON. Vi trenger et Polygon, et MultiPolygon, en Feature eller FeatureCollection."
    ),
    "wrong_kind": _(
        "Grensen må være en flate (Polygon eller MultiPolygon). Punkter og linjer kan ikke avgrense et område."
    ),
    "no_polygon": _("Vi finner ingen flate i teksten."),
    "too_many_points": _("Grensen har over 2 000 punkter. Forenkle den før du legger den inn."),
    "too_many_rings": _("Grensen har over 100 deler. Forenkle den før du legger den inn."),
    "bad_point": _("Et punkt i grensen er ikke to tall: lengdegrad og breddegrad."),
    "swapped": _("Punktene ser ut til å ha breddegraden først. GeoJSON har lengdegraden først."),
    "metres": _("Punktene ser ut til å være i meter (UTM). Lagre grensen i lengde- og breddegrader (WGS84)."),
    "outside": _("Grensen ligger utenfor Norge."),
    "too_few": _("En ring i grensen har under tre ulike punkter."),
    "not_closed": _("En ring i grensen er ikke lukket. Det siste punktet må være likt det første."),
    "crosses_itself": _("Grensen krysser eller berører seg selv."),
    "hole_outside": _("Et hull i grensen ligger utenfor flaten eller over et annet hull."),
    "overlap": _("To flater i grensen overlapper hverandre."),
    "too_small": _("Området er mindre enn 100 kvadratmeter. Sjekk at punktene er riktige."),
    "too_large": _("Området er større enn den største kommunen i landet. Sjekk at punktene er riktige."),
}


def read(text: str) -> Boundary:
    """The boundary in a text of GeoJSON, in its one form. Raises ValidationError whose code is a key of FAULTS."""
    if not text.strip():
        raise _fault("empty")
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise _fault("too_long")
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _fault("not_json") from error
    return normalise(found)


def normalise(found: Any) -> Boundary:
    """The same for GeoJSON that is parsed; what is kept comes out as it went in."""
    polygons = [_polygon(rings) for rings in _polygons(found)]
    if not polygons:
        raise _fault("no_polygon")
    if sum(len(polygon) for polygon in polygons) > MOST_RINGS:
        raise _fault("too_many_rings")
    _check_shape(polygons)
    boundary = {"type": "MultiPolygon", "coordinates": [_written(polygon) for polygon in polygons]}
    if not (size := square_metres(boundary)) >= LEAST_AREA:
        raise _fault("too_small")
    if size > MOST_AREA:
        raise _fault("too_large")
    return boundary


def square_metres(boundary: Boundary) -> int:
    """How large the area is, holes taken out; right to a few parts in a thousand."""
    total = 0.0
    for rings in boundary["coordinates"]:
        for ring in rings:
            points = [(float(x), float(y)) for x, y in ring]
            wide = math.cos(math.radians(sum(y for _x, y in points) / len(points)))
            x0, y0 = points[0]
            flat = [((x - x0) * wide, y - y0) for x, y in points]
            total += sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(flat)) / 2
    return round(total * _METRES_PER_DEGREE**2)


def points_in(boundary: Boundary) -> int:
    """How many corners the boundary has."""
    return sum(len(ring) - 1 for rings in boundary["coordinates"] for ring in rings)


def as_text(boundary: Boundary | None) -> str:
    """The boundary as GeoJSON one can copy."""
    return json.dumps(boundary, ensure_ascii=False) if boundary else ""


def _fault(code: str) -> ValidationError:
    return ValidationError(FAULTS[code], code=code)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _polygons(found: Any) -> Iterator[Any]:
    """The coordinates of each polygon, whatever they are wrapped in."""
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "FeatureCollection" and isinstance(found.get("features"), list):
        for feature in found["features"]:
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                raise _fault("not_geojson")
            yield from _polygons(feature)
    elif kind == "Feature":
        if not isinstance(geometry := found.get("geometry"), dict):
            raise _fault("no_polygon")
        if geometry.get("type") in ("Feature", "FeatureCollection"):
            raise _fault("not_geojson")
        yield from _polygons(geometry)
    elif kind in ("Polygon", "MultiPolygon"):
        if not isinstance(coordinates := found.get("coordinates"), list):
            raise _fault("not_geojson")
        yield from [coordinates] if kind == "Polygon" else coordinates
    elif kind in ("Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection"):
        raise _fault("wrong_kind")
    else:
        raise _fault("not_geojson")


def _polygon(rings: Any) -> list[Ring]:
    if not isinstance(rings, list) or not rings or not all(isinstance(ring, list) for ring in rings):
        raise _fault("not_geojson")
    return [_ring(ring) for ring in rings]


def _ring(points: list[Any]) -> Ring:
    """Whole millionths of a degree, without the closing point and without points that repeat."""
    if len(points) > MOST_POINTS + 1:
        raise _fault("too_many_points")
    found = [_point(point) for point in points]
    if len(found) > 1 and found[0] != found[-1]:
        raise _fault("not_closed")
    kept = [point for place, point in enumerate(found[:-1]) if point != found[place + 1]]
    if len(set(kept)) < 3:
        raise _fault("too_few")
    return kept


def _point(point: Any) -> tuple[int, int]:
    """Longitude and latitude; a height is dropped."""
    if not isinstance(point, list) or len(point) not in (2, 3):
        raise _fault("bad_point")
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in point):
        raise _fault("bad_point")
    x, y = point[0], point[1]
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return round(x * _SCALE), round(y * _SCALE)
    if SOUTH <= x <= NORTH and WEST <= y <= EAST:
        raise _fault("swapped")
    raise _fault("metres" if abs(x) > 180 or abs(y) > 90 else "outside")


def _check_shape(polygons: Sequence[Polygon]) -> None:
    """No ring meets itself, holes lie in their polygon and apart, polygons do not overlap."""
    rings = [ring for polygon in polygons for ring in polygon]
    if sum(len(ring) for ring in rings) > MOST_POINTS:
        raise _fault("too_many_points")
    homes = [place for place, polygon in enumerate(polygons) for _ring in polygon]
    if found := crossing(rings):
        one, other = found
        same_home = homes[one] == homes[other]
        raise _fault("crosses_itself" if one == other else "hole_outside" if same_home else "overlap")
    for outer, *holes in polygons:
        if any(not sides_of(hole, outer) <= {0, 1} or sides_of(hole, outer) == {0} for hole in holes):
            raise _fault("hole_outside")
        if any(_reach(a, b) or _reach(b, a) for a, b in combinations(holes, 2)):
            raise _fault("hole_outside")
    if any(_overlap(a, b) or _overlap(b, a) for a, b in combinations(polygons, 2)):
        raise _fault("overlap")


def _reach(one: Ring, other: Ring) -> bool:
    """A side of one lies in the other, or both are the same."""
    if apart(one, other):
        return False
    sides = sides_of(one, other)
    return 1 in sides or sides == {0}


def _overlap(one: Polygon, other: Polygon) -> bool:
    """One reaches into the other; what lies in a hole of the other, or fills it, is apart."""
    outer, *holes = other
    if not _reach(one[0], outer):
        return False
    return not any(sides_of(one[0], hole) <= {0, 1} for hole in holes)


def _written(polygon: Polygon) -> list[list[list[float]]]:
    written = []
    for place, ring in enumerate(polygon):
        runs_left = twice_area(ring) > 0
        points = list(ring) if runs_left == (place == 0) else [ring[0], *reversed(ring[1:])]
        written.append([[x / _SCALE, y / _SCALE] for x, y in (*points, points[0])])
    return written
