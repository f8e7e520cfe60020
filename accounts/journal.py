"""The journal: append-only, hash-chained per initiative and one chain for the association.

Verbs become sentences in each app's journal.py; names are looked up when shown.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.canonical import digest
from accounts.models import JournalChain, JournalEntry, User
from paadriv.clock import now

ASSOCIATION = "foreningen"
_ZERO = "0" * 64
#: What a text in the journal may look like: a key, a code or a digest. Names, addresses and free text do not fit.
_KEY = re.compile(r"[a-z0-9_:.-]{0,80}")

SENTENCES: dict[str, str | Promise] = {
    "renamed_self": _("endret sitt eget navn"),
    "session_ended": _("avsluttet en av sine egne innlogginger"),
    "authenticator_added": _("la til en innloggingsmåte hos seg selv"),
    "authenticator_removed": _("fjernet en innloggingsmåte hos seg selv"),
}

Detail = int | bool | str | None


def record(
    chain: str, verb: str, *, by: User | None, subject: models.Model | None = None, **detail: Detail | list[Any]
) -> JournalEntry:
    """Append one entry. Call it last in a service: it locks the chain until the transaction ends.

    ``by`` is None for guests and jobs; ``detail`` holds ids, keys and digests only, or lists of them.
    Raises RuntimeError outside a transaction, and TypeError for a value that could be a name or free text.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a journal entry belongs to the transaction of what it records")
    for name, value in detail.items():
        _only_keys(name, value)
    JournalChain.objects.get_or_create(key=chain)
    head = JournalChain.objects.select_for_update().get(key=chain)
    entry = JournalEntry(
        chain=head,
        number=head.length + 1,
        at=now(),
        actor=by if by is not None and by.pk else None,
        verb=verb,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        detail=dict(detail),
        previous_hash=head.head,
    )
    entry.entry_digest = _entry_digest(entry)
    entry.hash = _link(entry.previous_hash, entry.entry_digest)
    entry.save()
    JournalChain.objects.filter(pk=head.pk).update(length=entry.number, head=entry.hash)
    return entry


def _only_keys(name: str, value: Any) -> None:
    for item in value if isinstance(value, list | tuple) else [value]:
        if item is None or isinstance(item, int) or (isinstance(item, str) and _KEY.fullmatch(item)):
            continue
        raise TypeError(f"the journal holds ids, keys and digests; {name} is a {type(item).__name__} of another kind")


@dataclass(frozen=True)
class Fault:
    """The first place where a chain does not hold."""

    chain: str
    number: int
    what: str


def verify() -> Iterator[Fault]:
    """Every chain's first fault: a changed entry, a missing one, a broken link or a head that differs."""
    for chain in JournalChain.objects.order_by("key"):
        if fault := _first_fault(chain):
            yield fault


def _first_fault(chain: JournalChain) -> Fault | None:
    previous, number = _ZERO, 0
    for entry in chain.entries.order_by("number").iterator():
        number += 1
        if entry.number != number:
            return Fault(chain.key, number, "missing")
        if entry.entry_digest != _entry_digest(entry):
            return Fault(chain.key, number, "changed")
        if entry.previous_hash != previous or entry.hash != _link(previous, entry.entry_digest):
            return Fault(chain.key, number, "unlinked")
        previous = entry.hash
    if (chain.length, chain.head) != (number, previous):
        return Fault(chain.key, number + 1, "cut")
    return None


def _entry_digest(entry: JournalEntry) -> str:
    return digest(
        {
            "chain": entry.chain_id,
            "number": entry.number,
            "at": entry.at.astimezone(UTC).isoformat(),
            "actor": entry.actor_id,
            "verb": entry.verb,
            "subject": [entry.subject_type, entry.subject_id],
            "detail": entry.detail,
        }
    )


def _link(previous: str, entry_digest: str) -> str:
    return hashlib.sha256(f"{previous}{entry_digest}".encode()).hexdigest()
