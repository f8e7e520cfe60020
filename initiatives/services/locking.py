"""The lock every change to an initiative starts with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.access import NotReady
from initiatives.models import Initiative


def locked(initiative: Initiative) -> Initiative:
    """The initiative's row, locked until the transaction ends. First in the lock order."""
    return Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)


def open_and_locked(initiative: Initiative) -> Initiative:
    """As locked; raises NotReady for an initiative that was stopped or became a partnership meanwhile."""
    initiative = locked(initiative)
    if not initiative.is_open:
        raise NotReady(_("Initiativet er avsluttet. Innholdet kan leses, men ikke endres."))
    return initiative
