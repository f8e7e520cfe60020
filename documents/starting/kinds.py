"""What the association's texts are: a text of the method in sections, or a mail, and the placeholders each may use."""

from __future__ import annotations

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
    def is_mail(self) -> bool:
        return isinstance(self, MailText)


@dataclass(frozen=True, kw_only=True)
class TextKind(AssociationText):
    """Key = the key of the DocumentKind that prints it. ``deliverable`` is the method's, in ``step``."""

    step: StepKey
    deliverable: str
    #: What only organisations know when they endorse or decide: left in the text until then.
    of_the_party: tuple[str, ...] = ()


#: The parts of every mail, which stand still; a mail says nothing else in the association's words.
OPENING, ENDING = "aapning", "avslutning"


@dataclass(frozen=True, kw_only=True)
class MailText(AssociationText):
    """Key = the key of the MailKind that sends it. ``between`` and ``below`` say what the mail itself puts in."""

    between: str | Promise = ""
    below: str | Promise = ""
