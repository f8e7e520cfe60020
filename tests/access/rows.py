"""What one row of the access table is, and how rows say where their objects are and what is posted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import ismethod
from typing import Any

from mail.links import token_for
from tests.access.twins import City

Payload = dict[str, Any]
SEE, PEOPLE, EDIT, COORDINATE, DECIDE, ADVISE = "AKMLD", "KMLD", "KM", "K", "D", "A"
EVERYBODY = "AKMLDPXN"
PHONE = "912 34 567"


def nothing(city: City) -> Payload:
    return {}


@dataclass(frozen=True)
class Row:
    """One URL: who may, whether GET is answered, and what a POST that succeeds carries (None: no POST)."""

    may: str
    kwargs: Callable[[City], dict[str, Any]] = nothing
    get: bool = True
    post: Callable[[City], Payload] | None = None
    #: Done before a POST that needs another state.
    before: Callable[[City], None] | None = None
    #: What one who may not gets for an object that is there; 404 where its existence is a secret.
    denied: int = 403
    #: Whether a child under another meeting of the same city is 404.
    sibling: bool = True
    #: What GET answers to those who may, where it is not 200.
    shown: int = 200
    #: Whether the methods are ours to say; a package's view answers some of them in its own way.
    ours: bool = True
    #: Query parameters the view reads.
    query: tuple[str, ...] = ()

    @property
    def has_object(self) -> bool:
        return self.kwargs is not nothing


def here(city: City) -> dict[str, Any]:
    return {"initiative": city.initiative.pk}


def at(name: str, **children: str) -> Callable[[City], dict[str, Any]]:
    """Under a meeting by its name in the city, and rows under it: ``at("sent", invitation="seated")``."""

    def kwargs(city: City) -> dict[str, Any]:
        rows = {key: pk_of(city, path) for key, path in children.items()}
        return {**here(city), "meeting": getattr(city, name).pk, **rows}

    return kwargs


def under(**children: str) -> Callable[[City], dict[str, Any]]:
    """Under the initiative."""
    return lambda city: {**here(city), **{key: pk_of(city, path) for key, path in children.items()}}


def pk_of(city: City, path: str) -> int:
    found: Any = city
    for name in path.split("."):
        found = getattr(found, name)
        found = found() if ismethod(found) else found
    return int(found.pk)


def member(letter: str) -> Callable[[City], dict[str, Any]]:
    return lambda city: {**here(city), "membership": city.membership(letter).pk}


def form(**fields: Any) -> Callable[[City], Payload]:
    return lambda city: dict(fields)


def revised(of: str, **fields: Any) -> Callable[[City], Payload]:
    def payload(city: City) -> Payload:
        row: Any = city
        for name in of.split("."):
            row = getattr(row, name)
        row = row() if ismethod(row) else row
        row.refresh_from_db()
        return {"revision": row.revision, **fields}

    return payload


def link(purpose: str, path: str) -> Callable[[City], dict[str, Any]]:
    return lambda city: {"token": token_for(purpose, pk_of(city, path))}
