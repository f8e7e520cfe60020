"""Frozen contents with two of everything, as plain data, and their leaves one by one."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from documents.starting import text_kind

Content = dict[str, Any]
Path = tuple[str | int, ...]
_FIELD = [["10.46", "61.115"], ["10.472", "61.118"], ["10.482", "61.114"], ["10.47", "61.1112"], ["10.46", "61.115"]]


def content(kind: str) -> Content:
    """One version of a kind; its first written section says every value it has."""
    values = {"sted_navn": "Lillevik", "område_navn": "Strandsonen"}
    return _common(kind, values) | {"maalbilde": _maalbilde, "plan": _plan, "beslutningsunderlag": _underlag}[kind]()


def leaves(found: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every plain value, with the way to it; a boundary is one."""
    if isinstance(found, dict) and path[-1:] != ("boundary",):
        for key, value in found.items():
            yield from leaves(value, (*path, key))
    elif isinstance(found, list):
        for place, value in enumerate(found):
            yield from leaves(value, (*path, place))
    else:
        yield path, found


def changed(found: Content, path: Path, value: Any) -> Content:
    """The content with another value in one place."""
    copy = deepcopy(found)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copy


def _common(kind: str, values: dict[str, str]) -> Content:
    sections = [
        {
            "key": section.key,
            "number": number,
            "title": section.title,
            "level": section.level,
            "body": "" if section.level == "automatic" else f"Dette er del {number}.\n\n- Én ting\n- En annen",
        }
        for number, section in enumerate(text_kind(kind).sections, 1)
    ]
    first = next(section for section in sections if section["body"])
    first["body"] += "\n\n" + " ".join(f"{{{name}}}" for name in values)
    return {
        "issued_at": "2026-08-12T00:00:00+02:00",
        "author": "Lillevik kommune",
        "place": "Lillevik",
        "in_place": "i Lillevik",
        "title": "Teksten om Lillevik",
        "statement": "{virksomhet_med_orgnr} stiller seg bak.",
        "number": 2,
        "dated_on": "2026-08-12",
        "values": values,
        "sections": sections,
        "area": "Strandsonen",
    }


def _challenges() -> Content:
    return {
        "challenges": [
            {"title": "Å bli klimanøytral", "description": "Ingen klarer det alene.", "is_primary": True},
            {"title": "Tomme lokaler", "description": "Leien er for høy.", "is_primary": False},
        ],
        "barriers": [
            {"title": "Hver sin plan", "description": "Vi må samordne oss."},
            {"title": "Ingen eier veien", "description": "Kommunen tar over."},
        ],
    }


def _maalbilde() -> Content:
    areas = [
        {
            "name": name,
            "description": f"Om {name}.",
            "is_primary": name == "Strandsonen",
            "square_metres": 380_000,
            "boundary": {
                "type": "MultiPolygon",
                "coordinates": [[[[x, f"{float(y) - south:.6f}"] for x, y in _FIELD]]],
            },
        }
        for name, south in (("Strandsonen", 0), ("Brygga", 0.02))
    ]
    return _challenges() | {
        "areas": areas,
        "reinforcements": [
            {"area": "Strandsonen", "subject": "Byttebua", "added_value": "Flere kan bruke den."},
            {"area": "Brygga", "subject": "Verkstedet", "added_value": "Det kan være åpent om kvelden."},
        ],
        "sdgs": [
            {"number": 11, "name": "Bærekraftige byer", "reason": "Vi bygger tettere.", "is_fixed": True},
            {"number": 17, "name": "Samarbeid for å nå målene", "reason": "Ingen eier alt.", "is_fixed": True},
        ],
        "local_goals": [
            {"text": "Klimanøytral i 2035", "source": "Klimaplanen", "adopted_on": "2024-06-01"},
            {"text": "Gangvei langs sjøen", "source": "Sentrumsplanen", "adopted_on": "2023-05-02"},
        ],
        "groups": [
            {"title": "Beboere", "value": "Dere får vannet tilbake.", "partners": ["Tromøy vel", "Skolegata vel"]},
            {"title": "Grunneiere", "value": "Dere vet rekkefølgen.", "partners": ["Strandeiendom AS"]},
        ],
        "partners": [
            {"name": "Tromøy vel", "number": "964 123 101", "group": "Beboere"},
            {"name": "Strandeiendom AS", "number": "964 123 102", "group": "Grunneiere"},
        ],
    }


def _plan() -> Content:
    return {
        "plan": {
            "activities": [
                {
                    "key": key,
                    "title": title,
                    "tasks": f"Møter om {title}.",
                    "owner": "Åse Dahl",
                    "contributors": "Lille Bank",
                    "starts_on": "2027-01-10",
                    "ends_on": "2027-04-20",
                    "hours": 120,
                    "cost": 80_000,
                    "result": f"Resultatet av {title}.",
                    "dependencies": "Målbildet er låst.",
                }
                for key, title in (("avtaleverk", "Avtaleverket"), ("strategiplan", "Strategiplanen"))
            ],
            "cost": 160_000,
            "hours": 240,
            "funding_tasks": [
                {"title": f"Søke {number}", "source": "Fylket", "owner": "Åse Dahl", "due_on": "2026-12-01"}
                for number in (1, 2)
            ],
        },
        "funding": {
            "sources": [
                {
                    "provider": provider,
                    "kind": "grant",
                    "kind_name": "tilskudd",
                    "purpose": "building_up",
                    "purpose_name": "oppbygging",
                    "status": "applied",
                    "status_name": "søkt",
                    "amount_low": 100_000,
                    "amount_high": 300_000,
                    "deadline": "2026-11-01",
                    "note": "Utlyses hvert år",
                }
                for provider in ("Fylket", "Stiftelsen")
            ],
            "sums": [
                {
                    "purpose": "building_up",
                    "purpose_name": "oppbygging",
                    "sources": 2,
                    "low": 200_000,
                    "high": 600_000,
                    "granted_low": 10_000,
                    "granted_high": 20_000,
                    "in_kind_high": 30_000,
                    "unknown": 0,
                }
            ],
            "gap": {"cost": 160_000, "at_best": 40_000, "at_worst": 90_000, "is_covered": False},
        },
    }


def _underlag() -> Content:
    plan = _plan() | _challenges()
    return plan | {
        "meetings": [{"held_on": "2026-03-12", "attended": 22, "threshold": 5}],
        "taking_part": 11,
        "decisions": [
            {
                "decided_on": "2026-04-01",
                "outcome": "Gå videre",
                "decider": "kommunedirektør",
                "basis": "kommunestyrets sak 12/26",
                "explanation": "Alt er på plass.",
            }
        ],
        "partners": ["Tromøy vel", "Strandeiendom AS"],
        "reservations": [{"party": "Tromøy vel", "section": "Mål", "words": "Tallfest målet."}],
        "criteria": [{"title": "Området er avgrenset", "must": True}, {"title": "Tre måneder", "must": False}],
        "attachments": [
            {"title": "Målbildet", "number": 1, "dated_on": "2026-08-01", "content_sha256": "a" * 64},
        ],
    }
