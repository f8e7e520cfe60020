"""What becomes of open rounds when the initiative is put on hold, taken up again, turned back or stopped.

Called by gates in the deciding transaction, with the initiative's row locked.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative
from paadriv.clock import now
from signing.models import Round
from signing.services import mailing
from signing.services.computing import end
from signing.services.locking import locked_round
from signing.states import RoundState


@transaction.atomic
def void_all(initiative: Initiative, *, reason: str, by: User) -> int:
    """Take every open round back; all who were asked are told why, and answers given are kept. How many."""
    found = _open(initiative)
    for asked_in in found:
        end(asked_in, RoundState.VOIDED, moment=now(), by=by, reason=reason)
    return len(found)


@transaction.atomic
def hold_all(initiative: Initiative, *, by: User) -> int:
    """Tell those who have not answered that the deadline does not run; called when the hold begins. How many rounds."""
    found = _open(initiative)
    for asked_in in found:
        mailing.tell_held(asked_in, mailing.waited_for(asked_in), by=by)
    return len(found)


@transaction.atomic
def run_on(initiative: Initiative, *, by: User) -> int:
    """Move every deadline by the days on hold; call it while the initiative still is. How many rounds.

    Those who have not answered get the new last day by mail. A hold of less than a day moves nothing.
    """
    found, days = _open(initiative), initiative.days_held
    for asked_in in found:
        if days:
            before, asked_in.deadline = asked_in.deadline, asked_in.deadline + timedelta(days=days)
            asked_in.save(update_fields=["deadline"])
        mailing.tell_of_new_deadline(asked_in, mailing.waited_for(asked_in), by=by)
        if days:
            told = {"before": before.isoformat(), "after": asked_in.deadline.isoformat()}
            record(initiative.chain, "round_ran_on", by=by, subject=asked_in, **told)
    return len(found)


def _open(initiative: Initiative) -> list[Round]:
    """The open rounds of an initiative, each locked with its document."""
    keys = Round.objects.open().filter(document__initiative=initiative).order_by("document", "pk")
    return [locked_round(pk) for pk in keys.values_list("pk", flat=True)]
