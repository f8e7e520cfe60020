"""Handing an initiative over to another owner: proposed by one, confirmed by both, done when both have.

Where the old owner is no more the association confirms for it, and says why. Also in a stopped initiative, which the
new owner may then take up again.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady
from accounts.journal import record
from accounts.models import User
from gates import policy
from gates.findings import REASON_AT_LEAST
from gates.models import Transfer
from gates.services.storing import tell_members
from initiatives import services as initiatives
from initiatives.models import Initiative
from initiatives.services.locking import locked
from mail import links
from mail import services as mail
from mail.models import Message
from mail.services import Recipient, queue
from paadriv.clock import now
from register.models import Organisation

#: Purpose of the link to the one who confirms for the new owner, and the kind of the mail that carries it.
PURPOSE, REQUEST = "transfer", "transfer_request"


@transaction.atomic
def propose_transfer(
    initiative: Initiative, *, to_owner: Organisation, name: str, email: str, reason: str, by: User
) -> Transfer:
    """Propose another owner, and mail the one who answers for it a link. A decider who proposes has confirmed.

    Raises NotAllowed for others than coordinators, the decider and the association; NotReady while another is open,
    for a partnership and for a reason under REASON_AT_LEAST characters; ValidationError for the owner there is.
    """
    if not (verdict := policy.may_propose_transfer(by, initiative)):
        raise NotAllowed(verdict)
    initiative = locked(initiative)
    if initiative.state == Initiative.State.PARTNERSHIP:
        raise NotReady(_("Partnerskapet styres av samarbeidsavtalen, og har ingen eier å bytte."))
    if Transfer.objects.filter(initiative=initiative, withdrawn_at=None, completed_at=None).exists():
        raise NotReady(_("En overføring er allerede foreslått. Trekk den tilbake først."))
    if initiative.owner_id == to_owner.pk:
        raise ValidationError({"organisation_text": _("Denne virksomheten er eier allerede.")})
    _must_be_explained(reason)
    decides = bool(policy.may_decide(by, initiative))
    row = Transfer(
        initiative=initiative,
        from_owner=initiative.owner,
        to_owner=to_owner,
        name=name,
        email=email.lower(),
        reason=reason,
        proposed_by=by,
        proposed_at=now(),
        old_confirmed_by=by if decides else None,
        old_confirmed_at=now() if decides else None,
    )
    row.full_clean()
    row.save()
    links.token_for(PURPOSE, row.pk)
    recipient = Recipient(row.pk, row.email, f"{REQUEST}:{row.pk}", name)
    queue(REQUEST, [recipient], by=by, scope=initiative.chain)
    tell_members("transfer_proposed", initiative, row.pk, key="proposed", by=by)
    record(initiative.chain, "transfer_proposed", by=by, subject=row, owner=to_owner.pk)
    return row


@transaction.atomic
def confirm_for_old_owner(transfer: Transfer, *, by: User) -> Transfer:
    """The present decider agrees. Raises NotAllowed for anybody else, NotReady for a transfer that is over."""
    row = _open(transfer)
    if not (verdict := policy.may_decide(by, row.initiative)):
        raise NotAllowed(verdict)
    return _confirmed_for_old(row, by, "transfer_confirmed")


@transaction.atomic
def mediate(transfer: Transfer, *, reason: str, by: User) -> Transfer:
    """The association confirms for an old owner that is no more, and says why.

    Raises NotAllowed for others than administrators, NotReady for a transfer that is over and for a reason under
    REASON_AT_LEAST characters.
    """
    row = _open(transfer)
    if not (verdict := policy.may_advise(by, row.initiative)):
        raise NotAllowed(verdict)
    _must_be_explained(reason)
    if row.old_confirmed_at is None:
        row.mediation = reason
        row.save(update_fields=["mediation"])
    return _confirmed_for_old(row, by, "transfer_mediated")


@transaction.atomic
def confirm_for_new_owner(transfer: Transfer, *, title: str, basis: str) -> Transfer:
    """The one who was mailed the link takes the initiative over for the new owner, and will decide for it.

    A person without a log-in gets one at the address. Raises NotReady for a transfer that is over, and for a person
    whose access was taken away or who works for the association.
    """
    row = _open(transfer)
    if row.new_confirmed_at is None:
        row.new_confirmed_by, row.new_confirmed_at = _user_of(row), now()
        row.title, row.basis = title, basis
        row.full_clean()
        row.save(update_fields=["new_confirmed_by", "new_confirmed_at", "title", "basis"])
        record(row.initiative.chain, "transfer_accepted", by=row.new_confirmed_by, subject=row)
    return _completed_if_both(row)


@transaction.atomic
def withdraw_transfer(transfer: Transfer, *, by: User) -> None:
    """Take the proposal back; the link opens nothing. Raises NotAllowed, and NotReady for one that is over."""
    row = _open(transfer)
    if not (verdict := policy.may_propose_transfer(by, row.initiative)):
        raise NotAllowed(verdict)
    row.withdrawn_at = now()
    _close(row, "withdrawn_at")
    record(row.initiative.chain, "transfer_withdrawn", by=by, subject=row)


def _open(transfer: Transfer) -> Transfer:
    """The row, locked after its initiative. Raises NotReady when it is over."""
    initiative = locked(transfer.initiative)
    row = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    row.initiative = initiative
    if not row.is_open:
        raise NotReady(_("Overføringen er gjennomført eller trukket tilbake."))
    return row


def _confirmed_for_old(row: Transfer, by: User, verb: str) -> Transfer:
    if row.old_confirmed_at is None:
        row.old_confirmed_by, row.old_confirmed_at = by, now()
        row.save(update_fields=["old_confirmed_by", "old_confirmed_at"])
        record(row.initiative.chain, verb, by=by, subject=row)
    return _completed_if_both(row)


def _completed_if_both(row: Transfer) -> Transfer:
    if row.old_confirmed_at is None or row.new_confirmed_by is None:
        return row
    person = row.new_confirmed_by
    row.completed_at = now()
    initiatives.hand_over(row.initiative, owner=row.to_owner, to=person, title=row.title, basis=row.basis, by=person)
    _close(row, "completed_at")
    tell_members("transfer_completed", row.initiative, row.pk, key="completed", by=person)
    return row


def _close(row: Transfer, moment: str) -> None:
    """End the row; whom the link went to is no longer kept here."""
    row.name = row.email = ""
    row.save(update_fields=[moment, "name", "email"])
    links.revoke(PURPOSE, row.pk)
    mail.forget(Message.objects.filter(sending__kind=REQUEST, subject_id=row.pk))


def _user_of(row: Transfer) -> User:
    user = User.objects.filter(email=row.email).first() or User.objects.create_user(row.email, row.name)
    if not user.is_active:
        raise NotReady(_("Brukeren din er stengt. Kontakt Foreningen Pådriv."))
    if user.is_association_admin:
        raise NotReady(_("Administratorer i Foreningen Pådriv kan ikke beslutte for et initiativ."))
    return user


def _must_be_explained(reason: str) -> None:
    if len(reason.strip()) < REASON_AT_LEAST:
        raise NotReady(_("Begrunn dette med minst %(least)d tegn.") % {"least": REASON_AT_LEAST})
