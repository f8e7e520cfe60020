"""The registry of mail kinds: the one way an app above tells mail how to build its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from mail.models import Message


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    mimetype: str


@dataclass(frozen=True)
class Calendar:
    """A calendar part: METHOD (REQUEST or CANCEL) and the bytes icalendar made."""

    method: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """What one message becomes when its turn comes."""

    subject: str
    text: str
    html: str
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    calendar: Calendar | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stopped:
    """The message shall not be sent after all: opted out, superseded, called off."""

    reason: str


@dataclass(frozen=True)
class Later:
    """The message waits until this moment: its turn came at an hour when it should not be sent."""

    until: datetime


class Unbuildable(Exception):
    """A mail that cannot be put together as things are. ``reason`` says what a coordinator can do about it;
    ``again`` whether another try may help with nothing changed."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        self.reason, self.again = reason, again
        super().__init__(reason)


@dataclass(frozen=True)
class MailKind:
    """A key, a title for people, and a function from the stored row to a mail; it may raise Unbuildable."""

    key: str
    title: str | Promise
    build: Callable[[Message], Mail | Stopped | Later]


_kinds: dict[str, MailKind] = {}


def register(kind: MailKind) -> None:
    """Called from AppConfig.ready. Raises ValueError for a key that is taken."""
    if kind.key in _kinds:
        raise ValueError(f"mail kind {kind.key} is registered already")
    _kinds[kind.key] = kind


def kind_of(key: str) -> MailKind:
    return _kinds[key]


def all_kinds() -> tuple[MailKind, ...]:
    return tuple(_kinds.values())
