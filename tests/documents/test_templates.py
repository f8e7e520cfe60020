"""The association's templates: the texts they start with, drafts, publishing and retiring."""

from __future__ import annotations

import pytest

from accounts.access import NotReady, Stale
from accounts.models import JournalEntry
from documents.known_placeholders import KNOWN
from documents.models import TemplateSection, TemplateVersion
from documents.placeholders import refusals
from documents.services import templates
from documents.starting import ASSOCIATION_TEXTS, MAIL_TEXTS, MEETING_TEXTS, TEXT_KINDS
from initiatives.method import CURRENT
from tests import world

pytestmark = pytest.mark.django_db

EXPECTED = {
    **{"maalbilde": 12, "plan": 10, "beslutningsunderlag": 16, "beslutningsunderlag_partnerskap": 16},
    **{sent.key: len(sent.sections) for sent in (*MEETING_TEXTS, *MAIL_TEXTS)},
}


def published(kind: str = "maalbilde") -> TemplateVersion:
    return TemplateVersion.objects.get(kind=kind, state="published")


def draft(kind: str = "maalbilde") -> TemplateVersion:
    return templates.start_draft(kind, by=world.association_admin())


def section(template: TemplateVersion, key: str = "sammendrag") -> TemplateSection:
    return template.sections.get(key=key)


def publish(template: TemplateVersion) -> TemplateVersion:
    return templates.publish(template, seen=templates.digest_of(template), by=world.association_admin())


def test_every_text_starts_with_a_published_version():
    found = {one.kind: one.sections.count() for one in TemplateVersion.objects.order_by("pk")}

    assert found == EXPECTED
    assert {one.number for one in TemplateVersion.objects.order_by("pk")} == {1}


def test_starting_twice_changes_nothing():
    before = list(TemplateSection.objects.order_by("pk").values_list("pk", "body"))
    templates.ensure()

    assert list(TemplateSection.objects.order_by("pk").values_list("pk", "body")) == before


@pytest.mark.parametrize("text", ASSOCIATION_TEXTS, ids=lambda text: text.key)
def test_the_starting_texts_could_be_published(text):
    assert templates.problems_of(published(text.key)) == ()
    assert set(text.placeholders) <= set(KNOWN)


@pytest.mark.parametrize("kind", TEXT_KINDS, ids=lambda kind: kind.key)
def test_a_text_in_sections_is_a_deliverable_of_its_step(kind):
    assert kind.deliverable in [one.key for one in CURRENT.step(kind.step).deliverables]


def test_the_statement_is_the_one_of_the_method():
    assert published().statement == (
        "{virksomhet_med_orgnr} stiller seg bak målbildet for Pådriv {sted_navn}, versjon {målbilde_versjon} av "
        "{målbilde_dato}. Tilslutningen uttrykker en felles retning og er ikke rettslig bindende. Grunnlag: "
        "{fullmakt_eller_vedtak}. {merknad_setning}"
    )


def test_a_proposal_to_decide_can_be_decided_word_by_word():
    lines = section(published("beslutningsunderlag"), "forslag").body.split("\n")

    assert len(lines) == 5
    assert lines[1] == (
        "2. {virksomhet_navn} deltar som oppstartspartner i etableringsfasen fra {etablering_fra} til {etablering_til} "
        "i samsvar med den detaljerte planen for fase 2."
    )


def test_a_draft_is_a_copy_and_there_is_one():
    first = draft()

    assert draft() == first
    assert (first.number, first.state) == (2, "draft")
    assert [*first.sections.order_by("position").values_list("key", "questions", "revision")] == [
        (key, questions, 1)
        for key, questions in published().sections.order_by("position").values_list("key", "questions")
    ]
    assert published().sections.count() == EXPECTED["maalbilde"]


def test_publishing_retires_the_version_before():
    published_before = published()
    done = publish(draft())

    published_before.refresh_from_db()
    assert (published_before.state, published()) == ("retired", done)
    assert JournalEntry.objects.latest("pk").verb == "template_published"


