"""Two at the same moment, twenty rounds each on PostgreSQL: one order, one outcome, and the log agrees.

Each has its negative control: with the lock taken away the same race goes wrong.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, connections
from django.utils import timezone

from accounts.access import NotReady
from accounts.journal import verify
from accounts.models import JournalEntry
from documents.models import DocumentVersion
from mail.models import Message
from paadriv import clock
from signing.models import Act, Code, Round, SigningInvitation
from signing.services import acting, computing, deadlines
from signing.services.opening import Asked
from signing.states import ActKind, RoundState
from tests import signing_world, world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
ROUNDS = 20
#: Ends that a round can have been told to have, as the journal's verbs.
ENDS = [f"round_{state}" for state in ("completed", "failed", "expired", "voided")]


@pytest.fixture(autouse=True)
def _only_where_rows_are_locked(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


class Scene:
    """One version and two partners, asked again in round after round."""

    def __init__(self) -> None:
        self.version: DocumentVersion = signing_world.version()
        self.partners = signing_world.partners(self.version.document.initiative)

    def opened(self, **fields: Any) -> tuple[Round, list[SigningInvitation]]:
        Code.objects.all().delete()  # how many a mailbox gets in a day is not what is asked here
        asked_in = signing_world.opened(self.version, parties=[Asked(one) for one in self.partners], **fields)
        rows = signing_world.invitations(asked_in)
        for row in rows:
            signing_world.confirmed(row, SESSIONS)
        return asked_in, rows


SESSIONS = "hver sin nettleser"


def saying(row: SigningInvitation, kind: str = ActKind.ENDORSE, key: uuid.UUID | None = None) -> Callable[[], Any]:
    """One act, made ready beforehand so that only the act itself races."""
    given = signing_world.answer(kind)
    consent = signing_world.consent(row, given, form_key=key)
    client = acting.Client(session=SESSIONS)
    return lambda: acting.act(row, given, consent, client=client)


def at_once(*acts: Callable[[], Any], moments: tuple[datetime, ...] = ()) -> list[Any]:
    """Each act in a thread and a transaction of its own, all let go together; what each came to, in their order."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        try:
            with ExitStack() as stack:
                if moments:
                    stack.enter_context(clock.set_to(moments[place]))
                start.wait()
                results[place] = acts[place]()
        except Exception as refusal:  # the test's thread looks at it
            results[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def ended(asked_in: Round) -> str:
    """How the round ended, which it did once, with one mail to each and an unbroken log."""
    asked_in.refresh_from_db()
    told = JournalEntry.objects.filter(verb__in=ENDS, subject_id=asked_in.pk, subject_type="signing.round")
    assert [entry.verb for entry in told] == ([] if asked_in.is_open else [f"round_{asked_in.state}"])
    mails = Message.objects.filter(sending__kind__in=ENDS, sending__content__round=asked_in.pk)
    assert mails.count() == (0 if asked_in.is_open else 2)
    assert not list(verify())
    return asked_in.state


def acts_of(asked_in: Round) -> list[str]:
    return list(Act.objects.filter(party__round=asked_in).order_by("pk").values_list("kind", flat=True))


def finished(asked_in: Round) -> None:
    if asked_in.is_open:
        signing_world.voided(asked_in)


def test_the_last_two_at_once_complete_the_round_once():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened()

        results = at_once(saying(first), saying(second))

        assert all(isinstance(result, Act) for result in results), results
        assert ended(asked_in) == RoundState.COMPLETED
        assert acts_of(asked_in) == [ActKind.ENDORSE] * 2


def test_endorse_against_decline_has_one_outcome_that_the_acts_bear_out():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened()

        results = at_once(saying(first), saying(second, ActKind.DECLINE))

        assert isinstance(results[1], Act)
        assert ended(asked_in) == RoundState.FAILED
        assert acts_of(asked_in) in ([ActKind.ENDORSE, ActKind.DECLINE], [ActKind.DECLINE])
        assert isinstance(results[0], Act) == (ActKind.ENDORSE in acts_of(asked_in))


def test_the_last_endorsement_against_a_void_is_in_or_out_as_a_whole():
    scene = Scene()
    by = world.coordinator_of(scene.version.document.initiative)
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened()
        saying(first)()

        void = partial(deadlines.void, asked_in, reason="Teksten må skrives om.", by=by)
        results = at_once(saying(second), void)

        state = ended(asked_in)
        is_in = isinstance(results[0], Act)
        assert state == (RoundState.COMPLETED if is_in else RoundState.VOIDED)
        assert len(acts_of(asked_in)) == (2 if is_in else 1)
        assert isinstance(results[1 if is_in else 0], NotReady)


def test_at_the_deadline_an_answer_and_the_job_that_ends_rounds_agree():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened(days=1)
        midnight = timezone.make_aware(datetime.combine(asked_in.deadline + timedelta(days=1), time()))
        with clock.set_to(midnight - timedelta(minutes=3)):
            for row in (first, second):
                signing_world.confirmed(row, SESSIONS)
            saying(first)()

        just_before, just_after = midnight - timedelta(seconds=1), midnight + timedelta(seconds=1)
        results = at_once(saying(second), deadlines.expire_due, moments=(just_before, just_after))

        state = ended(asked_in)
        is_in = isinstance(results[0], Act)
        assert state == (RoundState.COMPLETED if is_in else RoundState.EXPIRED), results
        assert len(acts_of(asked_in)) == (2 if is_in else 1)


def test_a_double_click_is_one_act_and_both_see_it():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, _second) = scene.opened()
        key = uuid.uuid4()

        one, two = at_once(saying(first, key=key), saying(first, key=key))

        assert one == two == Act.objects.get(party__round=asked_in)
        finished(asked_in)


