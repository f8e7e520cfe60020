"""On hold: what becomes of meetings and reminders, and the day on which the coordinator is asked to look anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from lxml import html

from accounts.access import NotAllowed, NotReady
from accounts.models import JournalEntry, User
from gates.services import hold_longer, pause, resume_work
from gates.tasks import hourly
from gates.waiting import waiting_for
from initiatives.models import Initiative
from initiatives.services import stop
from mail.models import Message
from mail.sending import send_waiting
from meetings import services as meetings
from meetings.models import Meeting
from paadriv.clock import today
from tests import meetings_world, world

pytestmark = pytest.mark.django_db
WHY = "Vi venter på budsjettet."
REVIEW = date(2026, 4, 15)


@pytest.fixture
def held(clock_at: Any) -> Initiative:
    """On hold since the second of March, to be looked at anew on 15 April."""
    clock_at("2026-03-02 10:00")
    initiative = world.initiative()
    world.decider_of(initiative)
    pause(initiative, reason=WHY, review_on=REVIEW, call_off=False, by=world.coordinator_of(initiative))
    return Initiative.objects.get()


def asked() -> list[str]:
    return list(Message.objects.filter(sending__kind="review_due").order_by("pk").values_list("address", flat=True))


def test_on_the_day_the_coordinator_gets_one_mail_however_often_the_job_runs(held, clock_at):
    counts = []
    for moment in ("2026-04-14 23:00", "2026-04-15 03:00", "2026-04-15 08:00", "2026-04-15 09:00", "2026-04-16 09:00"):
        clock_at(moment)
        hourly()
        counts.append(len(asked()))

    assert counts == [0, 0, 1, 1, 1]
    assert asked() == [world.coordinator_of(held).email]
    assert JournalEntry.objects.filter(verb="review_asked_for").count() == 1


def test_the_mail_says_since_when_and_why_and_leads_to_what_can_be_decided(held, clock_at, mailoutbox):
    clock_at("2026-04-15 08:00")
    hourly()
    mailoutbox.clear()

    send_waiting()

    [mail] = [one for one in mailoutbox if "på nytt" in one.subject]
    said = mail.body.replace("\u00a0", " ")
    assert "satt på vent siden 2. mars 2026. Dere ville vurdere arbeidet på nytt 15. april 2026." in said
    assert WHY in said
    assert f"/initiativ/{held.pk}/beslutninger/" in said


def test_taken_up_before_its_turn_the_mail_is_stopped(held, clock_at):
    clock_at("2026-04-15 08:00")
    hourly()
    resume_work(held, by=world.coordinator_of(held))

    send_waiting()

    assert Message.objects.get(sending__kind="review_due").state == Message.State.STOPPED


def test_a_later_day_asks_once_more(held, clock_at):
    clock_at("2026-04-15 08:00")
    hourly()
    hold_longer(held, reason=WHY, review_on=date(2026, 5, 20), by=world.coordinator_of(held))

    clock_at("2026-05-19 12:00")
    hourly()
    before = len(asked())
    clock_at("2026-05-20 12:00")
    hourly()

    assert (before, len(asked())) == (1, 2)


def test_the_task_stands_on_the_coordinators_page_from_the_day_and_on_nobody_elses(held, clock_at, client):
    coordinator, decider = world.coordinator_of(held), User.objects.get(name="Jon Dahl")
    reader = world.member(held, "reader")
    clock_at("2026-04-14 12:00")
    before = waiting_for(coordinator)
    clock_at("2026-04-15 00:05")

    [one] = waiting_for(coordinator)

    assert before == []
    assert one.sentence.replace("\u00a0", " ") == (
        "Pådriv Arendal er satt på vent og skulle vurderes på nytt 15. april 2026."
    )
    assert one.url == f"/initiativ/{held.pk}/beslutninger/"
    assert waiting_for(decider) == waiting_for(reader) == []
    client.force_login(coordinator)
    assert one.sentence in client.get("/").content.decode()
    stop(held, reason="Ingen penger.", by=decider)
    assert waiting_for(coordinator) == []


def test_longer_changes_reason_and_day_and_the_clock_stands_still_all_the_while(held, clock_at):
    coordinator = world.coordinator_of(held)
    clock_at("2026-04-15 08:00")
    hold_longer(held, reason="Budsjettet kommer i juni.", review_on=date(2026, 6, 1), by=coordinator)
    clock_at("2026-05-02 10:00")
    resume_work(held, by=coordinator)

    assert held.step_runs.get(state="active").paused_days == 61
    assert JournalEntry.objects.filter(verb="initiative_held_longer").count() == 1


def test_longer_is_the_coordinators_and_only_on_hold(held):
    coordinator = world.coordinator_of(held)
    fields: dict[str, Any] = {"reason": WHY, "review_on": today() + timedelta(days=60)}

    for other in (User.objects.get(name="Jon Dahl"), world.association_admin()):
        with pytest.raises(NotAllowed):
            hold_longer(held, **fields, by=other)
    with pytest.raises(NotReady, match="fram i tid"):
        hold_longer(held, reason=WHY, review_on=today(), by=coordinator)
    resume_work(held, by=coordinator)
    with pytest.raises(NotReady, match="ikke satt på vent"):
        hold_longer(held, **fields, by=coordinator)


def test_guests_are_not_reminded_on_hold():
    meeting = meetings_world.meeting(world.initiative())
    meetings_world.invited(meeting)
    initiative, by = meeting.initiative, world.coordinator_of(meeting.initiative)
    meetings.remind(meeting, by=by)
    pause(initiative, reason=WHY, review_on=today() + timedelta(days=30), call_off=False, by=by)

    send_waiting()

    assert Message.objects.get(sending__kind="meeting_reminder").state == Message.State.STOPPED
    with pytest.raises(NotReady, match="satt på vent"):
        meetings.remind(meeting, by=by)


def test_where_meetings_are_planned_one_chooses_what_becomes_of_them(client):
    meeting = meetings_world.meeting(world.initiative())
    initiative = meeting.initiative
    client.force_login(world.coordinator_of(initiative))
    fields = {"reason": WHY, "review_on": (today() + timedelta(days=30)).isoformat()}
    page = html.fromstring(client.get(f"/initiativ/{initiative.pk}/beslutninger/").content)
    address = f"/initiativ/{initiative.pk}/vent/"

    unsaid = client.post(address, fields)
    client.post(address, {**fields, "meetings": "keep"})
    kept = Meeting.objects.get().state
    client.post(f"/initiativ/{initiative.pk}/fortsett/")
    client.post(address, {**fields, "meetings": "call_off"})

    assert [one.get("value") for one in page.cssselect("input[name=meetings]")] == ["keep", "call_off"]
    assert unsaid.status_code == 422
    assert "Velg hva som skjer med møtene." in unsaid.content.decode()
    assert (kept, Meeting.objects.get().state) == (Meeting.State.PLANNED, Meeting.State.CALLED_OFF)


def test_the_association_sees_since_when_why_and_until_when(held, client):
    client.force_login(world.association_admin())

    page = client.get(f"/initiativ/{held.pk}/").content.decode().replace("\u00a0", " ")
    listed = client.get("/").content.decode()

    assert f"satt på vent siden 2. mars 2026. Begrunnelse: {WHY}" in page
    assert "Arbeidet vurderes på nytt 15. april 2026." in page
    assert "satt på vent" in listed
