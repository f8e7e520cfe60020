"""A boundary is taken in the forms people have, refused with the fault it has, and kept in one form."""

from __future__ import annotations

import json
import time
from math import cos, pi, sin

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from forprosjekt.boundary import FAULTS, normalise, points_in, read, square_metres
from tests.forprosjekt_world import FIELD, moved, polygon

HOLE = [[5.732, 58.971], [5.734, 58.971], [5.734, 58.973], [5.732, 58.973], [5.732, 58.971]]
KEPT = {"type": "MultiPolygon", "coordinates": [[FIELD]]}


def feature(geometry):
    return {"type": "Feature", "properties": {"navn": "x"}, "geometry": geometry}


def collection(*geometries):
    return {"type": "FeatureCollection", "features": [feature(one) for one in geometries]}


def many(count):
    """A circle with so many corners."""
    around = [[5.8 + 0.05 * cos(2 * pi * n / count), 58.9 + 0.03 * sin(2 * pi * n / count)] for n in range(count)]
    return [*around, around[0]]


@pytest.mark.parametrize(
    "given",
    [
        polygon(),
        {"type": "MultiPolygon", "coordinates": [[FIELD]]},
        feature(polygon()),
        collection(polygon()),
        polygon([[x, y, 12.5] for x, y in FIELD]),
        polygon(list(reversed(FIELD))),
        polygon([FIELD[0], *FIELD]),
        polygon([[x + 0.0000001, y] for x, y in FIELD]),
    ],
    ids=[
        "Polygon",
        "MultiPolygon",
        "Feature",
        "FeatureCollection",
        "heights",
        "clockwise",
        "repeated",
        "seven decimals",
    ],
)
def test_the_same_place_is_kept_the_same_way(given):
    assert read(json.dumps(given)) == KEPT


def test_holes_run_the_other_way_and_are_not_part_of_the_area():
    kept = normalise(polygon(FIELD, HOLE))

    assert kept["coordinates"][0][1] == list(reversed(HOLE))
    assert square_metres(kept) == pytest.approx(square_metres(KEPT) - square_metres(normalise(polygon(HOLE))), abs=2)


def test_the_size_is_right_where_norway_is():
    """0.01° of longitude at 58.9725° N is 575.2 m, 0.005° of latitude 557.0 m (WGS84)."""
    assert square_metres(KEPT) == pytest.approx(575.2 * 557.0, rel=0.005)


def test_neighbouring_fields_may_share_a_side():
    kept = normalise(collection(polygon(), polygon(moved(FIELD, east=0.01))))

    assert len(kept["coordinates"]) == 2
    assert points_in(kept) == 8


def test_a_polygon_may_lie_in_the_hole_of_another():
    assert normalise({"type": "MultiPolygon", "coordinates": [[FIELD, HOLE], [HOLE]]})


def test_what_is_kept_is_kept_again_unchanged():
    kept = normalise(collection(polygon(FIELD, HOLE), polygon(moved(FIELD, north=0.01))))

    assert normalise(kept) == kept


