"""The banner of the association on an initiative's pages: for its administrators, and for nobody of the place."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from initiatives import services as initiatives
from initiatives.models import Initiative, Role
from tests import world

pytestmark = pytest.mark.django_db
BANNER = "Du ser dette som administrator i Foreningen Pådriv. Du kan gi råd, men ikke ta beslutninger for initiativet."


def told_on(client: Client, initiative: Initiative, user: User) -> set[bool]:
    """Whether the banner stands on the front page, at the beslutningspunkt and at the partners."""
    client.force_login(user)
    home = initiative.get_absolute_url()
    pages: list[Any] = [client.get(f"{home}{path}") for path in ("", "beslutningspunkt/1/", "partnere/")]
    assert [page.status_code for page in pages] == [200] * 3
    return {BANNER in page.content.decode() for page in pages}


def test_an_administrator_is_told_on_every_page(client: Client) -> None:
    assert told_on(client, world.initiative(), world.association_admin()) == {True}


@pytest.mark.parametrize("who", [world.coordinator_of, world.decider_of])
def test_people_of_the_place_are_not(client: Client, who: Any) -> None:
    initiative = world.initiative()

    assert told_on(client, initiative, who(initiative)) == {False}


def test_an_administrator_who_is_a_member_here_is_one_of_the_place(client: Client) -> None:
    initiative, admin = world.initiative(), world.association_admin()
    initiatives.join(initiative, user=admin, role=Role.READER, by=world.coordinator_of(initiative))

    assert told_on(client, initiative, admin) == {False}
