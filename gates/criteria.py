"""The criteria of each beslutningspunkt, as data: what must hold, what should, and in which method version.

Behaviour is in gates.py. Norms are the method's own numbers (initiatives/method.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.method import StepKey


class Level(StrEnum):
    """A hard criterion stops the decision; a recommendation that is not met needs a written reason."""

    MUST = "must"
    SHOULD = "should"


class Where(StrEnum):
    """The page where what is missing is put right."""

    MEETINGS = "meetings"
    ATTENDANCE = "attendance"
    INTEREST = "interest"
    OWNER = "owner"
    PROCESS_LEAD = "process_lead"
    AREA = "area"
    GUESTS = "guests"
    GROUPS = "groups"
    PARTNERS = "partners"
    PROGRAMME = "programme"
    MINUTES = "minutes"
    AREAS = "areas"
    BARRIERS = "barriers"
    FUNDING = "funding"
    PLAN = "plan"
    MAALBILDE = "maalbilde"
    ROUND = "round"
    BASIS = "basis"
    REPLIES = "replies"
    STARTUP_PARTNERS = "startup_partners"
    PARTNER_DECISIONS = "partner_decisions"
    FRONT_PAGE = "front_page"


@dataclass(frozen=True)
class Criterion:
    key: str
    level: Level
    title: str | Promise
    where: Where
    waivable: bool = False


def _must(key: str, title: str | Promise, where: Where, *, waivable: bool = False) -> Criterion:
    return Criterion(key, Level.MUST, title, where, waivable)


def _should(key: str, title: str | Promise, where: Where) -> Criterion:
    return Criterion(key, Level.SHOULD, title, where)


GATE_1 = (
    _must("held", _("Minst ett sonderingsmøte er holdt"), Where.MEETINGS),
    _must("attendance_complete", _("Oppmøtet er registrert for alle inviterte"), Where.ATTENDANCE),
    _must("threshold_in_time", _("Interesseterskelen var satt før møtet begynte"), Where.MEETINGS),
    _must("threshold_reached", _("Interesseterskelen er nådd"), Where.INTEREST, waivable=True),
    _must("owner_named", _("Eierorganisasjonen er oppgitt"), Where.OWNER),
    _must("process_lead_named", _("Prosesslederen er oppgitt"), Where.PROCESS_LEAD),
    _must("organisations", _("Nok virksomheter vil delta videre"), Where.INTEREST),
    _must("public_and_others", _("Både offentlige og andre virksomheter vil delta"), Where.INTEREST),
    _should("participants", _("Antallet deltakere er som metoden anbefaler"), Where.GUESTS),
    _should("minutes_length", _("Møtet varte så lenge som metoden anbefaler"), Where.PROGRAMME),
    _should("introduction", _("Innføringen i Pådriv-metoden sto på programmet"), Where.PROGRAMME),
    _should("groups_invited", _("Mange nok interessentgrupper var invitert"), Where.GUESTS),
    _should("groups_attended", _("Mange nok interessentgrupper møtte"), Where.GROUPS),
    _should("people_of_the_place", _("Beboere eller frivilligheten møtte"), Where.GROUPS),
    _should("area_named", _("Et foreløpig område har fått navn"), Where.AREA),
    _should("minutes_published", _("Referatet ble publisert i tide"), Where.MINUTES),
)

GATE_2 = (
    _must("area_delimited", _("Området er avgrenset"), Where.AREAS),
    _must("reinforcements", _("Det Pådriv kan forsterke, er beskrevet for hvert område"), Where.AREAS),
    _must("startup_partners", _("Nok oppstartspartnere er med"), Where.STARTUP_PARTNERS),
    _must("maalbilde_frozen", _("Målbildet er låst"), Where.MAALBILDE),
    _must("maalbilde_endorsed", _("Alle oppstartspartnere står bak målbildet"), Where.ROUND),
    _must("plan_complete", _("Planen for fase 2 har alle fem aktiviteter"), Where.PLAN),
    _must("plan_funding", _("Planen har et finansieringskapittel"), Where.PLAN),
    _must("basis_distributed", _("Beslutningsunderlaget er delt ut i tide"), Where.BASIS),
    _must("partners_decided", _("Alle oppstartspartnere har besluttet"), Where.PARTNER_DECISIONS),
    _should("usual_length", _("Forprosjektet varte så lenge som metoden anbefaler"), Where.FRONT_PAGE),
    _should("landowner_and_people", _("Grunneiere og innbyggere er blant partnerne"), Where.STARTUP_PARTNERS),
    _should("funding_covers", _("Finansieringskildene dekker kostnaden i steg 3"), Where.FUNDING),
    _should("reservations_answered", _("Merknadene til målbildet er besvart"), Where.REPLIES),
    _should("concerns_reviewed", _("Barrierer og bekymringer er gjennomgått"), Where.BARRIERS),
    _should("opened_before_answering", _("Partnerne leste den siste versjonen før de svarte"), Where.ROUND),
)

#: Method version → step → criteria of the beslutningspunkt that ends the step.
CRITERIA: dict[str, dict[str, tuple[Criterion, ...]]] = {
    "1": {StepKey.SONDERINGSMOETE: GATE_1, StepKey.FORPROSJEKT: GATE_2}
}


def criteria_of(version: str, step: str) -> tuple[Criterion, ...]:
    """The criteria at the end of a step; empty where the product has none yet."""
    return CRITERIA.get(version, {}).get(step, ())
