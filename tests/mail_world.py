"""Builders for mail: a kind that only tests know, and sendings of it."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from django.db import transaction

from mail import kinds
from mail.kinds import Mail, MailKind
from mail.models import Message, Sending
from mail.services import Recipient, queue

KIND = "proeve"
_number = count(1)


def plain_letter(row: Message) -> Mail:
    return Mail(subject=f"Prøve {row.subject_id}", text="Hei på deg", html="<p>Hei på deg</p>")


def know_kind(monkeypatch: pytest.MonkeyPatch, build: Any = plain_letter, key: str = KIND) -> None:
    """Register a kind until the test ends."""
    monkeypatch.setitem(kinds._kinds, key, MailKind(key, "Prøve", build))


def recipients(number: int) -> list[Recipient]:
    people = [next(_number) for _ in range(number)]
    return [Recipient(n, f"gjest{n}@eksempel.no", f"proeve:{n}", name=f"Gjest {n}") for n in people]


def queued(number: int = 1, *, to: list[Recipient] | None = None, **fields: Any) -> Sending:
    with transaction.atomic():
        return queue(KIND, to if to is not None else recipients(number), by=None, **fields)


def states(sending: Sending) -> list[str]:
    return list(sending.messages.order_by("pk").values_list("state", flat=True))
