"""The road: from a passed beslutningspunkt 1 to step 3 through pages and mails alone, the partners without script."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from accounts.models import User
from initiatives.models import Initiative
from tests import forprosjekt_world, gates_world, world
from tests.access.twins import files_under
from tests.browser.forprosjekt_cast import BODIES, PLAN, RESIDENTS, SAWMILL, TOWN, Body, Signer
from tests.browser.plugin import SHOTS
from tests.browser.road import Clock, Member, Open, Visitor, clock_from, last_mail, link_in, signing_code, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLACE, MAALBILDE = "Pådriv Arendal", "Målbilde for Pådriv Arendal – Indre havn"
PHONE = {"width": 360, "touch": True, "js": False}
FUTURE = "Det er tirsdag i februar, og kaia er full av folk."
RESERVATION = "Tallfest målet for transport."


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    with files_under(tmp_path):
        yield


def test_three_organisations_walk_from_gate_one_to_step_three(open_page: Open, site: str) -> None:
    with clock_from("2026-01-02 10:00") as clock:
        initiative, decider = passed_gate_one(clock)
        kari = Member(open_page, site, world.coordinator_of(initiative))
        describe_the_place(kari)
        mobilise(kari)
        write_the_maalbilde(kari)
        contacts = [accept(open_page, body) for body in BODIES]
        propose_a_text(contacts[0])
        clock.move_to("2026-03-17 09:00")
        take_the_text_in_and_freeze(kari)
        ask_the_partners(kari)
        clock.move_to("2026-03-19 20:00")
        everybody_answers(open_page, kari)
        clock.move_to("2026-04-20 09:00")
        answer_the_reservation(kari)
        give_the_basis_out(kari)
        clock.move_to("2026-05-11 12:00")
        for body, contact in zip(BODIES, contacts, strict=True):
            decide_at_home(contact, body)
        read_the_completed_copy(contacts[0])
        clock.move_to("2026-05-20 12:00")
        pass_gate_two(Member(open_page, site, decider))
        step_three_has_the_plan(kari)


def shot(who: Visitor, name: str) -> None:
    """For people who look."""
    if SHOTS:
        who.page.screenshot(path=f"{SHOTS}/road-{name}.png", full_page=True)


def passed_gate_one(clock: Clock) -> tuple[Initiative, User]:
    """An initiative in step 2, and its decider. Three of the organisations that want to take part are in the cast."""
    initiative = gates_world.named(world.initiative("Arendal"))
    decider = world.decider_of(initiative)
    clock.move_to("2026-02-10 09:00")
    sawmill = world.organisation(SAWMILL.name, "company")
    gates_world.held_meeting(
        initiative,
        bodies=[
            {"name": SAWMILL.name, "group": "landowners", "organisation": sawmill},
            {"name": RESIDENTS.name, "group": "residents"},
            {"name": TOWN.name, "group": "public", "organisation": initiative.owner},
        ],
    )
    gates_world.decided(initiative, by=decider)
    return initiative, decider


def describe_the_place(kari: Member) -> None:
    kari.comes_back_to(PLACE)
    kari.reads("Begynn med å avgrense området dere skal arbeide i.")
    kari.follow("Avgrens området")
    add(kari, "Legg til et område", name="Indre havn")
    kari.follow("Legg inn grensen Indre havn")
    kari.fill(geojson=json.dumps(forprosjekt_world.polygon()))
    kari.press("Lagre grensen")
    kari.page.get_by_role("img", name="Kart over Indre havn").wait_for()
    add(kari, "Legg til noe Pådriv kan forsterke", subject="Byttebua", added_value="Flere kan bruke den.")

    kari.follow("Utfordringer", within="main")
    add(kari, "Legg til en utfordring", title="Tomme lokaler")
    add(kari, "Legg til en barriere", title="Kaikanten eies av mange", description="Eierne møtes hver måned.")
    kari.follow("Finansiering", within="main")
    add(kari, "Legg til en kilde", provider="Fylkeskommunen", amount_low="600 000")

    kari.follow("Plan", within="main")
    for title, result in PLAN.items():
        kari.follow(f"Endre {title}")
        kari.select(owner="Kari Nilsen")
        kari.fill(starts_on="2026-08-01", ends_on="2026-12-15", cost="100 000", result=result)
        kari.press("Lagre")
        kari.reads(result)
    kari.reads("500 000 kr")
    kari.unfold("Legg til en oppgave")
    kari.select(owner="Kari Nilsen")
    kari.fill(title="Søke om tilskudd", due_on="2026-09-01")
    kari.press("Legg til")
    kari.reads("Søke om tilskudd")


def add(kari: Member, summary: str, **fields: str) -> None:
    """A row of one of the forprosjekt's tables; it is there when the table shows it."""
    kari.unfold(summary)
    kari.fill(**fields)
    kari.press("Legg til", within="main details[open]")
    kari.page.locator("main .work-row", has_text=next(iter(fields.values()))).first.wait_for()


