"""Writing in a real browser: what is typed is saved, two in one section lose nothing, and every page is accessible."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.urls import reverse

from documents.models import Section, SectionText
from documents.services import templates
from initiatives.models import Role
from tests import world, writing_world
from tests.browser.axe import faults_at_every_size
from tests.browser.plugin import SHOTS, session_cookie
from tests.writing_world import saved, section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(name: str, row: Section) -> str:
    return reverse(f"documents:{name}", args=[row.document.initiative_id, row.document_id, row.pk])


def written_by(open_page: Any, row: Section, user: Any, **more: Any) -> Any:
    return open_page(address("write", row), user=user, **more)


def now_there(row: Section) -> str:
    return Section.objects.get(pk=row.pk).body


@pytest.mark.one_database
def test_what_is_typed_is_saved_after_a_pause_and_when_one_leaves(open_page):
    row = section()
    page = written_by(open_page, row, world.coordinator_of(row.document.initiative))

    page.get_by_label("Tekst").fill("Vi vil.")
    page.get_by_text("Lagret kl.").wait_for()
    assert now_there(row) == "Vi vil."

    page.get_by_label("Tekst").fill("Vi vil videre.")
    page.get_by_role("link", name="Til delen").click()
    page.get_by_role("heading", name="Kommentarer og forslag").wait_for()
    deadline = time.monotonic() + 10
    while now_there(row) == "Vi vil." and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert now_there(row) == "Vi vil videre."
    assert not SectionText.objects.filter(is_lost=True).exists()


@pytest.mark.one_database
def test_saving_after_autosave_is_no_conflict_with_oneself(open_page):
    row = section()
    page = written_by(open_page, row, world.coordinator_of(row.document.initiative))
    page.get_by_label("Tekst").fill("Vi vil.")
    page.get_by_text("Lagret kl.").wait_for()

    page.get_by_label("Tekst").fill("Vi vil videre.")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_text("Teksten er lagret.").wait_for()
    assert now_there(row) == "Vi vil videre."


def lose_the_answer(route: Any) -> None:
    """The server acts, and nobody hears of it."""
    route.fetch()
    route.abort()


@pytest.mark.one_database
def test_an_answer_that_was_lost_makes_no_conflict_with_oneself(chromium, site):
    row = section()
    visitor = chromium.new_context(base_url=site, locale="nb-NO")
    visitor.add_cookies([session_cookie(world.coordinator_of(row.document.initiative), site)])
    page = visitor.new_page()
    page.goto(address("write", row))

    page.route("**/skriv/", lose_the_answer, times=1)
    page.get_by_label("Tekst").fill("Vi vil.")
    page.get_by_text("Vi fikk ikke kontakt med serveren.").wait_for()
    page.get_by_label("Tekst").fill("Vi vil videre.")
    page.locator("#save-line[data-revision='3']").wait_for(timeout=20_000)
    visitor.close()

    assert now_there(row) == "Vi vil videre."
    assert not SectionText.objects.filter(is_lost=True).exists()


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_two_in_one_section_lose_nothing_and_see_both_texts(open_page, js):
    row = section()
    saved(row, "Byen vår.\n\nSlutt.")
    kari, ola = world.coordinator_of(row.document.initiative), world.member(row.document.initiative, Role.EDITOR)
    first, second = (written_by(open_page, row, user, js=js) for user in (kari, ola))

    first.get_by_label("Tekst").fill("Hele byen vår.\n\nSlutt.")
    first.get_by_role("button", name="Lagre", exact=True).click()
    first.get_by_text("Teksten er lagret.").wait_for()
    second.get_by_label("Tekst").fill("Byen vår.\n\nEn god slutt.")
    second.get_by_role("button", name="Lagre", exact=True).click()
    second.get_by_role("heading", name="To tekster: Sammendrag").wait_for()

    assert "Hele" in second.locator("#deres").inner_text()
    assert "En god slutt." in second.locator("#min").inner_text()
    assert now_there(row) == "Hele byen vår.\n\nSlutt."
    assert SectionText.objects.get(is_lost=True).body == "Byen vår.\n\nEn god slutt."
    second.get_by_role("button", name="Lagre den sammenslåtte teksten").click()
    second.get_by_text("Teksten er lagret.").wait_for()
    assert now_there(row) == "Hele byen vår.\n\nEn god slutt."


@pytest.mark.one_database
def test_autosave_stops_at_a_conflict_and_leads_to_both_texts(open_page):
    row = section()
    page = written_by(open_page, row, world.coordinator_of(row.document.initiative))
    saved(row, "Bygda vår.", by=world.someone("Ola Berg"))

    page.get_by_label("Tekst").fill("Byen vår.")
    page.get_by_text("Ola Berg lagret denne delen").wait_for()
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_role("button", name="Behold min").click()
    page.get_by_text("Teksten er lagret.").wait_for()

    assert now_there(row) == "Byen vår."
    assert SectionText.objects.filter(is_lost=True).count() == 1


@pytest.mark.one_database
def test_going_on_while_the_text_is_being_saved_goes_on(open_page):
    row = section()
    page, held = written_by(open_page, row, world.coordinator_of(row.document.initiative)), []
    page.route("**/skriv/", lambda route: held.append(route), times=1)
    with page.expect_request("**/skriv/"):
        page.get_by_label("Tekst").fill("Vi vil.")

    page.get_by_role("button", name="Lagre og gå til neste del").click()
    held[0].continue_()

    page.get_by_role("heading", name="Stedet og området").wait_for()
    assert page.url.endswith(address("write", section(row.document, "stedet")))
    assert now_there(row) == "Vi vil."


@pytest.mark.one_database
def test_the_preview_is_shown_without_leaving_the_page(open_page):
    row = section()
    page = written_by(open_page, row, world.coordinator_of(row.document.initiative))
    page.get_by_label("Tekst").fill("Vi vil **videre**.")
    page.get_by_role("button", name="Forhåndsvis").click()

    page.locator("#section-preview strong", has_text="videre").wait_for()
    assert page.url.endswith(address("write", row))


def everything() -> tuple[Section, dict[str, str]]:
    """A målbilde partly written, with a comment, a proposal and a losing text; and every page of it."""
    row = section(writing_world.document(writing_world.at_forprosjekt(area_name="Strandsonen")))
    ola = world.member(row.document.initiative, Role.EDITOR, "Ola Berg")
    saved(row, "I 2035 er Strandsonen et sted for alle.\n\n- Liv hele året\n- Trygt å gå", by=ola)
    saved(row, "I 2035 er Strandsonen et levende sted for alle.\n\n- Liv hele året\n- Trygt å gå og sykle")
    saved(section(row.document, "stedet"), "Fra brua til brygga.", by=ola)
    writing_world.shared(row.document, "sammendrag", "stedet")
    writing_world.comment(row, "Bør vi si noe om hvem som eier brygga?", by=ola)
    writing_world.proposed(row, "I 2035 er Strandsonen et levende sted for alle som bor her.", by=ola)
    document = [row.document.initiative_id, row.document_id]
    names = ("section", "write", "history", "propose")
    return row, {
        "index": reverse("documents:index", args=document[:1]),
        "document": reverse("documents:document", args=document),
        "changes": reverse("documents:changes", args=document),
        "compare": reverse("documents:compare", args=document),
        **{name: address(name, row) for name in names},
    }


def shot(name: str) -> str:
    return f"{SHOTS}/{name}" if SHOTS else ""


@pytest.mark.one_database
def test_every_page_of_a_text_is_accessible(open_page):
    row, pages = everything()
    user = world.coordinator_of(row.document.initiative)
    page = open_page("/personvern/", user=user)
    found = {}
    for name, where in pages.items():
        page.goto(where)
        found[name] = list(faults_at_every_size(page, shots=shot(name)))
    late = written_by(open_page, row, user)
    saved(row, "Noe helt annet.", by=world.someone("Åse Dahl"))
    late.get_by_label("Tekst").fill("Min tekst.")
    late.get_by_role("button", name="Lagre", exact=True).click()
    late.get_by_role("heading", name="To tekster").wait_for()
    found["conflict"] = list(faults_at_every_size(late, shots=shot("conflict")))

    assert not any(found.values()), {name: broken for name, broken in found.items() if broken}


@pytest.mark.one_database
def test_every_page_of_the_templates_is_accessible(open_page):
    admin = world.association_admin()
    draft = templates.start_draft("beslutningsunderlag", by=admin)
    row = draft.sections.get(key="forslag")
    templates.edit_template_section(row, {"body": row.body + "\n\n{stednavn}"}, revision=1, by=admin)
    pages = {
        "templates": reverse("documents:templates"),
        "template": reverse("documents:template", args=[draft.pk]),
        "template-section": reverse("documents:template_section", args=[draft.pk, row.pk]),
        "template-preview": reverse("documents:preview_template", args=[draft.pk]) + "?verdier=verst",
    }
    for key in ("meeting_invitation", "invitation_letter", "signing_code"):
        sent = templates.start_draft(key, by=admin)
        part = sent.sections.order_by("position")[0]
        pages |= {
            key: reverse("documents:template", args=[sent.pk]),
            f"{key}-part": reverse("documents:template_section", args=[sent.pk, part.pk]),
            f"{key}-preview": reverse("documents:preview_template", args=[sent.pk]) + "?verdier=verst",
        }
    page = open_page("/personvern/", user=admin)
    found = {}
    for name, where in pages.items():
        page.goto(where)
        found[name] = list(faults_at_every_size(page, shots=shot(name)))

    assert not any(found.values()), {name: broken for name, broken in found.items() if broken}
