"""When a party has answered and when a round is over. Pure: facts in, states out; nothing is read or written.

A required party's no fails the round at once. A round is completed when every required party stands behind
the version and every other has answered, or the deadline has passed. Source: design/signing.md §3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from signing.states import PartyState, RoundState


@dataclass(frozen=True)
class PartyFacts:
    """What is known of one party. ``endorsed``, ``asked`` count people; ``needed`` is 1, or 2 for two jointly.

    ``declined`` and ``withdrew`` say whether a no, or a yes taken back, stands unanswered by a new
    invitation; ``was_asked`` whether anybody of the party ever got a link.
    """

    key: int
    group: int = 1
    needed: int = 1
    is_required: bool = True
    endorsed: int = 0
    declined: bool = False
    withdrew: bool = False
    asked: int = 1
    was_asked: bool = False

    @property
    def is_done(self) -> bool:
        return self.endorsed >= self.needed and not self.declined

    @property
    def is_out_of_reach(self) -> bool:
        """Nobody with a link can complete it: a new invitation is needed."""
        return self.endorsed + self.asked < self.needed

    @property
    def has_answered(self) -> bool:
        """Nothing more is waited for: stands behind, cannot, or took it back."""
        return self.is_done or self.declined or (self.withdrew and self.is_out_of_reach)


def active_group(parties: Iterable[PartyFacts], *, is_ordered: bool) -> int:
    """The highest group that may act now; in an unordered round all may.

    A group waits until every required party before it is done and every other has answered.
    """
    listed = list(parties)
    unfinished = [party.group for party in listed if not _is_finished(party)]
    if is_ordered and unfinished:
        return min(unfinished)
    return max((party.group for party in listed), default=1)


def party_state(party: PartyFacts, *, active: int, is_over: bool = False) -> PartyState:
    """The state of one party while its round is open, or what it ended as."""
    if party.declined:
        return PartyState.DECLINED
    if party.is_done:
        return PartyState.DONE
    if party.withdrew and party.is_out_of_reach:
        return PartyState.WITHDRAWN
    if is_over:
        return PartyState.EXPIRED
    if party.endorsed:
        return PartyState.PARTIAL
    if party.group > active and not party.was_asked:
        return PartyState.WAITING
    return PartyState.INVITED


def round_state(parties: Iterable[PartyFacts], *, deadline_passed: bool) -> RoundState:
    """What the round is, given what its parties have answered."""
    listed = list(parties)
    required = [party for party in listed if party.is_required]
    others = [party for party in listed if not party.is_required]
    if any(party.declined for party in required):
        return RoundState.FAILED
    if required and all(party.is_done for party in required):
        if deadline_passed or all(party.has_answered for party in others):
            return RoundState.COMPLETED
    elif deadline_passed:
        return RoundState.EXPIRED
    return RoundState.OPEN


def _is_finished(party: PartyFacts) -> bool:
    return party.is_done if party.is_required else party.has_answered
