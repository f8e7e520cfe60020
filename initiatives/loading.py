"""How views find an initiative: only among those the user may see; unknown and foreign are both 404."""

from __future__ import annotations

from typing import Any

from initiatives.models import Initiative


def visible_initiative(user: Any, pk: int) -> Initiative:
    """Raises Initiative.DoesNotExist for one that is foreign or missing."""
    return Initiative.objects.visible_to(user).select_related("municipality", "owner").get(pk=pk)
