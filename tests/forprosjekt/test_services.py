"""What is true of the forprosjekt's rows at all times, and what each service refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.access import NotReady, Stale
from accounts.models import JournalEntry
from forprosjekt import services
from forprosjekt.boundary import normalise
from forprosjekt.models import (
    Area,
    Challenge,
    Chapter,
    FundingSource,
    FundingTask,
    PlannedActivity,
    SdgChoice,
    SharedChapter,
)
from initiatives import services as initiatives
from initiatives.logbook import sentences
from tests import forprosjekt_world as build
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return world.initiative()


@pytest.fixture
def kari(initiative):
    return world.coordinator_of(initiative)


def refused_by_the_database(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_keeps_what_a_row_may_be(initiative, kari):
    build.area(initiative), build.challenge(initiative), build.planned(initiative)
    services.choose_goal(initiative, goal=13, reason="", by=kari)
    services.share_chapter(initiative, Chapter.AREA, by=kari)
    member, partner = initiative.memberships.get(), world.partner(initiative, "Vellet")
    source = {"initiative": initiative, "provider": "x", "kind": "grant", "purpose": "running"}

    refused_by_the_database(Area(initiative=initiative, name="To", is_primary=True))
    refused_by_the_database(Area(initiative=initiative, name=""))
    refused_by_the_database(Challenge(initiative=initiative, title="To", is_primary=True))
    refused_by_the_database(FundingSource(**source, amount_low=2, amount_high=1))
    refused_by_the_database(FundingSource(**source, amount_low=2))
    refused_by_the_database(FundingSource(**source, amount_high=2))
    refused_by_the_database(SdgChoice(initiative=initiative, goal=13))
    refused_by_the_database(SdgChoice(initiative=initiative, goal=18))
    refused_by_the_database(PlannedActivity(initiative=initiative, key="avtaleverk"))
    refused_by_the_database(
        PlannedActivity(initiative=initiative, key="x", starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))
    )
    refused_by_the_database(
        FundingTask(
            initiative=initiative, title="x", due_on=date(2026, 2, 1), owner_member=member, owner_partner=partner
        )
    )
    refused_by_the_database(SharedChapter(initiative=initiative, chapter="omraade", by=kari))


TABLES = {
    "area": (build.area, services.make_primary_area, services.remove_area),
    "challenge": (build.challenge, services.make_primary_challenge, services.remove_challenge),
}


@pytest.mark.parametrize("table", TABLES)
def test_exactly_one_row_is_the_primary_when_there_is_any(initiative, kari, table):
    add, choose, remove = TABLES[table]
    first, second, third = (add(initiative, name) for name in ("Ein", "To", "Tre"))

    def primary():
        return [row.pk for row in type(first).objects.filter(initiative=initiative, is_primary=True)]

    assert primary() == [first.pk]
    choose(third, by=kari), choose(third, by=kari)
    assert primary() == [third.pk]
    remove(third, by=kari)
    assert primary() == [first.pk]
    remove(second, by=kari)
    assert primary() == [first.pk]
    remove(first, by=kari)
    assert primary() == []


def test_choosing_the_primary_of_one_city_leaves_the_other_alone(initiative, kari):
    stavanger = world.initiative("Stavanger")
    theirs, mine = build.area(stavanger), build.area(initiative)
    other = build.area(initiative, "Nord")

    services.make_primary_area(other, by=kari)

    assert Area.objects.get(pk=theirs.pk).is_primary
    assert not Area.objects.get(pk=mine.pk).is_primary


def test_every_change_stands_in_the_journal_with_its_sentence(initiative, kari):
    area, challenge, source = build.area(initiative), build.challenge(initiative), build.source(initiative)
    reinforcement, task = build.reinforcement(area), build.funding_task(initiative)
    barrier = services.add_barrier(initiative, title="Regler", by=kari)
    goal = services.add_local_goal(initiative, text="Halvere utslippene", source="Klimaplanen", by=kari)
    services.edit_area(area, {"name": "Vest"}, revision=1, by=kari)
    services.set_boundary(area, build.polygon(), revision=2, by=kari)
    services.make_primary_area(build.area(initiative, "To"), by=kari)
    services.edit_reinforcement(reinforcement, {"subject": "Verkstedet"}, revision=1, by=kari)
    services.edit_challenge(challenge, {"title": "Støy"}, revision=1, by=kari)
    services.make_primary_challenge(build.challenge(initiative, "To"), by=kari)
    services.edit_barrier(barrier, {"title": "Vaner"}, revision=1, by=kari)
    services.edit_source(source, {"status": "applied"}, revision=1, by=kari)
    services.choose_goal(initiative, goal=13, reason="", by=kari)
    services.explain_goal(initiative, 11, "Vi bygger by.", revision=1, by=kari)
    services.drop_goal(initiative, 13, by=kari)
    services.edit_local_goal(goal, {"source": "Kommuneplanen"}, revision=1, by=kari)
    build.planned(initiative, result="Utkast")
    services.edit_funding_task(task, {"title": "Purre"}, revision=1, by=kari)
    services.share_chapter(initiative, Chapter.PLAN, by=kari)
    services.keep_chapter(initiative, Chapter.PLAN, by=kari)
    services.remove_reinforcement(reinforcement, by=kari)
    services.remove_area(area, by=kari)
    services.remove_challenge(challenge, by=kari)
    services.remove_barrier(barrier, by=kari)
    services.remove_funding_task(task, by=kari)
    services.remove_source(source, by=kari)
    services.remove_local_goal(goal, by=kari)
    services.plan_into_step(initiative.step_runs.get(step="etableringsfase"), by=kari)

    from forprosjekt.journal import SENTENCES

    done = set(JournalEntry.objects.filter(chain=initiative.chain).values_list("verb", flat=True))
    assert set(SENTENCES) <= done
    assert set(SENTENCES) <= set(sentences())


EDITS = {
    "area": (build.area, services.edit_area, "name"),
    "reinforcement": (lambda row: build.reinforcement(build.area(row)), services.edit_reinforcement, "subject"),
    "challenge": (build.challenge, services.edit_challenge, "title"),
    "source": (build.source, services.edit_source, "provider"),
    "task": (build.funding_task, services.edit_funding_task, "title"),
}


@pytest.mark.parametrize("table", EDITS)
def test_two_who_edit_one_row_both_see_both_texts(initiative, kari, table):
    add, edit, name = EDITS[table]
    row = add(initiative)
    edit(row, {name: "Karis ord"}, revision=1, by=kari)

    with pytest.raises(Stale) as stale:
        edit(row, {name: "Olas ord"}, revision=1, by=kari)
    edit(row, {name: "Karis ord"}, revision=1, by=kari)

    assert list(stale.value.theirs.values()) == ["Karis ord"]
    assert list(stale.value.mine.values()) == ["Olas ord"]
    row.refresh_from_db()
    assert (getattr(row, name), row.revision) == ("Karis ord", 2)


def test_rows_that_come_with_their_first_words_are_guarded_too(initiative, kari):
    services.explain_goal(initiative, 17, "Karis ord", revision=1, by=kari)
    build.planned(initiative, result="Karis ord")

    with pytest.raises(Stale):
        services.explain_goal(initiative, 17, "Olas ord", revision=1, by=kari)
    with pytest.raises(Stale):
        services.plan_activity(initiative, "avtaleverk", {"result": "Olas ord"}, revision=1, by=kari)


def test_a_stale_owner_is_shown_by_name(initiative, kari):
    task = build.funding_task(initiative)
    vel = world.partner(initiative, "Bryggevellet")
    services.edit_funding_task(task, services.owned_by(vel), revision=1, by=kari)

    with pytest.raises(Stale) as stale:
        services.edit_funding_task(task, services.owned_by(initiative.memberships.get()), revision=1, by=kari)

    assert (stale.value.theirs["ansvarlig partner"], stale.value.mine["ansvarlig"]) == ("Bryggevellet", "Kari Nilsen")


def test_a_stale_boundary_is_told_by_its_points(initiative, kari):
    area = build.area(initiative, boundary=build.polygon())

    with pytest.raises(Stale) as stale:
        services.set_boundary(area, None, revision=1, by=kari)

    assert (stale.value.theirs, stale.value.mine) == ({"grense": "4 punkter"}, {"grense": "ingen grense"})


def test_a_boundary_is_checked_and_brought_to_one_form_without_a_form(initiative, kari):
    area = build.area(initiative, boundary=build.polygon(list(reversed(build.FIELD))))

    assert Area.objects.get(pk=area.pk).boundary == normalise(build.polygon())
    with pytest.raises(ValidationError):
        services.set_boundary(area, {"type": "Point", "coordinates": [5.7, 58.9]}, revision=2, by=kari)


def test_goals_11_and_17_cannot_be_dropped_or_chosen_twice(initiative, kari):
    services.choose_goal(initiative, goal=13, reason="", by=kari)
    for goal in (11, 17):
        with pytest.raises(NotReady):
            services.drop_goal(initiative, goal, by=kari)
    for goal in (11, 13, 17):
        with pytest.raises(ValidationError):
            services.choose_goal(initiative, goal=goal, reason="", by=kari)
    with pytest.raises(SdgChoice.DoesNotExist):
        services.explain_goal(initiative, 1, "Nei", revision=1, by=kari)


def test_rows_of_another_city_are_no_owner_no_source_and_no_area(initiative, kari):
    stavanger = world.initiative("Stavanger")
    theirs = world.partner(stavanger, "Siddisvellet")
    task = build.funding_task(initiative)
    there = build.reinforcement(build.area(initiative))

    for changes in (services.owned_by(theirs), {"source": build.source(stavanger)}):
        with pytest.raises(ValidationError):
            services.edit_funding_task(task, changes, revision=1, by=kari)
    with pytest.raises(ValidationError):
        services.plan_activity(
            initiative, "avtaleverk", services.owned_by(stavanger.memberships.get()), revision=1, by=kari
        )
    with pytest.raises(ValidationError):
        services.edit_reinforcement(there, {"area": build.area(stavanger)}, revision=1, by=kari)
    assert not initiative.planned_activities.exists()


def test_a_period_and_a_range_run_forward(initiative, kari):
    source = build.source(initiative)

    with pytest.raises(ValidationError):
        build.planned(initiative, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))
    with pytest.raises(ValidationError):
        services.edit_source(source, {"amount_low": 400_000}, revision=1, by=kari)
    with pytest.raises(PlannedActivity.DoesNotExist):
        build.planned(initiative, key="ukjent", result="x")


def test_a_source_that_goes_leaves_what_was_to_be_done(initiative, kari):
    source = build.source(initiative)
    task = build.funding_task(initiative, source=source)

    services.remove_source(source, by=kari)

    task.refresh_from_db()
    assert task.source is None


def test_a_list_has_an_end(initiative, kari, monkeypatch):
    monkeypatch.setattr("forprosjekt.services.rows.MOST_ROWS", 2)
    build.challenge(initiative), build.challenge(initiative)

    with pytest.raises(NotReady):
        build.challenge(initiative)


def test_a_closed_initiative_is_read_only(initiative, kari):
    area = build.area(initiative)
    initiatives.stop(initiative, reason="Vi fikk ikke med nok.", by=kari)

    for act in (
        lambda: services.add_challenge(initiative, title="x", by=kari),
        lambda: services.edit_area(area, {"name": "x"}, revision=1, by=kari),
        lambda: services.remove_area(area, by=kari),
        lambda: services.make_primary_area(area, by=kari),
        lambda: services.set_boundary(area, None, revision=1, by=kari),
        lambda: services.explain_goal(initiative, 11, "x", revision=1, by=kari),
        lambda: build.planned(initiative, result="x"),
        lambda: services.share_chapter(initiative, Chapter.AREA, by=kari),
    ):
        with pytest.raises(NotReady):
            act()
