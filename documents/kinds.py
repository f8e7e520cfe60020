"""The registry of document kinds: the one way an app above tells documents what to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from accounts.access import Verdict
from documents.pipeline.wire import OnOnePage

Content = dict[str, Any]


@dataclass(frozen=True)
class Link:
    """An action that lives in a higher app, shown on the document's page."""

    title: str
    url: str


@dataclass(frozen=True)
class DocumentKind:
    """Key = module name = template folder ``documents/<key>/`` = stylesheet ``documents/<key>.css``.

    ``content(subject_id)`` reads the database and returns canonical, JSON-able content, names included;
    ``context(content)`` is pure and feeds preview and PDF alike; ``may_read(user, subject_id)`` guards
    the file; ``initiative_of(subject_id)`` says whose it is, and raises DoesNotExist for an unknown one.
    ``title`` goes into the PDF's metadata and the file's name; ``fit`` is for a part that must end on a
    given page; ``too_long`` is what to do when it does not.

    For kinds that are written in sections (``is_written``), with ``document`` a documents.models.Document:
    ``values(document)`` gives what the placeholders in its texts stand for, an empty text where nothing is
    known yet; ``freeze_refusals(document)`` why it cannot be frozen now; ``links(user, document)`` actions of
    higher apps; ``statement(content)`` what an organisation says when it endorses or signs, the party's own
    placeholders left in; ``first_number`` the number of its first part; ``min_parties`` how many a round asks;
    ``on_completed(round_id)`` runs inside the completing transaction. ``part_names`` calls the content's own keys by
    what a person knows them as. Their
    ``context`` has ``parts``, and ``tables`` by name where they set tables in them; see written.py and tables.py.
    Pages show what the PDF shows: ``documents/<key>/_front.html`` before the parts, ``_part.html`` in each.
    """

    key: str
    title: Callable[[Content], str]
    content: Callable[[int], Content]
    context: Callable[[Content], dict[str, Any]]
    may_read: Callable[[Any, int], Verdict]
    initiative_of: Callable[[int], int]
    fit: OnOnePage | None = None
    too_long: str | Promise = ""
    is_written: bool = False
    values: Callable[[Any], Mapping[str, str]] = lambda document: {}
    freeze_refusals: Callable[[Any], tuple[str, ...]] = lambda document: ()
    links: Callable[[Any, Any], tuple[Link, ...]] = lambda user, document: ()
    statement: Callable[[Content], str] = lambda content: ""
    first_number: int = 1
    min_parties: int = 3
    on_completed: Callable[[int], None] = lambda round_id: None
    part_names: Mapping[str, str | Promise] = field(default_factory=dict)
    extra_stylesheets: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        return f"documents/{self.key}/document.html"

    @property
    def stylesheets(self) -> tuple[str, ...]:
        shared = ("documents/written.css",) if self.is_written else ()
        return ("documents/base.css", *shared, *self.extra_stylesheets, f"documents/{self.key}.css")

    @property
    def front(self) -> tuple[str, ...]:
        """What stands before the parts on a page; the first of these that there is."""
        return (f"documents/{self.key}/_front.html", "documents/_front.html")

    @property
    def part(self) -> tuple[str, ...]:
        """What stands in one part on a page beside its text."""
        return (f"documents/{self.key}/_part.html", "documents/_part.html")


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> None:
    """Called from AppConfig.ready. Raises ValueError for a key that is taken."""
    if kind.key in _kinds:
        raise ValueError(f"document kind {kind.key} is registered already")
    _kinds[kind.key] = kind


def kind_of(key: str) -> DocumentKind:
    return _kinds[key]


def find_kind(key: str) -> DocumentKind | None:
    """As kind_of, for texts whose kind no app prints."""
    return _kinds.get(key)


def all_kinds() -> tuple[DocumentKind, ...]:
    return tuple(_kinds.values())