def mobilise(kari: Member) -> None:
    for body in BODIES:
        kari.follow("Partnere", within=".tabs")
        kari.follow(body.name, within="main")
        kari.sees(body.name)
        kari.follow("Legg til kontaktperson")
        kari.fill(name=body.contact, email=body.email)
        kari.press("Legg til kontaktpersonen")
        for signer in body.signers:
            name_a_signatory(kari, signer)
        if len(body.signers) > 1:
            kari.follow("Endre om én eller to signerer")
            kari.choose("To i fellesskap")
            kari.press("Lagre")
            kari.reads("To signerer i fellesskap.")
        kari.follow("Endre status")
        kari.select(stage="Oppstartspartner")
        kari.press("Endre status")
        kari.sees(body.name)
        kari.reads("Interessert →")
    work()


def name_a_signatory(kari: Member, signer: Signer) -> None:
    kari.follow("Oppgi en som kan signere")
    kari.fill(name=signer.name, email=signer.email, title=signer.title, reference=signer.reference)
    kari.choose(signer.basis)
    kari.press("Lagre")
    kari.reads("Personen er lagt til.")


def write_the_maalbilde(kari: Member) -> None:
    kari.follow("Oversikt", within=".tabs")
    kari.reads("Partnerne er samlet. Begynn på det felles målbildet.")
    kari.follow("Begynn på målbildet")
    write_all(kari, "Målbilde", "Sammendrag")
    kari.reads("11 av 11 deler er skrevet.")
    kari.unfold("Del med partnerne")
    kari.choose("Sammendrag")
    kari.choose("Framtidsbildet")
    kari.press("Lagre delingen")
    kari.reads("Delingen er lagret.")


def write_all(kari: Member, kind: str, first: str) -> None:
    """Every section somebody writes, one after the other; what the template says in one already stands."""
    kari.press(f"Begynn å skrive {kind}")
    kari.follow(first, within="main")
    kari.follow("Skriv")
    while kari.page.url.endswith("/skriv/"):
        title = kari.page.get_by_role("heading", level=1).inner_text()
        if not kari.page.locator("[name=body]").input_value():
            kari.fill(body="Vi vil ha **liv** i Indre havn hele året.")
        kari.press("Lagre og gå til neste del")
        kari.reads(f"«{title}» er lagret.")


def accept(open_page: Open, body: Body) -> Visitor:
    contact = Visitor(open_page(link_in(last_mail(body.email), "kontaktperson"), **PHONE), body.email)
    contact.reads(f"Vil du være kontaktperson for {body.name}?")
    contact.press("Ja, send meg en kode")
    contact.give_code("Logg inn")
    contact.sees("Min side")
    contact.reads("Les «Målbilde» for Pådriv Arendal, og si hva du mener.")
    assert contact.page.locator(".waiting__one").count() == 1, "nothing is to be decided yet"
    return contact


def propose_a_text(gro: Visitor) -> None:
    gro.follow("Les teksten")
    gro.reads("Her er delene som er delt med partnerne.")
    assert gro.page.locator(".section-row").count() == 2, "the rest is not shared"
    gro.follow("Framtidsbildet", within="main")
    gro.follow("Foreslå tekst")
    gro.fill(proposal=FUTURE, body="Mer konkret.")
    gro.press("Lagre forslaget")
    gro.reads("Forslaget er lagret. En koordinator eller redaktør kan ta det inn.")
    shot(gro, "proposal")


