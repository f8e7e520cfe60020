"""A new round's draft begins from the text of the round before, which stays as it is."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from lxml import html

from accounts.access import NotReady
from accounts.models import JournalEntry
from documents.models import Document, Section, SectionText
from documents.services import carrying, writing
from initiatives import services as initiatives
from initiatives.models import Initiative
from tests import forprosjekt_world, frozen_world, world, writing_world

pytestmark = pytest.mark.django_db
_decisions = count(2_000_001)


def turned_back(initiative: Initiative) -> None:
    """From the forprosjekt to the first step and on again: round 2 of both."""
    by = world.coordinator_of(initiative)
    initiatives.go_back(initiative, decision_id=next(_decisions), by=by)
    initiatives.enter_step(initiative, decision_id=next(_decisions), by=by)


def second_round() -> tuple[Document, Document]:
    """The parked text with two parts written, and the new draft."""
    first = writing_world.document()
    writing_world.saved(writing_world.section(first), "Byen er vår.")
    writing_world.saved(writing_world.section(first, "stedet"), "Strandsonen.")
    turned_back(first.initiative)
    return first, writing_world.document(first.initiative)


def state_of(document: Document) -> list[Any]:
    sections = list(Section.objects.filter(document=document).order_by("pk").values())
    texts = list(SectionText.objects.filter(section__document=document).order_by("pk").values())
    return [Document.objects.filter(pk=document.pk).values()[0], sections, texts]


def test_the_texts_come_over_as_revisions_with_one_line_in_the_journal_and_the_parked_one_stays():
    first, second = second_round()
    before, entries = state_of(first), JournalEntry.objects.count()

    carried = carrying.carry_over(second, by=world.coordinator_of(first.initiative))

    part = writing_world.section(second)
    assert (carried.texts, carried.left) == (2, ())
    assert (part.body, part.revision, part.is_shared) == ("Byen er vår.", 2, False)
    assert part.texts.filter(revision=2, is_lost=False).count() == 1
    assert state_of(first) == before
    assert JournalEntry.objects.count() == entries + 1
    assert JournalEntry.objects.get(verb="text_carried_over").detail == {"earlier": first.pk, "texts": 2}
    second.refresh_from_db()
    assert second.carried_from == first


def test_a_draft_in_which_somebody_wrote_is_not_written_over():
    first, second = second_round()
    writing_world.saved(writing_world.section(second), "Vi begynner på nytt.")

    with pytest.raises(NotReady, match="begynt å skrive"):
        carrying.carry_over(second, by=world.coordinator_of(first.initiative))

    assert writing_world.section(second).body == "Vi begynner på nytt."


def test_it_is_done_once_and_only_where_there_is_something():
    first, second = second_round()
    by = world.coordinator_of(first.initiative)
    carrying.carry_over(second, by=by)

    with pytest.raises(NotReady, match="begynt å skrive"):
        carrying.carry_over(second, by=by)
    with pytest.raises(NotReady, match="ingen tekst"):
        carrying.carry_over(writing_world.document(first.initiative, "plan"), by=by)


def test_nothing_is_carried_into_a_parked_or_a_closed_one():
    first, second = second_round()
    by = world.coordinator_of(first.initiative)

    with pytest.raises(NotReady, match="ikke i gang"):
        carrying.carry_over(first, by=by)
    initiatives.stop(first.initiative, reason="Ingen penger.", by=by)
    with pytest.raises(NotReady, match="avsluttet"):
        carrying.carry_over(second, by=by)


def test_a_third_round_begins_from_the_latest_in_which_somebody_wrote():
    first, _untouched = second_round()
    turned_back(first.initiative)
    third = writing_world.document(first.initiative)

    found = carrying.earlier_text(Document.objects.get(pk=third.pk))

    assert found == first


def test_parts_the_template_no_longer_has_are_named(client):
    first, second = second_round()
    Section.objects.filter(document=first, key="stedet").update(key="gammel-del", title="Gammel del")
    client.force_login(world.coordinator_of(first.initiative))

    page = client.post(f"/initiativ/{first.initiative.pk}/dokumenter/{second.pk}/hent/", follow=True).content.decode()

    assert "Malen har ikke lenger disse delene: «Gammel del»." in page
    assert writing_world.section(second, "stedet").revision == 1


def test_the_button_stands_on_an_untouched_draft_and_the_history_is_mentioned_afterwards(client):
    first, second = second_round()
    address = f"/initiativ/{first.initiative.pk}/dokumenter/{second.pk}/"
    reader = world.member(first.initiative, "reader")
    client.force_login(reader)
    to_a_reader = client.get(address).content.decode()
    client.force_login(world.coordinator_of(first.initiative))
    page = html.fromstring(client.get(address).content)
    [form] = [one for one in page.forms if (one.action or "").endswith("/hent/")]

    client.post(form.action, dict(form.fields))
    after = client.get(address).content.decode()
    section = writing_world.section(second)
    history = client.get(f"{address}deler/{section.pk}/historikk/").content.decode()

    assert "/hent/" not in to_a_reader
    assert "/hent/" not in after
    assert "Begynt fra teksten i runde 1." in after
    assert f"/dokumenter/{first.pk}/" in after
    assert "Dokumentet begynte fra teksten i runde 1." in history


@pytest.mark.parametrize("carried", [False, True])
def test_the_page_of_a_second_round_takes_nine_queries(client, django_assert_num_queries, carried):
    first, second = second_round()
    if carried:
        carrying.carry_over(second, by=world.coordinator_of(first.initiative))
    client.force_login(world.coordinator_of(first.initiative))
    address = f"/initiativ/{first.initiative.pk}/dokumenter/{second.pk}/"
    client.get(address)

    with django_assert_num_queries(9):
        client.get(address)


def test_the_rows_of_the_plan_are_the_initiatives_own_and_are_there_in_the_new_round():
    initiative = frozen_world.planned_place()
    planned = list(initiative.planned_activities.order_by("pk").values("key", "cost", "result"))
    tasks = initiative.funding_tasks.count()
    turned_back(initiative)
    initiative.refresh_from_db()

    forprosjekt_world.planned(initiative, "kartlegging", result="Et nytt resultat.")

    assert [row["key"] for row in planned] == [row.key for row in initiative.planned_activities.order_by("pk")]
    assert initiative.planned_activities.get(key="kartlegging").cost == 80_000
    assert initiative.funding_tasks.count() == tasks
    assert writing.begin(initiative, "plan", by=world.coordinator_of(initiative)).step_run.round == 2
