"""Who can bind a partner, alone or two in fellesskap, and by what right."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.access import NotReady, Stale
from accounts.models import JournalEntry
from partners import policy, services
from partners.models import Partner, Signatory
from tests import partners_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return world.initiative()


@pytest.fixture
def partner(initiative):
    return world.partner(initiative, "Havnebanken")


@pytest.mark.parametrize(
    ("basis", "reference", "said"),
    [
        ("signaturrett", "", "signaturrett"),
        ("prokura", "", "prokura"),
        ("fullmakt", "fra styret 12. mars 2026", "fullmakt, fra styret 12. mars 2026"),
        ("vedtak", "sak 42/27", "vedtak, sak 42/27"),
    ],
)
def test_a_signatory_says_where_the_right_comes_from(partner, basis, reference, said):
    assert partners_world.signatory(partner, basis=basis, reference=reference).authority == said


@pytest.mark.parametrize("basis", ["fullmakt", "vedtak"])
def test_a_paper_that_is_in_no_register_needs_a_reference(partner, basis):
    with pytest.raises(ValidationError) as refusal:
        partners_world.signatory(partner, basis=basis)

    assert "reference" in refusal.value.message_dict
    signatory = partners_world.signatory(partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signatory.objects.filter(pk=signatory.pk).update(basis=basis)


def test_one_who_signs_can_be_reached_and_is_named_once(partner):
    with pytest.raises(ValidationError) as without:
        partners_world.signatory(partner, email="")
    partners_world.signatory(partner, email="bard@eksempel.no")
    with pytest.raises(ValidationError) as twice:
        partners_world.signatory(partner, email="bard@eksempel.no")

    assert "email" in without.value.message_dict
    assert "email" in twice.value.message_dict


def test_a_signatory_keeps_the_address_and_the_partner(initiative, partner):
    person = partners_world.signatory(partner).person
    by = world.coordinator_of(initiative)

    with pytest.raises(ValidationError):
        services.edit_person(person, {"email": ""}, revision=1, by=by)
    with pytest.raises(NotReady):
        services.edit_person(person, {"partner": None}, revision=1, by=by)
    with pytest.raises(NotReady):
        services.erase_person(person, by=by)


def test_a_startup_partner_is_always_able_to_sign(initiative):
    by = world.coordinator_of(initiative)
    alone = partners_world.startup_partner(initiative, "Alene")
    joint = partners_world.startup_partner(initiative, "Sammen", joint=True)

    with pytest.raises(NotReady):
        services.end_signatory(alone.signatories.get(), by=by)
    with pytest.raises(NotReady):
        services.set_signing_rule(alone, "joint", revision=alone.revision, by=by)
    with pytest.raises(NotReady):
        services.end_signatory(joint.signatories.first(), by=by)

    assert joint.signers_needed == 2
    services.set_signing_rule(joint, "alone", revision=joint.revision, by=by)
    services.end_signatory(joint.signatories.first(), by=by)
    assert joint.signatories.filter(ended_at=None).count() == 1


def test_one_is_taken_out_once(partner):
    by = world.coordinator_of(partner.initiative)
    signatory = partners_world.signatory(partner)
    services.end_signatory(signatory, by=by)

    with pytest.raises(NotReady):
        services.end_signatory(signatory, by=by)


def test_a_rule_changed_meanwhile_is_not_overwritten_unseen(partner):
    by = world.coordinator_of(partner.initiative)
    services.set_signing_rule(partner, "joint", revision=1, by=by)

    services.set_signing_rule(partner, "joint", revision=1, by=by)
    with pytest.raises(Stale):
        services.set_signing_rule(partner, "alone", revision=1, by=by)

    assert Partner.objects.get().signing_rule == "joint"


def test_the_journal_tells_whether_it_was_the_partner_itself(initiative, partner):
    liv = partners_world.logged_in_contact(partner)

    partners_world.signatory(partner)
    services.name_signatory(
        partner, name="Bo Ås", email="bo@eksempel.no", title="styreleder", basis="signaturrett", by=liv
    )

    entries = JournalEntry.objects.filter(verb="signatory_named").order_by("number")
    assert [entry.detail["on_behalf"] for entry in entries] == [True, False]


@pytest.mark.parametrize(
    ("who", "may"),
    [("coordinator", True), ("editor", False), ("reader", False), ("admin", False), ("own", True), ("other", False)],
)
def test_who_speaks_for_a_partner(initiative, partner, who, may):
    people = {
        "coordinator": lambda: world.coordinator_of(initiative),
        "editor": lambda: world.member(initiative, "editor"),
        "reader": lambda: world.member(initiative, "reader"),
        "admin": world.association_admin,
        "own": lambda: partners_world.logged_in_contact(partner),
        "other": lambda: partners_world.logged_in_contact(world.partner(initiative, "Vellet")),
    }

    assert bool(policy.may_speak(people[who](), partner)) == may


def test_nobody_speaks_in_a_closed_initiative(initiative, partner):
    liv = partners_world.logged_in_contact(partner)
    initiative.state = "stopped"
    partner.initiative = initiative

    assert not policy.may_speak(liv, partner)
    assert not policy.may_speak(world.coordinator_of(initiative), partner)
