"""Signing's pages in a real browser: by phone without script, and by desk, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from mail.links import token_for
from signing.links import SIGNING
from signing.models import Act
from signing.services.opening import Asked
from signing.states import ActKind
from tests import contents, partners_world, signing_world, world, writing_world
from tests.browser.axe import faults_at_every_size
from tests.browser.plugin import SHOTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def shots(name: str) -> str:
    return str(Path(SHOTS) / f"signing-{name}") if SHOTS else ""


def link(invitation) -> str:
    return reverse("signing:open", args=[token_for(SIGNING, invitation.pk)])


def confirmed_page(open_page, invitation, **fields):
    """A page on which the code has been typed."""
    page = open_page(link(invitation), **fields)
    page.get_by_role("button", name="Send meg en kode").click()
    page.get_by_label("Kode").fill(signing_world.code_in_mailbox())
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("heading", name="Svar for").wait_for()
    return page


@pytest.mark.parametrize("js", [True, False])
def test_a_signatory_endorses_on_a_phone_and_takes_it_back(open_page, js):
    invitation = signing_world.invitations(signing_world.opened())[0]
    page = confirmed_page(open_page, invitation, width=360, js=js)
    assert token_for(SIGNING, invitation.pk) not in page.url

    page.get_by_role("button", name="Vi stiller oss bak", exact=True).click()
    page.get_by_label("Jeg har lest teksten").check()
    page.get_by_role("button", name="Bekreft: stiller seg bak").click()
    page.get_by_role("heading", name="Det du har svart").wait_for()
    assert Act.objects.get().kind == ActKind.ENDORSE

    page.get_by_text("Trekk svaret", exact=True).click()
    page.get_by_label("Begrunnelse").fill("Styret må se på det en gang til.")
    page.get_by_role("button", name="Gå videre til bekreftelsen").click()
    page.get_by_label("Jeg har lest teksten").check()
    page.get_by_role("button", name="Bekreft: trekker svaret").click()
    page.get_by_text("trekker svaret sitt om").wait_for()
    assert Act.objects.count() == 2


@pytest.mark.parametrize("js", [True, False])
def test_a_reservation_is_bound_to_a_section_on_a_phone(open_page, js):
    invitation = signing_world.invitations(signing_world.opened())[0]
    page = confirmed_page(open_page, invitation, width=360, js=js)

    page.get_by_text("Vi stiller oss bak med merknad").click()
    page.get_by_label("Hvilken del gjelder merknaden?").select_option(label="Mål")
    page.get_by_label("Merknad", exact=False).last.fill("Tallfest målet for transport.")
    page.get_by_role("button", name="Gå videre med merknaden").click()
    page.get_by_text("Merknad til «Mål»: Tallfest målet for transport.").wait_for()
    page.get_by_label("Jeg har lest teksten").check()
    page.get_by_role("button", name="Bekreft: stiller seg bak med merknad").click()
    page.get_by_role("heading", name="Det du har svart").wait_for()

    assert Act.objects.get().section == "goals"


def test_the_invited_persons_pages_are_accessible_and_fit(open_page):
    old = signing_world.version(vision="Vi vil ha **liv** i sentrum.\n\n- Bryggene åpnes\n- Torget blir bilfritt")
    asked = [Asked(one) for one in signing_world.partners(old.document.initiative)]
    signing_world.all_endorse(signing_world.opened(old, parties=asked))
    new = signing_world.version(old.document, vision="Vi vil ha **liv** i hele byen.\n\n- Bryggene åpnes for alle")
    invitation = signing_world.invitations(signing_world.opened(new, parties=asked))[0]

    page = open_page(link(invitation))
    assert list(faults_at_every_size(page, shots=shots("link"))) == []
    page.get_by_role("button", name="Send meg en kode").click()
    page.get_by_label("Kode").wait_for()
    assert list(faults_at_every_size(page, shots=shots("code"))) == []
    page.get_by_label("Kode").fill(signing_world.code_in_mailbox())
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("heading", name="Svar for").wait_for()
    for summary in page.locator("summary").all():
        summary.click()
    assert list(faults_at_every_size(page, shots=shots("answer"))) == []
    page.goto(reverse("signing:delegate", args=[invitation.pk]))
    assert list(faults_at_every_size(page, shots=shots("delegate"))) == []
    page.goto(reverse("signing:answer", args=[invitation.pk]))
    page.get_by_role("button", name="Vi stiller oss bak", exact=True).click()
    page.get_by_role("heading", name="Bekreft svaret").wait_for()
    assert list(faults_at_every_size(page, shots=shots("consent"))) == []
    page.get_by_label("Jeg har lest teksten").check()
    page.get_by_role("button", name="Bekreft:").click()
    page.get_by_role("heading", name="Det du har svart").wait_for()
    assert list(faults_at_every_size(page, shots=shots("receipt"))) == []


@pytest.mark.parametrize("kind", ["maalbilde", "plan"])
def test_a_whole_document_can_be_read_on_a_phone_and_by_desk(open_page, kind):
    """Tables, map and bars, and everything that is new in them, unfolded."""
    initiative = writing_world.at_forprosjekt()
    document = writing_world.document(initiative, kind)
    asked = [Asked(one) for one in signing_world.partners(initiative, 3)]
    said = contents.content(kind)
    signing_world.all_endorse(signing_world.opened(signing_world.version(document, said=said), parties=asked))
    for path, value in contents.leaves(said):
        if path[-1] in ("subject", "result", "title", "body") and value:
            said = contents.changed(said, path, f"{value} Østersjøveiutbyggingsinteressentskapsmøteprotokoll")
    new = signing_world.version(document, said=said)
    invitation = signing_world.invitations(signing_world.opened(new, parties=asked))[0]

    page = confirmed_page(open_page, invitation)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")

    assert page.locator("svg[role=img]").count() == {"maalbilde": 2, "plan": 1}[kind]
    assert page.locator(".row-change").count() > 3
    assert list(faults_at_every_size(page, shots=shots(f"whole-{kind}"))) == []


def test_the_coordinators_page_is_accessible_and_fits(open_page):
    version = signing_world.version()
    initiative = version.document.initiative
    partners = signing_world.partners(initiative, 3)
    partners.append(partners_world.startup_partner(initiative, "Arendal eiendom", joint=True))
    where = reverse("signing:rounds", args=[initiative.pk, version.document_id])
    page = open_page(where, user=world.coordinator_of(initiative))
    assert list(faults_at_every_size(page, shots=shots("open"))) == []

    signing_world.voided(signing_world.opened(version, parties=[Asked(one) for one in partners]))
    asked_in = signing_world.opened(
        version,
        parties=[Asked(one, group=1 + place // 3, is_required=place != 1) for place, one in enumerate(partners)],
        is_ordered=True,
    )
    rows = signing_world.invitations(asked_in)
    signing_world.acted(rows[0], ActKind.RESERVATION)
    signing_world.acted(rows[1], ActKind.DECLINE)
    page.goto(where)
    for summary in page.locator("main summary").all():
        summary.click()
    assert list(faults_at_every_size(page, shots=shots("rounds"))) == []

    signing_world.voided(asked_in)
    signing_world.all_endorse(signing_world.opened(version, parties=[Asked(one) for one in partners[:2]]))
    page.goto(where)
    page.get_by_text("Spør på nytt om samme versjon").click()
    assert list(faults_at_every_size(page, shots=shots("completed"))) == []
