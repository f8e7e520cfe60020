"""An initiative's pages in a real browser: accessible, no wider than the phone, and edited in place."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from initiatives import services
from initiatives.models import Initiative
from tests import meetings_world, world
from tests.browser.axe import faults_at_every_size

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]
#: A folder to keep screenshots in, for people who look at them.
LOOKS = os.environ.get("PAADRIV_LOOKS", "")


def lively() -> Initiative:
    """An initiative in its forprosjekt with something of everything."""
    initiative = world.initiative(owner=world.organisation(), area_name="Indre havn", process_lead_name="Liv Moe")
    kari = world.coordinator_of(initiative)
    jon = world.decider_of(initiative)
    services.enter_step(initiative, decision_id=1, by=jon)
    run = initiative.step_runs.get(step="forprosjekt")
    first, second, third = run.activity_items.order_by("position")[:3]
    owner = initiative.memberships.get(user=kari)
    begun = {"status": "doing", "owner_member": owner, "due_on": date(2026, 1, 15), "note": "Befaring på kaia."}
    services.edit_work_item(first, begun, revision=1, by=kari)
    services.edit_work_item(second, {"status": "done"}, revision=1, by=kari)
    services.edit_work_item(third, {"owner_organisation": initiative.owner}, revision=1, by=kari)
    services.invite_member(initiative, email="ola@eksempel.no", name="Ola Berg", role="editor", by=kari)
    bank = world.partner(initiative, "Havnebanken", organisation=world.organisation("Havnebanken", "company"))
    world.partner(initiative, "Naboene i Tollbodgata", group="residents")
    world.person(initiative, "Ingrid Nordli", partner=bank, phone="912 34 567")
    return initiative


PAGES = {
    "ny": "/initiativ/nytt/",
    "forside": "/initiativ/{pk}/",
    "opplysninger": "/initiativ/{pk}/opplysninger/",
    "om": "/initiativ/{pk}/om/",
    "medlemmer": "/initiativ/{pk}/medlemmer/",
    "journal": "/initiativ/{pk}/journal/",
    "partnere": "/initiativ/{pk}/partnere/",
    "partner": "/initiativ/{pk}/partnere/{partner}/",
    "aktivitet": "/initiativ/{pk}/aktiviteter/{activity}/endre/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(open_page: Callable[..., Any], name: str) -> None:
    initiative = lively()
    run = initiative.step_runs.get(step="forprosjekt")
    ids = {
        "pk": initiative.pk,
        "partner": initiative.partners.get(name="Havnebanken").pk,
        "activity": run.activity_items.order_by("position")[0].pk,
    }
    kari = world.coordinator_of(initiative)

    page = open_page(PAGES[name].format(**ids), user=kari)
    for summary in page.locator("main summary").all():
        summary.click()

    assert list(faults_at_every_size(page, shots=f"{LOOKS}/{name}" if LOOKS else "")) == []


def test_an_activity_is_changed_in_its_row(open_page: Callable[..., Any]) -> None:
    initiative = lively()
    item = initiative.step_runs.get(step="forprosjekt").activity_items.order_by("position")[0]
    page = open_page(f"/initiativ/{initiative.pk}/", user=world.coordinator_of(initiative))
    row = page.locator(f"#activity-row-{item.pk}")

    row.get_by_role("link", name="Endre").click()
    row.get_by_label("Merknad").fill("Ferdig befart.")
    row.get_by_role("button", name="Lagre").click()
    row.get_by_text("Ferdig befart.").wait_for()

    item.refresh_from_db()
    assert item.note == "Ferdig befart."
    assert page.url.endswith(f"/initiativ/{initiative.pk}/")


def test_the_municipality_is_found_while_one_types(open_page: Callable[..., Any]) -> None:
    kari = world.coordinator_to_be()
    page = open_page("/initiativ/nytt/", user=kari)

    page.get_by_label("Sted", exact=True).fill("Karasjok")
    page.get_by_label("Bygd").check()
    page.get_by_label("Kommune", exact=True).press_sequentially("kárášjo", delay=20)
    page.get_by_label("Kárášjohka - Karasjok").wait_for()
    page.get_by_label("Hvorfor trenger stedet et Pådriv?").fill("Ungdommen flytter.")
    left = page.locator("#id_reason_counter").inner_text()
    page.get_by_role("button", name="Opprett initiativet").click()
    page.get_by_role("heading", name="Pådriv Karasjok").wait_for()

    assert "982 tegn igjen" in left.replace("\xa0", " ")
    assert Initiative.objects.get().municipality.name == "Kárášjohka - Karasjok"


def test_without_script_an_activity_is_changed_on_a_page(open_page: Callable[..., Any]) -> None:
    initiative = lively()
    item = initiative.step_runs.get(step="forprosjekt").activity_items.order_by("position")[0]
    page = open_page(f"/initiativ/{initiative.pk}/", user=world.coordinator_of(initiative), js=False)

    page.locator(f"#activity-row-{item.pk}").get_by_role("link", name="Endre").click()
    page.get_by_label("Merknad").fill("Ferdig befart.")
    page.get_by_role("button", name="Lagre").click()

    item.refresh_from_db()
    assert item.note == "Ferdig befart."
    assert page.locator(f"#activity-row-{item.pk}").get_by_text("Ferdig befart.").is_visible()


def test_a_phone_shows_which_of_the_meetings_pages_one_is_on(open_page: Callable[..., Any]) -> None:
    meeting = meetings_world.meeting()
    kari = world.coordinator_of(meeting.initiative)

    page = open_page(f"/initiativ/{meeting.initiative_id}/moter/{meeting.pk}/referat/", user=kari, width=360)

    box = page.locator(".meeting-nav [aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
