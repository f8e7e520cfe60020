"""What a text kind is: a text of the method in sections, and the placeholders its template may use."""

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
class TextKind:
    """Key = the key of the DocumentKind that prints it. ``deliverable`` is the method's, in ``step``."""

    key: str
    name: str | Promise
    step: StepKey
    deliverable: str
    title: str
    placeholders: tuple[str, ...]
    sections: tuple[StartingSection, ...]
    statement: str = ""
    #: What only organisations know when they endorse or decide: left in the text until then.
    of_the_party: tuple[str, ...] = ()
