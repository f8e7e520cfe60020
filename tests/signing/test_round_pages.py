"""The coordinator's page of rounds: opened, followed, extended, taken back; read by members and the association."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from mail.models import Message
from paadriv.clock import today
from paadriv.text import day
from signing.models import Round, SigningInvitation
from signing.services.opening import Asked
from signing.states import ActKind, RoundState
from tests import signing_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return signing_world.version()


@pytest.fixture
def coordinator(client, version):
    client.force_login(world.coordinator_of(version.document.initiative))
    return client


def page_of(document) -> str:
    return reverse("signing:rounds", args=[document.initiative_id, document.pk])


def posted(of, partners, /, **changes):
    deadline = (today() + timedelta(days=14)).isoformat()
    return {"turn": [f"{one.pk}:1" for one in partners], "version": of.pk, "deadline": deadline} | changes


def open_at(client, version, form):
    return client.post(reverse("signing:open_round", args=[version.document.initiative_id, version.document_id]), form)


def text_of(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def test_before_a_version_is_locked_the_page_says_what_to_do(client):
    document = signing_world.document()
    client.force_login(world.coordinator_of(document.initiative))

    assert "Ingen versjon er låst ennå" in text_of(client.get(page_of(document)))


def test_a_coordinator_opens_a_round_from_the_page(coordinator, version):
    partners = signing_world.partners(version.document.initiative)
    assert "Spør om versjon 1" in text_of(coordinator.get(page_of(version.document)))

    done = open_at(coordinator, version, posted(version, partners))

    assert done.headers["Location"] == page_of(version.document)
    asked_in = Round.objects.get()
    assert asked_in.deadline == today() + timedelta(days=14)
    words = text_of(coordinator.get(page_of(version.document)))
    assert "0 av 2 har svart" in words
    assert "Signatar 1 i Havnebanken" in words


def test_turns_and_who_may_stay_away_come_from_the_form(coordinator, version):
    first, second = signing_world.partners(version.document.initiative)
    form = posted(version, [], turn=[f"{first.pk}:1", f"{second.pk}:3", ""], optional=[second.pk])

    open_at(coordinator, version, form)

    rows = [(one.group, one.is_required) for one in Round.objects.get().parties.order_by("group")]
    assert rows == [(1, True), (2, False)]
    assert Round.objects.get().is_ordered


def test_a_partner_of_another_initiative_is_no_choice(coordinator, version):
    own = signing_world.partners(version.document.initiative)
    foreign = signing_world.partners(world.initiative("Stavanger"), 1)

    refused = open_at(coordinator, version, posted(version, [*own, *foreign]))

    assert refused.status_code == 422
    assert "Velg virksomheter fra listen." in text_of(refused)


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"deadline": "2020-01-01"}, 422, "Velg en frist etter dagen i dag."),
        ({"deadline": ""}, 422, "Velg en svarfrist."),
        ({"turn": []}, 422, "Velg hvem som skal spørres."),
        ({"version": "999999"}, 422, "Det finnes en nyere låst versjon."),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_opened(coordinator, version, changes, status, message):
    partners = signing_world.partners(version.document.initiative)

    refused = open_at(coordinator, version, posted(version, partners, **changes))

    assert refused.status_code == status
    assert message in text_of(refused)
    assert not Round.objects.exists()


def test_too_few_parties_are_refused_with_the_form(coordinator, version):
    partners = signing_world.partners(version.document.initiative)

    refused = open_at(coordinator, version, posted(version, partners[:1]))

    assert refused.status_code == 422
    assert "Velg minst 2 virksomheter." in text_of(refused)


def test_a_second_round_is_refused_while_one_is_open(coordinator, version):
    partners = signing_world.partners(version.document.initiative)
    signing_world.opened(version, parties=[Asked(one) for one in partners])

    refused = open_at(coordinator, version, posted(version, partners))

    assert refused.status_code == 409
    assert "allerede åpen" in text_of(refused)


def test_progress_answers_and_reservations_are_on_the_page(coordinator, version):
    asked_in = signing_world.opened(version)
    first, _second = signing_world.invitations(asked_in)
    act = signing_world.acted(first, ActKind.RESERVATION)

    words = text_of(coordinator.get(page_of(version.document)))

    assert "1 av 2 har svart" in words
    assert "Stiller seg bak med merknad" in words
    assert " ".join(act.statement.split()) in words


def test_earlier_rounds_stay_on_the_page(coordinator, version):
    signing_world.voided(signing_world.opened(version), "Tallene var feil.")
    partners = list(version.document.initiative.partners.startup().order_by("pk"))
    signing_world.opened(version, parties=[Asked(one) for one in partners])

    words = text_of(coordinator.get(page_of(version.document)))

    assert "Tidligere runder" in words
    assert "Tallene var feil." in words


def test_a_completed_round_comes_first_with_its_copy_and_asking_again_is_folded(coordinator, version):
    signing_world.all_endorse(signing_world.opened(version))

    page = html.fromstring(coordinator.get(page_of(version.document)).content.decode())

    first = page.cssselect("main h2")[0]
    assert first.text_content() == f"Versjon 1 av {day(version.dated_on)}"
    copy = reverse("documents:completed", args=[version.document.initiative_id, version.document_id, 1])
    assert len(page.cssselect(f"a[href='{copy}']")) == 1
    assert "Tidligere runder" not in page.text_content()
    assert page.cssselect("details form[action$='/runder/ny/']")


def test_a_version_newer_than_the_completed_round_is_asked_about_first(coordinator, version):
    signing_world.all_endorse(signing_world.opened(version))
    signing_world.version(version.document, vision="Vi vil ha liv i hele byen.")

    page = html.fromstring(coordinator.get(page_of(version.document)).content.decode())

    assert "Spør om versjon 2" in page.cssselect("main h2")[0].text_content()
    assert not page.cssselect("details form[action$='/runder/ny/']")
    assert "Tidligere runder" in page.text_content()
    copy = reverse("documents:completed", args=[version.document.initiative_id, version.document_id, 1])
    [link] = page.cssselect(f"a[href='{copy}']")
    assert "til versjon 1" in link.text_content()


def test_the_copy_of_a_round_is_not_shown_to_the_association(client, version):
    signing_world.all_endorse(signing_world.opened(version))
    client.force_login(world.association_admin())

    assert "ferdig/" not in client.get(page_of(version.document)).content.decode()


def test_the_deadline_is_extended_and_the_round_taken_back(coordinator, version):
    asked_in = signing_world.opened(version)
    where = [version.document.initiative_id, asked_in.pk]
    later = today() + timedelta(days=30)

    assert coordinator.post(reverse("signing:extend", args=where), {"deadline": today().isoformat()}).status_code == 422
    coordinator.post(reverse("signing:extend", args=where), {"deadline": later.isoformat()})
    asked_in.refresh_from_db()
    assert asked_in.deadline == later
    assert coordinator.post(reverse("signing:void", args=where), {}).status_code == 422
    coordinator.post(reverse("signing:void", args=where), {"reason": "Vi skriver om målene."})
    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.VOIDED
    assert coordinator.post(reverse("signing:void", args=where), {"reason": "En gang til."}).status_code == 409


def test_links_are_sent_again_and_people_asked_anew_from_the_page(coordinator, version):
    asked_in = signing_world.opened(version)
    first, second = signing_world.invitations(asked_in)
    signing_world.acted(first)
    signing_world.acted(first, ActKind.WITHDRAW)

    def at(name, row):
        return reverse(f"signing:{name}", args=[version.document.initiative_id, row.pk])

    coordinator.post(at("send_again", second))
    coordinator.post(at("ask_anew", first))

    assert Message.objects.filter(sending__kind="signing_request").count() == 4
    assert SigningInvitation.objects.count() == 3
    assert coordinator.post(at("ask_anew", second)).status_code == 409


def test_the_association_sees_organisations_and_no_persons(client, version):
    asked_in = signing_world.opened(version)
    signing_world.acted(signing_world.invitations(asked_in)[0])
    client.force_login(world.association_admin())

    words = text_of(client.get(page_of(version.document)))

    assert "Havnebanken" in words
    assert "Bård Vik" not in words
    assert "Signatar 1" not in words


@pytest.mark.parametrize("number", [2, 5])
def test_the_page_takes_as_many_queries_for_five_parties_as_for_two(client, version, number, django_assert_num_queries):
    signing_world.all_endorse(signing_world.opened(version, number=number))
    client.force_login(world.coordinator_of(version.document.initiative))

    with django_assert_num_queries(15):  # the last asks for the completed copy
        client.get(page_of(version.document))
