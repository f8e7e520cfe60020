"""Beslutningspunkt 2, after the forprosjekt: the facts it reads, and one pure rule per criterion. No ORM.

Amounts are whole kroner. The joint decision is the start-up partners' own; the decider only records it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gates.findings import Seen
from initiatives.durations import Standing, Window
from initiatives.method import Norms
from paadriv.text import count, day, in_words, kroner

#: The criterion by which the partners decide together; the decision records what each of them decided.
JOINT = "partners_decided"


@dataclass(frozen=True)
class Area:
    """An area of the forprosjekt: delimited by a boundary or by a precise description."""

    pk: int
    name: str
    is_delimited: bool
    reinforcements: int


@dataclass(frozen=True)
class Frozen:
    """A document's latest numbered version."""

    version: int
    number: int
    sha256: str


@dataclass(frozen=True)
class Decided:
    """What a partner's own body decided: «yes», «conditions» or «no», and where it can be read."""

    outcome: str
    body: str = ""
    decided_on: date | None = None
    case_number: str = ""
    conditions: str = ""


@dataclass(frozen=True)
class StartupPartner:
    """A start-up partner: who speaks and signs for it, its answer on the målbilde, its own body's decision.

    ``answer`` is that on the latest version: «endorse», «reserve», «decline», or empty while it is awaited.
    ``has_basis_from`` is the day it was first given the latest beslutningsunderlag.
    """

    partner: int
    name: str
    group: str
    is_municipality: bool = False
    has_contact: bool = False
    signatories: int = 0
    signatories_needed: int = 1
    answer: str = ""
    has_opened: bool = False
    has_basis_from: date | None = None
    decision: Decided | None = None

    @property
    def outcome(self) -> str:
        """What its body decided; empty while nothing is recorded."""
        return self.decision.outcome if self.decision else ""

    @property
    def can_sign(self) -> bool:
        return self.has_contact and self.signatories >= self.signatories_needed


@dataclass(frozen=True)
class Facts:
    """What gate 2 reads of an initiative, and nothing else. ``on`` is the day of the decision."""

    on: date
    norms: Norms = field(default_factory=Norms)
    areas: tuple[Area, ...] = ()
    area_is_frozen: bool = False
    partners: tuple[StartupPartner, ...] = ()
    maalbilde: Frozen | None = None
    empty_sections: tuple[str, ...] = ()
    #: Titles of the five activities that lack owner, period or result.
    unplanned: tuple[str, ...] = ()
    funding_lines: int = 0
    basis: Frozen | None = None
    usual: Window | None = None
    needed_groups: tuple[tuple[str, frozenset[str]], ...] = ()
    funding: int = 0
    cost: int = 0
    reservations: int = 0
    reservations_unanswered: int = 0
    concerns: int = 0
    concerns_unreviewed: int = 0

    @property
    def distributed_on(self) -> date | None:
        """From when every start-up partner has the latest beslutningsunderlag; None while one lacks it."""
        days = [one.has_basis_from for one in self.partners if one.has_basis_from]
        return None if self.without_basis else max(days, default=None)

    @property
    def without_basis(self) -> list[str]:
        """Names of the start-up partners that the latest beslutningsunderlag has not been given to."""
        return [one.name for one in self.partners if one.has_basis_from is None]


def _area_delimited(facts: Facts) -> Seen:
    delimited = [one.name for one in facts.areas if one.is_delimited]
    evidence = {"areas": [one.pk for one in facts.areas], "frozen": facts.area_is_frozen}
    wanted = _("minst ett avgrenset og låst i målbildet")
    if not facts.areas:
        return False, _("ingen områder er lagt inn"), wanted, evidence
    if not delimited:
        vague = in_words([one.name for one in facts.areas])
        return False, _("%(areas)s er ikke avgrenset") % {"areas": vague}, wanted, evidence
    if not facts.area_is_frozen:
        return False, _("avgrensningen er ikke låst i en versjon av målbildet"), wanted, evidence
    return True, in_words(delimited), wanted, evidence


def _reinforcements(facts: Facts) -> Seen:
    bare = [one.name for one in facts.areas if not one.reinforcements]
    wanted, evidence = _("minst én rad per område"), {"areas": {str(one.pk): one.reinforcements for one in facts.areas}}
    if not facts.areas:
        return False, _("ingen områder er lagt inn"), wanted, evidence
    if bare:
        return False, _("mangler for %(areas)s") % {"areas": in_words(bare)}, wanted, evidence
    return True, count(sum(one.reinforcements for one in facts.areas), _("rad"), _("rader")), wanted, evidence


