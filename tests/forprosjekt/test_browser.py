"""The chapters in a real Chromium: they fit and can be read, and a row is edited with and without script."""

from __future__ import annotations

from typing import Any

import pytest

from forprosjekt.models import Chapter
from tests import forprosjekt_world as build
from tests import world
from tests.browser.axe import faults_at_every_size

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture
def initiative() -> Any:
    initiative = world.initiative()
    build.reinforcement(build.area(initiative, boundary=build.polygon()))
    build.area(initiative, "Nord", boundary=build.polygon(build.moved(build.FIELD, north=0.01)))
    build.challenge(initiative), build.source(initiative), build.funding_task(initiative)
    build.planned(initiative, cost=90_000, result="Et utkast")
    return initiative


@pytest.mark.parametrize("chapter", Chapter)
def test_a_chapter_and_its_forms_can_be_read_at_every_size(open_page: Any, initiative: Any, chapter: Chapter) -> None:
    home = f"/initiativ/{initiative.pk}/forprosjekt/{chapter.value}/"
    page = open_page(home, user=world.coordinator_of(initiative))
    page.locator("a[href$='/endre/']").first.click()
    page.locator(".work-row__form").wait_for()
    for summary in page.locator("main details > summary").all():
        summary.click()

    assert list(faults_at_every_size(page)) == []


@pytest.mark.parametrize("js", [True, False])
def test_a_challenge_is_added_and_changed(open_page: Any, initiative: Any, js: bool) -> None:
    page = open_page(
        f"/initiativ/{initiative.pk}/forprosjekt/utfordringer/", user=world.coordinator_of(initiative), js=js, width=360
    )
    page.locator("#table-panel-challenge summary").click()
    page.locator("#new-challenge-title").fill("Støy fra havna")
    page.locator("#table-panel-challenge details button").click()
    page.get_by_role("heading", name="Støy fra havna").wait_for()
    page.get_by_role("link", name="Endre Støy fra havna").click()
    page.get_by_label("Utfordring", exact=True).first.fill("Støy om natten")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("heading", name="Støy om natten").wait_for()

    assert initiative.challenges.filter(title="Støy om natten").exists()