BOW = [FIELD[0], FIELD[2], FIELD[1], FIELD[3], FIELD[0]]
SPIKE = [FIELD[0], [5.75, 58.97], FIELD[1], FIELD[2], FIELD[3], FIELD[0]]
TOUCHING = [[5.73, 58.97], [5.74, 58.97], [5.74, 58.98], [5.735, 58.97], [5.73, 58.98], [5.73, 58.97]]
FAULTY = {
    "empty": " \n",
    "too_long": json.dumps(polygon()) + " " * 1_000_000,
    "not_json": '{"type": "Polygon"',
    "not_geojson": '{"type": "Topology"}',
    "wrong_kind": '{"type": "LineString", "coordinates": [[5.73, 58.97], [5.74, 58.97]]}',
    "no_polygon": '{"type": "FeatureCollection", "features": []}',
    "too_many_points": json.dumps(polygon(many(2001))),
    "too_many_rings": json.dumps({"type": "MultiPolygon", "coordinates": [[moved(FIELD, n / 50)] for n in range(101)]}),
    "bad_point": json.dumps(polygon([["a", "b"], *FIELD])),
    "swapped": json.dumps(polygon([[y, x] for x, y in FIELD])),
    "metres": json.dumps(polygon([[310_000 + x, 6_540_000 + y] for x, y in FIELD])),
    "outside": json.dumps(polygon(moved(FIELD, north=-20))),
    "too_few": json.dumps(polygon([FIELD[0], FIELD[1], FIELD[0]])),
    "not_closed": json.dumps(polygon(FIELD[:-1])),
    "crosses_itself": json.dumps(polygon(BOW)),
    "hole_outside": json.dumps(polygon(FIELD, moved(HOLE, east=0.02))),
    "overlap": json.dumps(collection(polygon(), polygon(moved(FIELD, east=0.005, north=0.001)))),
    "too_small": json.dumps(polygon([[5 + (x - 5) / 1000, 58 + (y - 58) / 1000] for x, y in FIELD])),
    "too_large": json.dumps(polygon([[5, 58], [30, 58], [30, 71], [5, 71], [5, 58]])),
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_named(code):
    with pytest.raises(ValidationError) as refusal:
        read(FAULTY[code])

    assert refusal.value.code == code
    assert refusal.value.messages == [str(FAULTS[code])]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("not_json", "[" * 100_000),
        ("not_json", '{"type": "Polygon", "coordinates": NaN}'),
        ("not_geojson", "[]"),
        ("not_geojson", "12"),
        ("not_geojson", '{"type": "FeatureCollection", "features": [1]}'),
        ("not_geojson", '{"type": "FeatureCollection", "features": {}}'),
        ("not_geojson", '{"type": "Feature", "geometry": {"type": "Feature", "geometry": {}}}'),
        ("not_geojson", '{"type": "Polygon", "coordinates": [[]], "type": ["Polygon"]}'),
        ("not_geojson", '{"type": "Polygon", "coordinates": []}'),
        ("not_geojson", '{"type": "MultiPolygon", "coordinates": [1]}'),
        ("no_polygon", '{"type": "Feature", "geometry": null}'),
        ("wrong_kind", '{"type": "GeometryCollection", "geometries": []}'),
        ("too_few", '{"type": "Polygon", "coordinates": [[]]}'),
        ("bad_point", '{"type": "Polygon", "coordinates": [[[true, 58.9]]]}'),
        ("bad_point", '{"type": "Polygon", "coordinates": [[[5.7]]]}'),
        ("metres", '{"type": "Polygon", "coordinates": [[[1e400, 58.9]]]}'),
        ("metres", f'{{"type": "Polygon", "coordinates": [[[{"9" * 400}, 58.9]]]}}'),
        ("crosses_itself", json.dumps(polygon(SPIKE))),
        ("crosses_itself", json.dumps(polygon(TOUCHING))),
        ("hole_outside", json.dumps(polygon(FIELD, moved(HOLE, east=0.007)))),
        ("hole_outside", json.dumps(polygon(FIELD, HOLE, moved(HOLE, east=0.001)))),
        ("hole_outside", json.dumps(polygon(FIELD, HOLE, HOLE))),
        ("overlap", json.dumps(collection(polygon(), polygon()))),
        ("overlap", json.dumps(collection(polygon(), polygon(HOLE)))),
    ],
)
def test_other_shapes_of_the_same_faults(code, given):
    with pytest.raises(ValidationError) as refusal:
        read(given)

    assert refusal.value.code == code


def test_the_largest_boundary_is_checked_in_a_moment():
    comb = [[5.7 if n % 2 else 6.4, round(58.9 + 0.0001 * n, 6)] for n in range(1997)]
    started = time.perf_counter()

    normalise(polygon([*comb, [6.5, 59.2], [6.5, 58.8], comb[0]]))

    assert time.perf_counter() - started < 2


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner)))
def test_whatever_the_coordinates_hold_the_answer_is_a_boundary_or_a_fault(coordinates):
    refused = []
    try:
        kept = normalise({"type": "Polygon", "coordinates": coordinates})
    except ValidationError as refusal:
        refused.append(refusal.code)
    else:
        assert kept["type"] == "MultiPolygon"
    assert set(refused) <= set(FAULTS)