def test_an_unknown_placeholder_is_refused_by_name():
    template = draft()
    row = section(template)
    templates.edit_template_section(row, {"body": "Velkommen til {stednavn}."}, revision=1, by=world.someone())

    with pytest.raises(NotReady, match=r"«\{stednavn\}» finnes ikke. Mente du «\{sted_navn\}»\?"):
        publish(template)
    template.refresh_from_db()
    assert (template.state, published().number) == ("draft", 1)


@pytest.mark.parametrize("change", [{"title": "{feil}"}, {"statement": "{feil}"}])
def test_the_title_and_the_statement_are_read_too(change):
    template = templates.edit_template(draft(), change, revision=1, by=world.someone())

    assert templates.problems_of(template) == refusals("{feil}", ("sted_navn",))


def test_what_one_has_not_read_is_not_published():
    template = draft()
    seen = templates.digest_of(template)
    templates.edit_template_section(section(template), {"title": "Kort sagt"}, revision=1, by=world.someone())

    with pytest.raises(NotReady, match="endret siden du åpnet siden"):
        templates.publish(template, seen=seen, by=world.association_admin())


def test_a_section_is_not_overwritten_unseen():
    row = section(draft())
    templates.edit_template_section(row, {"title": "Kort sagt"}, revision=1, by=world.someone())

    with pytest.raises(Stale):
        templates.edit_template_section(row, {"title": "Kortversjonen"}, revision=1, by=world.someone())


def test_what_is_published_stands_still():
    template, by = published(), world.association_admin()

    for act in (
        lambda: templates.edit_template(template, {"title": "Ny"}, revision=1, by=by),
        lambda: templates.edit_template_section(section(template), {"title": "Ny"}, revision=1, by=by),
        lambda: templates.add_template_section(template, title="Ny", by=by),
        lambda: templates.remove_template_section(section(template), by=by),
        lambda: templates.move_template_section(section(template), up=True, by=by),
        lambda: templates.discard_draft(template, by=by),
        lambda: publish(template),
    ):
        with pytest.raises(NotReady, match="Bare et utkast"):
            act()


def keys(template: TemplateVersion) -> list[str]:
    return [*template.sections.order_by("position").values_list("key", flat=True)]


def test_sections_are_added_moved_and_removed():
    template, by = draft(), world.association_admin()
    added = templates.add_template_section(template, title="Hvorfor nå?", by=by)
    assert (added.key, keys(template)[-1]) == ("hvorfor_naa_2", "hvorfor_naa_2")

    templates.move_template_section(added, up=True, by=by)
    assert keys(template)[-2:] == ["hvorfor_naa_2", "bak"]
    templates.move_template_section(section(template), up=True, by=by)
    assert keys(template)[0] == "sammendrag"
    templates.remove_template_section(added, by=by)
    assert keys(template) == keys(published())


def test_a_template_has_at_least_one_section_and_not_too_many():
    template, by = draft(), world.association_admin()
    for number in range(templates.MOST_SECTIONS - EXPECTED["maalbilde"]):
        templates.add_template_section(template, title=f"Del {number}", by=by)

    with pytest.raises(NotReady, match="høyst 40 deler"):
        templates.add_template_section(template, title="Enda en", by=by)
    for row in list(template.sections.order_by("pk"))[1:]:
        templates.remove_template_section(row, by=by)
    with pytest.raises(NotReady, match="minst én del"):
        templates.remove_template_section(template.sections.get(), by=by)


def test_a_thrown_away_draft_leaves_its_number_free():
    template = draft()
    templates.discard_draft(template, by=world.association_admin())

    assert draft().number == 2
    assert published().number == 1


def test_only_what_is_published_is_retired():
    templates.retire(published(), by=world.association_admin())

    with pytest.raises(NotReady, match="Bare en publisert"):
        templates.retire(TemplateVersion.objects.get(kind="maalbilde"), by=world.association_admin())
    assert draft().sections.count() == EXPECTED["maalbilde"]


def test_the_nastiest_values_are_as_long_as_they_may_be():
    for one in KNOWN.values():
        assert one.longest - 2 <= len(one.nastiest) <= one.longest
