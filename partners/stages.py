"""The road from kandidat to oppstartspartner: the stages, which moves are allowed and what must be there first.

Pure; reads no rows. Who may move a partner is policy's to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import YES, Verdict, no


class Stage(TextChoices):
    CANDIDATE = "candidate", gettext_lazy("kandidat")
    INTERESTED = "interested", gettext_lazy("interessert")
    CONTACTED = "contacted", gettext_lazy("kontaktet")
    TALKING = "talking", gettext_lazy("i dialog")
    INTENT = "intent", gettext_lazy("intensjon")
    STARTUP_PARTNER = "startup_partner", gettext_lazy("oppstartspartner")
    DECLINED = "declined", gettext_lazy("takket nei")
    WITHDRAWN = "withdrawn", gettext_lazy("trukket seg")


class SigningRule(TextChoices):
    """Whether one authorised person binds the organisation, or two together."""

    ALONE = "alone", gettext_lazy("alene")
    JOINT = "joint", gettext_lazy("to i fellesskap")


#: The way forward, in the order of the method.
ROAD = (
    Stage.CANDIDATE,
    Stage.INTERESTED,
    Stage.CONTACTED,
    Stage.TALKING,
    Stage.INTENT,
    Stage.STARTUP_PARTNER,
)
#: Where one leaves it.
LEFT = (Stage.DECLINED, Stage.WITHDRAWN)
#: How a list goes through them: those who said «vil delta» are proposed first, those who left come last.
PROPOSED_FIRST = (
    Stage.INTERESTED,
    Stage.CONTACTED,
    Stage.TALKING,
    Stage.INTENT,
    Stage.STARTUP_PARTNER,
    Stage.CANDIDATE,
    *LEFT,
)
#: From where one says no to what one never joined, and from where one leaves what one was part of.
_CAN_DECLINE = ROAD[:-1]
_CAN_WITHDRAW = ROAD[1:]


@dataclass(frozen=True)
class Named:
    """Whom a partner has named: how many contacts and signatories now, and how it signs."""

    contacts: int
    signatories: int
    rule: str = SigningRule.ALONE

    @property
    def needed(self) -> int:
        """How many must sign for the partner."""
        return signers_needed(self.rule)


def signers_needed(rule: str) -> int:
    return 2 if rule == SigningRule.JOINT else 1


def missing_for_startup(named: Named) -> tuple[str, ...]:
    """What a start-up partner must have and this one lacks, each a sentence; empty when all is there."""
    missing = []
    if not named.contacts:
        missing.append(_("Virksomheten har ingen kontaktperson."))
    if not named.signatories:
        missing.append(_("Ingen som kan forplikte virksomheten, er oppgitt."))
    if gap := joint_gap(named):
        missing.append(gap)
    return tuple(missing)


def joint_gap(named: Named) -> str:
    """A rule of two in fellesskap that the one signatory named cannot satisfy; empty otherwise."""
    if named.signatories == 1 and named.needed > 1:
        return _("To må signere i fellesskap, men bare én er oppgitt.")
    return ""


def is_forward(here: str, to: str) -> bool:
    """Whether a move goes further along the road."""
    return here in ROAD and to in ROAD and ROAD.index(Stage(to)) > ROAD.index(Stage(here))


def needs_reason(here: str, to: str) -> bool:
    """Back, away and back again are explained; the way forward is not."""
    return here != to and not is_forward(here, to)


def choices_from(here: str) -> tuple[Stage, ...]:
    """The stages one can choose from here, in the method's order."""
    return tuple(to for to in Stage if to != here and _leads(here, to))


def may_move(here: str, to: str, *, reason: str = "", missing: tuple[str, ...] = ()) -> Verdict:
    """Whether a partner may go from one stage to another, given a reason and what a start-up partner would lack."""
    if not _leads(here, to):
        return no(_no_way(here, to))
    verdict = YES
    if to == Stage.STARTUP_PARTNER and missing:
        verdict &= no(*missing)
    if needs_reason(here, to) and not reason.strip():
        verdict &= no(_("Skriv hvorfor statusen endres."))
    return verdict


def _leads(here: str, to: str) -> bool:
    if to == Stage.DECLINED:
        return here in _CAN_DECLINE
    if to == Stage.WITHDRAWN:
        return here in _CAN_WITHDRAW
    return True


def _no_way(here: str, to: str) -> str:
    if here in LEFT:
        return _("Virksomheten er ikke lenger med. Ta den inn igjen først.")
    if to == Stage.DECLINED:
        return _("En oppstartspartner kan ikke takke nei. Velg «trukket seg».")
    return _("En kandidat kan ikke trekke seg. Velg «takket nei».")
