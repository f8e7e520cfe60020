"""A button pressed twice before the answer comes does one thing, with our script and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from gates.models import Advice
from initiatives.models import Activity
from mail.models import Message
from meetings.models import Meeting, ProgrammeItem
from partners.models import Person
from tests import meetings_world, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRESSED_TWICE = """form => {
  form.requestSubmit();
  return new Promise((go) => setTimeout(() => go(form.requestSubmit()), 60));
}"""
#: Fills a form and sends it twice at once; the one for a tab of its own, so that the browser drops neither.
SENT_TWICE = """(form, values) => {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.target = "_blank";
  form.requestSubmit();
  form.target = "";
  form.requestSubmit();
}"""


def test_advice_pressed_twice_is_sent_once(open_page: Callable[..., Any]) -> None:
    initiative = world.initiative()
    page = open_page(f"/initiativ/{initiative.pk}/beslutningspunkt/1/", user=world.association_admin())
    page.get_by_role("textbox", name="Råd fra Foreningen Pådriv").fill("Inviter flere beboere.")

    page.locator("form", has=page.get_by_role("button", name="Send rådet")).evaluate(PRESSED_TWICE)
    page.get_by_text("Rådet er sendt").wait_for()

    assert Advice.objects.count() == 1


@pytest.mark.parametrize("what", ["advice", "activity", "item", "person", "test mail", "meeting"])
def test_without_our_script_the_server_acts_once(open_page: Callable[..., Any], what: str) -> None:
    """A browser without our script sends both posts; the second one is led to what the first one made."""
    user, path, action, values, made = form(what)
    page = open_page("/personvern/", user=user)
    page.route("**/static/**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(path)
    before = made.count()

    with page.expect_navigation(), page.context.expect_page() as opened:
        page.locator(f"form[action$='{action}']").first.evaluate(SENT_TWICE, values)
    opened.value.wait_for_load_state()

    assert made.count() == before + 1
    first, second = page.context.pages
    assert first.url == second.url
    assert first.locator("h1").inner_text() == second.locator("h1").inner_text()


def form(what: str) -> tuple[Any, str, str, dict[str, str], QuerySet[Any]]:
    """Who sends it, where it stands, how its address ends, what is typed, and the rows it makes."""
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting)
    initiative = meeting.initiative
    here, coordinator = f"/initiativ/{initiative.pk}/", world.coordinator_of(initiative)
    there, partner = f"{here}moter/{meeting.pk}/", world.partner(initiative, "Sagbruket")
    item = {"new-title": "Spørsmål", "new-minutes": "10", "new-responsible": "Ola", "new-description": "Alle spør."}
    day = meetings_world.evening(40).date()
    plan = {"day": day.isoformat(), "answer_by": meetings_world.evening(30).date().isoformat(), "venue": "Brygga"}
    plan |= {"sender_name": "Kari Nilsen", "sender_title": "ordfører", "initiator_address": "Rådhusgata 4"}
    return {
        "advice": (
            world.association_admin(),
            f"{here}beslutningspunkt/1/",
            "/rad/",
            {"text": "Inviter flere."},
            Advice.objects.all(),
        ),
        "activity": (coordinator, here, "/aktiviteter/ny/", {"title": "Befaring"}, Activity.objects.all()),
        "item": (coordinator, f"{there}program/", "/program/ny/", item, ProgrammeItem.objects.all()),
        "person": (
            coordinator,
            f"{here}partnere/{partner.pk}/",
            "/personer/ny/",
            {"name": "Per Vik"},
            Person.objects.all(),
        ),
        "test mail": (
            coordinator,
            f"{there}send/",
            "/prove/",
            {},
            Message.objects.filter(sending__kind="meeting_test"),
        ),
        "meeting": (coordinator, f"{here}moter/nytt/", "/moter/nytt/", plan, Meeting.objects.all()),
    }[what]