def test_two_tabs_with_different_answers_leave_one_act():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, _second) = scene.opened()

        results = at_once(saying(first), saying(first, ActKind.RESERVATION))

        assert sum(isinstance(result, Act) for result in results) == 1
        assert sum(isinstance(result, NotReady) for result in results) == 1
        assert len(acts_of(asked_in)) == 1
        finished(Round.objects.get(pk=asked_in.pk))


def test_without_the_lock_both_of_the_last_two_miss_the_end():
    """The negative control of completion: each sees its own act alone, and the round stays open for good."""
    asked_in, (first, second) = Scene().opened()
    both_have_looked, rest = threading.Barrier(2), computing.recompute

    def recompute(*args: Any, **kwargs: Any) -> Round:
        both_have_looked.wait(timeout=10)
        found = rest(*args, **kwargs)
        both_have_looked.wait(timeout=10)
        return found

    without_chain = patch.object(acting, "record", lambda *args, **kwargs: None)
    with without_initiative_lock(), without_chain, patch.object(acting, "recompute", recompute):
        results = at_once(saying(first), saying(second))

    asked_in.refresh_from_db()
    assert all(isinstance(result, Act) for result in results), results
    assert asked_in.state == RoundState.OPEN
    assert all(party.state == "done" for party in asked_in.parties.all())


@contextmanager
def without_initiative_lock() -> Iterator[None]:
    def unlocked(invitation_id: int, *, must_be_open: bool = True) -> SigningInvitation:
        found = SigningInvitation.objects.select_related(
            "party__partner", "party__round__version", "party__round__document__initiative", "person"
        ).get(pk=invitation_id)
        found.party.round.version.document = found.party.round.document
        return found

    with patch.object(acting, "locked_invitation", unlocked):
        yield


def test_without_the_lock_a_double_click_is_left_to_the_database():
    """The negative control of the double click: both get past the look, and the index refuses one."""
    _asked_in, (first, _second) = Scene().opened()
    both_have_looked, look = threading.Barrier(2), acting._same_again

    def looked(*args: Any) -> Act | None:
        found = look(*args)
        both_have_looked.wait(timeout=10)
        return found

    key = uuid.uuid4()
    with without_initiative_lock(), patch.object(acting, "_same_again", looked):
        results = at_once(saying(first, key=key), saying(first, key=key))

    assert sorted(type(result).__name__ for result in results) == ["Act", "IntegrityError"]
    assert any(isinstance(result, IntegrityError) for result in results)


def test_without_the_lock_an_act_and_a_void_both_get_in():
    """The negative control of void and deadline: the act looked while the round was open, and is in a voided one."""
    asked_in, (first, second) = Scene().opened()
    saying(first)()
    by = world.coordinator_of(asked_in.initiative)
    has_looked, is_void, check = threading.Event(), threading.Event(), acting._check

    def looked(*args: Any) -> None:
        check(*args)
        has_looked.set()
        assert is_void.wait(timeout=10)

    def void() -> Any:
        assert has_looked.wait(timeout=10)
        try:
            return deadlines.void(asked_in, reason="Teksten må skrives om.", by=by)
        finally:
            is_void.set()

    with without_initiative_lock(), patch.object(acting, "_check", looked):
        results = at_once(saying(second), void)

    assert isinstance(results[0], IntegrityError), results
    assert "the round is over" in str(results[0])
    assert ended(asked_in) == RoundState.VOIDED