def _startup_partners(facts: Facts) -> Seen:
    found, least = len(facts.partners), facts.norms.startup_partners
    lacking = [one.name for one in facts.partners if not one.can_sign]
    wanted = _("minst %(least)d, hver med kontaktperson og signatar") % {"least": least}
    evidence = {"partners": _keys(facts.partners)}
    if lacking:
        return (
            False,
            _("kontaktperson eller signatar mangler for %(who)s") % {"who": in_words(lacking)},
            wanted,
            evidence,
        )
    return found >= least, _partners_in_words(found), wanted, evidence


def _maalbilde_frozen(facts: Facts) -> Seen:
    wanted = _("låst som versjon, med alle må-seksjoner skrevet")
    if facts.maalbilde is None:
        return False, _("ingen versjon er låst"), wanted, {"version": None}
    evidence = _version(facts.maalbilde)
    if facts.empty_sections:
        return False, _("tomme seksjoner: %(which)s") % {"which": in_words(facts.empty_sections)}, wanted, evidence
    return True, _("versjon %(number)d") % {"number": facts.maalbilde.number}, wanted, evidence


def _maalbilde_endorsed(facts: Facts) -> Seen:
    wanted = _("alle oppstartspartnere står bak den siste versjonen")
    evidence = {"answers": {str(one.partner): one.answer for one in facts.partners}}
    if facts.maalbilde is None or not facts.partners:
        return False, _("ingen er spurt om å stille seg bak"), wanted, evidence
    refused = [one.name for one in facts.partners if one.answer == "decline"]
    awaited = [one.name for one in facts.partners if not one.answer]
    if refused:
        return False, _("%(who)s stiller seg ikke bak") % {"who": in_words(refused)}, wanted, evidence
    if awaited:
        return False, _("mangler tilslutning fra %(who)s") % {"who": in_words(awaited)}, wanted, evidence
    reserved = sum(one.answer == "reserve" for one in facts.partners)
    saw = _("alle %(number)d står bak") % {"number": len(facts.partners)}
    if reserved:
        saw = _("%(saw)s, %(reserved)d med merknad") % {"saw": saw, "reserved": reserved}
    return True, saw, wanted, evidence


def _plan_complete(facts: Facts) -> Seen:
    wanted = _("ansvarlig, periode og resultat for alle fem aktiviteter")
    if facts.unplanned:
        return (
            False,
            _("mangler for: %(which)s") % {"which": in_words(facts.unplanned)},
            wanted,
            {"missing": len(facts.unplanned)},
        )
    return True, _("alle fem er planlagt"), wanted, {"missing": 0}


def _plan_funding(facts: Facts) -> Seen:
    found = facts.funding_lines
    saw = count(found, _("linje"), _("linjer")) if found else _("ingen linjer med ansvarlig og dato")
    return found > 0, saw, _("minst én linje med ansvarlig og dato"), {"lines": found}


def _basis_distributed(facts: Facts) -> Seen:
    least = facts.norms.basis_days_before_decision
    wanted = _("låst og delt ut minst %(days)d dager før beslutningen") % {"days": least}
    if facts.basis is None:
        return False, _("ikke låst"), wanted, {"version": None}
    evidence = {**_version(facts.basis), "distributed_on": facts.distributed_on and facts.distributed_on.isoformat()}
    if len(facts.without_basis) == len(facts.partners):
        return False, _("versjon %(number)d er ikke delt ut") % {"number": facts.basis.number}, wanted, evidence
    if facts.distributed_on is None:
        words = {"who": in_words(facts.without_basis), "number": facts.basis.number}
        return False, _("%(who)s har ikke fått versjon %(number)d") % words, wanted, evidence
    ok = (facts.on - facts.distributed_on).days >= least
    return ok, _("delt ut %(day)s") % {"day": day(facts.distributed_on)}, wanted, evidence


def _partners_decided(facts: Facts) -> Seen:
    wanted = _("alle har besluttet ja eller ja med vilkår, kommuner med saksnummer")
    evidence = {"decisions": [_decision(one) for one in facts.partners]}
    if not facts.partners:
        return False, _("ingen oppstartspartnere"), wanted, evidence
    refused = [one.name for one in facts.partners if one.outcome == "no"]
    awaited = [one.name for one in facts.partners if not one.decision]
    unnumbered = [
        one.name for one in facts.partners if one.is_municipality and one.decision and not one.decision.case_number
    ]
    if refused:
        return False, _("%(who)s har besluttet nei") % {"who": in_words(refused)}, wanted, evidence
    if awaited:
        return False, _("beslutning mangler fra %(who)s") % {"who": in_words(awaited)}, wanted, evidence
    if unnumbered:
        return False, _("saksnummer mangler for %(who)s") % {"who": in_words(unnumbered)}, wanted, evidence
    conditions = sum(one.outcome == "conditions" for one in facts.partners)
    saw = _("alle har besluttet ja")
    if conditions:
        saw = _("alle har besluttet ja, %(number)d med vilkår") % {"number": conditions}
    return True, saw, wanted, evidence


