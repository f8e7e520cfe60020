"""What of a person goes from rounds when the person is erased. An act is documentation and stays as it was signed.

Who was asked and never answered is no documentation: name, address and stated authority go.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from initiatives.services.locking import locked
from mail import links
from mail import services as mail
from mail.models import Message
from partners.models import Person
from signing.kinds import code
from signing.links import SIGNING
from signing.models import Act, SigningInvitation
from signing.services.mailing import EXTENDED, HELD, RECEIPT, REMINDER, REQUEST, RUNS_ON
from signing.states import LIVE, InvitationState, RoundState

_ENDS = tuple(f"round_{state}" for state in RoundState if state != RoundState.OPEN)
_TO_INVITED = (code.KIND, REQUEST, REMINDER, HELD, RUNS_ON, EXTENDED, *_ENDS)


def may_erase_now(person: Person) -> Verdict:
    """Not while a round goes on in which the person is asked or has answered: somebody must be able to answer."""
    waits = (*LIVE, InvitationState.ACTED)
    if person.signing_invitations.filter(state__in=waits, party__round__state=RoundState.OPEN).exists():
        return no(_("Personen er spurt i en runde som pågår. Vent til runden er over, eller trekk den tilbake."))
    return YES


def signed(person: Person) -> int:
    """How many acts carry the person's name for good."""
    return Act.objects.filter(invitation__person=person).count()


@transaction.atomic
def erase_person(person: Person) -> None:
    """Take the person out of rounds that are over; links open nothing, and mail rows lose their address.

    The caller erases the person and writes the journal. Raises NotReady while a round goes on.
    """
    initiative = locked(person.initiative)
    if not (verdict := may_erase_now(person)):
        raise NotReady(verdict)
    asked = person.signing_invitations.order_by("pk")
    keys = list(asked.values_list("pk", flat=True))
    for pk in keys:
        links.revoke(SIGNING, pk)
    mail.forget(_mails(initiative.chain, keys, person))
    unanswered = asked.filter(acts=None).values_list("pk", flat=True)
    SigningInvitation.objects.filter(pk__in=list(unanswered)).update(
        name=_("Slettet person"), address="", title="", reference="", delegation_reason=""
    )


def _mails(chain: str, invitations: list[int], person: Person) -> QuerySet[Message]:
    here = Message.objects.filter(sending__scope=chain)
    acts = Act.objects.filter(invitation__person=person).values("pk")
    return here.filter(sending__kind__in=_TO_INVITED, subject_id__in=invitations) | here.filter(
        sending__kind=RECEIPT, subject_id__in=acts
    )
