"""Writing a text together: nothing anybody wrote is lost."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from accounts.access import NotReady
from accounts.models import JournalEntry
from documents.models import Section
from documents.models.templates import LONGEST_BODY
from documents.services import templates, writing
from documents.services.writing import Conflict
from initiatives import services as initiatives
from tests import world, writing_world
from tests.writing_world import saved, section

pytestmark = pytest.mark.django_db


def now_there(row: Section) -> tuple[int, str]:
    found = Section.objects.get(pk=row.pk)
    return found.revision, found.body


def verbs(row: Section) -> list[str]:
    chain = row.document.initiative.chain
    return [*JournalEntry.objects.filter(chain=chain).order_by("number").values_list("verb", flat=True)]


def test_a_document_begins_as_the_template_that_is_published():
    document = writing_world.document()

    rows = list(document.sections.order_by("position"))
    assert [row.title for row in rows][:3] == ["Sammendrag", "Stedet og området", "Hvorfor nå?"]
    assert [row.level for row in rows] == ["must"] * 10 + ["should", "automatic"]
    assert document.template.number == 1
    assert rows[0].questions.endswith("Kan en nabo forstå dette på ett minutt?")


def test_a_document_is_begun_once_and_in_its_own_step():
    initiative = writing_world.at_forprosjekt()
    first = writing_world.document(initiative)

    assert writing_world.document(initiative) == first
    with pytest.raises(NotReady, match="hører til et steg som ikke er i gang"):
        writing_world.document(initiative, "beslutningsunderlag_partnerskap")
    with pytest.raises(NotReady, match="hører til et steg som ikke er i gang"):
        writing_world.document(world.initiative("Stavanger"))


def test_a_document_keeps_the_template_it_came_from():
    admin, document = world.association_admin(), writing_world.document()
    draft = templates.start_draft("maalbilde", by=admin)
    templates.publish(draft, seen=templates.digest_of(draft), by=admin)

    other = writing_world.document(writing_world.at_forprosjekt("Stavanger"))
    document.refresh_from_db()
    assert (document.template.number, other.template.number) == (1, 2)


def test_without_a_published_template_nothing_is_begun():
    published = writing_world.document().template
    templates.retire(published, by=world.association_admin())

    with pytest.raises(NotReady, match="har ikke publisert en mal"):
        writing_world.document(writing_world.at_forprosjekt("Stavanger"))


def test_each_save_is_a_revision_that_is_kept():
    row = section()
    saved(row, "Vi vil.")
    saved(row, "Vi vil videre.")

    assert now_there(row) == (3, "Vi vil videre.")
    kept = row.texts.order_by("revision").values_list("revision", "body", "is_lost")
    assert list(kept) == [(1, "", False), (2, "Vi vil.", False), (3, "Vi vil videre.", False)]


def test_saving_what_is_there_changes_nothing():
    row = section()
    saved(row, "Vi vil.")

    assert saved(row, "Vi vil.").revision == 2
    assert row.texts.count() == 2


def test_a_late_save_overwrites_nothing_and_is_kept():
    row, colleague = section(), world.someone("Ola Berg")
    saved(row, "Vi vil.", by=colleague)

    with pytest.raises(Conflict) as caught:
        saved(row, "Vi må.", revision=1)

    conflict = caught.value
    assert (conflict.base, conflict.theirs, conflict.mine) == ("", "Vi vil.", "Vi må.")
    assert (conflict.revision, conflict.who) == (2, "Ola Berg")
    assert now_there(row) == (2, "Vi vil.")
    lost = row.texts.get(is_lost=True)
    assert (lost.body, lost.revision, lost.by) == ("Vi må.", 1, world.coordinator_of(row.document.initiative))
    assert verbs(row)[-1] == "section_text_kept"


def test_a_repeat_of_ones_own_save_is_no_conflict():
    row, key = section(), uuid.uuid4()
    saved(row, "Vi vil.", revision=1, key=key)

    assert saved(row, "Vi vil.", revision=1, key=key).revision == 2
    saved(row, "Vi vil videre.", by=world.someone("Ola Berg"))
    assert saved(row, "Vi vil.", revision=1, key=key).revision == 2
    assert now_there(row) == (3, "Vi vil videre.")
    assert not row.texts.filter(is_lost=True).exists()


def test_a_key_used_again_for_another_text_hides_no_conflict():
    row, key = section(), uuid.uuid4()
    saved(row, "Vi vil.", revision=1, key=key)

    for _repeat in range(2):
        with pytest.raises(Conflict):
            saved(row, "Vi må.", revision=1, key=key)
    with pytest.raises(Conflict):
        saved(row, "Vi kan.", revision=1, key=key)
    assert saved(row, "Vi skal.", revision=2, key=key).revision == 3
    assert {*row.texts.filter(is_lost=True).values_list("body", flat=True)} == {"Vi må.", "Vi kan."}


def test_the_same_losing_text_is_kept_once():
    row, key = section(), uuid.uuid4()
    saved(row, "Vi vil.")

    for _repeat in range(3):
        with pytest.raises(Conflict):
            saved(row, "Vi må.", revision=1, key=key)
    assert row.texts.filter(is_lost=True).count() == 1


def test_two_who_wrote_the_same_do_not_disagree():
    row = section()
    saved(row, "Vi vil.", by=world.someone("Ola Berg"))

    assert saved(row, "Vi vil.", revision=1).revision == 2


def test_one_who_changed_nothing_since_is_in_nobodys_way():
    row = section()
    saved(row, "Vi vil.")
    saved(row, "Vi må.", by=world.someone("Ola Berg"))

    assert saved(row, "Vi vil.", revision=2).revision == 2
    assert now_there(row) == (3, "Vi må.")
    assert not row.texts.filter(is_lost=True).exists()


def test_a_sitting_is_one_entry_in_the_journal(clock_at):
    clock_at("2026-03-12 09:00")
    row = section()
    saved(row, "Vi")
    clock_at("2026-03-12 09:30")
    saved(row, "Vi vil")
    assert verbs(row).count("section_written") == 1

    clock_at("2026-03-12 10:31")
    saved(row, "Vi vil videre")
    saved(row, "Vi vil videre.", by=world.someone("Ola Berg"))
    assert verbs(row).count("section_written") == 3


def test_what_fills_itself_is_not_written():
    with pytest.raises(NotReady, match="fylles ut automatisk"):
        saved(section(key="bak"), "Arendal kommune")


def test_a_text_that_is_too_long_is_refused():
    row = section()

    with pytest.raises(ValidationError, match="for lang"):
        saved(row, "a" * (LONGEST_BODY + 1))
    assert saved(row, "a" * LONGEST_BODY).revision == 2


def test_nothing_is_written_after_the_step_or_the_initiative_ended():
    row = section()
    initiative = row.document.initiative
    by = world.coordinator_of(initiative)
    initiatives.enter_step(initiative, decision_id=2_000_001, by=by)

    with pytest.raises(NotReady, match="Steget er ikke i gang"):
        saved(row, "Vi vil.")
    with pytest.raises(NotReady, match="Steget er ikke i gang"):
        writing_world.shared(row.document, "sammendrag")

    other = section(writing_world.document(writing_world.at_forprosjekt("Stavanger")))
    initiatives.stop(other.document.initiative, reason="For liten interesse i byen.", by=by)
    with pytest.raises(NotReady, match="Initiativet er avsluttet"):
        saved(other, "Vi vil.")


def test_sharing_opens_what_is_named_and_closes_the_rest():
    document = writing_world.document()
    writing_world.shared(document, "sammendrag", "stedet")
    writing_world.shared(document, "stedet", "maal")

    assert [*document.sections.filter(is_shared=True).values_list("key", flat=True)] == ["stedet", "maal"]
    entry = JournalEntry.objects.filter(verb="sections_shared").latest("pk")
    assert entry.detail == {"sections": ["stedet", "maal"]}


def test_a_save_in_a_sitting_takes_three_queries(django_assert_num_queries):
    """The locks, the section and the new text; the savepoint of the test makes five."""
    row = section()
    saved(row, "Vi vil.")
    by = world.coordinator_of(row.document.initiative)
    save = writing.Save("Vi vil videre.", 2, uuid.uuid4())

    with django_assert_num_queries(5):
        writing.save_section(row, save, by=by)
