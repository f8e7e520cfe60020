"""The texts the association starts with, as data: what becomes version 1 of each template. No behaviour.

Source: product texts 6.4, 6.5 and 6.6. An association edits its own versions; this stays as it is.
"""

from __future__ import annotations

from documents.starting import beslutningsunderlag, maalbilde, plan
from documents.starting.kinds import StartingSection, TextKind

TEXT_KINDS: tuple[TextKind, ...] = (
    maalbilde.MAALBILDE,
    plan.PLAN,
    beslutningsunderlag.BESLUTNINGSUNDERLAG,
    beslutningsunderlag.FOR_PARTNERSHIP,
)
BY_KEY = {kind.key: kind for kind in TEXT_KINDS}


def text_kind(key: str) -> TextKind:
    """Raises KeyError for an unknown key."""
    return BY_KEY[key]


__all__ = ["BY_KEY", "TEXT_KINDS", "StartingSection", "TextKind", "text_kind"]
