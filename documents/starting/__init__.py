"""The texts the association starts with, as data: what becomes version 1 of each template. No behaviour.

Source: product texts 6.1, 6.2 and 6.4 to 6.6; see mails.py for the other mails. An association edits its own versions;
this stays as it is.
"""

from __future__ import annotations

from documents.starting import beslutningsunderlag, maalbilde, plan
from documents.starting.kinds import AssociationText, LetterText, MailText, StartingSection, TextKind
from documents.starting.mails import MAIL_TEXTS
from documents.starting.meeting import INVITATION_LETTER, MEETING_TEXTS

#: What is written in sections and printed.
TEXT_KINDS: tuple[TextKind, ...] = (
    maalbilde.MAALBILDE,
    plan.PLAN,
    beslutningsunderlag.BESLUTNINGSUNDERLAG,
    beslutningsunderlag.FOR_PARTNERSHIP,
)
BY_KEY = {kind.key: kind for kind in TEXT_KINDS}
#: All that the association owns, in the order it is listed.
ASSOCIATION_TEXTS: tuple[AssociationText, ...] = (*TEXT_KINDS, *MEETING_TEXTS, *MAIL_TEXTS)
OWNED = {text.key: text for text in ASSOCIATION_TEXTS}


def text_kind(key: str) -> TextKind:
    """Raises KeyError for an unknown key."""
    return BY_KEY[key]


__all__ = [
    "ASSOCIATION_TEXTS",
    "BY_KEY",
    "INVITATION_LETTER",
    "MAIL_TEXTS",
    "MEETING_TEXTS",
    "OWNED",
    "TEXT_KINDS",
    "AssociationText",
    "LetterText",
    "MailText",
    "StartingSection",
    "TextKind",
    "text_kind",
]