def take_the_text_in_and_freeze(kari: Member) -> None:
    kari.comes_back_to(PLACE)
    kari.reads("Skriv målbildet ferdig sammen med partnerne, og lås en versjon.")
    kari.follow("Gå til målbildet")
    kari.reads("én åpen kommentar")
    kari.follow("Lås en versjon")
    kari.reads("Lukk de åpne kommentarene til «Framtidsbildet».")
    kari.page.go_back()
    kari.follow("Framtidsbildet", within="main")
    kari.press("Ta inn i teksten")
    kari.reads("Forslaget er tatt inn i teksten.")
    kari.follow(MAALBILDE, within="main")
    freeze(kari)


def freeze(kari: Member) -> None:
    """The document one looks at, as the worker freezes it while one waits."""
    kari.follow("Lås en versjon")
    kari.press("Lås versjonen")
    kari.reads("Versjonen står i kø.")
    work()
    kari.follow("Se versjonen")
    kari.reads("Teksten kan ikke endres.")


def ask_the_partners(kari: Member) -> None:
    kari.follow("Oversikt", within=".tabs")
    kari.reads("Målbildet er låst som versjon 1. Spør partnerne om de stiller seg bak.")
    kari.follow("Spør partnerne")
    kari.fill(deadline="2026-04-10")
    kari.press("Åpne runden og send spørsmålene")
    kari.reads("0 av 3 har svart")
    work()


def everybody_answers(open_page: Open, kari: Member) -> None:
    leader, treasurer = RESIDENTS.signers
    endorse(open_page, SAWMILL, SAWMILL.signers[0])
    endorse_with_reservation(open_page, TOWN, TOWN.signers[0])
    endorse(open_page, RESIDENTS, leader)
    kari.comes_back_to(PLACE)
    kari.reads("2 av 3 partnere har svart på målbildet. Fristen er 10. april 2026.")

    endorse(open_page, RESIDENTS, treasurer)
    work()
    for body in BODIES:
        for signer in body.signers:
            assert f"Kvittering: {body.name} stiller seg bak" in last_mail(signer.email, "Kvittering").subject
            last_mail(signer.email, "Fullført")
    last_mail(kari.email, "fullført")


def asked(open_page: Open, body: Body, signer: Signer) -> Visitor:
    """The signatory on the page with the text and the answers, by the mail's link and the code."""
    letter = last_mail(signer.email, "Svar innen")
    guest = Visitor(open_page(link_in(letter, "tilslutning"), **PHONE), signer.email)
    guest.reads(f"{PLACE} spør om {body.name} stiller seg bak denne teksten.")
    guest.press("Send meg en kode")
    guest.fill(code=signing_code(signer.email))
    guest.press("Gå videre")
    guest.page.get_by_role("heading", name=f"Svar for {body.name}").wait_for()
    guest.reads(FUTURE)
    shot(guest, f"asked-{signer.name}")
    return guest


def endorse(open_page: Open, body: Body, signer: Signer) -> None:
    guest = asked(open_page, body, signer)
    guest.press("Vi stiller oss bak")
    confirm(guest, "stiller seg bak", f"stiller seg bak målbildet for {PLACE}, versjon 1 av 17. mars 2026.")


def endorse_with_reservation(open_page: Open, body: Body, signer: Signer) -> None:
    guest = asked(open_page, body, signer)
    guest.unfold("Vi stiller oss bak med merknad")
    guest.select(section="Mål og bærekraft")
    guest.fill(reservation=RESERVATION)
    guest.press("Gå videre med merknaden")
    confirm(guest, "stiller seg bak med merknad", f"Merknad til «Mål og bærekraft»: {RESERVATION}")


def confirm(guest: Visitor, answer: str, words: str) -> None:
    """Read the exact words, tick, answer; the words stand on the page afterwards."""
    guest.reads(words)
    guest.choose("Jeg har lest teksten og svarer med disse ordene.")
    guest.press(f"Bekreft: {answer}")
    guest.page.get_by_role("heading", name="Det du har svart").wait_for()
    guest.reads(words)
    guest.page.close()


