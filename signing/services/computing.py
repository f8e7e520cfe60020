"""What follows from the acts: states written, the next group asked, the round ended. Always under the round's lock.

Completion is computed in the transaction of the act that brings it about; no PDF is waited for.
"""

from __future__ import annotations

from datetime import datetime

from accounts.journal import record
from accounts.models import User
from documents.kinds import kind_of
from mail import links
from signing.links import SIGNING
from signing.models import Act, Code, Round, RoundParty, SigningInvitation
from signing.rules import PartyFacts, active_group, party_state, round_state
from signing.services import mailing
from signing.services.completing import ask_for_copy
from signing.states import LIVE, ActKind, InvitationState, RoundState


def recompute(asked_in: Round, *, moment: datetime, by: User | None = None) -> Round:
    """Bring a locked, open round up to date with its acts and the clock, and end it when it is over."""
    parties = list(asked_in.parties.prefetch_related("invitations").order_by("pk"))
    state = round_state(facts_of(asked_in, parties), deadline_passed=asked_in.deadline_passed)
    if state != RoundState.OPEN:
        end(asked_in, RoundState(state), moment=moment, by=by)
        return asked_in
    _ask_next(asked_in, parties, moment, by)
    _write_states(asked_in, parties, is_over=False)
    return asked_in


def facts_of(asked_in: Round, parties: list[RoundParty]) -> list[PartyFacts]:
    """What the rules need to know, from acts and invitations as they are now."""
    acts = Act.objects.filter(party__round=asked_in)
    stands = set(acts.standing().values_list("invitation_id", flat=True))
    refused = set(acts.filter(kind=ActKind.DECLINE).values_list("invitation_id", flat=True))
    return [_facts(party, stands, refused) for party in parties]


def end(asked_in: Round, state: RoundState, *, moment: datetime, by: User | None, reason: str = "") -> None:
    """Close a locked round for good: everybody is told, and no link takes an answer any more."""
    parties = list(asked_in.parties.prefetch_related("invitations").order_by("pk"))
    _write_states(asked_in, parties, is_over=True)
    asked_in.state, asked_in.closed_at, asked_in.void_reason = state, moment, reason
    asked_in.full_clean(validate_unique=False)
    asked_in.save(update_fields=["state", "closed_at", "void_reason"])
    unanswered = SigningInvitation.objects.filter(party__round=asked_in, state__in=LIVE)
    told = list(
        SigningInvitation.objects.filter(party__round=asked_in, asked_at__isnull=False)
        .exclude(state=InvitationState.REPLACED)
        .order_by("pk")
    )
    unanswered.update(state=InvitationState.EXPIRED)
    Code.objects.filter(invitation__party__round=asked_in, confirmed_at=None).update(is_dead=True)
    mailing.tell_end(asked_in, told, by=by)
    record(asked_in.initiative.chain, f"round_{state.value}", by=by, subject=asked_in, version=asked_in.version_id)
    if state == RoundState.COMPLETED:
        ask_for_copy(asked_in)
        kind_of(asked_in.document.kind).on_completed(asked_in.pk)


def close_link(invitation: SigningInvitation) -> None:
    """The link opens nothing any more, and no code or session of it is good for anything."""
    links.token_for(SIGNING, invitation.pk)  # also where no mail has made it yet, and one is under way
    links.revoke(SIGNING, invitation.pk)
    invitation.codes.update(is_dead=True)


def _facts(party: RoundParty, stands: set[int], refused: set[int]) -> PartyFacts:
    rows = list(party.invitations.all())
    acted = {row.pk for row in rows if row.state == InvitationState.ACTED}
    return PartyFacts(
        key=party.pk,
        group=party.group,
        needed=party.needed,
        is_required=party.is_required,
        endorsed=len(acted & stands),
        declined=bool(acted & refused),
        withdrew=any(row.state == InvitationState.WITHDRAWN for row in rows),
        asked=sum(row.state in LIVE for row in rows),
        was_asked=any(row.asked_at for row in rows),
    )


def _ask_next(asked_in: Round, parties: list[RoundParty], moment: datetime, by: User | None) -> None:
    active = active_group(facts_of(asked_in, parties), is_ordered=asked_in.is_ordered)
    waiting = [
        row
        for party in parties
        if party.group <= active
        for row in party.invitations.all()
        if row.state == InvitationState.PENDING
    ]
    for row in waiting:
        row.state, row.asked_at = InvitationState.SENT, moment
        row.save(update_fields=["state", "asked_at"])
    mailing.ask(asked_in, waiting, by=by)


def _write_states(asked_in: Round, parties: list[RoundParty], *, is_over: bool) -> None:
    facts = facts_of(asked_in, parties)
    active = active_group(facts, is_ordered=asked_in.is_ordered)
    for party, known in zip(parties, facts, strict=True):
        state = party_state(known, active=active, is_over=is_over)
        if party.state != state:
            party.state = state
            party.save(update_fields=["state"])
