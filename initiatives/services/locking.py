"""The lock every change to an initiative starts with."""

from __future__ import annotations

from initiatives.models import Initiative


def locked(initiative: Initiative) -> Initiative:
    """The initiative's row, locked until the transaction ends. First in the lock order."""
    return Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
