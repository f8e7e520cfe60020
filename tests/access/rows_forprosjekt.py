"""The access table's rows of the forprosjekt."""

from __future__ import annotations

import json
from typing import Any

from tests.access.rows import COORDINATE, EDIT, SEE, Payload, Row, form, here, nothing, revised, under
from tests.access.twins import City
from tests.forprosjekt_world import polygon


def _chapter(city: City) -> dict[str, Any]:
    return {**here(city), "chapter": "omraade"}


def _shared(city: City) -> dict[str, Any]:
    return {**here(city), "chapter": "utfordringer"}


def _numbered(number: int | str) -> Any:
    """Rows that are found by what they are, not by an id."""
    return lambda city: {**here(city), "row": number}


def _strength(city: City) -> Payload:
    return {"area": str(city.forprosjekt.area.pk), "subject": city.says("Verkstedet"), "added_value": "Flere er med."}


def _planned(city: City) -> Payload:
    return {
        "owner": f"m{city.membership('L').pk}",
        "starts_on": "2026-09-01",
        "ends_on": "2026-12-01",
        "hours": "80",
        "cost": "120 000",
        "contributors": city.says("Vellet"),
        "tasks": city.says("To møter"),
        "result": city.says("En avtale"),
        "dependencies": city.says("Et vedtak"),
    }


def _task(city: City) -> Payload:
    source = str(city.forprosjekt.source.pk)
    return {"title": city.says("Purre"), "source": source, "owner": _planned(city)["owner"], "due_on": "2026-10-01"}


def _with(payload: Any, of: str) -> Any:
    return lambda city: {**payload(city), **revised(of)(city)}


_AREA = form(name="Nordre kai", description="Fra brua til torget.")
_CHALLENGE = form(title="Støy", description="Om natten.")
_BARRIER = form(title="Regler", description="Dispensasjon.")
_GOAL = form(text="Halvere utslippene", source="Klimaplanen", adopted_on="2024-06-01")
_SOURCE = form(
    provider="Fylket",
    kind="grant",
    purpose="running",
    status="applied",
    amount_low="100 000",
    amount_high="200 000",
    deadline="2026-09-01",
    note="Ring først",
)
_BOUNDARY = form(geojson=json.dumps(polygon()))

FORPROSJEKT: dict[str, Row] = {
    "forprosjekt:chapter": Row(SEE, _chapter, query=("tabell",)),
    "forprosjekt:share": Row(COORDINATE, _chapter, get=False, post=nothing),
    "forprosjekt:keep": Row(COORDINATE, _shared, get=False, post=nothing),
    "forprosjekt:boundary": Row(EDIT, under(row="forprosjekt.area"), post=_with(_BOUNDARY, "forprosjekt.area")),
    "forprosjekt:remove_boundary": Row(EDIT, under(row="forprosjekt.area"), get=False, post=nothing),
}
_TABLES = {
    "area": ("area", _AREA),
    "reinforcement": ("reinforcement", _strength),
    "challenge": ("challenge", _CHALLENGE),
    "barrier": ("barrier", _BARRIER),
    "source": ("source", _SOURCE),
    "local_goal": ("local_goal", _GOAL),
    "task": ("task", _task),
}
for _key, (_name, _payload) in _TABLES.items():
    _row = under(row=f"forprosjekt.{_name}")
    FORPROSJEKT[f"forprosjekt:add_{_key}"] = Row(EDIT, here, get=False, post=_payload)
    FORPROSJEKT[f"forprosjekt:edit_{_key}"] = Row(EDIT, _row, post=_with(_payload, f"forprosjekt.{_name}"))
    FORPROSJEKT[f"forprosjekt:remove_{_key}"] = Row(EDIT, _row, post=nothing)
for _key in ("area", "challenge"):
    _other = under(row=f"forprosjekt.other_{_key}")
    FORPROSJEKT[f"forprosjekt:choose_{_key}"] = Row(EDIT, _other, get=False, post=nothing)
FORPROSJEKT |= {
    "forprosjekt:add_goal": Row(EDIT, here, get=False, post=form(goal="3", reason="Vi går mer.")),
    "forprosjekt:edit_goal": Row(EDIT, _numbered(13), post=revised("forprosjekt.goal", reason="Havet stiger.")),
    "forprosjekt:remove_goal": Row(EDIT, _numbered(13), post=nothing),
    "forprosjekt:edit_planned": Row(EDIT, _numbered("avtaleverk"), post=_with(_planned, "forprosjekt.activity")),
}
