"""The registry of document kinds: the one way an app above tells documents what to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.access import Verdict


@dataclass(frozen=True)
class DocumentKind:
    """Key = module name = template folder ``documents/<key>/``.

    ``content(subject_id)`` reads the database and returns canonical, JSON-able content, names included;
    ``context(content)`` is pure and feeds preview and PDF alike; ``may_read(user, subject_id)`` guards
    the file. The template is ``documents/<key>/document.html``; the title goes into the PDF's metadata.
    """

    key: str
    title: Callable[[dict[str, Any]], str]
    content: Callable[[int], dict[str, Any]]
    context: Callable[[dict[str, Any]], dict[str, Any]]
    may_read: Callable[[Any, int], Verdict]

    @property
    def template(self) -> str:
        return f"documents/{self.key}/document.html"


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> None:
    """Called from AppConfig.ready. Raises ValueError for a key that is taken."""
    if kind.key in _kinds:
        raise ValueError(f"document kind {kind.key} is registered already")
    _kinds[kind.key] = kind


def kind_of(key: str) -> DocumentKind:
    return _kinds[key]


def all_kinds() -> tuple[DocumentKind, ...]:
    return tuple(_kinds.values())
