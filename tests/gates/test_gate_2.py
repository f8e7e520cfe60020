"""Gate 2 on real rows: facts from every app below, the joint decision, and what step 3 begins with."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from accounts.access import NotAllowed, NotReady
from documents.models import Document
from gates.criteria import GATE_2
from gates.facts import facts_of
from gates.findings import Finding
from gates.gates import examine
from gates.kinds import beslutning, beslutningsunderlag
from gates.models import Distribution, Outcome
from gates.places import FORPROSJEKT_GATE, gate_page
from gates.services import distribute, reply
from mail.models import Message
from mail.sending import send_waiting
from paadriv.clock import today
from paadriv.text import day
from partners import services as partners
from partners.stages import Stage
from signing.models import Act
from signing.services.deadlines import void
from signing.states import ActKind
from tests import forprosjekt_world, gate_2_world, gates_world, htmx, partners_world, signing_world, world
from tests.gate_2_world import Place

pytestmark = pytest.mark.django_db


def unmet(place: Place) -> set[str]:
    run = place.initiative.step_runs.get(step="forprosjekt", state="active")
    return {one.key for one in examine(GATE_2, facts_of(place.initiative, run)) if not one.ok}


def finding(place: Place, key: str) -> Finding:
    run = place.initiative.step_runs.get(step="forprosjekt", state="active")
    return next(one for one in examine(GATE_2, facts_of(place.initiative, run)) if one.key == key)


def test_everything_in_place_lets_the_decider_go_on():
    place = gate_2_world.ready()

    assert unmet(place) == set()
    row = gates_world.decided(place.initiative, by=place.decider)

    assert place.initiative.step_runs.get(state="active").step == "etableringsfase"
    assert len(row.snapshot["findings"]) == 15
    versions = {one["evidence"].get("sha256") for one in row.snapshot["findings"]} - {None}
    assert len(versions) == 2


def test_nothing_done_says_all_that_is_missing():
    place = gate_2_world.in_forprosjekt()

    assert unmet(place) == {one.key for one in GATE_2} - {
        "usual_length",
        "reservations_answered",
        "concerns_reviewed",
    }
    with pytest.raises(NotReady, match="ingen oppstartspartnere"):
        gates_world.decided(place.initiative, by=place.decider)


def test_a_new_version_needs_new_endorsements():
    place = gate_2_world.ready()

    gate_2_world.version(place)

    assert unmet(place) == {"maalbilde_endorsed", "opened_before_answering"}


def test_a_yes_taken_back_in_a_second_round_about_the_same_version_holds_no_more():
    place = gate_2_world.ready()
    again = gate_2_world.round_of(place, place.initiative.documents.get(kind="maalbilde").latest_version)
    guest = signing_world.invitations(again)[0]

    signing_world.acted(guest)
    signing_world.acted(guest, ActKind.WITHDRAW)

    assert unmet(place) == {"maalbilde_endorsed"}


def test_the_joint_decision_is_recorded_with_minutes_and_what_each_partner_decided():
    place = gate_2_world.ready()
    first = place.partners[0]
    partners_world.decision(first, outcome="conditions", body="Styret", case_number="12/26", conditions="Ny leder.")

    with pytest.raises(NotReady, match="referat"):
        gates_world.decided(place.initiative, by=place.decider, explanation=" ")
    row = gates_world.decided(place.initiative, by=place.decider, explanation="Enige på møtet i rådhuset.")
    partners_world.decision(place.partners[1], outcome="no")

    printed = beslutning.content(row.pk)["joint"]
    assert [one["name"] for one in printed] == sorted(one.name for one in place.partners)
    told = next(one for one in printed if one["name"] == first.name)
    assert (told["outcome"], told["conditions"]) == ("Ja med vilkår", "Ny leder.")
    assert told["where"] == f"Styret, {day(today())}, sak 12/26"
    assert {one["outcome"] for one in printed} == {"Ja", "Ja med vilkår"}


def test_the_page_of_the_joint_decision_shows_it(client):
    place = gate_2_world.ready()
    row = gates_world.decided(place.initiative, by=place.decider, explanation="Enige på møtet i rådhuset.")
    client.force_login(place.by)

    shown = client.get(reverse("gates:decision", args=[place.initiative.pk, row.pk])).content.decode()

    assert "Det virksomhetene har besluttet" in shown
    assert "Enige på møtet i rådhuset." in shown
    assert all(f'<th scope="row">{one.name}</th>' in shown for one in place.partners)


def test_a_partner_that_came_later_has_not_had_the_basis():
    place = gate_2_world.ready()
    partners_world.startup_partner(place.initiative, "Kraftlaget", group="public")

    before = finding(place, "basis_distributed").saw
    distribute(place.initiative, by=place.by)

    assert before == "Kraftlaget har ikke fått versjon 1"
    assert finding(place, "basis_distributed").saw == f"delt ut {day(today())}"
    assert "basis_distributed" in unmet(place)


def test_a_task_with_funding_that_nobody_answers_for_does_not_count():
    place = gate_2_world.ready()
    place.initiative.funding_tasks.update(owner_member=None, owner_organisation=None)

    assert unmet(place) == {"plan_funding"}


def test_only_reservations_that_hold_are_asked_about_and_printed():
    place = gate_2_world.ready(ActKind.RESERVATION)
    act, run = Act.objects.get(kind=ActKind.RESERVATION), place.initiative.step_runs.get(state="active")
    basis = Document.objects.get(step_run=run, kind="beslutningsunderlag")
    version = act.party.round.version

    def printed() -> list[str]:
        return [one["words"] for one in beslutningsunderlag.content(basis.pk)["reservations"]]

    assert printed() == [act.words]
    again = gate_2_world.round_of(place, version)
    voided = signing_world.acted(signing_world.invitations(again)[1], ActKind.RESERVATION, section="framtidsbildet")
    assert printed() == [act.words, voided.words]
    void(again, reason="Feil partnere.", by=place.by)
    assert printed() == [act.words]
    gate_2_world.answered(gate_2_world.round_of(place, version))
    assert printed() == []
    assert unmet(place) == set()


def test_a_reservation_of_one_who_left_is_not_waited_for():
    place = gate_2_world.ready(ActKind.RESERVATION)
    leaver = Act.objects.get(kind=ActKind.RESERVATION).party.partner

    before = unmet(place)
    partners.move(leaver, Stage.WITHDRAWN, reason="Styret vil ikke være med videre.", by=place.by)

    assert "reservations_answered" in before
    assert "reservations_answered" not in unmet(place)


def test_a_partner_that_says_no_must_leave_before_one_goes_on():
    place = gate_2_world.ready()
    row = gate_2_world.version(place)
    gate_2_world.answered(gate_2_world.round_of(place, row), ActKind.ENDORSE, ActKind.ENDORSE, ActKind.DECLINE)

    before = unmet(place)
    partners_world.startup_partner(place.initiative, "Kraftlaget", group="public")
    partners.move(place.partners[2], Stage.WITHDRAWN, reason="Styret vil ikke være med videre.", by=place.by)

    assert "maalbilde_endorsed" in before
    assert "maalbilde_endorsed" in unmet(place)


def test_an_area_changed_after_the_freeze_is_not_the_one_they_stand_behind():
    place = gate_2_world.ready()

    forprosjekt_world.area(place.initiative, "Torget", description="x" * 100)

    assert unmet(place) == {"area_delimited", "reinforcements"}


def test_a_reservation_is_answered_by_mail_and_counts_as_a_yes():
    place = gate_2_world.ready(ActKind.RESERVATION)
    act = Act.objects.get(kind=ActKind.RESERVATION)
    before = unmet(place)

    reply(act, text="Vi tallfester målet i strategiplanen.", by=place.by)
    send_waiting()

    assert before == {"reservations_answered"}
    assert unmet(place) == set()
    letters = [letter for letter in mail.outbox if "merknaden deres" in letter.subject]
    assert [act.address in str(letter.to) for letter in letters] == [True]
    assert "Vi tallfester målet" in letters[0].body


def test_only_a_coordinator_gives_out_and_replies():
    place = gate_2_world.ready(ActKind.RESERVATION)
    act = Act.objects.get(kind=ActKind.RESERVATION)

    for other in (place.decider, world.association_admin()):
        with pytest.raises(NotAllowed):
            distribute(place.initiative, by=other)
        with pytest.raises(NotAllowed):
            reply(act, text="Takk.", by=other)
    with pytest.raises(NotReady):
        reply(Act.objects.filter(kind=ActKind.ENDORSE)[0], text="Takk.", by=place.by)


def test_the_basis_goes_to_each_contact_once_with_its_pdf():
    place = gate_2_world.prepared()
    gate_2_world.given_out(place, days=2)

    distribute(place.initiative, by=place.by)
    send_waiting()

    sent = [letter for letter in mail.outbox if "Beslutningsunderlag" in letter.subject]
    assert len(sent) == len(place.partners) == 3
    assert all(letter.attachments for letter in sent)
    assert Distribution.objects.count() == 2
    assert "basis_distributed" in unmet(place)


def test_nothing_is_given_out_before_it_is_frozen_or_to_nobody():
    place = gate_2_world.in_forprosjekt()

    with pytest.raises(NotReady, match="ikke låst"):
        distribute(place.initiative, by=place.by)
    gate_2_world.version(place, "beslutningsunderlag")
    with pytest.raises(NotReady, match="kontaktperson"):
        distribute(place.initiative, by=place.by)

    assert not Message.objects.filter(sending__kind="basis_distributed").exists()


def test_what_is_missing_is_one_press_away(client):
    place = gate_2_world.prepared()
    gate_2_world.answered(gate_2_world.round_of(place, gate_2_world.version(place)), ActKind.RESERVATION)
    gate_2_world.version(place)
    client.force_login(place.by)
    here = gate_page(place.initiative, FORPROSJEKT_GATE)

    page = htmx.load(client, here)

    links = {one.text_content().partition(": ")[2]: one.get("href") for one in page.tree.cssselect(".criterion a")}
    assert links["Beslutningsunderlaget er delt ut i tide"] == f"{here}#underlag"
    assert page.one("#underlag a").get("href").endswith("/dokumenter/beslutningsunderlag/")
    assert links["Alle oppstartspartnere står bak målbildet"].endswith("/dokumenter/maalbilde/")
    assert all(client.get(url, follow=True).status_code == 200 for url in links.values())


def test_a_reservation_is_answered_where_the_criterion_leads(client):
    place = gate_2_world.ready(ActKind.RESERVATION)
    client.force_login(place.by)
    page = htmx.load(client, gate_page(place.initiative, FORPROSJEKT_GATE))

    (link,) = page.tree.cssselect(".criterion a")

    assert link.get("href") == f"{gate_page(place.initiative, FORPROSJEKT_GATE)}#merknader"
    assert len(page.tree.cssselect("#merknader form")) == 1


def test_the_plan_and_the_conditions_become_step_three():
    place = gate_2_world.ready()
    partners_world.decision(place.partners[0], outcome="conditions", conditions="Kommunen dekker halvparten.")

    gates_world.decided(place.initiative, by=place.decider)

    run = place.initiative.step_runs.get(step="etableringsfase")
    planned = run.activity_items.get(key="strategiplan")
    condition = run.activity_items.get(title="Vilkår fra Grunneierlaget")
    assert "Resultatet av strategiplan foreligger." in planned.note
    assert planned.owner_member == place.initiative.memberships.get(user=place.by)
    assert condition.note == "Kommunen dekker halvparten."


def test_rework_gives_the_named_deliverables_back_by_a_date():
    place = gate_2_world.in_forprosjekt()
    run = place.initiative.step_runs.get(step="forprosjekt")
    run.deliverable_items.update(status="done")
    why = "Planen er for tynn."

    with pytest.raises(NotReady, match="innen når"):
        gates_world.decided(place.initiative, Outcome.REWORK, by=place.decider, explanation=why, rework=("plan",))
    row = gates_world.decided(
        place.initiative, Outcome.REWORK, by=place.decider, explanation=why, rework=("plan",), rework_by=today()
    )

    given_back = run.deliverable_items.get(key="plan")
    assert (row.rework, given_back.status, given_back.due_on) == (["plan"], "doing", today())
    assert run.deliverable_items.get(key="maalbilde").status == "done"
