"""Stavanger's partners on their way to a forprosjekt: who was asked, who is in, who speaks and signs.

Uses the loader's clock; every act goes through the services as one of the people would do it.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from demo.cast import address_of
from initiatives.models import Initiative
from paadriv.clock import today
from partners import services
from partners.models import Partner
from partners.stages import Stage

if TYPE_CHECKING:
    from demo.loading import Demo

#: Days from today, organisation, stage and why.
_MOVES: tuple[tuple[int, str, Stage, str], ...] = (
    (-66, "Sjøbod Eiendom AS", Stage.CONTACTED, ""),
    (-66, "Grønn Last AS", Stage.CONTACTED, ""),
    (-64, "Strandkanten vel", Stage.TALKING, ""),
    (-60, "Sjøbod Eiendom AS", Stage.TALKING, ""),
    (-58, "Kysthøgskolen", Stage.TALKING, ""),
    (-52, "Grønn Last AS", Stage.DECLINED, "De flytter virksomheten til Risavika og prioriterer det."),
    (-45, "Sjøbod Eiendom AS", Stage.INTENT, ""),
    (-40, "Beboerforeningen Havnehagen", Stage.CONTACTED, ""),
    (-36, "Kysthøgskolen", Stage.INTENT, ""),
)
#: Organisation, contact, and those who sign: name, title, basis, reference.
_STARTUP: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        "Sjøbod Eiendom AS",
        "Magnus Torgersrud",
        "alone",
        (("Live Hjellum", "daglig leder", "signaturrett", ""),),
    ),
    (
        "Strandkanten vel",
        "Åse Myrvang",
        "joint",
        (
            ("Øystein Kleiva", "styreleder", "signaturrett", ""),
            ("Åse Myrvang", "nestleder", "vedtak", "årsmøtet 12. mars, sak 4"),
        ),
    ),
    (
        "Stavanger kommune (demo)",
        "Solfrid Nærland",
        "alone",
        (("Berit Lunde", "kommunedirektør", "fullmakt", "delegert fra kommunestyret, sak 14/26"),),
    ),
)


def mobilise(demo: Demo, initiative: Initiative) -> None:
    """Three start-up partners, one of which signs two in fellesskap; the others are somewhere on the road."""
    by = demo.people[initiative.place_name]
    with demo.at(-68):
        services.add_partner(initiative, organisation=initiative.owner, name="", group="public", by=by)
    for day, name, stage, reason in _MOVES:
        with demo.at(day):
            services.move(_partner(initiative, name), stage, reason=reason, by=by)
    for number, (name, contact, rule, signatories) in enumerate(_STARTUP):
        with demo.at(-34 + 3 * number):
            _start(initiative, name, contact, rule, signatories, by=by)
    with demo.at(-20):
        services.accept_contact(_partner(initiative, "Sjøbod Eiendom AS").contacts.get(is_main=True))
    with demo.at(-6):
        _decide_for_the_municipality(initiative, by=by)


def _decide_for_the_municipality(initiative: Initiative, *, by: Any) -> None:
    """The coordinator registers what the formannskap decided, on behalf of the municipality."""
    decided = services.Decided(
        body="formannskapet",
        decided_on=today() - timedelta(days=2),
        outcome="conditions",
        case_number="42/26",
        conditions="Midlene må være vedtatt i budsjettet for neste år.",
    )
    services.register_decision(
        Partner.objects.startup().get(organisation=initiative.owner, initiative=initiative),
        decided,
        form_key=uuid.uuid4(),
        by=by,
    )


def _start(initiative: Initiative, name: str, contact: str, rule: str, signatories: Any, *, by: Any) -> None:
    """Name a contact and those who sign, invite the contact, and make the partner a start-up partner."""
    partner = _partner(initiative, name)
    named = services.name_contact(partner, name=contact, email=_address(partner, contact), by=by)
    services.invite_contact(named, by=by)
    for person, title, basis, reference in signatories:
        email = _address(partner, person)
        services.name_signatory(partner, name=person, email=email, title=title, basis=basis, reference=reference, by=by)
    if rule != partner.signing_rule:
        services.set_signing_rule(partner, rule, revision=partner.revision, by=by)
    services.move(partner, Stage.STARTUP_PARTNER, by=by)


def _partner(initiative: Initiative, name: str) -> Partner:
    return Partner.objects.get(initiative=initiative, name=name)


def _address(partner: Partner, name: str) -> str:
    """That of a person the initiative knows, or one made from the name."""
    known = partner.persons.filter(name=name).first()
    return known.email if known else address_of(name, partner.initiative.place_name)
