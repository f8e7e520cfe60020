"""What waits for a coordinator: an initiative on hold whose day to be looked at anew has come."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.models import Initiative, Role
from paadriv.clock import today
from paadriv.text import day
from partners.waiting import Waiting


def is_due(initiative: Initiative) -> bool:
    """On hold, and the day it was to be looked at anew has come."""
    review_on = initiative.review_on
    return initiative.state == Initiative.State.ON_HOLD and review_on is not None and review_on <= today()


def waiting_for(user: Any) -> list[Waiting]:
    """One row per initiative one coordinates, the longest overdue first. One query."""
    if not user.is_authenticated:
        return []
    mine = {"memberships__user": user, "memberships__role": Role.COORDINATOR, "memberships__ended_at": None}
    due = Initiative.objects.filter(state=Initiative.State.ON_HOLD, review_on__lte=today(), **mine)
    return [_row(one) for one in due.order_by("review_on", "pk")]


def _row(initiative: Initiative) -> Waiting:
    assert initiative.review_on is not None
    words = {"initiative": str(initiative), "day": day(initiative.review_on)}
    sentence = _("%(initiative)s er satt på vent og skulle vurderes på nytt %(day)s.") % words
    url = reverse("gates:decisions", args=[initiative.pk])
    return Waiting(sentence, _("Vurder arbeidet"), url, initiative.pk)
