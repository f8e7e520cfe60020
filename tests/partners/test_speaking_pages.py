"""Pages where one says who speaks and signs for a partner, and what it decided."""

import pytest
from django.core import mail

from accounts.access import NotReady
from mail.models import Message
from mail.sending import send_waiting
from paadriv.clock import today
from partners import services
from partners.models import Contact, PartnerDecision, Signatory
from tests import partners_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return world.initiative()


@pytest.fixture
def bank(initiative):
    return partners_world.startup_partner(initiative, signatories=2)


@pytest.fixture
def liv(bank):
    return partners_world.logged_in_contact(bank)


@pytest.fixture
def coordinator(client, initiative):
    client.force_login(world.coordinator_of(initiative))


def door(partner, *rest):
    return "/".join(["", "initiativ", str(partner.initiative_id), "partnere", str(partner.pk), *map(str, rest), ""])


SIGNATORY = {"name": "Bo Ås", "email": "bo@eksempel.no", "title": "styreleder", "basis": "signaturrett"}


def decision(**fields):
    key = "6f0d2f6e-0f5c-4a0e-9a57-2f6c6f3e2a11"
    return {"outcome": "yes", "body": "styret", "decided_on": today().isoformat(), "form_key": key} | fields


def test_a_contact_is_added_and_invited_in_one_step(client, coordinator, bank):
    answer = client.post(
        door(bank, "kontaktpersoner", "ny"), {"name": "Liv Moe", "email": "liv@eksempel.no", "invites": "on"}
    )

    contact = Contact.objects.get(person__email="liv@eksempel.no")
    assert answer.status_code == 302
    assert contact.invited_at is not None
    assert Message.objects.filter(sending__kind="contact_invitation", subject_id=contact.pk).count() == 1


def test_a_contact_can_be_named_without_an_invitation_and_invited_later(client, coordinator, bank):
    client.post(door(bank, "kontaktpersoner", "ny"), {"name": "Liv Moe", "email": "liv@eksempel.no"})
    contact = Contact.objects.get(person__email="liv@eksempel.no")
    assert contact.invited_at is None

    answer = client.post(door(bank, "kontaktpersoner", contact.pk, "inviter"))

    assert answer.headers["Location"] == f"{door(bank)}#contacts"
    assert Message.objects.filter(sending__kind="contact_invitation").count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"email": "", "invites": "on"}, "email"), ({"name": ""}, "name"), ({"email": "liv@x"}, "email")],
)
def test_a_bad_contact_is_answered_at_the_field(client, coordinator, bank, fields, field):
    before = Contact.objects.count()

    answer = client.post(door(bank, "kontaktpersoner", "ny"), {"name": "Liv", "email": "liv@eksempel.no"} | fields)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Contact.objects.count() == before


def test_the_form_is_filled_from_a_person_one_came_by(client, coordinator, initiative, bank):
    person = world.person(initiative, "Eva Li", email="eva@eksempel.no", partner=bank)
    stranger = world.person(initiative, "Per Fremmed", email="per@eksempel.no")

    known = client.get(door(bank, "signering", "ny"), {"person": person.pk}).content.decode()
    unknown = client.get(door(bank, "signering", "ny"), {"person": stranger.pk}).content.decode()

    assert "eva@eksempel.no" in known
    assert "per@eksempel.no" not in unknown


def test_a_contact_does_not_read_persons_through_the_forms(client, initiative, bank, liv):
    person = world.person(initiative, "Eva Li", email="eva@eksempel.no", partner=bank)
    client.force_login(liv)

    assert "eva@eksempel.no" not in client.get(door(bank, "signering", "ny"), {"person": person.pk}).content.decode()


def test_the_partner_itself_says_who_signs_and_what_it_decided(client, bank, liv):
    client.force_login(liv)

    assert client.post(door(bank, "signering", "ny"), SIGNATORY).status_code == 302
    assert client.post(door(bank, "signering"), {"revision": bank.revision, "signing_rule": "joint"}).status_code == 302
    assert client.post(door(bank, "beslutning"), decision()).status_code == 302

    page = client.get(door(bank)).content.decode()
    assert "Bo Ås" in page
    assert "To signerer i fellesskap." in page
    assert f"Registrert av {liv.name}" in page
    assert "på vegne av" not in page


def test_the_page_tells_that_a_coordinator_registered_it(client, coordinator, bank):
    client.post(door(bank, "beslutning"), decision(outcome="conditions", conditions="Andre må være med."))

    words = client.get(door(bank)).content.decode()
    assert "på vegne av virksomheten" in words
    assert "Andre må være med." in words


def test_the_latest_decision_is_marked_as_the_one_that_counts(client, coordinator, bank):
    partners_world.decision(bank, outcome="no")
    partners_world.decision(bank, outcome="yes")

    words = client.get(door(bank)).content.decode()

    assert words.index("Gjelder") < words.index("Erstattet")
    assert words.count("Gjelder<") == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decided_on": "2099-01-01"}, "decided_on"),
        ({"outcome": "conditions"}, "conditions"),
        ({"conditions": "Hvis …"}, "conditions"),
        ({"body": ""}, "body"),
        ({"outcome": ""}, "outcome"),
        ({"form_key": "x"}, "form_key"),
    ],
)
def test_a_bad_decision_is_answered_at_the_field(client, bank, liv, fields, field):
    client.force_login(liv)

    answer = client.post(door(bank, "beslutning"), decision(**fields))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not PartnerDecision.objects.exists()


