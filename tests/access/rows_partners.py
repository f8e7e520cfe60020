"""Rows of the access table for partners on their way. P speaks for the city's registered partner."""

from __future__ import annotations

import uuid

from paadriv.clock import today
from tests.access.rows import COORDINATE, EDIT, Payload, Row, form, nothing, revised, under
from tests.access.twins import City

_OWN = "registered"
_SPEAK = "KP"


def _decision(city: City) -> Payload:
    return {
        "outcome": "conditions",
        "body": city.says("formannskapet"),
        "decided_on": today().isoformat(),
        "case_number": city.says("43/27"),
        "conditions": city.says("Budsjettet må være vedtatt."),
        "form_key": str(uuid.uuid4()),
    }


def _signatory(city: City) -> Payload:
    return {
        "name": city.about("Sara"),
        "email": city.address("sara"),
        "title": city.about("Nestleder"),
        "basis": "vedtak",
        "reference": city.about("Styrets sak 4/26"),
    }


ROWS: dict[str, Row] = {
    "partners:move": Row(
        EDIT, under(partner="informal"), post=form(stage="contacted", reason="De vil vente."), query=("sok",)
    ),
    "partners:name_contact": Row(
        COORDINATE,
        under(partner=_OWN),
        post=lambda city: {"name": city.about("Kim"), "email": city.address("kim"), "invites": "on"},
        query=("person",),
    ),
    "partners:invite_contact": Row(
        COORDINATE, under(partner=_OWN, contact="of_partners.second"), get=False, post=nothing
    ),
    "partners:choose_main_contact": Row(
        COORDINATE, under(partner=_OWN, contact="of_partners.second"), get=False, post=nothing
    ),
    "partners:end_contact": Row(COORDINATE, under(partner=_OWN, contact="of_partners.second"), get=False, post=nothing),
    "partners:signing_rule": Row(_SPEAK, under(partner=_OWN), post=revised(_OWN, signing_rule="joint")),
    "partners:name_signatory": Row(_SPEAK, under(partner=_OWN), post=_signatory, query=("person",)),
    "partners:end_signatory": Row(_SPEAK, under(partner=_OWN, signatory="of_partners.spare"), get=False, post=nothing),
    "partners:leave": Row("P", under(partner=_OWN), post=lambda city: {"reason": city.says("Styret sa nei.")}),
    "partners:register_decision": Row(_SPEAK, under(partner=_OWN), post=_decision),
}
