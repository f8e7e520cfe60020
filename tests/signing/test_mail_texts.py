"""The mails the association words: what is published is what is sent, and a mail never goes out without words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.access import NotReady
from documents.known_placeholders import KNOWN
from documents.models import TemplateVersion
from documents.services import templates
from documents.starting import MAIL_TEXTS
from initiatives import services as initiatives
from initiatives.models import Initiative
from mail.sending import send_waiting
from signing.kinds.mails import KINDS
from signing.services import codes, course, deadlines
from signing.states import ActKind
from signing.tasks import hourly
from tests import signing_world, world

pytestmark = pytest.mark.django_db


def reworded(key: str, *, subject: str, opening: str, ending: str) -> TemplateVersion:
    """A new version of one mail with these words, published."""
    by = world.association_admin()
    draft = templates.start_draft(key, by=by)
    templates.edit_template(draft, {"title": subject}, revision=1, by=by)
    for part, body in (("aapning", opening), ("avslutning", ending)):
        templates.edit_template_section(draft.sections.get(key=part), {"body": body}, revision=1, by=by)
    draft.refresh_from_db()
    return templates.publish(draft, seen=templates.digest_of(draft), by=by)


def draft_of(key: str) -> TemplateVersion:
    return templates.start_draft(key, by=world.association_admin())


def happens(key: str, clock_at: Any) -> None:
    """What brings the mail about."""
    asked_in = signing_world.opened()
    row, initiative = signing_world.invitations(asked_in)[0], asked_in.initiative
    by = world.coordinator_of(initiative)
    if key == "signing_code":
        codes.send_code(row, session="en nettleser")
    elif key == "signing_receipt":
        signing_world.acted(row)
    elif key == "signing_reminder":
        clock_at("2026-03-13 10:00")
        hourly()
    elif key == "round_extended":
        deadlines.extend(asked_in, deadline=asked_in.deadline + timedelta(days=7), by=by)
    elif key in ("round_held", "round_runs_on"):
        initiatives.hold(initiative, reason="Vi venter på budsjettet.", by=by)
        course.hold_all(initiative, by=by)
        if key == "round_runs_on":
            course.run_on(Initiative.objects.get(), by=by)
            initiatives.resume(initiative, by=by)
    elif key == "round_completed":
        signing_world.all_endorse(asked_in)
    elif key == "round_failed":
        signing_world.acted(row, ActKind.DECLINE)
    elif key == "round_expired":
        clock_at("2026-03-17 10:00")
        deadlines.expire_due()
    elif key == "round_voided":
        signing_world.voided(asked_in)


def test_every_mail_to_those_who_are_asked_is_the_associations():
    ours = {"signing_news"}  # to coordinators, about what happened

    assert {text.key for text in MAIL_TEXTS} == {kind.key for kind in KINDS} - ours


def test_what_is_published_is_what_is_sent_and_facts_and_button_stay():
    asked_in = signing_world.opened(number=2)
    reworded(
        "signing_request",
        subject="{virksomhet_navn}: {dokument_tittel}",
        opening="Vi i {initiativ_navn} trenger dere.",
        ending="Svar før {svarfrist}.\n\nTakk!",
    )

    send_waiting()

    sent = next(one for one in mail.outbox if one.subject.startswith("Havnebanken: Målbilde for Pådriv"))
    body = str(sent.body)
    assert "Vi i Pådriv Arendal trenger dere." in body
    assert "\n\nTakk!\n\n" in body
    order = [body.index(part) for part in ("trenger dere", "Ditt grunnlag:", "Les og svar:", "Svar før", "Spørsmål?")]
    assert order == sorted(order)
    assert "ta stilling til" not in body
    assert asked_in.parties.count() == 2


def test_the_code_and_the_receipt_are_worded_by_the_association_too():
    row = signing_world.invitations(signing_world.opened())[0]
    reworded("signing_code", subject="Kode", opening="Her er koden:", ending="Hold den for deg selv.")
    reworded("signing_receipt", subject="{virksomhet_navn} {svar}", opening="Takk for svaret.", ending="")

    codes.send_code(row, session="en nettleser")
    act = signing_world.acted(row, ActKind.RESERVATION)
    send_waiting()

    code = next(str(one.body) for one in mail.outbox if one.subject == "Kode")
    assert "Her er koden:" in code
    assert "Hold den for deg selv." in code
    receipt = next(one for one in mail.outbox if one.subject == "Havnebanken stiller seg bak med merknad")
    assert f"> {act.statement}" in str(receipt.body)


def test_a_draft_changes_no_mail():
    signing_world.opened()
    draft = draft_of("signing_request")
    templates.edit_template(draft, {"title": "Utkast"}, revision=1, by=world.association_admin())

    send_waiting()

    assert not [one for one in mail.outbox if one.subject == "Utkast"]


def test_a_value_is_never_read_as_a_placeholder():
    initiative = world.initiative()
    initiative.place_name = "{svarfrist} {feil}"
    initiative.save(update_fields=["place_name"])
    signing_world.opened(signing_world.version(signing_world.document(initiative)))

    send_waiting()

    assert any("Pådriv {svarfrist} {feil} ber" in str(one.body) for one in mail.outbox)


def test_the_parts_of_a_mail_stand_still_and_it_cannot_be_retired():
    draft, by = draft_of("round_voided"), world.association_admin()
    part = draft.sections.get(key="aapning")

    for act in (
        lambda: templates.add_template_section(draft, title="Ny", by=by),
        lambda: templates.remove_template_section(part, by=by),
        lambda: templates.move_template_section(part, up=False, by=by),
    ):
        with pytest.raises(NotReady, match="ligger fast"):
            act()
    with pytest.raises(NotReady, match="må finnes"):
        templates.retire(TemplateVersion.objects.get(kind="round_voided", state="published"), by=by)


@pytest.mark.parametrize(
    ("opening", "ending", "reason"),
    [
        ("   ", "Hei.", "Skriv noe i den første delen."),
        ("Til {målbilde_dato}.", "", "Plassholderen «{målbilde_dato}» finnes ikke."),
        ("Hei.", "Svar før {svarfristen}.", "Mente du «{svarfrist}»?"),
    ],
)
def test_a_mail_that_says_nothing_or_names_what_it_cannot_is_not_published(opening, ending, reason):
    with pytest.raises(NotReady) as refused:
        reworded("round_failed", subject="Over", opening=opening, ending=ending)

    assert reason in " ".join(map(str, refused.value.verdict.reasons))


@pytest.mark.parametrize("text", MAIL_TEXTS, ids=lambda text: text.key)
def test_every_placeholder_of_a_mail_has_its_value_when_it_is_sent(text, clock_at):
    """Publishing accepts all of the list, so building must fill all of it."""
    everything = " ".join(f"{{{name}}}" for name in text.placeholders)
    reworded(text.key, subject="Alle", opening=everything, ending=everything)

    clock_at("2026-03-02 10:00")
    happens(text.key, clock_at)
    send_waiting()

    sent = [str(one.body) for one in mail.outbox if one.subject == "Alle"]
    assert sent
    assert all("{" not in body for body in sent)


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(world.association_admin())
    return client


def test_the_list_shows_mails_apart_from_documents(browser: Client):
    page = browser.get("/maler/").content.decode()

    assert (
        page.index("Plan for fase 2") < page.index("E-poster til dem som blir spurt") < page.index("Kode for å svare")
    )


def test_a_part_of_a_mail_is_edited_as_plain_text(browser: Client):
    draft = draft_of("signing_reminder")
    part = draft.sections.get(key="aapning")
    page = f"/maler/{draft.pk}/deler/{part.pk}/"
    form = browser.get(page).content.decode()
    assert 'name="body"' in form
    assert 'name="level"' not in form

    answer = browser.post(page, {"body": "Vi venter på {virksomhet_navn}.", "revision": 1})

    assert answer.status_code == 302
    part.refresh_from_db()
    assert part.body == "Vi venter på {virksomhet_navn}."
    home = browser.get(f"/maler/{draft.pk}/").content.decode()
    assert "Vi venter på {virksomhet_navn}." in home
    assert "Legg til en del" not in home
    assert "Etter delen «åpning» setter e-posten inn svarfristen" in home
    assert "jurist" not in home


def test_the_subject_is_edited_and_a_stale_save_shows_both(browser: Client):
    draft = draft_of("signing_reminder")
    first = browser.post(f"/maler/{draft.pk}/rediger/", {"title": "Svar nå", "revision": 1})
    second = browser.post(f"/maler/{draft.pk}/rediger/", {"title": "Husk å svare", "revision": 1})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Svar nå" in second.content.decode()


@pytest.mark.parametrize("values", ["vanlig", "verst"])
def test_the_preview_shows_the_whole_mail(browser: Client, values: str):
    draft = draft_of("round_voided")

    page = browser.get(f"/maler/{draft.pk}/forhandsvisning/?verdier={values}").content.decode()

    shown = KNOWN["dokument_tittel"]
    assert ("Målbilde for Pådriv Lillevik" in page) is (values == "vanlig")
    assert ("&lt;b&gt;Vest&lt;/b&gt;" in page) is (values == "verst")
    assert shown.nastiest not in page  # never as markup
    assert "Begrunnelsen" in page
    assert "Knappen «Se svaret ditt», for den som har svart" in page
    assert "Nederst står hvem man kan spørre, hvorfor man får e-posten" in page


def test_the_preview_of_the_code_has_no_more_than_its_mail(browser: Client):
    draft = draft_of("signing_code")

    page = browser.get(f"/maler/{draft.pk}/forhandsvisning/").content.decode()

    assert "Hei, Ingrid" not in page
    assert "Nederst står" not in page
