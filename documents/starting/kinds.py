"""What the association's texts are: a text of the method in sections, or a mail, and the placeholders each may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from initiatives.method import StepKey


@dataclass(frozen=True)
class StartingSection:
    """One section of version 1; ``level`` is must, should or automatic."""

    key: str
    title: str
    level: str = "must"
    questions: str = ""
    body: str = ""


@dataclass(frozen=True)
class AssociationText:
    """What every text has that the association owns; ``title`` of a mail is its subject."""

    key: str
    name: str | Promise
    title: str
    placeholders: tuple[str, ...]
    sections: tuple[StartingSection, ...]
    statement: str = ""

    @property
    def is_fixed(self) -> bool:
        """Something is sent with it: its parts stand still, and there is always a published version."""
        return not isinstance(self, TextKind)

    @property
    def is_letter(self) -> bool:
        return isinstance(self, LetterText)

    @property
    def is_mail(self) -> bool:
        return isinstance(self, MailText)


@dataclass(frozen=True, kw_only=True)
class TextKind(AssociationText):
    """Key = the key of the DocumentKind that prints it. ``deliverable`` is the method's, in ``step``."""

    step: StepKey
    deliverable: str
    #: What only organisations know when they endorse or decide: left in the text until then.
    of_the_party: tuple[str, ...] = ()


#: The parts a mail may have, in the order they are read.
OPENING, MIDDLE, ENDING = "aapning", "midten", "avslutning"
#: The one part of a letter.
LETTER = "brev"


@dataclass(frozen=True, kw_only=True)
class MailText(AssociationText):
    """Key = the key of the MailKind that sends it. ``inserts``: part → what the mail itself puts in after it."""

    inserts: Mapping[str, str | Promise]
    #: What the mail puts at the end of its subject.
    subject_ends: str | Promise = ""
    #: What stands under the words; a mail that has nothing there has no greeting either.
    foot: str | Promise = ""


_TITLES = {OPENING: "Åpning", MIDDLE: "Midten", ENDING: "Avslutning"}


def parts_of(texts: Mapping[str, str]) -> tuple[StartingSection, ...]:
    """The parts of a mail; without its first there is nothing to send."""
    return tuple(
        StartingSection(part, _TITLES[part], "must" if part == OPENING else "should", body=body)
        for part, body in texts.items()
    )


@dataclass(frozen=True, kw_only=True)
class LetterText(AssociationText):
    """A letter that is printed for each recipient, in Markdown; ``most`` letters before its placeholders are filled."""

    most: int
