"""What `make run` prints when the site is up: where it is, and whom to log in as."""

from __future__ import annotations

from typing import Any

import pytest

from demo.people import PEOPLE
from paadriv.management.commands.run import greeting
from tests import world

pytestmark = pytest.mark.django_db
HERE = "http://localhost:8000"


def test_the_greeting_names_everybody_one_can_be_in_the_demo(settings: Any) -> None:
    settings.DEMO = True
    for person in PEOPLE:
        world.User.objects.create_user(person.email, person.name)

    first, *lines = greeting(HERE).splitlines()

    assert first == f"Pådriv runs on {HERE}"
    assert lines == [
        "Log in as:",
        "  Tuva Skjærvø, administrator i Foreningen (tuva.skjaervoe@paadriv.example)",
        "  Kari Nilsen, koordinator i Arendal (kari.nilsen@arendal.example)",
        "  Jon Dahl, beslutningstaker i Arendal (jon.dahl@arendal.example)",
        "  Siv Moen, koordinator i Trondheim (siv.moen@trondheim.example)",
        "  Arne Tveit, koordinator i Stavanger (arne.tveit@stavanger.example)",
        "  Magnus Torgersrud, kontaktperson for en partner i Stavanger (magnus.torgersrud@stavanger.example)",
        "Ctrl-C stops it.",
    ]


def test_without_the_demo_it_names_who_is_there_or_how_to_get_in(settings: Any) -> None:
    settings.DEMO = False
    empty = greeting(HERE)
    person = world.someone("Kari Nilsen")

    assert "Nobody can log in yet: manage.py invite_admin EMAIL" in empty
    assert f"  Kari Nilsen ({person.email})" in greeting(HERE)
