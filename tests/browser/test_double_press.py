"""A button pressed twice before the answer comes does one thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gates.models import Advice
from tests import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_advice_pressed_twice_is_sent_once(open_page: Callable[..., Any]) -> None:
    initiative = world.initiative()
    page = open_page(f"/initiativ/{initiative.pk}/beslutningspunkt/1/", user=world.association_admin())
    page.get_by_role("textbox", name="Råd fra Foreningen Pådriv").fill("Inviter flere beboere.")

    slow = "form => { form.requestSubmit(); return new Promise(go => setTimeout(() => go(form.requestSubmit()), 60)); }"
    page.locator("form", has=page.get_by_role("button", name="Send rådet")).evaluate(slow)
    page.get_by_text("Rådet er sendt").wait_for()

    assert Advice.objects.count() == 1
