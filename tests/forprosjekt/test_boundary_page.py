"""A boundary is pasted or uploaded, its faults are said at the field, and it is drawn on the page."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forprosjekt import services
from forprosjekt.boundary import FAULTS, normalise
from tests import forprosjekt_world as build
from tests import world
from tests.forprosjekt.test_boundary import FAULTY

pytestmark = pytest.mark.django_db
TEXT = json.dumps(build.polygon())


@pytest.fixture
def area():
    return build.area(world.initiative())


@pytest.fixture
def url(client, area):
    client.force_login(world.member(area.initiative, "editor"))
    return f"/initiativ/{area.initiative_id}/forprosjekt/omraader/{area.pk}/grense/"


def file(content):
    return SimpleUploadedFile("grense.geojson", content, "application/geo+json")


@pytest.mark.parametrize(
    "sent",
    [
        lambda: {"geojson": TEXT},
        lambda: {"file": file(TEXT.encode())},
        lambda: {"file": file(TEXT.encode("utf-8-sig"))},
        lambda: {"geojson": "noe annet", "file": file(TEXT.encode())},
    ],
    ids=["pasted", "uploaded", "with a BOM", "the file goes first"],
)
def test_a_boundary_is_stored_and_drawn(client, area, url, sent):
    answer = client.post(url, {"revision": 1, **sent()})

    area.refresh_from_db()
    page = client.get(answer.url.partition("#")[0]).content.decode()
    assert area.boundary == normalise(build.polygon())
    assert "<title>Kart over Østre kai</title>" in page
    assert "0,32" in page


@pytest.mark.parametrize("code", [code for code in FAULTS if code != "too_long"])
def test_each_fault_is_said_at_the_field_and_what_was_pasted_is_kept(client, area, url, code):
    answer = client.post(url, {"revision": 1, "geojson": FAULTY[code]})

    assert answer.status_code == 422
    assert answer.context["form"].errors["geojson"] == [str(FAULTS[code])]
    assert answer.context["form"]["geojson"].value() == FAULTY[code]
    area.refresh_from_db()
    assert area.boundary is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" " * 1_000_001, "too_long"),
        (b"", "empty"),
        (TEXT.encode("utf-16"), "not_json"),
        (b"PK\x03\x04\x00", "not_json"),
        (FAULTY["crosses_itself"].encode(), "crosses_itself"),
    ],
)
def test_a_file_is_refused_at_its_own_field(client, area, url, content, code):
    answer = client.post(url, {"revision": 1, "file": file(content)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [str(FAULTS[code])]


def test_a_boundary_a_colleague_set_meanwhile_is_not_overwritten_unseen(client, area, url):
    kari = world.coordinator_of(area.initiative)
    services.set_boundary(area, build.polygon(build.moved(build.FIELD, north=0.01)), revision=1, by=kari)

    answer = client.post(url, {"revision": 1, "geojson": TEXT})
    again = client.post(url, {"revision": 2, "geojson": TEXT})

    assert answer.status_code == 409
    assert "4 punkter" in answer.content.decode()
    assert answer.context["form"]["geojson"].value() == TEXT
    assert again.status_code == 302


def test_a_boundary_is_taken_away(client, area, url):
    client.post(url, {"revision": 1, "geojson": TEXT})

    answer = client.post(f"{url}fjern/")

    area.refresh_from_db()
    assert (answer.status_code, area.boundary) == (302, None)


def test_several_areas_are_numbered_in_the_map_and_in_their_rows(client, area, url):
    client.post(url, {"revision": 1, "geojson": TEXT})
    build.area(area.initiative, "Nord", boundary=build.polygon(build.moved(build.FIELD, north=0.01)))
    build.area(area.initiative, "Uten")

    page = client.get(f"/initiativ/{area.initiative_id}/forprosjekt/omraade/").content.decode()

    assert "Nr. 1 i kartet" in page
    assert "Nr. 2 i kartet" in page
    assert "Nr. 3 i kartet" not in page
