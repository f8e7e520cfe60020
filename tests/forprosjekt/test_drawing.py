"""The drawing has the right proportions where Norway is, north up, with a scale and a title."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from forprosjekt.boundary import normalise
from forprosjekt.drawing import Shape, draw, path_of, project
from tests.forprosjekt_world import FIELD, moved, polygon

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*shapes, title="Kart"):
    return etree.fromstring(str(draw(shapes, title=title)))


def shape(name="Kaia", ring=FIELD, **fields):
    return Shape(name, normalise(polygon(ring)), **fields)


def corners(path):
    return [tuple(map(float, point)) for point in re.findall(r"([\d.]+) ([\d.]+)", path.get("d"))]


@pytest.mark.parametrize(("latitude", "metres"), [(58.0, 59_132.9), (64.0, 48_931.7), (70.0, 38_186.5)])
def test_a_degree_of_longitude_is_as_long_as_it_is(latitude, metres):
    """Against WGS84: a degree of longitude is (π/180) a cos φ / √(1 − e² sin² φ) metres."""
    ring = [[[[10.0, latitude], [11.0, latitude]]]]

    (((start, end),),) = project({"coordinates": ring}, (10.5, latitude))

    assert end[0] - start[0] == pytest.approx(metres, rel=0.004)
    assert start[1] == pytest.approx(end[1])


def test_north_is_up_and_shapes_keep_their_proportions():
    path = drawn(shape()).find(f"{SVG}path")
    points = corners(path)
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)

    assert wide / high == pytest.approx(575.2 / 557.0, rel=0.005)
    assert points[0][1] > points[2][1]  # the first corner is the southern one


def test_everything_lies_on_the_paper():
    svg = drawn(shape(), shape("Langt borte", moved(FIELD, east=0.3, north=0.4)))

    points = [point for path in svg.findall(f"{SVG}path") for point in corners(path)]
    assert all(0 <= x <= 640 and 0 <= y <= 420 for x, y in points)


def test_the_bar_is_as_long_as_it_says():
    svg = drawn(shape())
    bar = svg.find(f"{SVG}g[@class='area-map__bar']")
    start, end = map(float, re.findall(r"M ([\d.]+) .* H ([\d.]+)", bar.find(f"{SVG}path").get("d"))[0])
    points = corners(svg.find(f"{SVG}path"))
    metres_per_point = 557.0 / (max(y for _, y in points) - min(y for _, y in points))

    assert bar.find(f"{SVG}text").text == "200\N{NO-BREAK SPACE}m"
    assert (end - start) * metres_per_point == pytest.approx(200, rel=0.005)


def test_the_title_is_read_out_and_cannot_become_markup():
    svg = drawn(shape(), title="<script>Kai & co</script>")

    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "<script>Kai & co</script>"
    assert svg.find(f".//{SVG}script") is None


def test_several_areas_are_numbered_inside_themselves_and_one_is_not():
    alone = drawn(shape())
    both = drawn(shape(), shape("Nord", moved(FIELD, north=0.02), is_primary=True))

    labels = both.findall(f"{SVG}g[@class='area-map__label']")
    assert alone.findall(f"{SVG}g[@class='area-map__label']") == []
    assert [label.find(f"{SVG}text").text for label in labels] == ["1", "2"]
    for label, path in zip(labels, both.findall(f"{SVG}path"), strict=True):
        xs, ys = zip(*corners(path), strict=True)
        assert min(xs) < float(label.find(f"{SVG}circle").get("cx")) < max(xs)
        assert min(ys) < float(label.find(f"{SVG}circle").get("cy")) < max(ys)


def test_a_frozen_boundary_with_numbers_as_text_is_drawn_the_same():
    boundary = normalise(polygon())
    texts = [[[[f"{x:.6f}", f"{y:.6f}"] for x, y in ring] for ring in rings] for rings in boundary["coordinates"]]

    assert draw([Shape("Kaia", boundary)], title="x") == draw([Shape("Kaia", {"coordinates": texts})], title="x")


def test_a_path_closes_its_rings():
    assert path_of([[[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]]]) == "M 0.0 0.0 L 1.0 0.0 L 1.0 1.0 Z"


def test_nothing_is_not_drawn():
    with pytest.raises(ValueError, match="nothing"):
        draw([], title="Kart")