def test_a_rule_changed_meanwhile_shows_both(client, bank, liv):
    client.force_login(liv)
    services.set_signing_rule(bank, "joint", revision=bank.revision, by=liv)

    answer = client.post(door(bank, "signering"), {"revision": 1, "signing_rule": "alone"})

    assert answer.status_code == 409
    assert len(answer.context["both_texts"]) == 1


def test_a_rule_that_cannot_be_kept_is_refused_with_the_reason(client, coordinator, initiative):
    alone = partners_world.startup_partner(initiative, "Alene")

    answer = client.post(door(alone, "signering"), {"revision": alone.revision, "signing_rule": "joint"})

    assert answer.status_code == 409
    assert "To må signere i fellesskap, men bare én er oppgitt." in answer.content.decode()


def others_doors(partner):
    """Every page and act of a partner that its own contacts have."""
    signatory = partner.signatories.first()
    return {
        door(partner): None,
        door(partner, "signering"): {"revision": partner.revision, "signing_rule": "alone"},
        door(partner, "signering", "ny"): SIGNATORY,
        door(partner, "signering", signatory.pk, "ta-bort"): {},
        door(partner, "beslutning"): decision(),
    }


def test_a_contact_reaches_no_other_partner_of_the_same_city_or_another(client, initiative, liv):
    neighbour = partners_world.startup_partner(initiative, "Strandkanten vel", signatories=2)
    stranger = partners_world.startup_partner(world.initiative("Stavanger"), "Sjøbanken", signatories=2)
    client.force_login(liv)

    for partner, status in ((neighbour, 403), (stranger, 404)):
        for url, fields in others_doors(partner).items():
            asked = client.get(url) if fields is None else client.post(url, fields)
            assert asked.status_code == status, url

    assert Signatory.objects.filter(ended_at=None, partner__in=(neighbour, stranger)).count() == 4
    assert not PartnerDecision.objects.exists()


def test_a_signatory_or_contact_is_not_reached_through_another_partner(client, coordinator, initiative, bank):
    neighbour = world.partner(initiative, "Strandkanten vel")

    for path in (
        ("signering", bank.signatories.first().pk, "ta-bort"),
        ("kontaktpersoner", bank.contacts.first().pk, "avslutt"),
    ):
        assert client.post(door(neighbour, *path)).status_code == 404


def test_a_contact_reads_its_own_page_without_the_coordinators_notes(client, initiative, bank, liv):
    world.person(initiative, "Gjest Hemmelig", partner=bank)
    services.move(bank, "intent", reason="Sjefen vakler.", by=world.coordinator_of(initiative))
    client.force_login(liv)

    words = client.get(door(bank)).content.decode()

    assert "Kontakt i Havnebanken" in words
    assert "Gjest Hemmelig" not in words
    assert "Sjefen vakler." not in words
    assert "partnere/" not in words.partition('class="tabs"')[2].partition("</nav>")[0].replace(door(bank), "")


def test_the_association_counts_those_who_speak_and_sign_and_reads_no_reasons(client, initiative, bank):
    services.move(bank, "intent", reason="Sjefen vakler.", by=world.coordinator_of(initiative))
    client.force_login(world.association_admin())

    words = client.get(door(bank)).content.decode()

    assert "Kontakt i" not in words
    assert "Signatar 1" not in words
    assert "Sjefen vakler." not in words
    assert "Intensjon" in words


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_partners_page_costs_the_same_with_more_of_everything(client, bank, liv, django_assert_num_queries, number):
    for index in range(number):
        partners_world.signatory(bank, f"Signatar {index}")
        partners_world.contact(bank, f"Kontakt {index}")
        partners_world.decision(bank)
    client.force_login(liv)

    with django_assert_num_queries(10):
        client.get(door(bank))


def test_a_partner_leaves_by_itself_and_the_coordinators_hear(client, bank, liv):
    client.force_login(liv)
    at = door(bank, "trekk")

    assert "mister tilgangen" in client.get(at).content.decode()
    assert client.post(at, {"reason": ""}).status_code == 302

    bank.refresh_from_db()
    change = bank.stage_changes.latest("pk")
    assert (bank.stage, change.reason, change.by) == ("withdrawn", "Virksomheten meldte det selv.", liv)
    assert client.get(at).status_code == 404
    send_waiting()
    [letter] = [one for one in mail.outbox if "trekker seg" in one.subject]
    assert world.coordinator_of(bank.initiative).email in letter.to[0]


def test_a_coordinator_does_not_leave_for_a_partner(client, coordinator, bank):
    assert "Trekk virksomheten" not in client.get(door(bank)).content.decode()
    assert client.post(door(bank, "trekk")).status_code == 403


def test_a_candidate_that_leaves_has_declined(initiative):
    shop = world.partner(initiative, "Butikken")
    liv = partners_world.logged_in_contact(shop)

    assert services.leave(shop, by=liv).stage == "declined"
    with pytest.raises(NotReady, match="alt trukket seg"):
        services.leave(shop, by=liv)
