"""The locks of this app's services: the initiative first, then the partner."""

from __future__ import annotations

from initiatives.services.locking import locked, open_and_locked
from partners.models import Contact, Partner, Signatory
from partners.stages import Named


def locked_partner(partner: Partner) -> Partner:
    """The partner's row, locked after its initiative. For what happens in a closed initiative too."""
    return _of(partner, locked(partner.initiative).pk)


def working_partner(partner: Partner) -> Partner:
    """As locked_partner; raises NotReady for an initiative that is closed."""
    return _of(partner, open_and_locked(partner.initiative).pk)


def named_by(partner: Partner) -> Named:
    """Whom the partner has named now. Two queries."""
    return Named(
        contacts=Contact.objects.filter(partner=partner, ended_at=None).count(),
        signatories=Signatory.objects.filter(partner=partner, ended_at=None).count(),
        rule=partner.signing_rule,
    )


def _of(partner: Partner, initiative: int) -> Partner:
    rows = Partner.objects.select_for_update(of=("self",)).select_related("initiative", "organisation")
    return rows.get(pk=partner.pk, initiative=initiative)
