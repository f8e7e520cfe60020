"""What the placeholders of a document stand for, as far as it is known now: the place's own, and the kind's."""

from __future__ import annotations

from collections.abc import Mapping

from documents.kinds import find_kind
from documents.models import Document
from documents.placeholders import substitute


def values_of(document: Document) -> dict[str, str]:
    """Only those that have a value; the others stay in the text as they are written."""
    initiative = document.initiative
    place = {"sted_navn": initiative.place_name, "område_navn": initiative.area_name or initiative.place_name}
    kind = find_kind(document.kind)
    known: Mapping[str, str] = kind.values(document) if kind else {}
    return {name: value for name, value in {**place, **known}.items() if value}


def filled(text: str, values: Mapping[str, str]) -> str:
    """One line of plain text with the values that are known."""
    return substitute(text, lambda name: values.get(name, f"{{{name}}}"))


def title_of(document: Document) -> str:
    return filled(document.template.title, values_of(document))
