"""A year after the step they were asked in, those who are not with us are erased; three years by the clock."""

from datetime import timedelta

import pytest

from accounts.models import JournalEntry
from initiatives import services as initiatives
from initiatives.logbook import page_before
from initiatives.models import Initiative
from meetings import services
from meetings.models import InterestText
from meetings.tasks import daily
from paadriv import clock
from partners import services as partners
from partners.models import Person
from tests import day_world, meetings_world, partners_world, world

pytestmark = pytest.mark.django_db
YEAR, SECOND = timedelta(days=365), timedelta(seconds=1)


@pytest.fixture
def meeting():
    """A meeting in a step that has ended, with a private guest."""
    row = day_world.held(attended=1)
    initiatives.enter_step(row.initiative, decision_id=1, by=world.coordinator_of(row.initiative))
    row.step_run.refresh_from_db()
    return row


def erased():
    return Person.objects.filter(erased_at__isnull=False).count()


def test_nobody_is_erased_before_the_year_is_over_and_everybody_once_after_it(meeting):
    ended = meeting.step_run.ended_at

    with clock.set_to(ended + YEAR):
        assert services.erase_after_a_year() == 0
    with clock.set_to(ended + YEAR + SECOND):
        assert (services.erase_after_a_year(), services.erase_after_a_year()) == (1, 0)

    assert erased() == 1


def test_while_the_step_goes_on_nobody_is_erased():
    day_world.held(attended=1)

    with clock.set_to(clock.now() + 3 * YEAR):
        assert services.erase_after_a_year() == 0


def test_one_who_was_asked_again_in_a_step_that_goes_on_is_kept(meeting):
    person = meeting.attendance.get().person
    again = meetings_world.meeting(world.initiative("Grimstad"))
    again.invitations.create(person=person)
    assert again.step_run.ended_at is None

    with clock.set_to(clock.now() + 2 * YEAR):
        assert services.erase_after_a_year() == 0


@pytest.mark.parametrize(("stage", "kept"), [("startup_partner", True), ("talking", True), ("declined", False)])
def test_those_who_speak_for_a_partner_that_is_with_us_are_kept(stage, kept):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    meeting = meetings_world.meeting(initiative)
    guest = meetings_world.invited(meeting, partner=partner)
    day_world.met(meeting, guest.person)
    day_world.closed(meeting)
    by = world.coordinator_of(initiative)
    partners_world.contact(partner)
    partners_world.signatory(partner)
    partners.move(partner, stage, reason="Styret har bestemt seg.", by=by)
    initiatives.enter_step(initiative, decision_id=1, by=by)

    with clock.set_to(clock.now() + YEAR + timedelta(days=30)):
        services.erase_after_a_year()
        assert erased() == (0 if kept else 1)
        initiatives.stop(Initiative.objects.get(), reason="Ingen penger.", by=by)
    with clock.set_to(clock.now() + 3 * YEAR):
        services.erase_after_a_year()

    assert not Person.objects.filter(erased_at=None).exists()


def test_a_stopped_initiative_counts_from_the_day_it_was_stopped():
    meeting = day_world.held(attended=1)
    initiatives.stop(meeting.initiative, reason="Ingen penger.", by=world.coordinator_of(meeting.initiative))
    stopped = Initiative.objects.get().state_since

    with clock.set_to(stopped + YEAR):
        assert services.erase_after_a_year() == 0
    with clock.set_to(stopped + YEAR + SECOND):
        assert services.erase_after_a_year() == 1


def test_texts_that_nothing_ties_to_a_person_go_as_well_and_the_journal_says_who_did_it():
    meeting = meetings_world.meeting()
    day_world.met(meeting, meetings_world.invited(meeting).person)
    row = day_world.interest(meeting)
    day_world.closed(meeting)
    initiatives.enter_step(meeting.initiative, decision_id=1, by=world.coordinator_of(meeting.initiative))

    with clock.set_to(clock.now() + 2 * YEAR):
        daily()
        daily()

    assert not InterestText.objects.exists()
    row.refresh_from_db()
    assert row.level == "startup_partner"
    assert JournalEntry.objects.filter(verb="interest_texts_erased").count() == 1
    lines, _more = page_before(meeting.initiative, None, with_names=True)
    said = [(line.who, line.sentence) for line in lines]
    assert ("systemet", "slettet opplysningene om en person") in said
    assert ("systemet", "slettet navn og tekst i interesseerklæringer") in said


def test_a_year_after_the_stop_those_who_were_never_asked_to_a_meeting_go_too_and_so_does_the_contact_person():
    initiative = world.initiative(process_lead_name="Bjørg Hårstad")
    partner = partners_world.startup_partner(initiative, "Havnebanken")
    by = world.coordinator_of(initiative)
    initiatives.stop(initiative, reason="Ingen penger.", by=by)
    stopped = Initiative.objects.get().state_since

    with clock.set_to(stopped + YEAR):
        daily()
        assert Person.objects.filter(erased_at=None).count() == 2
    with clock.set_to(stopped + YEAR + SECOND):
        daily()
        daily()

    initiative.refresh_from_db()
    assert not Person.objects.filter(erased_at=None).exists()
    assert not partner.contacts.filter(ended_at=None).exists()
    assert [initiative.contact_name, initiative.contact_email, initiative.process_lead_name] == ["", "", ""]
    assert JournalEntry.objects.filter(verb="contact_erased").count() == 1


def test_an_initiative_taken_up_again_keeps_its_people():
    initiative = world.initiative()
    partners_world.startup_partner(initiative, "Havnebanken")
    by = world.coordinator_of(initiative)
    initiatives.stop(initiative, reason="Ingen penger.", by=by)
    initiatives.reopen(initiative, from_start=True, decision_id=1, by=by)

    with clock.set_to(clock.now() + 2 * YEAR):
        daily()

    initiative.refresh_from_db()
    assert Person.objects.filter(erased_at=None).count() == 2
    assert initiative.contact_email
