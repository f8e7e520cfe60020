"""Which mails signing queues, in the transaction of what they tell. The words are in kinds/mails.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from initiatives.services.members import coordinators_of
from mail.services import Recipient, queue
from paadriv.clock import now
from signing.models import Act, Round, SigningInvitation
from signing.states import ASKED, PartyState

REQUEST, RECEIPT, REMINDER, NEWS = "signing_request", "signing_receipt", "signing_reminder", "signing_news"
HELD, RUNS_ON, EXTENDED = "round_held", "round_runs_on", "round_extended"


def waited_for(asked_in: Round) -> QuerySet[SigningInvitation]:
    """Those who are asked, have not answered and take mail, in the order they were asked."""
    asked = SigningInvitation.objects.filter(party__round=asked_in, state__in=ASKED, person__opted_out_at=None)
    return asked.exclude(party__state__in=(PartyState.DONE, PartyState.DECLINED)).order_by("pk")


def ask(asked_in: Round, rows: Sequence[SigningInvitation], *, by: User | None, number: int = 1) -> None:
    """The request with the link; ``number`` grows when it is sent again, and the link before it is closed."""
    _to_invited(REQUEST, asked_in, rows, by=by, key=str(number))


def remind(asked_in: Round, rows: Sequence[SigningInvitation], *, planned: date) -> None:
    """Once per invitation, deadline and planned day, however often the job runs."""
    _to_invited(REMINDER, asked_in, rows, by=None, key=f"{asked_in.deadline}:{planned}")


def tell_held(asked_in: Round, rows: Iterable[SigningInvitation], *, by: User) -> None:
    """The initiative was put on hold: nobody needs to answer now."""
    _to_invited(HELD, asked_in, rows, by=by, key=f"{now().timestamp():.6f}")


def tell_of_new_deadline(asked_in: Round, rows: Iterable[SigningInvitation], *, by: User) -> None:
    """The work was taken up again, and the deadline has moved."""
    _to_invited(RUNS_ON, asked_in, rows, by=by, key=f"{now().timestamp():.6f}")


def tell_extended(asked_in: Round, *, before: date, by: User) -> None:
    """To those who have not answered: they have more time. At once, as all that a coordinator sets off."""
    told = {"before": before.isoformat(), "deadline": asked_in.deadline.isoformat()}
    _to_invited(EXTENDED, asked_in, waited_for(asked_in), by=by, key=told["deadline"], **told)


def receipt(act: Act, asked_in: Round) -> None:
    """What was said, in its exact words, to the person who said it."""
    recipient = Recipient(act.pk, act.address, f"{RECEIPT}:{act.pk}", act.name)
    queue(RECEIPT, [recipient], by=None, scope=asked_in.initiative.chain)


def tell_end(asked_in: Round, told: Sequence[SigningInvitation], *, by: User | None) -> None:
    """To everybody who was asked, those who had answered too, and to the coordinators."""
    _to_invited(f"round_{asked_in.state}", asked_in, told, by=by, key="")
    tell_coordinators(asked_in, "ended", by=by, key=asked_in.state)


def tell_coordinators(
    asked_in: Round, what: str, *, by: User | None, key: str, invitation: SigningInvitation | None = None
) -> None:
    """News of a round to those who run the initiative; ``invitation`` is the one it happened to."""
    people = coordinators_of(asked_in.initiative)
    queue(
        NEWS,
        [
            Recipient(asked_in.pk, user.email, f"{NEWS}:{what}:{asked_in.pk}:{key}:{user.pk}", user.name)
            for user in people
        ],
        by=by,
        scope=asked_in.initiative.chain,
        content={"what": what, "invitation": invitation.pk if invitation else None},
    )


def _to_invited(
    kind: str, asked_in: Round, rows: Iterable[SigningInvitation], *, by: User | None, key: str, **told: str
) -> None:
    recipients = [Recipient(row.pk, row.address, f"{kind}:{row.pk}:{key}", row.name) for row in rows]
    if recipients:
        queue(kind, recipients, by=by, scope=asked_in.initiative.chain, content={"round": asked_in.pk, **told})
