"""What a completed round hands to documents: the answers of every party, and the events with their digests.

Called inside the completing transaction; it writes one row that asks for the file, and waits for nothing.
Network addresses and browsers stay in the acts: the file goes to all parties.
"""

from __future__ import annotations

from typing import Any

from accounts.models import JournalEntry
from documents.services import completed
from documents.services.completed import Answer
from signing.consent import authority_words
from signing.models import Act, Round, RoundParty


def ask_for_copy(asked_in: Round) -> None:
    """Ask for the completed copy of a round that has just been completed."""
    assert asked_in.closed_at is not None
    acts = list(Act.objects.filter(party__round=asked_in).order_by("pk"))
    answers = [
        answer
        for party in asked_in.parties.order_by("group", "name", "pk")
        for answer in _answers(party, [act for act in acts if act.party_id == party.pk])
    ]
    completed.request(
        asked_in.version,
        answers,
        round_id=asked_in.pk,
        completed_at=asked_in.closed_at,
        log=[*(_event(act) for act in acts), *_journal(asked_in, acts)],
    )


def _answers(party: RoundParty, acts: list[Act]) -> list[Answer]:
    """What stands for a party: each yes that was not taken back, else its last word, else that it did not answer."""
    withdrawn = {act.withdraws_id for act in acts}
    stands = [act for act in acts if act.is_yes and act.pk not in withdrawn] or acts[-1:]
    if not stands:
        return [Answer(party.name, party.number, str(party.get_state_display()))]
    return [
        Answer(
            party=party.name,
            number=party.number,
            answer=str(act.get_kind_display()),
            person=act.name,
            title=act.title,
            authority=authority_words(act.authority, act.reference),
            at=act.at.isoformat(),
            statement=act.statement,
            section=act.section,
            words=act.words if act.section else "",
        )
        for act in stands
    ]


def _event(act: Act) -> dict[str, Any]:
    names = ("kind", "name", "title", "authority", "reference", "statement_id", "statement", "statement_sha256")
    hashes = ("content_sha256", "pdf_sha256", "method", "digest")
    return {
        "event": "act",
        "id": act.pk,
        "party": act.party_id,
        "at": act.at.isoformat(),
        "authenticated_at": act.authenticated_at.isoformat(),
        **{name: getattr(act, name) for name in (*names, *hashes)},
    }


def _journal(asked_in: Round, acts: list[Act]) -> list[dict[str, Any]]:
    """The entries of the initiative's chain about this round and its acts, so that each can be found in the chain."""
    keys = {"signing.round": [asked_in.pk], "signing.act": [act.pk for act in acts]}
    entries = JournalEntry.objects.filter(chain=asked_in.initiative.chain, subject_type__in=keys).order_by("number")
    return [
        {"event": "journal", "number": entry.number, "verb": entry.verb, "at": entry.at.isoformat(), "hash": entry.hash}
        for entry in entries
        if entry.subject_id in keys[entry.subject_type]
    ]
