"""Finding municipalities and organisations by what people type: words in any order, or a number."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q

from paadriv.text import search_key
from register.models import Municipality, Organisation

#: One letter finds half the country.
LEAST_LETTERS = 2
SHOWN = 8

Row = TypeVar("Row")


def municipalities(query: str, *, most: int = SHOWN) -> list[Municipality]:
    """The municipalities a text may mean, whole names first, or none for a text that is too short."""
    key = search_key(query)
    if len(key) < LEAST_LETTERS:
        return []
    found = list(Municipality.objects.matching(key).order_by("name", "number"))
    found.sort(key=lambda row: (key not in _names(row), not row.search_text.startswith(key)))
    return found[:most]


def municipality_meant(query: str) -> Municipality | None:
    """The one municipality a text means: the only one with that name, or the only one found."""
    found = municipalities(query, most=400)
    named = [row for row in found if search_key(query) in _names(row)]
    return _only(named) or (_only(found) if not named else None)


def organisations(query: str, *, most: int = SHOWN) -> list[Organisation]:
    """Organisations by name, or by the first digits of the number, spaces allowed."""
    key = search_key(query)
    if len(key) < LEAST_LETTERS:
        return []
    rows = Organisation.objects.order_by("name", "pk")
    digits = key.replace(" ", "")
    if digits.isascii() and digits.isdigit():
        return list(rows.filter(Q(number__startswith=digits) | Q(pk__in=rows.matching(key).values("pk")))[:most])
    return list(rows.matching(key)[:most])


def organisation_meant(query: str) -> Organisation | None:
    """The one organisation a text means: its number, its whole name, or the only one found."""
    found = organisations(query, most=50)
    digits = "".join(query.split())
    named = [row for row in found if row.number == digits or search_key(row.name) == search_key(query)]
    return _only(named) or (_only(found) if not named else None)


def _names(row: Municipality) -> set[str]:
    """Every official name, each by itself, and the whole."""
    return {search_key(row.name), *(search_key(name) for name in row.name.split(" - "))}


def _only(rows: list[Row]) -> Row | None:
    return rows[0] if len(rows) == 1 else None
