"""The access table's rows of gates: the beslutningspunkt, its decisions, and what is decided between them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from itertools import count
from typing import Any

from gates.services import withdraw_transfer
from initiatives import services as initiatives
from paadriv.clock import today
from tests.access.rows import ADVISE, COORDINATE, DECIDE, SEE, Payload, Row, form, here, nothing, under
from tests.access.twins import City


def _gate(city: City) -> dict[str, Any]:
    return {**here(city), "number": 1}


def _turn(city: City) -> Payload:
    return {
        "decided_on": today().isoformat(),
        "explanation": city.says("Vi må finne ut om flere vil være med."),
        "form_key": str(uuid.uuid4()),
    }


def _decision(city: City) -> Payload:
    return {"outcome": "rework", **_turn(city)}


def _stop(city: City) -> Payload:
    return {"stop_reason": "interest", **_turn(city)}


def _reopen(city: City) -> Payload:
    return {"where": "here", **_turn(city)}


def _pause(city: City) -> Payload:
    review_on = (today() + timedelta(days=9)).isoformat()
    return {"reason": city.says("Vi venter på budsjettet."), "review_on": review_on, "meetings": "keep"}


def _hold(city: City) -> None:
    initiatives.hold(city.initiative, reason="Vi venter på budsjettet.", by=city.users["D"])


def _close(city: City) -> None:
    city.initiative.refresh_from_db()
    if city.initiative.is_open:
        initiatives.stop(city.initiative, reason="Ingen penger.", by=city.users["D"])


def _in_step_two(city: City) -> None:
    """By a decision that opened no other run."""
    if city.initiative.step_runs.get(state="active").step == "sonderingsmoete":
        initiatives.enter_step(city.initiative, decision_id=next(_DECISIONS), by=city.users["D"])


def _transfer(city: City) -> Payload:
    return {
        "organisation_text": "974760673",
        "organisation_number": "974760673",
        "organisation_name": "Registrene",
        "organisation_kind": "state",
        "name": city.about("Ny Leder"),
        "email": city.address("leder"),
        "reason": city.says("Kommunen vil at en annen overtar."),
    }


def _nothing_proposed(city: City) -> None:
    transfer = city.at_gate_2.transfer
    transfer.refresh_from_db()
    if transfer.is_open:
        withdraw_transfer(transfer, by=city.users["K"])


_TRANSFER = under(transfer="at_gate_2.transfer")

#: Numbers no decision has.
_DECISIONS = count(10**9)

ROWS: dict[str, Row] = {
    "gates:gate": Row(SEE, _gate),
    "gates:decide": Row(DECIDE, _gate, get=False, post=_decision),
    "gates:advise": Row(ADVISE, _gate, get=False, post=form(text="Inviter flere naboer.")),
    "gates:decision": Row(SEE, under(decision="decision")),
    "gates:decisions": Row(SEE, here),
    "gates:pause": Row(COORDINATE, here, get=False, post=_pause),
    "gates:hold_longer": Row(COORDINATE, here, get=False, post=_pause, before=_hold),
    "gates:go_back": Row(DECIDE, here, get=False, post=_turn, before=_in_step_two),
    "gates:stop": Row(DECIDE, here, get=False, post=_stop),
    "gates:reopen": Row(DECIDE, here, get=False, post=_reopen, before=_close),
    "gates:distribute": Row(COORDINATE, here, get=False, post=nothing),
    "gates:reply": Row(
        COORDINATE, under(act="at_gate_2.reservation"), get=False, post=form(text="Vi tallfester målet i planen.")
    ),
    "gates:ownership": Row(SEE, here),
    "gates:propose_transfer": Row("AKD", here, get=False, post=_transfer, before=_nothing_proposed),
    "gates:confirm_transfer": Row(DECIDE, _TRANSFER, get=False, post=nothing),
    "gates:mediate_transfer": Row(ADVISE, _TRANSFER, get=False, post=form(reason="Foreningen er lagt ned i vår.")),
    "gates:withdraw_transfer": Row("AKD", _TRANSFER, get=False, post=nothing),
    "gates:standing": Row(SEE, here),
    "gates:resume": Row("KD", here, get=False, post=nothing, before=_hold),
}
