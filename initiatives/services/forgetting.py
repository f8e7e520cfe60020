"""Who was responsible for an initiative that was stopped long ago: names and addresses go, the offices stay."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from initiatives.models import Initiative
from initiatives.services.locking import locked

_FIELDS = ("contact_name", "contact_email", "contact_phone", "process_lead_name")


def with_contact(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Those that still name a contact person or a prosessleder."""
    return initiatives.exclude(**dict.fromkeys(_FIELDS, ""))


@transaction.atomic
def forget_contact(initiative: Initiative) -> None:
    """Take the contact person and the prosessleder away. Raises NotReady for an initiative that is not stopped."""
    initiative = locked(initiative)
    if initiative.state != Initiative.State.STOPPED:
        raise NotReady(_("Initiativet er ikke avsluttet."))
    for name in _FIELDS:
        setattr(initiative, name, "")
    initiative.revision += 1
    initiative.save(update_fields=[*_FIELDS, "revision"])
    record(initiative.chain, "contact_erased", by=None, subject=initiative)
