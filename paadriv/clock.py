"""The one clock. Services read it once, under their lock; tests and the demo loader set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The aware moment it is, or the moment the clock is set to."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The calendar day in Norway."""
    return timezone.localtime(now()).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware moment inside the block."""
    if timezone.is_naive(moment):
        raise ValueError("the clock takes aware moments only")
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
