"""The pages of a document: read, written, shared and compared, by the right people and in few queries."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.canonical import digest
from documents.models import DocumentVersion, Reading, Section
from documents.services.freezing import content_of
from documents.services.reading import mark_read
from initiatives import services as initiatives
from initiatives.models import Role
from tests import world, writing_world
from tests.htmx import load
from tests.writing_world import saved, section

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def address(name: str, row: Section, **more: int) -> str:
    document = row.document
    return reverse(f"documents:{name}", args=[document.initiative_id, document.pk, row.pk])


def as_coordinator(client: Client, row: Section) -> Client:
    client.force_login(world.coordinator_of(row.document.initiative))
    return client


def as_member(client: Client, row: Section, role: str) -> Client:
    client.force_login(world.member(row.document.initiative, role))
    return client


def posted(row: Section, body: str, **fields: object) -> dict[str, object]:
    revision = Section.objects.get(pk=row.pk).revision
    return {"body": body, "revision": revision, "key": str(uuid.uuid4())} | fields


def page(client: Client, row: Section, name: str = "document"):
    document = row.document
    return load(client, reverse(f"documents:{name}", args=[document.initiative_id, document.pk]))


def test_a_text_is_begun_from_the_list(client):
    initiative = writing_world.at_forprosjekt()
    client.force_login(world.coordinator_of(initiative))
    listed = load(client, reverse("documents:index", args=[initiative.pk]))

    assert len(listed.tree.cssselect("form[action$='/begynn/']")) == 3
    answer = client.post(reverse("documents:begin", args=[initiative.pk, "maalbilde"]), follow=True)
    assert "Målbilde for Pådriv Arendal – Arendal" in answer.content.decode()
    assert "0 av 11 deler er skrevet." in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_of_a_text_takes_eight_queries(client, django_assert_num_queries, number):
    row = section()
    by = world.coordinator_of(row.document.initiative)
    mark_read(row.document, {"sammendrag": 1}, by=by)
    for each in range(number):
        saved(row, f"Vi vil {each}.", by=world.someone("Ola Berg"))
        writing_world.comment(row, by=world.someone("Åse Dahl"))
    as_coordinator(client, row)

    with django_assert_num_queries(8):
        answer = client.get(reverse("documents:document", args=[row.document.initiative_id, row.document_id]))
    assert "åpne kommentarer" in answer.content.decode() or number == 1


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_of_a_section_takes_eight_queries(client, django_assert_num_queries, number):
    row = section()
    for _each in range(number):
        writing_world.comment(row, by=world.someone("Åse Dahl"))
        writing_world.proposed(row, "Vi vil.", by=world.someone("Ola Berg"))
    as_coordinator(client, row)

    with django_assert_num_queries(8):
        client.get(address("section", row))


@pytest.mark.parametrize("number", [1, 3])
def test_the_history_takes_nine_queries(client, django_assert_num_queries, number):
    row = section()
    for each in range(number):
        saved(row, f"Vi vil {each}.", by=world.someone("Ola Berg"))
    as_coordinator(client, row)

    with django_assert_num_queries(9):
        client.get(address("history", row))


def test_a_save_in_a_sitting_takes_six_queries(client, django_assert_num_queries):
    """Session, user, section with role, locks, section, text; the savepoint of the test makes two more."""
    row = section()
    as_coordinator(client, row)
    saved(row, "Vi vil.")
    data = posted(row, "Vi vil videre.")

    with django_assert_num_queries(8):
        answer = client.post(address("write", row), data, headers=HTMX)
    assert 'data-revision="3"' in answer.content.decode()


def test_without_script_a_save_leads_back_to_the_section(client):
    row = section()
    answer = as_coordinator(client, row).post(address("write", row), posted(row, "**Vi** vil."), follow=True)

    assert answer.redirect_chain[-1][0] == address("section", row)
    assert "<strong>Vi</strong> vil." in answer.content.decode()


def test_saving_and_going_on_leads_to_the_next_section_somebody_writes(client):
    row = section()
    answer = as_coordinator(client, row).post(address("write", row), posted(row, "Vi vil.", next="1"), follow=True)

    assert answer.redirect_chain[-1][0] == address("write", section(row.document, "stedet"))
    assert "«Sammendrag» er lagret." in answer.content.decode()


def test_after_the_last_section_somebody_writes_comes_the_whole_document(client):
    row = section(key="lykkes")
    answer = as_coordinator(client, row).post(address("write", row), posted(row, "Vi vil.", next="1"))

    assert answer["Location"] == reverse("documents:document", args=[row.document.initiative_id, row.document_id])


def test_placeholders_with_a_value_are_shown_filled(client):
    row = section()
    saved(row, "Velkommen til {sted_navn}, etter {organ_stor} {sted_navn}.")
    answer = as_coordinator(client, row).get(address("section", row)).content.decode()

    assert "Velkommen til Arendal, etter {organ_stor} Arendal." in answer


def test_a_late_save_shows_all_three_texts(client):
    row = section()
    saved(row, "Byen vår.\n\nSlutt.")
    saved(row, "Hele byen vår.\n\nSlutt.", by=world.someone("Ola Berg"))

    answer = as_coordinator(client, row).post(address("write", row), posted(row, "Byen vår.\n\nEn slutt.", revision=2))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Ola Berg lagret denne delen kl." in shown
    for text in ("Byen vår.\n\nSlutt.", "Hele byen vår.\n\nEn slutt."):
        assert text in shown
    assert Section.objects.get(pk=row.pk).body == "Hele byen vår.\n\nSlutt."


def test_autosave_is_told_of_a_conflict_in_one_line(client):
    row = section()
    saved(row, "Byen vår.", by=world.someone("Ola Berg"))
    answer = as_coordinator(client, row).post(address("write", row), posted(row, "Bygda.", revision=1), headers=HTMX)

    assert answer.status_code == 409
    assert answer.content.decode().startswith('<p id="save-line"')
    assert "data-conflict" in answer.content.decode()


def test_the_preview_is_a_part_and_a_page_and_saves_nothing(client):
    row = section()
    as_coordinator(client, row)
    data = posted(row, "## Mål\n\n- Liv")

    part = client.post(address("preview", row), data, headers=HTMX).content.decode()
    whole = client.post(address("preview", row), data).content.decode()
    assert part.startswith('<div id="section-preview"')
    assert "<h3>Mål</h3>" in part
    assert "<h3>Mål</h3>" in whole
    assert "- Liv</textarea>" in whole
    assert Section.objects.get(pk=row.pk).body == ""


def test_a_text_that_is_too_long_is_told_at_the_field(client):
    row = section()
    answer = as_coordinator(client, row).post(address("write", row), posted(row, "a" * 20_001))

    assert answer.status_code == 422
    assert "Teksten er for lang" in answer.content.decode()


def test_a_partner_reads_comments_and_proposes_in_what_is_shared(client):
    row = section()
    hidden = section(row.document, "stedet")
    saved(hidden, "Hemmelig.")
    writing_world.shared(row.document, "sammendrag")
    as_member(client, row, Role.PARTNER)

    shown = page(client, row).tree.text_content()
    assert "Sammendrag" in shown
    assert "Stedet og området" not in shown
    assert client.get(address("section", hidden)).status_code == 403
    assert client.post(address("comment", hidden), posted(row, "Hei.")).status_code == 403
    assert client.get(address("history", row)).status_code == 403
    answer = client.post(address("propose", row), posted(row, "Kortere.", proposal="Vi vil."), follow=True)
    assert "Forslaget er lagret." in answer.content.decode()


def test_a_coordinator_takes_a_proposal_in_with_one_press(client):
    row = section()
    wanted = writing_world.proposed(row, "Vi vil.", by=world.someone("Ola Berg"))
    place = [row.document.initiative_id, row.document_id, wanted.pk]
    answer = as_coordinator(client, row).post(reverse("documents:take_in", args=place), follow=True)

    assert "Forslaget er tatt inn i teksten." in answer.content.decode()
    assert Section.objects.get(pk=row.pk).body == "Vi vil."


def test_a_proposal_to_a_text_that_moved_on_is_answered_with_both(client):
    row = section()
    wanted = writing_world.proposed(row, "Vi vil.", by=world.someone("Ola Berg"))
    saved(row, "Vi må.")
    place = [row.document.initiative_id, row.document_id, wanted.pk]
    answer = as_coordinator(client, row).post(reverse("documents:take_in", args=place))

    assert answer.status_code == 409
    assert "Bruk forslaget" in answer.content.decode()


def test_the_association_reads_the_text_and_not_what_is_said_of_it(client):
    row = section()
    saved(row, "Vi vil.")
    writing_world.comment(row, "Bare mellom oss.")
    client.force_login(world.association_admin())

    shown = client.get(address("section", row)).content.decode()
    assert "Vi vil." in shown
    assert "Bare mellom oss." not in shown
    assert "åpen kommentar" not in page(client, row).tree.text_content()


def test_what_changed_since_one_was_there_is_shown(client):
    row = section()
    saved(row, "Vi vil ha liv.")
    as_member(client, row, Role.READER)
    assert not page(client, row).tree.cssselect("a[href$='/endringer/']")
    seen = [field.get("value") for field in page(client, row).tree.cssselect("input[name=lest]")]
    client.post(reverse("documents:mark_read", args=[row.document.initiative_id, row.document_id]), {"lest": seen})

    saved(row, "Vi vil ha mer liv.")
    assert page(client, row).one("a[href$='/endringer/']") is not None
    assert [added.text_content() for added in page(client, row, "changes").tree.cssselect("ins")] == [
        "Lagt til: mer  Slutt på tillegg."
    ]
    assert Reading.objects.get().revisions["sammendrag"] == 2


def test_ones_own_writing_is_not_news(client):
    row = section()
    as_coordinator(client, row)
    mark_read(row.document, {"sammendrag": 1}, by=world.coordinator_of(row.document.initiative))
    saved(row, "Vi vil.")

    assert not page(client, row).tree.cssselect("a[href$='/endringer/']")


def version(row: Section, number: int, body: str) -> None:
    by = world.coordinator_of(row.document.initiative)
    content = content_of(row.document, number=number, dated_on=date(2026, 8, 12))
    next(part for part in content["sections"] if part["key"] == "sammendrag")["body"] = body
    DocumentVersion.objects.create(
        document=row.document,
        number=number,
        content=content,
        content_sha256=digest(content),
        pdf_sha256="b" * 64,
        file="pdf/a.pdf",
        pages=4,
        dated_on="2026-08-12",
        frozen_by=by,
    )


def test_any_two_versions_are_compared(client):
    row = section()
    version(row, 1, "En by.")
    version(row, 2, "En levende by.")
    saved(row, "En levende bygd.")
    as_coordinator(client, row)
    url = reverse("documents:compare", args=[row.document.initiative_id, row.document_id])

    between = load(client, f"{url}?fra=1&til=2").tree
    assert [one.text_content() for one in between.cssselect("ins")] == ["Lagt til: levende  Slutt på tillegg."]
    assert "bygd" in load(client, f"{url}?fra=2").tree.text_content()
    saved(row, "En levende {bygd_navn}.")
    assert "{bygd_navn}" in load(client, f"{url}?fra=2").tree.text_content()
    saved(row, "> " * 60 + "En bygd.")
    assert "for mange nivåer" in load(client, f"{url}?fra=2").tree.text_content()
    assert client.get(f"{url}?fra=9").status_code == 404


def test_the_history_shows_sittings_and_texts_that_came_too_late(client, clock_at):
    clock_at("2026-03-12 09:00")
    row = section()
    saved(row, "Vi")
    saved(row, "Vi vil")
    clock_at("2026-03-12 13:00")
    saved(row, "Vi vil videre", by=world.someone("Ola Berg"))
    client.raise_request_exception = True
    as_coordinator(client, row).post(address("write", row), posted(row, "Vi må", revision=3))

    tree = load(client, address("history", row)).tree
    listed = [one.text_content().strip() for one in tree.cssselect("section[aria-labelledby=texts-title] li")]
    assert [text.partition(",")[0] for text in listed] == ["Revisjon 4", "Revisjon 3", "Revisjon 1"]
    assert "Vi må" in tree.cssselect("section[aria-labelledby=lost-title]")[0].text_content()
    for nonsense in ("?fra=x&til=", "?fra=99999999&til=" + "9" * 40):
        assert client.get(address("history", row) + nonsense).status_code == 200


def test_a_step_that_is_over_is_read_and_not_written(client):
    row = section()
    by = world.coordinator_of(row.document.initiative)
    initiatives.enter_step(row.document.initiative, decision_id=2_000_003, by=by)
    as_coordinator(client, row)

    shown = client.get(address("section", row)).content.decode()
    assert "Steget er ikke i gang" in shown
    assert client.post(address("write", row), posted(row, "Vi vil.")).status_code == 409