def answer_the_reservation(kari: Member) -> None:
    kari.comes_back_to(PLACE)
    kari.reads("Partnerne står bak målbildet. Se hva som gjenstår før beslutningspunkt 2.")
    kari.follow("Gå til beslutningspunkt 2")
    kari.sees("Beslutningspunkt 2: Forprosjekt")
    kari.reads("7 av 9 må-krav er oppfylt.")
    kari.reads("Alle 3 står bak, 1 med merknad")
    kari.page.locator(".criterion", has_text="Merknadene til målbildet er besvart").get_by_role("link").click()
    kari.unfold("Svar på merknaden")
    kari.fill(text="Vi tallfester målet i planen for fase 2.")
    kari.press("Send svaret")
    kari.reads("Alle er besvart")
    work()
    assert RESERVATION in last_mail(TOWN.signers[0].email, "Svar på merknaden").body


def give_the_basis_out(kari: Member) -> None:
    for kind, first in (("Plan for fase 2", "Mål for fasen"), ("Beslutningsunderlag for fase 2", "Saksopplysninger")):
        kari.follow("Dokumenter", within=".tabs")
        write_all(kari, kind, first)
        freeze(kari)
    kari.follow("Oversikt", within=".tabs")
    kari.follow("Gå til beslutningspunkt 2")
    kari.press("Del ut til oppstartspartnerne")
    kari.reads("Versjon 1 ble delt ut 20. april 2026.")
    work()


def decide_at_home(contact: Visitor, body: Body) -> None:
    _name, pdf, kind = last_mail(contact.email, "Beslutningsunderlag").attachments[0]
    assert kind == "application/pdf"
    assert "versjon 1 av 17. mars 2026" in printed(io.BytesIO(pdf))
    contact.page.goto("/")
    contact.log_in()
    contact.reads(f"Registrer hva {body.name} har besluttet om veien videre.")
    contact.follow("Registrer beslutningen")
    contact.choose(body.outcome)
    contact.fill(body=body.decides, decided_on="2026-05-07", case_number=body.case_number, conditions=body.conditions)
    contact.press("Registrer beslutningen")
    contact.reads(f"Registrert av {body.contact} 11. mai 2026")
    shot(contact, f"decided-{body.contact}")


def read_the_completed_copy(gro: Visitor) -> None:
    gro.follow("Dokumenter", within=".tabs")
    gro.follow("Åpne Målbilde (runde 1)", within="main")
    gro.follow("versjon 1, 17. mars 2026", within="main")
    gro.follow("Den ferdige utgaven med svarene")
    with gro.page.expect_download() as download:
        gro.page.get_by_role("link", name="Last ned PDF").click()
    words = printed(download.value.path())
    assert all(signer.name in words for body in BODIES for signer in body.signers)
    assert RESERVATION in words


def printed(file: Any) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(file).pages)


def pass_gate_two(jon: Member) -> None:
    jon.comes_back_to(PLACE)
    jon.follow("Gå til beslutningspunkt 2")
    jon.reads("9 av 9 må-krav er oppfylt.")
    jon.reads("Alle har besluttet ja, 1 med vilkår")
    shot(jon, "gate-2")
    jon.choose("Gå videre")
    jon.fill(explanation="Alle tre var enige på møtet i rådhuset 14. april. Referatet ligger i sak 12/26.")
    jon.press("Registrer beslutningen")
    jon.sees("Beslutningspunkt 2: gå videre")
    jon.reads("Det virksomhetene har besluttet")
    work()


def step_three_has_the_plan(kari: Member) -> None:
    kari.comes_back_to(PLACE)
    assert "Etableringsfase" in kari.page.locator(".steps [aria-current=step]").inner_text()
    kari.reads("Planen er blitt til aktivitetene i steget.")
    kari.follow("Se aktivitetene")
    for title, result in PLAN.items():
        activity = row_of(kari, title)
        assert "Ansvarlig: Kari Nilsen" in activity
        assert "Frist: 15. desember 2026" in activity
        assert f"Resultat: {result}" in activity
    condition = row_of(kari, f"Vilkår fra {TOWN.name}")
    assert TOWN.conditions in condition
    assert f"Ansvarlig: {TOWN.name}" in condition
    shot(kari, "step-3")


def row_of(kari: Member, title: str) -> str:
    return str(kari.page.locator(".work-row", has_text=title).inner_text()).replace("\xa0", " ")
