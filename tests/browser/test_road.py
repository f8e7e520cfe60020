"""The road: from an empty database to step 2 through pages and mails alone, with script and without."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import icalendar
import pytest
from django.core.management import call_command
from pypdf import PdfReader

from tests import world
from tests.browser.plugin import sideways_scroll
from tests.browser.road import OSLO, Clock, Open, Visitor, clock_from, last_mail, link_in, mails_to, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADMIN, KARI, JON = "tuva@foreningen.example", "kari@lillevik.example", "jon@lillevik.example"
PHONE = {"width": 360, "touch": True}
_BODIES = (
    ("Lillevik kommune", "Offentlig sektor"),
    ("Sørlandet fylkeskommune", "Offentlig sektor"),
    ("Kaia Kafé", "Lokalt næringsliv"),
    ("Sagbruket Eiendom AS", "Grunneiere"),
    ("Bryggebyen vel", "Beboere og beboerforeninger"),
    ("Innovasjonsparken", "Innovasjonsmiljø"),
    ("Høgskolen i Sør", "Universiteter, studenter og FoU-aktører"),
    ("Frivilligsentralen", "Frivillighet og sivilsamfunn"),
    ("Sør Energi", "Annet næringsliv"),
)
_NAMES = ["Anna", "Bo", "Carl", "Dina", "Eli", "Finn", "Guro", "Hans", "Ida"]
_NAMES += ["Jo", "Knut", "Liv", "Mia", "Nora", "Odd", "Per", "Ragna", "Siv"]
GUESTS = [
    (f"Gjest {name}", f"{name.lower()}@gjest.example", *_BODIES[number % len(_BODIES)])
    for number, name in enumerate(_NAMES)
]
ANNA, BO, CARL = (guest[1] for guest in GUESTS[:3])
VERA = "vera@gjest.example"


@pytest.mark.parametrize(
    "js",
    [pytest.param(True, id="with-script"), pytest.param(False, id="without-script", marks=pytest.mark.one_database)],
)
def test_a_city_walks_from_nothing_to_step_two(open_page: Open, js: bool) -> None:
    with clock_from("2026-03-02 09:00") as clock:
        kari = invite_the_coordinator(open_page, js=js)
        create_the_initiative(kari)
        jon = name_the_decider(open_page, kari, js=js)
        plan_the_meeting(kari)
        invite_a_list(kari)
        guests_answer(open_page, kari, clock, js=js)
        the_door_is_open(open_page, kari, clock, js=js)
        interest_is_declared(open_page, kari, clock, js=js)
        close_and_publish(open_page, kari, clock, js=js)
        decide(jon, clock)


def invite_the_coordinator(open_page: Open, *, js: bool) -> Visitor:
    call_command("invite_admin", ADMIN, name="Tuva Skjærvø")
    work()
    tuva = Visitor(open_page(link_in(last_mail(ADMIN), "konto"), js=js), ADMIN)
    tuva.log_in()
    tuva.follow("Brukere", within="header")
    tuva.follow("Inviter koordinator")
    tuva.confirm()
    tuva.sees("Inviter en koordinator")
    tuva.fill(name="Kari Nilsen", email=KARI)
    tuva.fill(organisation_number=world.organisation_number(), organisation_name="Lillevik kommune")
    tuva.page.get_by_label("Type virksomhet").select_option(label="kommune")
    tuva.press("Send invitasjonen")
    tuva.reads("Kari Nilsen har fått tilgang, og en e-post er på vei.")
    work()

    kari = Visitor(open_page("/", js=js), KARI)
    assert "/konto/logg-inn/" in last_mail(KARI).body
    kari.log_in()
    kari.sees("Mine initiativer")
    kari.reads("Du er klar til å begynne.")
    return kari


def create_the_initiative(kari: Visitor) -> None:
    kari.follow("Opprett initiativ", within="main")
    kari.sees("Nytt initiativ")
    kari.fill(place_name="Lillevik", municipality_text="Grimstad", reason="Sentrum har stått stille i tretti år.")
    kari.choose("Bygd")
    kari.press("Opprett initiativet")
    kari.sees("Pådriv Lillevik")
    kari.reads("Planlegg et sonderingsmøte, så dere finner ut om flere vil være med.")

    kari.follow("Opplysninger", within=".tabs")
    kari.fill(organisation_text="Lillevik kommune", area_name="Indre havn", process_lead_name="Liv Moe")
    kari.fill(area_description="Fra brua til brygga.", contact_name="Ola Berg", contact_email="ola@lillevik.example")
    kari.fill(contact_phone="912 34 567", data_controller="Lillevik kommune")
    kari.press("Lagre opplysningene")
    kari.reads("Opplysningene er lagret.")


def name_the_decider(open_page: Open, kari: Visitor, *, js: bool) -> Visitor:
    kari.follow("Medlemmer", within=".tabs")
    kari.fill(name="Jon Dahl", email=JON)
    kari.page.locator("form[action$='/inviter/']").get_by_label(re.compile("^Leser")).check()
    kari.press("Send invitasjonen")
    kari.reads("Invitasjonen er lagt i køen for utsending.")
    work()

    jon = Visitor(open_page(link_in(last_mail(JON), "bli-med"), js=js), JON)
    jon.sees("Pådriv Lillevik")
    jon.press("Ja, jeg blir med")
    jon.log_in()
    jon.follow("Pådriv Lillevik", within="main")
    jon.sees("Pådriv Lillevik")

    kari.follow("Medlemmer", within=".tabs")
    kari.unfold("Endre Jon Dahl")
    kari.page.locator("details[open]").get_by_role("link", name="Utpek som beslutningstaker").click()
    kari.confirm()
    kari.fill(title="kommunedirektør", basis="delegert myndighet, sak 12/26")
    kari.press("Utpek")
    kari.reads("Kommunedirektør · delegert myndighet, sak 12/26")
    return jon


def plan_the_meeting(kari: Visitor) -> None:
    kari.follow("Oversikt", within=".tabs")
    kari.follow("Planlegg møtet")
    kari.sees("Planlegg et sonderingsmøte")
    kari.fill(day="2026-03-24", start="18:00", end="20:30", answer_by="2026-03-17", venue="Lillevik kulturhus")
    kari.fill(
        sender_name="Kari Nilsen", sender_title="kommunedirektør", initiator_address="Rådhusgata 4, 4876 Lillevik"
    )
    kari.fill(interest_threshold="3", serving="Vi serverer kaffe.", short_reason="Sentrum har stått stille for lenge.")
    kari.press("Lagre møtet")
    kari.sees("Trenger Lillevik et Pådriv?")

    kari.follow("Program", within=".meeting-nav")
    kari.reads("Lengden er innenfor de to til tre timene metoden anbefaler.")
    kari.unfold("Legg til en post")
    kari.page.get_by_label("Post", exact=True).fill("Befaring på kaia")
    kari.page.get_by_label("Minutter", exact=True).fill("15")
    kari.press("Legg til")
    kari.reads("Befaring på kaia")
    kari.reads("Invitasjonen sier at møtet slutter kl. 20.30")
    item = kari.page.locator(".programme__item", has_text="Befaring på kaia")
    item.get_by_role("link", name="Fjern «Befaring på kaia»").click()
    kari.press("Fjern «Befaring på kaia»")
    item.wait_for(state="detached")


def invite_a_list(kari: Visitor) -> None:
    kari.follow("Invitasjonsliste", within=".meeting-nav")
    lines = ["Navn;E-post;Virksomhet;Gruppe", *(";".join(guest) for guest in GUESTS), "Uten adresse;ikke-en-adresse;;"]
    kari.fill(text="\n".join(lines))
    kari.press("Kontroller listen")
    kari.reads("Ingenting er lagret ennå.")
    kari.reads("Én linje må rettes")
    kari.press("Sett 18 personer på listen")
    kari.reads("18 personer på listen")

    kari.follow("Brev", within=".meeting-nav")
    kari.follow("Forhåndsvis som mottaker")
    kari.sees("Slik ser Gjest Anna invitasjonen")
    kari.reads("Emne:")
    kari.follow("Åpne brevet")
    kari.reads("Trenger Lillevik et Pådriv?")
    kari.page.go_back()

    kari.follow("Send", within=".meeting-nav")
    kari.press("Send en prøve til meg")
    kari.reads("En prøve er på vei til e-postadressen din.")
    work()
    assert attached(last_mail(KARI), "application/pdf")
    kari.press("Send til 18 personer")
    kari.reads("Invitasjonene står i kø og sendes nå.")
    work()
    kari.follow("Send", within=".meeting-nav")
    kari.reads("Alle på listen har fått invitasjon")
    for _name, address, *_rest in GUESTS:
        _check_the_invitation(last_mail(address))


def _check_the_invitation(message: Any) -> None:
    pages = PdfReader(io.BytesIO(attached(message, "application/pdf")[0])).pages
    words = " ".join(page.extract_text() for page in pages)
    assert "Trenger Lillevik" in words
    calendar = icalendar.Calendar.from_ical(next(part for part, kind in message.alternatives if "calendar" in kind))
    assert calendar["METHOD"] == "REQUEST"
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 3, 24, 18, tzinfo=OSLO)


def attached(message: Any, mimetype: str) -> list[bytes]:
    return [content for _name, content, kind in message.attachments if kind == mimetype]


def guests_answer(open_page: Open, kari: Visitor, clock: Clock, *, js: bool) -> None:
    clock.move_to("2026-03-09 20:00")
    anna = guest(open_page, ANNA, js=js)
    anna.sees("Trenger Lillevik et Pådriv?")
    assert not js or sideways_scroll(anna.page) == 0  # the width is asked for by script
    anna.press("Kommer")
    anna.reads("Svaret ditt: kommer")
    anna.fill(need="Teleslynge")
    anna.press("Lagre tilrettelegging")
    anna.reads("Teleslynge")

    bo = guest(open_page, BO, js=js)
    bo.press("Kommer ikke")
    bo.reads("Svaret ditt: kommer ikke")

    carl = guest(open_page, CARL, js=js)
    carl.unfold("Sender en annen")
    carl.fill(substitute_name="Vera Vikar", substitute_email=VERA)
    carl.press("Send invitasjonen videre")
    carl.reads("Vi har sendt invitasjonen til Vera Vikar.")
    work()
    assert len(mails_to(ANNA)) >= 2, "an answer is receipted"
    vera = guest(open_page, VERA, js=js)
    vera.press("Kommer")
    vera.reads("Svaret ditt: kommer")

    kari.page.goto("/")
    kari.log_in()
    kari.follow("Pådriv Lillevik", within="main")
    kari.follow("Se svarene")
    row = kari.page.locator(".answer-row", has_text="Gjest Anna")
    row.get_by_text("kommer", exact=True).wait_for()
    assert "Teleslynge" in row.inner_text()
    row = kari.page.locator(".answer-row", has_text="Gjest Dina")
    row.get_by_label("Svar fra Gjest Dina").select_option(label="Kommer")
    row.get_by_role("button", name="Registrer").click()
    kari.page.locator(".answer-row", has_text="Gjest Dina").get_by_text("registrert av Kari Nilsen").wait_for()


def guest(open_page: Open, address: str, *, js: bool) -> Visitor:
    """Somebody on a phone who opens the link in the invitation."""
    return Visitor(open_page(link_in(last_mail(address, "Invitasjon"), "svar"), js=js, **PHONE), address)


def the_door_is_open(open_page: Open, kari: Visitor, clock: Clock, *, js: bool) -> None:
    clock.move_to("2026-03-24 17:30")
    door = Visitor(open_page(kari.page.url.replace("/svar/", "/oppmote/"), js=js, **PHONE), KARI)
    door.log_in()
    door.sees("Oppmøte")
    assert "0 av 19" in door.page.locator("#attendance-counter").inner_text()
    names = [name for name, address, *_rest in GUESTS if address not in (BO, CARL)] + ["Vera Vikar"]
    for number, name in enumerate(names, start=1):
        row = door.page.locator(".door-row", has_text=name)
        row.get_by_role("button").click()
        door.page.locator(".door-row[data-here]", has_text=name).wait_for()
        assert door.page.locator("#attendance-counter").inner_text().startswith(f"{number} av")
    door.unfold("Ny deltaker")
    door.fill(name="Innom Tilfeldig", organisation="Lillevik idrettslag", email="innom@gjest.example")
    door.press("Registrer som møtt")
    door.page.locator(".door-row[data-here]", has_text="Innom Tilfeldig").wait_for()
    assert door.page.locator("#attendance-counter").inner_text() == "18 av 20"


def interest_is_declared(open_page: Open, kari: Visitor, clock: Clock, *, js: bool) -> None:
    clock.move_to("2026-03-24 20:10")
    kari.page.goto(kari.page.url.replace("/svar/", "/interesse/skjerm/"))
    kari.log_in()
    address = kari.page.locator(".qr__address").inner_text().strip()
    path = "/interesse/" + address.partition("/interesse/")[2]
    for name, organisation, level in (
        ("Gjest Anna", "Lillevik kommune", "Ja, som mulig oppstartspartner"),
        ("Gjest Dina", "Sagbruket Eiendom AS", "Ja, i en arbeidsgruppe"),
        ("Gjest Eli", "Bryggebyen vel", "Ja, i en arbeidsgruppe"),
        ("Innom Tilfeldig", "Lillevik idrettslag", "Ikke nå, men hold meg orientert"),
    ):
        phone = Visitor(open_page(path, js=js, **PHONE), "")
        phone.sees("Interesseerklæring")
        phone.fill(name=name, organisation=organisation)
        phone.choose("Ja")
        phone.choose(level)
        phone.press("Send svaret")
        phone.reads("Svaret er registrert. Du kan lukke siden.")
        phone.page.close()

    kari.follow("Interesse", within=".meeting-nav")
    kari.reads("4 må kobles til en virksomhet")
    for left in (3, 2, 1, 0):
        row = kari.page.locator(".answer-row", has_text="ikke koblet").first
        row.locator("form").first.get_by_role("button").click()
        kari.page.locator(".answer-row", has_text="ikke koblet").nth(left).wait_for(state="detached")
    kari.reads("3 av 3")
    kari.reads("terskelen er nådd")


def close_and_publish(open_page: Open, kari: Visitor, clock: Clock, *, js: bool) -> None:
    clock.move_to("2026-03-25 09:00")
    kari.page.goto("/")
    kari.log_in()
    kari.follow("Pådriv Lillevik", within="main")
    kari.reads("Møtet er over. Se over oppmøtet og avslutt møtet.")
    kari.follow("Avslutt møtet", within=".next-step")
    kari.press("Avslutt møtet")
    kari.sees("Møtet er avsluttet")
    kari.follow("Skriv referatet")
    text = kari.page.locator("[name=body]").input_value()
    assert "Vi var 18 deltakere" in text.replace("\xa0", " ")
    kari.fill(body=f"{text}\n\nVi møtes igjen i april.", interest_until="2026-04-20")
    kari.press("Lagre referatet")
    kari.reads("Slik leser deltakerne det")

    clock.move_to("2026-04-09 09:00")  # later than the method recommends, so that the decider must say why
    kari.page.goto(kari.page.url)
    kari.log_in()
    kari.press("Publiser referatet")
    kari.reads("publisert")
    work()

    finn = last_mail("finn@gjest.example")
    reader = Visitor(open_page(link_in(finn, "referat"), js=js, **PHONE), "")
    reader.reads("Vi møtes igjen i april.")
    reader.page.goto(link_in(finn, "interesse"))
    reader.sees("Interesseerklæring")
    reader.choose("Usikker")
    reader.choose("Ja, i en arbeidsgruppe")
    reader.press("Send svaret")
    reader.reads("Takk for svaret")


def decide(jon: Visitor, clock: Clock) -> None:
    clock.move_to("2026-04-13 10:00")
    jon.page.goto("/")
    jon.log_in()
    jon.follow("Pådriv Lillevik", within="main")
    jon.page.locator(".next-step").get_by_role("link").click()
    jon.sees("Beslutningspunkt 1: Sonderingsmøte")
    jon.reads("8 av 8 må-krav er oppfylt.")
    reason = jon.page.get_by_label("Hvorfor går dere videre selv om dette ikke er oppfylt?")
    reason.fill("Referatet ble forsinket av påsken.")
    jon.choose("Gå videre")
    jon.press("Registrer beslutningen")
    jon.sees("Beslutningspunkt 1: gå videre")
    jon.reads("Referatet ble forsinket av påsken.")

    jon.follow("Oversikt", within=".tabs")
    jon.sees("Pådriv Lillevik")
    assert "Forprosjekt" in jon.page.locator(".steps [aria-current=step]").inner_text()
    work()
    jon.page.go_back()
    with jon.page.expect_download() as download:
        jon.follow("Last ned PDF-en")
    assert "Jon Dahl" in PdfReader(download.value.path()).pages[0].extract_text()
