"""The road from kandidat to oppstartspartner: which moves are allowed, and what each one leaves behind."""

from itertools import product

import pytest

from accounts.access import NotReady
from accounts.models import JournalEntry
from partners import services
from partners.models import Partner, StageChange
from partners.stages import (
    LEFT,
    PROPOSED_FIRST,
    ROAD,
    Named,
    Stage,
    choices_from,
    joint_gap,
    may_move,
    missing_for_startup,
    needs_reason,
)
from tests import partners_world, world

FORWARD = {(here, to) for number, here in enumerate(ROAD) for to in ROAD[number + 1 :]}
#: What nobody can do, whatever the reason.
NEVER = {
    (Stage.STARTUP_PARTNER, Stage.DECLINED),
    (Stage.CANDIDATE, Stage.WITHDRAWN),
    (Stage.DECLINED, Stage.WITHDRAWN),
    (Stage.WITHDRAWN, Stage.DECLINED),
}
ALL_MOVES = [(here, to) for here, to in product(Stage, Stage) if here != to]


@pytest.mark.parametrize(("here", "to"), ALL_MOVES)
def test_every_move_is_free_or_explained_or_impossible(here, to):
    with_reason = bool(may_move(here, to, reason="De har ikke tid."))
    without = bool(may_move(here, to))

    assert with_reason == ((here, to) not in NEVER)
    assert without == ((here, to) in FORWARD)
    assert (to in choices_from(here)) == with_reason
    assert needs_reason(here, to) == ((here, to) not in FORWARD)


def test_blanks_are_no_reason():
    assert not may_move(Stage.TALKING, Stage.DECLINED, reason=" \n ")


def test_those_who_want_to_take_part_are_proposed_first_and_those_who_left_come_last():
    assert PROPOSED_FIRST[0] == Stage.INTERESTED
    assert PROPOSED_FIRST[-2:] == LEFT
    assert set(PROPOSED_FIRST) == set(Stage)


@pytest.mark.parametrize(
    ("named", "missing"),
    [
        (Named(1, 1), 0),
        (Named(0, 1), 1),
        (Named(1, 0), 1),
        (Named(0, 0), 2),
        (Named(1, 1, "joint"), 1),
        (Named(1, 2, "joint"), 0),
        (Named(0, 0, "joint"), 2),
    ],
)
def test_a_startup_partner_needs_a_contact_and_enough_signatories(named, missing):
    assert len(missing_for_startup(named)) == missing
    assert bool(may_move(Stage.INTENT, Stage.STARTUP_PARTNER, missing=missing_for_startup(named))) == (not missing)


def test_two_in_fellesskap_with_one_named_is_said():
    assert joint_gap(Named(1, 1, "joint")) == "To må signere i fellesskap, men bare én er oppgitt."
    assert joint_gap(Named(1, 2, "joint")) == joint_gap(Named(1, 1)) == joint_gap(Named(1, 0, "joint")) == ""


pytestmark = pytest.mark.django_db


def test_a_move_keeps_who_when_and_why_and_is_in_the_journal():
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    by = world.coordinator_of(initiative)

    services.move(partner, Stage.TALKING, by=by)
    services.move(partner, Stage.DECLINED, reason="Styret sa nei.", by=by)

    changes = list(StageChange.objects.filter(partner=partner).order_by("pk"))
    assert [(row.from_stage, row.to_stage, row.reason, row.by) for row in changes] == [
        ("candidate", "talking", "", by),
        ("talking", "declined", "Styret sa nei.", by),
    ]
    assert Partner.objects.get().stage == Stage.DECLINED
    entries = JournalEntry.objects.filter(verb="partner_stage_changed").order_by("number")
    assert [entry.detail for entry in entries] == [
        {"before": "candidate", "after": "talking"},
        {"before": "talking", "after": "declined"},
    ]


def test_a_move_that_is_refused_says_everything_that_is_missing_and_changes_nothing():
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")

    with pytest.raises(NotReady) as refusal:
        services.move(partner, Stage.STARTUP_PARTNER, by=world.coordinator_of(initiative))

    assert list(refusal.value.verdict) == [
        "Virksomheten har ingen kontaktperson.",
        "Ingen som kan forplikte virksomheten, er oppgitt.",
    ]
    assert Partner.objects.get().stage == Stage.CANDIDATE
    assert not StageChange.objects.exists()


def test_the_same_stage_is_no_change():
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")

    services.move(partner, Stage.CANDIDATE, by=world.coordinator_of(initiative))

    assert not StageChange.objects.exists()


def test_a_partner_that_leaves_has_nobody_who_speaks_for_it():
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    user = partners_world.logged_in_contact(partner)

    services.move(partner, Stage.DECLINED, reason="De har ikke tid.", by=world.coordinator_of(initiative))

    assert not partner.contacts.filter(ended_at=None).exists()
    assert not initiative.memberships.filter(user=user, ended_at=None).exists()


def test_a_startup_partner_is_found_among_the_others():
    initiative = world.initiative()
    world.partner(initiative, "Kandidaten")
    bank = partners_world.startup_partner(initiative, "Havnebanken")

    assert list(Partner.objects.startup()) == [bank]


def test_counts_of_contacts_and_signatories_do_not_multiply():
    initiative = world.initiative()
    partner = partners_world.startup_partner(initiative, signatories=3)
    partners_world.contact(partner, "Nok en")

    row = Partner.objects.with_named().get()

    assert (row.contacts_now, row.signatories_now) == (2, 3)