def _usual_length(facts: Facts) -> Seen:
    if facts.usual is None:
        return False, _("steget er ikke begynt"), _("som metoden anbefaler"), {}
    wanted = _("mellom %(first)s og %(last)s") % {"first": day(facts.usual.earliest), "last": day(facts.usual.latest)}
    said = {
        Standing.EARLY: _("kortere enn anbefalt"),
        Standing.WITHIN: _("innenfor det anbefalte"),
        Standing.LATE: _("lengre enn anbefalt"),
    }
    found = facts.usual.standing(facts.on)
    return found is Standing.WITHIN, said[found], wanted, {"on": facts.on.isoformat()}


def _landowner_and_people(facts: Facts) -> Seen:
    there = {one.group for one in facts.partners}
    missing = [title for title, keys in facts.needed_groups if not keys & there]
    saw = _("begge er med") if not missing else _("mangler %(which)s") % {"which": _(" og ").join(missing)}
    return not missing, saw, _("minst én av hver blant oppstartspartnerne"), {"groups": sorted(there)}


def _funding_covers(facts: Facts) -> Seen:
    evidence = {"funding": facts.funding, "cost": facts.cost}
    wanted = _("minst 100 prosent av kostnaden i steg 3")
    if not facts.cost:
        return False, _("kostnaden er ikke anslått"), wanted, evidence
    words = {"funding": kroner(facts.funding), "cost": kroner(facts.cost)}
    return facts.funding >= facts.cost, _("%(funding)s av %(cost)s") % words, wanted, evidence


def _reservations_answered(facts: Facts) -> Seen:
    evidence = {"reservations": facts.reservations, "unanswered": facts.reservations_unanswered}
    wanted = _("alle merknader er besvart")
    if not facts.reservations:
        return True, _("ingen merknader"), wanted, evidence
    missing = facts.reservations_unanswered
    saw = _("alle er besvart") if not missing else _("%(number)d er ikke besvart") % {"number": missing}
    return not missing, saw, wanted, evidence


def _concerns_reviewed(facts: Facts) -> Seen:
    evidence = {"concerns": facts.concerns, "unreviewed": facts.concerns_unreviewed}
    wanted = _("hver har en beskrivelse av hva som skal til")
    if not facts.concerns:
        return True, _("ingen er registrert"), wanted, evidence
    missing = facts.concerns_unreviewed
    saw = _("alle har det") if not missing else _("%(number)d har det ikke") % {"number": missing}
    return not missing, saw, wanted, evidence


def _opened_before_answering(facts: Facts) -> Seen:
    unread = [one.name for one in facts.partners if one.answer and not one.has_opened]
    answered = sum(bool(one.answer) for one in facts.partners)
    wanted, evidence = _("alle åpnet den siste versjonen før de svarte"), {"unread": len(unread)}
    if not answered:
        return False, _("ingen har svart ennå"), wanted, evidence
    saw = _("alle hadde åpnet den") if not unread else _("%(who)s hadde ikke åpnet den") % {"who": in_words(unread)}
    return not unread, saw, wanted, evidence


def _decision(partner: StartupPartner) -> dict[str, str | int]:
    """One partner's part of the joint decision, as the snapshot keeps and the decision prints it."""
    known = partner.decision or Decided("")
    return {
        "partner": partner.partner,
        "name": partner.name,
        "outcome": known.outcome,
        "body": known.body,
        "decided_on": known.decided_on.isoformat() if known.decided_on else "",
        "case_number": known.case_number,
        "conditions": known.conditions,
    }


def _version(frozen: Frozen) -> dict[str, int | str]:
    return {"version": frozen.version, "number": frozen.number, "sha256": frozen.sha256}


def _keys(partners: Iterable[StartupPartner]) -> list[int]:
    return [one.partner for one in partners]


def _partners_in_words(number: int) -> str:
    if not number:
        return _("ingen oppstartspartnere")
    return ngettext("%(number)d oppstartspartner", "%(number)d oppstartspartnere", number) % {"number": number}


RULES: dict[str, Callable[[Facts], Seen]] = {
    "area_delimited": _area_delimited,
    "reinforcements": _reinforcements,
    "startup_partners": _startup_partners,
    "maalbilde_frozen": _maalbilde_frozen,
    "maalbilde_endorsed": _maalbilde_endorsed,
    "plan_complete": _plan_complete,
    "plan_funding": _plan_funding,
    "basis_distributed": _basis_distributed,
    JOINT: _partners_decided,
    "usual_length": _usual_length,
    "landowner_and_people": _landowner_and_people,
    "funding_covers": _funding_covers,
    "reservations_answered": _reservations_answered,
    "concerns_reviewed": _concerns_reviewed,
    "opened_before_answering": _opened_before_answering,
}
