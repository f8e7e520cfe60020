"""A round's time: extended, taken back, over; and those who have not answered reminded."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative
from paadriv.clock import now, today
from paadriv.text import local
from signing import reminders
from signing.models import Round
from signing.services import mailing
from signing.services.computing import end, recompute
from signing.services.locking import locked_round, must_not_be_on_hold, must_not_be_over_deadline
from signing.services.opening import check_deadline
from signing.states import RoundState


@transaction.atomic
def extend(asked_in: Round, *, deadline: date, by: User) -> Round:
    """Give an open round a later last day; reminders follow it, and those who have not answered are told.

    Raises ValidationError for one that is not later, NotReady while the initiative is on hold.
    """
    asked_in = locked_round(asked_in.pk)
    must_not_be_on_hold(asked_in.initiative)
    must_not_be_over_deadline(asked_in)
    check_deadline(deadline)
    if deadline <= asked_in.deadline:
        raise ValidationError({"deadline": _("Velg en frist etter den som gjelder nå.")})
    before, asked_in.deadline = asked_in.deadline, deadline
    asked_in.save(update_fields=["deadline"])
    record(
        asked_in.initiative.chain,
        "round_extended",
        by=by,
        subject=asked_in,
        before=before.isoformat(),
        after=deadline.isoformat(),
    )
    mailing.tell_extended(asked_in, before=before, by=by)
    return asked_in


@transaction.atomic
def void(asked_in: Round, *, reason: str, by: User) -> Round:
    """Take an open round back, with a reason that everybody who was asked is told, those who answered too."""
    if not reason:
        raise ValidationError({"reason": _("Skriv hvorfor runden trekkes tilbake.")})
    asked_in = locked_round(asked_in.pk)
    end(asked_in, RoundState.VOIDED, moment=now(), by=by, reason=reason)
    return asked_in


def expire_due() -> int:
    """End every open round whose last day is over: completed when the required stand behind, else expired."""
    over = Round.objects.open().filter(deadline__lt=today()).order_by("pk").values_list("pk", flat=True)
    return sum(_expire(pk) for pk in over)


def remind_due() -> int:
    """Remind those who are asked and have not answered, where a planned day has come and the hour is decent."""
    if not reminders.may_be_mailed_at(now()):
        return 0
    running = Round.objects.open().filter(deadline__gte=today(), document__initiative__state=Initiative.State.ACTIVE)
    return sum(_remind(pk) for pk in running.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _expire(round_id: int) -> int:
    asked_in = locked_round(round_id, must_be_open=False)
    if not asked_in.is_open or not asked_in.deadline_passed:
        return 0
    recompute(asked_in, moment=now())
    return 1


@transaction.atomic
def _remind(round_id: int) -> int:
    try:
        asked_in = locked_round(round_id)
    except NotReady:
        return 0
    if asked_in.is_held:
        return 0
    number = 0
    for row in mailing.waited_for(asked_in).filter(reminders__lt=reminders.MOST):
        assert row.asked_at is not None
        planned = reminders.due(asked_in.deadline, asked_on=local(row.asked_at).date(), today=today())
        if planned is None or (row.reminded_on is not None and row.reminded_on >= planned):
            continue
        row.reminders, row.reminded_on = row.reminders + 1, today()
        row.save(update_fields=["reminders", "reminded_on"])
        mailing.remind(asked_in, [row], planned=planned)
        number += 1
    return number
