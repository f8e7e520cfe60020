"""What is true of rounds and acts at all times: refused by the database, and let in once its guard is gone.

Each row goes around the services, as a fault in them would.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import triggers
from paadriv.clock import now
from signing.guards import GUARDS
from signing.models import Act, Code, Round, RoundParty, SigningInvitation
from signing.states import ActKind
from tests import signing_world

pytestmark = pytest.mark.django_db


def raw_act(invitation: SigningInvitation, **changes: Any) -> Act:
    """An act as the service would write it, but for the changes."""
    version = invitation.party.round.version
    values = {
        "invitation": invitation,
        "party": invitation.party,
        "kind": ActKind.ENDORSE,
        "at": now(),
        "form_key": uuid.uuid4(),
        "name": "Bård Vik",
        "address": invitation.address,
        "title": "daglig leder",
        "authority": "signaturrett",
        "statement_id": "endorse-1",
        "statement": "Vi stiller oss bak.",
        "statement_sha256": "a" * 64,
        "content_sha256": version.content_sha256,
        "pdf_sha256": version.pdf_sha256,
        "authenticated_at": now(),
        "evidence": {},
        "digest": "b" * 64,
    }
    act = Act(**values | changes)
    act.save()
    return act


@dataclass
class Scene:
    """An open round with two people asked, and a second one of another purpose."""

    round: Round
    first: SigningInvitation
    second: SigningInvitation


@pytest.fixture
def scene() -> Scene:
    opened = signing_world.opened()
    return Scene(opened, *signing_world.invitations(opened))


def _close(scene: Scene) -> None:
    Round.objects.filter(pk=scene.round.pk).update(state="failed", closed_at=now())


def _again(scene: Scene, **changes: Any) -> Round:
    values = {"document": scene.round.document, "version": scene.round.version, "deadline": scene.round.deadline}
    return Round.objects.create(opened_by=scene.round.opened_by, **values | changes)


def of_another_document(scene: Scene) -> None:
    other = signing_world.version(signing_world.document(signing_world.world.initiative("Stavanger")))
    _again(scene, purpose="sign", version=other)


def another_question(scene: Scene) -> None:
    other = signing_world.version(scene.round.document)
    Round.objects.filter(pk=scene.round.pk).update(version=other)


def opened_again(scene: Scene) -> None:
    _close(scene)
    Round.objects.filter(pk=scene.round.pk).update(state="open", closed_at=None)


def late_act(scene: Scene) -> None:
    _close(scene)
    raw_act(scene.first)


def another_content(scene: Scene) -> None:
    raw_act(scene.first, content_sha256="0" * 64)


def another_file(scene: Scene) -> None:
    raw_act(scene.first, pdf_sha256="0" * 64)


def signature_in_an_endorsing_round(scene: Scene) -> None:
    raw_act(scene.first, kind=ActKind.SIGN)


def for_another_party(scene: Scene) -> None:
    raw_act(scene.first, party=scene.second.party)


def by_somebody_else(scene: Scene) -> None:
    raw_act(scene.first, address="fremmed@eksempel.no")


def two_seats(scene: Scene) -> None:
    """The same person once more, by an invitation that a fault made beside the first."""
    raw_act(scene.first)
    copy = SigningInvitation.objects.get(pk=scene.first.pk)
    copy.pk, copy.state = None, "replaced"
    copy.save()
    raw_act(copy)


def somebody_elses_yes(scene: Scene) -> None:
    yes = raw_act(scene.second)
    raw_act(scene.first, kind=ActKind.WITHDRAW, withdraws=yes, words="Nei")


GUARDED: list[tuple[Callable[[Scene], None], str]] = [
    (of_another_document, "signing_round_is_on_its_documents_version"),
    (another_question, "signing_round_asks_one_question"),
    (opened_again, "signing_round_ends_once"),
    (late_act, "signing_act_is_in_an_open_round"),
    (another_content, "signing_act_has_the_hashes_of_its_version"),
    (another_file, "signing_act_has_the_hashes_of_its_version"),
    (signature_in_an_endorsing_round, "signing_act_is_what_the_round_asks_for"),
    (for_another_party, "signing_act_is_by_the_one_invited"),
    (by_somebody_else, "signing_act_is_by_the_one_invited"),
    (two_seats, "signing_act_fills_one_seat"),
    (somebody_elses_yes, "signing_withdrawal_is_of_ones_own_yes"),
]


def test_every_guard_is_tried():
    assert {name for _row, name in GUARDED} == {guard.name for guard in GUARDS}


@pytest.mark.parametrize(("wrong", "guard"), GUARDED, ids=lambda value: getattr(value, "__name__", ""))
def test_the_database_refuses_what_a_guard_says(scene, wrong, guard):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        wrong(scene)

    assert next(one.message for one in GUARDS if one.name == guard) in str(refused.value)


@pytest.mark.parametrize(("wrong", "guard"), GUARDED, ids=lambda value: getattr(value, "__name__", ""))
def test_without_its_guard_the_same_row_gets_in(scene, wrong, guard):
    with transaction.atomic():
        triggers.drop_guards("default", guard)
        wrong(scene)
        transaction.set_rollback(True)


def two_open_rounds(scene: Scene) -> None:
    _again(scene)


def a_second_yes(scene: Scene) -> None:
    raw_act(scene.first)
    triggers.drop_guards("default", "signing_act_fills_one_seat")
    raw_act(scene.first)


def a_second_no(scene: Scene) -> None:
    for _time in range(2):
        raw_act(scene.first, kind=ActKind.DECLINE, words="Nei")


def two_live_seats(scene: Scene) -> None:
    copy = SigningInvitation.objects.get(pk=scene.first.pk)
    copy.pk = None
    copy.save()


def one_partner_twice(scene: Scene) -> None:
    party = scene.first.party
    RoundParty.objects.create(round=scene.round, partner=party.partner, name=party.name)


def two_live_codes(scene: Scene) -> None:
    for _time in range(2):
        Code.objects.create(invitation=scene.first, digest="c", session="d", expires_at=now())


UNIQUE: list[tuple[Callable[[Scene], None], str]] = [
    (two_open_rounds, "one_open_round"),
    (a_second_yes, "one_yes_per_invitation"),
    (a_second_no, "one_no_per_invitation"),
    (two_live_seats, "one_seat_per_person"),
    (two_live_codes, "one_live_code"),
]


@contextmanager
def without(index: str) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DROP INDEX "{index}"')
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("wrong", "index"), UNIQUE, ids=lambda value: getattr(value, "__name__", ""))
def test_there_is_only_one_where_only_one_may_be(scene, wrong, index):
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong(scene)

    with without(index):
        wrong(scene)


def test_a_partner_is_in_a_round_once(scene):
    with pytest.raises(IntegrityError), transaction.atomic():
        one_partner_twice(scene)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ActKind.RESERVATION},
        {"kind": ActKind.RESERVATION, "words": "Uten del"},
        {"kind": ActKind.DECLINE},
        {"kind": ActKind.WITHDRAW, "words": "Trekker ingenting"},
        {"words": "Et ja har ingen begrunnelse"},
    ],
)
def test_an_act_says_what_its_kind_needs_and_nothing_else(scene, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        raw_act(scene.first, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "failed"},
        {"closed_at": now()},
        {"state": "voided", "closed_at": now()},
        {"state": "failed", "closed_at": now(), "void_reason": "Hvorfor?"},
    ],
)
def test_a_round_is_over_with_its_time_and_voided_with_its_reason(scene, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=scene.round.pk).update(**changes)


def test_a_code_is_tried_five_times_at_most(scene):
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.create(invitation=scene.first, digest="c", session="d", expires_at=now(), tries=6)


def test_an_act_that_stands_keeps_its_round_version_and_file(scene):
    act = signing_world.acted(scene.first)

    for row in (scene.round.version, scene.round.document, act.invitation.person, act.party.partner):
        with pytest.raises((IntegrityError, TypeError)), transaction.atomic():
            row.delete()
