"""What must hold of acts whatever happened to the machine: none lost that was acknowledged, none half, none twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from accounts.canonical import digest
from accounts.journal import verify
from accounts.models import JournalEntry
from documents.models import CompletedCopy
from mail.models import Message
from signing.models import Act, Round
from signing.rules import active_group, party_state, round_state
from signing.services.acting import evidence_of
from signing.services.computing import facts_of
from signing.states import InvitationState, RoundState

_ENDS = [f"round_{state.value}" for state in RoundState if state != RoundState.OPEN]


def complaints(acknowledged: Mapping[UUID, str]) -> list[str]:
    """What is wrong with the acts in the database; ``acknowledged`` has the digest of each by its form's key."""
    there = dict(Act.objects.order_by("pk").values_list("form_key", "digest"))
    found = [f"lost: act {key}" for key, told in acknowledged.items() if there.get(key) != told]
    for act in Act.objects.select_related("invitation").order_by("pk"):
        found += [f"half: act {act.pk}: {what}" for what in _of_act(act)]
    for asked_in in Round.objects.order_by("pk"):
        found += [f"half: round {asked_in.pk}: {what}" for what in _of_round(asked_in)]
    found += [f"half: {what}" for what in _without_act()]
    return found + [f"journal: {fault}" for fault in verify()]


def _of_act(act: Act) -> Iterator[str]:
    if digest(evidence_of(act)) != act.digest:
        yield "says something else than its digest"
    entries = JournalEntry.objects.filter(verb="act_recorded", subject_type="signing.act", subject_id=act.pk)
    if [entry.detail["digest"] for entry in entries.order_by("pk")] != [act.digest]:
        yield "is not in the journal once"
    if Message.objects.filter(dedupe_key=f"signing_receipt:{act.pk}").count() != 1:
        yield "has not one receipt"
    if act.invitation.state != InvitationState.ACTED:
        yield "was given by one who still is asked"


def _without_act() -> Iterator[str]:
    acts = set(Act.objects.order_by("pk").values_list("pk", flat=True))
    for entry in JournalEntry.objects.filter(verb="act_recorded").exclude(subject_id__in=acts).order_by("pk"):
        yield f"entry {entry.number} tells of no act"
    for row in Message.objects.filter(sending__kind="signing_receipt").exclude(subject_id__in=acts).order_by("pk"):
        yield f"receipt {row.pk} is for no act"


def _of_round(asked_in: Round) -> Iterator[str]:
    parties = list(asked_in.parties.prefetch_related("invitations").order_by("pk"))
    facts = facts_of(asked_in, parties)
    if asked_in.state != round_state(facts, deadline_passed=asked_in.deadline_passed):
        yield "is in another state than its acts give"
    active = active_group(facts, is_ordered=asked_in.is_ordered)
    wanted = [party_state(known, active=active, is_over=not asked_in.is_open) for known in facts]
    if [party.state for party in parties] != wanted:
        yield "has a party in another state than its acts give"
    told = JournalEntry.objects.filter(verb__in=_ENDS, subject_type="signing.round", subject_id=asked_in.pk)
    if [entry.verb for entry in told.order_by("pk")] != ([] if asked_in.is_open else [f"round_{asked_in.state}"]):
        yield "has not ended once in the journal"
    asked = sum(row.asked_at is not None for party in parties for row in party.invitations.all())
    mails = Message.objects.filter(sending__kind__in=_ENDS, sending__content__round=asked_in.pk)
    if mails.count() != (0 if asked_in.is_open else asked):
        yield "has not told everybody once that it is over"
    copies = CompletedCopy.objects.filter(round_id=asked_in.pk)
    if copies.count() != (asked_in.state == RoundState.COMPLETED):
        yield "has not asked for its completed copy once"
