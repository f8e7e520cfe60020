"""Two colleagues save the same form, opened at the same revision, at the same moment. Twenty rounds on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from lxml import html

from accounts.models import JournalEntry
from initiatives.forms.details import DetailsForm
from initiatives.models import Initiative, Role
from initiatives.services import creating
from tests import world
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def initiative() -> Initiative:
    return world.initiative()


@pytest.fixture
def editors(initiative: Initiative) -> list[Client]:
    clients = [Client(), Client()]
    for client, name in zip(clients, ("Ola Berg", "Siv Moen"), strict=True):
        client.force_login(world.member(initiative, Role.EDITOR, name))
    return clients


def opened(initiative: Initiative) -> dict[str, Any]:
    """The form as it is when the page is opened now, its revision with it."""
    initiative = Initiative.objects.get(pk=initiative.pk)
    form = DetailsForm(initiative=initiative)
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}


def save_at_once(initiative: Initiative, editors: list[Client], areas: list[str]) -> list[Any]:
    """Each editor posts an area of their own from the same opened form; their answers."""
    form, url = opened(initiative), f"/initiativ/{initiative.pk}/opplysninger/"
    posts = zip(editors, areas, strict=True)
    return at_once(*[partial(editor.post, url, form | {"area_name": area}) for editor, area in posts])


def statuses(answers: list[Any]) -> list[Any]:
    return sorted((getattr(answer, "status_code", answer) for answer in answers), key=str)


def both_texts(answer: Any) -> Iterator[list[str]]:
    """The rows of the table the one who came second is shown: field, when opened, saved now, own text."""
    for row in html.fromstring(answer.content).cssselect("[role=alert] tbody tr"):
        yield [cell.text_content() for cell in row]


def edits(initiative: Initiative) -> int:
    return JournalEntry.objects.filter(chain=initiative.chain, verb="initiative_edited").count()


def test_of_two_at_once_one_saves_and_the_other_sees_both_texts(initiative: Initiative, editors: list[Client]) -> None:
    for number in range(20):
        areas, before = [f"Havna {number}", f"Torget {number}"], edits(initiative)
        began_from = Initiative.objects.get(pk=initiative.pk).area_name or "–"

        answers = save_at_once(initiative, editors, areas)

        assert statuses(answers) == [302, 409]
        won, lost = (0, 1) if answers[0].status_code == 302 else (1, 0)
        initiative.refresh_from_db()
        assert initiative.area_name == areas[won]
        assert list(both_texts(answers[lost])) == [["Foreløpig område", began_from, areas[won], areas[lost]]]
        assert edits(initiative) == before + 1


def test_without_the_lock_both_save_and_one_text_is_lost(initiative: Initiative, editors: list[Client]) -> None:
    """The negative control: both have read the same revision when the first writes, and the second never sees it."""
    both_have_read = threading.Barrier(2)

    def unlocked(row: Initiative) -> Initiative:
        found = Initiative.objects.get(pk=row.pk)
        both_have_read.wait(timeout=10)
        return found

    with patch.object(creating, "open_and_locked", unlocked):
        answers = save_at_once(initiative, editors, ["Havna", "Torget"])

    assert statuses(answers) == [302, 302]
    assert edits(initiative) == 3  # the one the builder made, and both of these


def test_without_the_revision_the_lock_alone_saves_both(initiative: Initiative, editors: list[Client]) -> None:
    """The other control: the lock only puts them in a row; the revision is what tells the second one."""
    apply = creating.apply

    def unchecked(row: Initiative, changes: dict[str, Any], *, revision: int) -> list[str]:
        return apply(row, changes, revision=row.revision)

    with patch.object(creating, "apply", unchecked):
        answers = save_at_once(initiative, editors, ["Havna", "Torget"])

    assert statuses(answers) == [302, 302]
