"""People in several cities who answer at the same time, each city on a connection of its own, and what they heard."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.db import Error, connections

from signing.models import Act, Round, SigningInvitation
from signing.services import acting
from signing.services.opening import Asked
from signing.states import ActKind
from tests import partners_world, signing_world, world

_SECONDS = 120


@dataclass
class Deed:
    """One answer made ready, to be given as often as it takes under the same form's key."""

    row: SigningInvitation
    given: acting.Answer
    consent: acting.Consent

    @property
    def key(self) -> UUID:
        return self.consent.form_key

    def do(self) -> Act:
        return acting.act(self.row, self.given, self.consent, client=acting.Client(session=signing_world.SESSION))


def city(place: str, kinds: Sequence[str]) -> tuple[Round, list[Deed]]:
    """A round in a place and its answers; the first partner signs in fellesskap, so two of them are one party's."""
    initiative = world.initiative(place)
    joint = partners_world.startup_partner(initiative, "Kommunen", joint=True)
    asked = [Asked(joint), *(Asked(row) for row in signing_world.partners(initiative, len(kinds) - 2))]
    opened = signing_world.opened(signing_world.version(signing_world.document(initiative)), parties=asked)
    rows = signing_world.invitations(opened)
    return opened, [_ready(row, kind) for row, kind in zip(rows, kinds, strict=True)]


def _ready(row: SigningInvitation, kind: str) -> Deed:
    given = signing_world.answer(kind)
    return Deed(signing_world.confirmed(row), given, signing_world.consent(row, given, form_key=uuid4()))


ALL_YES = (ActKind.ENDORSE, ActKind.RESERVATION) * 3
NO_AT_LAST = (*ALL_YES[:-1], ActKind.DECLINE)


@dataclass
class Crowd:
    """Runs the cities' answers at once. ``acknowledged`` is what the people know was taken: key → digest."""

    cities: list[list[Deed]]
    acknowledged: dict[UUID, str] = field(default_factory=dict)
    begun: set[UUID] = field(default_factory=set)

    @contextmanager
    def answering(self, until: Sequence[threading.Event] = ()) -> Iterator[None]:
        """Every city gives what it has not heard a yes to; the block runs when all of ``until`` have come to pass."""
        threads = [threading.Thread(target=self._answer, args=(deeds,)) for deeds in self.cities]
        for thread in threads:
            thread.start()
        try:
            for event in until:
                assert event.wait(_SECONDS)
            yield
        finally:
            for thread in threads:
                thread.join(_SECONDS)

    @property
    def unheard(self) -> list[Deed]:
        """Begun, and the person cannot know whether it was taken."""
        return [deed for deeds in self.cities for deed in deeds if deed.key in self.begun - set(self.acknowledged)]

    def _answer(self, deeds: list[Deed]) -> None:
        """One after the other, until one of them breaks on a database that is gone."""
        try:
            for deed in deeds:
                if deed.key in self.acknowledged:
                    continue
                self.begun.add(deed.key)
                self.acknowledged[deed.key] = deed.do().digest
        except Error:
            return
        finally:
            connections.close_all()


@dataclass
class Stop:
    """One deed that stops where the test says, tells ``reached``, and goes on when the server is gone."""

    deed: Deed
    reached: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)

    def here(self) -> None:
        self.reached.set()
        assert self.gone.wait(_SECONDS)


@contextmanager
def stopped_before_the_commit(deed: Deed) -> Iterator[Stop]:
    """Every row of the act is written, the round's end too if it is the last, and nothing is committed."""
    stop, rest = Stop(deed), acting.recompute

    def recompute(asked_in: Round, **details: Any) -> Round:
        found = rest(asked_in, **details)
        if asked_in.pk == deed.row.party.round_id and _is_last(deed):
            stop.here()
        return found

    with patch.object(acting, "recompute", recompute):
        yield stop


@contextmanager
def stopped_after_the_commit(deed: Deed) -> Iterator[Stop]:
    """The act is committed, and its answer never comes to the person."""
    stop, do = Stop(deed), Deed.do

    def unheard(self: Deed) -> Act:
        made = do(self)
        if self is deed:
            stop.here()
            raise Error("the answer was lost")
        return made

    with patch.object(Deed, "do", unheard):
        yield stop


@contextmanager
def half_committed(deed: Deed) -> Iterator[Stop]:
    """What acting would do without its one transaction: the act is committed before what follows from it."""
    stop, receipt = Stop(deed), acting.mailing.receipt

    def committed(made: Act, asked_in: Round) -> None:
        connections["default"].connection.commit()
        stop.here()
        receipt(made, asked_in)

    with patch.object(acting.mailing, "receipt", committed):
        yield stop


def _is_last(deed: Deed) -> bool:
    return Act.objects.filter(party__round=deed.row.party.round_id).latest("pk").form_key == deed.key
