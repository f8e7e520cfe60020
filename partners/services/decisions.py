"""What a partner's own body decided: registered by its contact, or by a coordinator on its behalf."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from initiatives.models import StepRun
from paadriv.clock import now, today
from partners.models import Partner, PartnerDecision
from partners.policy import acts_for
from partners.services.locking import working_partner
from partners.stages import Stage


@dataclass(frozen=True)
class Decided:
    """A decision as its minutes say it."""

    body: str
    decided_on: date
    outcome: str
    case_number: str = ""
    conditions: str = ""


@transaction.atomic
def register_decision(partner: Partner, decided: Decided, *, form_key: uuid.UUID, by: User) -> PartnerDecision:
    """Add a partner's decision in the active step; the latest one counts, and a repeated form_key gives the first.

    Who registered it, and whether on behalf, is kept. Raises NotReady for a partner that is no start-up
    partner and outside a step, ValidationError for a day to come, a municipality without case number and
    conditions that are missing or out of place.
    """
    partner = working_partner(partner)
    if earlier := PartnerDecision.objects.filter(form_key=form_key, partner=partner).first():
        return earlier
    run = partner.initiative.step_runs.filter(state=StepRun.State.ACTIVE).first()
    if partner.stage != Stage.STARTUP_PARTNER or run is None:
        raise NotReady(_("Bare oppstartspartnere registrerer hva de har besluttet."))
    _check(partner, decided)
    row = PartnerDecision(
        partner=partner,
        step_run=run,
        body=decided.body,
        case_number=decided.case_number,
        decided_on=decided.decided_on,
        outcome=decided.outcome,
        conditions=decided.conditions,
        is_on_behalf=not acts_for(by, partner),
        by=by,
        at=now(),
        form_key=form_key,
    )
    row.full_clean(exclude=["partner", "step_run", "by"])
    row.save()
    verb = "partner_decision_on_behalf" if row.is_on_behalf else "partner_decision_registered"
    record(partner.initiative.chain, verb, by=by, subject=row, partner=partner.pk, outcome=row.outcome)
    return row


def _check(partner: Partner, decided: Decided) -> None:
    if decided.decided_on > today():
        raise ValidationError({"decided_on": _("Datoen kan ikke være etter i dag.")})
    if partner.needs_case_number and not decided.case_number:
        raise ValidationError({"case_number": _("Skriv saksnummeret til vedtaket.")})
    with_conditions = decided.outcome == PartnerDecision.Outcome.CONDITIONS
    if with_conditions and not decided.conditions:
        raise ValidationError({"conditions": _("Skriv vilkårene.")})
    if decided.conditions and not with_conditions:
        raise ValidationError({"conditions": _("Vilkår hører bare til «ja med vilkår».")})
