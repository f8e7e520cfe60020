"""Signing's rows of the access table, and of its open pages: those are one person's, by that person's session."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from paadriv.clock import today
from tests import signing_world
from tests.access.rows import COORDINATE, SEE, Payload, Row, form, link, nothing, under
from tests.access.twins import City

_WHO = {"title": "daglig leder", "authority": "fullmakt", "reference": "styrets sak 7/26"}
_ANSWER = {**_WHO, "section": "goals", "reservation": "Tallfest målet.", "reason": ""}


def _opening(city: City) -> Payload:
    partners = list(city.initiative.partners.startup().order_by("pk"))
    return {
        "version": city.signing.quiet_version.pk,
        "deadline": (today() + timedelta(days=20)).isoformat(),
        "turn": [f"{partner.pk}:{place}" for place, partner in enumerate(partners, 1)],
        "optional": [partners[-1].pk],
    }


def _answer(city: City) -> Payload:
    return {**_ANSWER, "name": city.about("Bård Vik"), "choice": "endorse_with_reservation"}


def _consent(city: City) -> Payload:
    given = signing_world.answer(
        "endorse_with_reservation",
        name=city.about("Bård Vik"),
        words=_ANSWER["reservation"],
        **{key: _ANSWER[key] for key in ("title", "authority", "reference", "section")},
    )
    consent = signing_world.consent(city.signing.asked, given)
    shown = {"content_sha256": consent.content_sha256, "statement_id": consent.statement_id}
    return (
        _answer(city)
        | shown
        | {
            "statement_sha256": consent.statement_sha256,
            "form_key": str(uuid.uuid4()),
            "agreed": "on",
        }
    )


def _delegate(city: City) -> Payload:
    colleague = {"name": city.about("Eva"), "email": city.address("eva"), "reason": city.about("Jeg er på reise")}
    return {**_WHO, **colleague, "agreed": "on"}


def _asked(city: City) -> dict[str, Any]:
    return {"invitation": city.signing.asked.pk}


TABLE: dict[str, Row] = {
    "signing:rounds": Row(SEE, under(document="signing.document")),
    "signing:open_round": Row(COORDINATE, under(document="signing.quiet"), get=False, post=_opening),
    "signing:extend": Row(
        COORDINATE,
        under(round="signing.round"),
        get=False,
        post=lambda city: {"deadline": (today() + timedelta(days=40)).isoformat()},
    ),
    "signing:void": Row(COORDINATE, under(round="signing.round"), get=False, post=form(reason="Vi skriver om målene.")),
    "signing:send_again": Row(COORDINATE, under(invitation="signing.asked"), get=False, post=nothing),
    "signing:ask_anew": Row(COORDINATE, under(invitation="signing.withdrawn"), get=False, post=nothing),
    "signing:revoke": Row(COORDINATE, under(invitation="signing.asked"), get=False, post=nothing),
    "signing:ask_also": Row(
        COORDINATE, under(party="signing.asked.party", signatory="signing.named_later"), get=False, post=nothing
    ),
}
PUBLIC: dict[str, Row] = {
    "signing:open": Row("O", link("signing", "signing.asked"), post=nothing),
    "signing:answer": Row("O", _asked, post=_answer),
    "signing:code": Row("O", _asked, post=form(code="123456")),
    "signing:new_code": Row("O", _asked, get=False, post=nothing),
    "signing:consent": Row("O", _asked, get=False, post=_consent),
    "signing:delegate": Row("O", _asked, post=_delegate),
    "signing:pdf": Row("O", _asked),
}
