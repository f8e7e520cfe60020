"""The demo goes through the services and ends where the printed people expect it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts import journal
from demo.loading import to_next_week
from demo.people import PEOPLE, known
from documents.models import Comment, Section
from forprosjekt import content
from gates.criteria import GATE_1
from gates.facts import facts_of
from gates.gates import examine
from initiatives.models import Initiative
from mail.models import Message
from meetings.models import Answer, Invitation, Meeting
from paadriv import clock
from paadriv.text import local
from signing.models import Round
from tests import world


@pytest.fixture
def loaded(db, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "mail.backends.KeptOnDisk"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    call_command("demo")
    return {row.place_name: row for row in Initiative.objects.order_by("pk")}


@pytest.mark.faults
def test_the_three_cities_stand_where_they_should(loaded, django_assert_num_queries):
    arendal, trondheim, stavanger = loaded["Arendal"], loaded["Trondheim"], loaded["Stavanger"]

    missing = [
        one.key
        for one in examine(GATE_1, facts_of(trondheim, trondheim.step_runs.get(state="active")))
        if one.criterion.level == "must" and not one.ok
    ]

    assert Invitation.objects.filter(meeting__initiative=arendal).count() == 40
    assert 15 <= Answer.objects.filter(invitation__meeting__initiative=arendal).count() < 40
    assert missing == ["process_lead_named"]
    assert stavanger.step_runs.get(state="active").step == "forprosjekt"
    assert Section.objects.filter(document__initiative=stavanger, is_shared=True).exclude(body="").count() == 4
    assert Comment.objects.filter(section__document__initiative=stavanger, resolved_at=None).count() == 2
    asked_in = Round.objects.get(document__initiative=stavanger)
    assert (asked_in.state, asked_in.version.number, asked_in.parties.count()) == ("open", 1, 3)
    assert [row["square_metres"] > 50_000 for row in content.areas(stavanger)] == [True, True]
    assert all(row["owner"] and row["ends_on"] and row["result"] for row in content.plan(stavanger)["activities"])
    assert content.funding(stavanger)["gap"]["is_covered"]
    assert [person.key for person in known()] == [person.key for person in PEOPLE]
    assert list(journal.verify()) == []
    assert not Message.objects.filter(state__in=("queued", "sending", "failed")).exists()
    starts_on = local(Meeting.objects.get(initiative=arendal).starts_at).date()
    assert starts_on.isocalendar()[:2] == (clock.today() + timedelta(days=7)).isocalendar()[:2]
    everything = rows_of_everything()
    with django_assert_num_queries(1):
        call_command("demo")
    assert rows_of_everything() == everything
    assert sum(everything.values()) > 1000


def rows_of_everything() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("today", [date(2026, 11, 23) + timedelta(days=number) for number in range(42)], ids=str)
def test_arendals_meeting_is_on_a_working_day_of_the_next_week(today: date) -> None:
    day = today + timedelta(days=to_next_week(today))

    assert day.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]
    assert day.isoweekday() <= 5
    assert day - timedelta(days=3) > today, "the deadline for answers is still to come"


@pytest.mark.django_db
def test_the_demo_stays_out_of_a_site_with_people(settings):
    settings.DEMO = True
    world.someone()

    with pytest.raises(CommandError):
        call_command("demo")


def test_the_demo_stays_out_of_production(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("demo")
