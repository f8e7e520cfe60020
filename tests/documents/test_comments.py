"""Comments and proposals: said, closed, opened again, taken in."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from accounts.access import NotReady
from documents.models import Comment, Section
from documents.services import writing
from documents.services.commenting import Proposal
from documents.services.writing import Conflict
from tests import world, writing_world
from tests.writing_world import comment, proposed, saved, section

pytestmark = pytest.mark.django_db


def coordinator(row: Section):
    return world.coordinator_of(row.document.initiative)


def test_a_comment_is_open_until_somebody_closes_it():
    row = section()
    said = comment(row)
    assert said.is_open

    closed = writing.resolve(said, by=coordinator(row))
    assert (closed.is_open, closed.resolved_by) == (False, coordinator(row))
    assert writing.resolve(said, by=world.someone()).resolved_by == coordinator(row)
    assert writing.reopen(said, by=coordinator(row)).is_open


def test_a_repeated_post_says_it_once():
    row, key = section(), uuid.uuid4()

    assert comment(row, form_key=key) == comment(row, form_key=key)
    other = comment(row, "Enig.", by=world.someone("Ola Berg"), form_key=key)
    assert other.body == "Enig."
    assert Comment.objects.count() == 2


def test_an_empty_comment_is_refused():
    with pytest.raises(ValidationError, match="Skriv en kommentar"):
        comment(section(), "")


def test_a_proposal_is_taken_in_with_one_press():
    row = section()
    saved(row, "Vi vil.")
    wanted = proposed(row, "Vi vil videre.", by=world.someone("Ola Berg"))

    taken = writing.take_in(wanted, by=coordinator(row))
    row.refresh_from_db()
    assert (row.body, row.revision) == ("Vi vil videre.", 3)
    assert (taken.taken_revision, taken.is_open) == (3, False)
    assert writing.take_in(wanted, by=coordinator(row)).taken_revision == 3


def test_a_proposal_to_a_text_that_changed_shows_both():
    row = section()
    wanted = proposed(row, "Vi vil.", by=world.someone("Ola Berg"))
    saved(row, "Vi må.")

    with pytest.raises(Conflict) as caught:
        writing.take_in(wanted, by=coordinator(row))
    assert (caught.value.base, caught.value.theirs, caught.value.mine) == ("", "Vi må.", "Vi vil.")
    wanted.refresh_from_db()
    assert wanted.is_open


def test_a_proposal_somebody_wrote_in_already_is_closed():
    row = section()
    wanted = proposed(row, "Vi vil.", by=world.someone("Ola Berg"))
    saved(row, "Vi vil.")

    assert writing.take_in(wanted, by=coordinator(row)).taken_revision == 2
    row.refresh_from_db()
    assert row.revision == 2


def test_what_is_taken_in_is_not_opened_again():
    row = section()
    taken = writing.take_in(proposed(row, "Vi vil."), by=coordinator(row))

    with pytest.raises(NotReady, match="er tatt inn"):
        writing.reopen(taken, by=coordinator(row))


def test_only_an_open_proposal_is_taken_in():
    row = section()
    said = comment(row)
    closed = writing.resolve(proposed(row, "Vi vil."), by=coordinator(row))

    for one in (said, closed):
        with pytest.raises(NotReady, match="ikke noe åpent forslag"):
            writing.take_in(one, by=coordinator(row))


def test_a_proposal_changes_something_that_was_there():
    row = section()
    saved(row, "Vi vil.")

    with pytest.raises(ValidationError, match="likt teksten"):
        proposed(row, "Vi vil.")
    with pytest.raises(ValidationError, match="Last siden på nytt"):
        comment(row, "", proposal=Proposal("Vi må.", 99))
    with pytest.raises(NotReady, match="fylles ut automatisk"):
        proposed(section(row.document, "bak"), "Arendal kommune")


def test_a_proposal_may_leave_the_section_empty():
    row = section()
    saved(row, "Vi vil.")

    writing.take_in(proposed(row, ""), by=coordinator(row))
    row.refresh_from_db()
    assert row.body == ""


def test_comments_end_with_the_step():
    row = section()
    said = comment(row)
    from initiatives import services as initiatives

    initiatives.enter_step(row.document.initiative, decision_id=2_000_002, by=coordinator(row))

    for act in (lambda: comment(row), lambda: writing.resolve(said, by=coordinator(row))):
        with pytest.raises(NotReady, match="Steget er ikke i gang"):
            act()
    assert writing_world.section(row.document).comments.count() == 1
