"""What one has read, and what has changed since."""

from __future__ import annotations

import pytest

from documents.models import Reading
from documents.services.reading import mark_read
from tests import world, writing_world
from tests.writing_world import saved, section

pytestmark = pytest.mark.django_db


def test_each_person_has_a_reading_of_their_own():
    document, ola = writing_world.document(), world.someone("Ola Berg")
    mark_read(document, {"sammendrag": 1}, by=ola)
    mark_read(document, {"stedet": 1}, by=ola)
    mark_read(document, {"maal": 1}, by=world.someone())

    assert Reading.objects.get(user=ola).revisions == {"sammendrag": 1, "stedet": 1}
    assert Reading.objects.count() == 2


def test_one_has_not_read_what_is_not_written():
    document = writing_world.document()

    assert mark_read(document, {"sammendrag": 2, "stedet": 1, "ukjent": 1}, by=world.someone()).revisions == {
        "stedet": 1
    }


def test_what_is_read_is_what_was_seen():
    row, ola = section(), world.someone("Ola Berg")
    saved(row, "Vi vil.")
    reading = mark_read(row.document, {"sammendrag": 1}, by=ola)

    assert reading.revisions == {"sammendrag": 1}
    assert mark_read(row.document, {"sammendrag": 2}, by=ola).revisions == {"sammendrag": 2}
