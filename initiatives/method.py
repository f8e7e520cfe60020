"""What the method says, as one readable table: three steps, their activities, deliverables and norms.

No behaviour. What must hold before a step is left stands in gates/criteria.py.
Source: Foreningen Pådriv, «3 steg for å starte Pådriv i din by eller bygd».
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StepKey(StrEnum):
    SONDERINGSMOETE = "sonderingsmoete"
    FORPROSJEKT = "forprosjekt"
    ETABLERINGSFASE = "etableringsfase"


@dataclass(frozen=True)
class Days:
    """A usual length in days."""

    least: int
    most: int


@dataclass(frozen=True)
class Months:
    """A usual length in calendar months."""

    least: int
    most: int


@dataclass(frozen=True)
class Activity:
    key: str
    title: str | Promise


@dataclass(frozen=True)
class Deliverable:
    key: str
    title: str | Promise


@dataclass(frozen=True)
class Step:
    key: StepKey
    number: int
    title: str | Promise
    purpose: str | Promise
    usual_length: Days | Months
    activities: tuple[Activity, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()


@dataclass(frozen=True)
class Norms:
    """Numbers the method recommends; breaking one gives a warning, never a silent block."""

    meeting_minutes: tuple[int, int] = (120, 180)
    participants: tuple[int, int] = (15, 30)
    #: Suggested number of organisations that must want to take part; each initiative sets its own.
    interest_threshold: int = 8
    #: Organisations that have declared they will take part, and that both public and others are among them.
    organisations_taking_part: int = 3
    groups_invited: int = 5
    groups_attended: int = 4
    minutes_published_within_days: int = 14
    startup_partners: int = 3
    basis_days_before_decision: int = 7


@dataclass(frozen=True)
class Method:
    """One version of the method; an initiative stays on the version it started with."""

    version: str
    steps: tuple[Step, ...]
    norms: Norms

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)

    def after(self, key: str) -> Step | None:
        """The step that follows, or None after the last."""
        number = self.step(key).number
        return next((step for step in self.steps if step.number == number + 1), None)

    def before(self, key: str) -> Step | None:
        """The step that comes before, or None for the first."""
        number = self.step(key).number
        return next((step for step in self.steps if step.number == number - 1), None)


METHOD_1 = Method(
    version="1",
    norms=Norms(),
    steps=(
        Step(
            key=StepKey.SONDERINGSMOETE,
            number=1,
            title=_("Sonderingsmøte"),
            purpose=_("Finne ut om flere mener at stedet trenger et Pådriv."),
            usual_length=Days(1, 1),
        ),
        Step(
            key=StepKey.FORPROSJEKT,
            number=2,
            title=_("Forprosjekt"),
            purpose=_("Velge område, samle oppstartspartnere og lage et felles målbilde."),
            usual_length=Months(3, 4),
            activities=(
                Activity("omraade", _("Undersøke, definere og avgrense området")),
                Activity("forsterke", _("Finne det Pådriv kan forsterke i området")),
                Activity("partnere", _("Finne og mobilisere oppstartspartnere")),
                Activity("maalbilde", _("Lage et felles målbilde med oppstartspartnerne")),
                Activity("finansiering", _("Finne finansiering til oppbyggingen")),
            ),
            deliverables=(
                Deliverable("maalbilde", _("Felles målbilde")),
                Deliverable("plan", _("Detaljert plan for fase 2 (etableringsfasen)")),
                Deliverable("beslutningsunderlag", _("Beslutningsunderlag for fase 2 (etableringsfasen)")),
            ),
        ),
        Step(
            key=StepKey.ETABLERINGSFASE,
            number=3,
            title=_("Etableringsfase"),
            purpose=_("Bygge partnerskapet og undertegne en samarbeidsavtale."),
            usual_length=Months(6, 9),
            activities=(
                Activity("avtaleverk", _("Tilpasse eller utvikle avtaleverk for oppstartspartnerne")),
                Activity("kartlegging", _("Kartlegge prosjekter i området og foreslå samordning")),
                Activity("nettverksledelse", _("Finne lokale aktører til den framtidige nettverksledelsen")),
                Activity("strategiplan", _("Utarbeide en strategiplan")),
                Activity("paadrivsamling", _("Mobilisere Pådrivere, med en større Pådrivsamling")),
            ),
            deliverables=(
                Deliverable("samarbeidsavtale", _("Signert samarbeidsavtale")),
                Deliverable("beslutningsunderlag", _("Beslutningsunderlag for partnerskapet")),
            ),
        ),
    ),
)

METHODS = {method.version: method for method in (METHOD_1,)}
CURRENT = METHOD_1
