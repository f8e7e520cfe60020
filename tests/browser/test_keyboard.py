"""The three forms that matter most, filled by keyboard alone, with the focus always to be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gates.models import GateDecision
from initiatives.models import Initiative
from meetings import links
from tests import gates_world, meetings_world, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]
Open = Callable[..., Any]

#: Where the focus is, by what a screen reader would call it, and whether a sighted person sees it. A skip link
#: is there only while it has the focus, and inside a date the browser marks the day, the month or the year.
_FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), label = one.labels?.[0] ?? one;
  const drawn = one.closest(".ds-field") ?? one;
  const ring = (at) => getComputedStyle(at);
  const outlined = (at) => ring(at).outlineStyle !== "none" && parseFloat(ring(at).outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  return {
    name: (one.getAttribute("aria-label") ?? label.innerText ?? "").trim().split("\\n")[0],
    seen: one === document.body || (box.bottom > 0 && box.top < innerHeight && box.height > 1 &&
      (one.matches(".ds-skip-link, [type=date]") || outlined(one) || outlined(drawn) || style.boxShadow !== "none")),
  };
}"""


def tab_to(page: Any, name: str, *, most: int = 80) -> None:
    """Press Tab until the focus is on what bears this name; every stop on the way must be visible."""
    passed = []
    for _press in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUS)
        assert at["seen"], f"the focus on «{at['name']}» cannot be seen"
        if at["name"].startswith(name):
            return
        passed.append(at["name"])
    pytest.fail(f"Tab never comes to «{name}»; it passed {passed}")


def test_a_guest_answers_by_keyboard(open_page: Open) -> None:
    invitation = meetings_world.invited(meetings_world.meeting())
    page = open_page(links.answer_link(invitation), width=360)

    tab_to(page, "Kommer")
    page.keyboard.press("Enter")
    page.get_by_text("Svaret ditt: kommer").wait_for()
    tab_to(page, "Sender en annen")
    page.keyboard.press("Enter")
    tab_to(page, "Navnet på den som kommer")
    page.keyboard.type("Vera Vikar")
    tab_to(page, "E-postadressen til den som kommer")
    page.keyboard.type("vera@eksempel.no")
    tab_to(page, "Send invitasjonen videre")
    page.keyboard.press("Space")

    page.get_by_text("Vi har sendt invitasjonen til Vera Vikar.").wait_for()


def test_an_initiative_is_created_by_keyboard(open_page: Open) -> None:
    page = open_page("/initiativ/nytt/", user=world.coordinator_to_be())

    tab_to(page, "Hopp til innholdet")
    page.keyboard.press("Enter")
    tab_to(page, "Sted")
    page.keyboard.type("Lillevik")
    tab_to(page, "By")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Kommune")
    page.keyboard.type("Grimstad")
    page.get_by_label("Grimstad").wait_for()
    tab_to(page, "Hvorfor trenger stedet et Pådriv?")
    page.keyboard.type("Ungdommen flytter.")
    tab_to(page, "Opprett initiativet")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Pådriv Lillevik").wait_for()
    assert Initiative.objects.get().place_type == "bydel"


def test_a_decision_is_made_by_keyboard(open_page: Open) -> None:
    initiative, decider = gates_world.ready()
    page = open_page(f"/initiativ/{initiative.pk}/beslutningspunkt/1/", user=decider)

    tab_to(page, "Gå videre")
    page.keyboard.press("Space")
    tab_to(page, "Registrer beslutningen")
    page.keyboard.press("Enter")

    page.get_by_role("heading", level=1, name="Beslutningspunkt 1: gå videre").wait_for()
    assert GateDecision.objects.get().outcome == "go"
