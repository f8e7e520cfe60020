"""Who can bind a partner, alone or two in fellesskap, and by what right."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from paadriv.clock import now
from partners.models import Partner, Signatory
from partners.policy import acts_for
from partners.services.locking import named_by, working_partner
from partners.services.persons import person_of
from partners.stages import Named, Stage, missing_for_startup


@transaction.atomic
def name_signatory(
    partner: Partner, *, name: str, email: str, title: str, basis: str, by: User, reference: str = ""
) -> Signatory:
    """Name somebody who can bind a partner, with the right it rests on and where that stands.

    A person the partner has with this address is taken, another is added. Raises ValidationError without an
    address, for one named already or of another organisation, and for a fullmakt or vedtak without reference.
    """
    partner = working_partner(partner)
    if not email:
        raise ValidationError({"email": _("Den som signerer, får lenken på e-post. Skriv adressen.")})
    person = person_of(partner, name=name, email=email, by=by)
    if partner.signatories.filter(person=person, ended_at=None).exists():
        raise ValidationError({"email": _("Denne personen er allerede oppgitt.")})
    if basis not in Signatory.REGISTERED and not reference:
        raise ValidationError({"reference": _("Skriv hvor fullmakten eller vedtaket står.")})
    signatory = Signatory(
        partner=partner, person=person, title=title, basis=basis, reference=reference, named_by=by, named_at=now()
    )
    signatory.full_clean(exclude=["partner", "person", "named_by"])
    signatory.save()
    _record("signatory_named", signatory, partner, by)
    return signatory


@transaction.atomic
def end_signatory(signatory: Signatory, *, by: User) -> None:
    """Somebody can bind the partner no longer. Raises NotReady where a start-up partner could not sign without."""
    partner = working_partner(signatory.partner)
    row = partner.signatories.select_for_update(of=("self",)).filter(pk=signatory.pk, ended_at=None).first()
    if row is None:
        raise NotReady(_("Personen er allerede tatt bort."))
    named = named_by(partner)
    _keep_able_to_sign(partner, replace(named, signatories=named.signatories - 1))
    row.ended_at = now()
    row.save(update_fields=["ended_at"])
    _record("signatory_ended", row, partner, by)


@transaction.atomic
def set_signing_rule(partner: Partner, rule: str, *, revision: int, by: User) -> Partner:
    """Say whether one signs alone or two in fellesskap.

    Raises Stale when somebody else changed the partner, and NotReady where a start-up partner has too few.
    """
    partner = working_partner(partner)
    _keep_able_to_sign(partner, replace(named_by(partner), rule=rule))
    if apply(partner, {"signing_rule": rule}, revision=revision):
        on_behalf = not acts_for(by, partner)
        record(partner.initiative.chain, "signing_rule_set", by=by, subject=partner, rule=rule, on_behalf=on_behalf)
    return partner


def _keep_able_to_sign(partner: Partner, named: Named) -> None:
    missing = missing_for_startup(named) if partner.stage == Stage.STARTUP_PARTNER else ()
    if missing:
        raise NotReady(_("Legg til en til som kan signere, først.") + " " + " ".join(missing))


def _record(verb: str, signatory: Signatory, partner: Partner, by: User) -> None:
    on_behalf = not acts_for(by, partner)
    chain = partner.initiative.chain
    record(chain, verb, by=by, subject=signatory, partner=partner.pk, basis=signatory.basis, on_behalf=on_behalf)
