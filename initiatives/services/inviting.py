"""Asking a colleague to work on an initiative. The link makes a member, and never logs anybody in."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative, MemberInvitation, Membership
from initiatives.services.locking import locked, open_and_locked
from initiatives.services.members import join
from mail import links
from mail.models import Message
from mail.services import Recipient, queue
from paadriv.clock import now

PURPOSE = "member"
KIND = "member_invitation"


@transaction.atomic
def invite_member(initiative: Initiative, *, email: str, name: str, role: str, by: User) -> MemberInvitation:
    """Ask a person to join with a role, and queue the mail with the link.

    Raises ValidationError for somebody who is a member or is asked already, and NotReady when it is closed.
    """
    initiative = open_and_locked(initiative)
    email = email.lower()
    if initiative.memberships.filter(user__email=email, ended_at=None).exists():
        raise ValidationError({"email": _("Denne personen er allerede medlem.")})
    if _waiting(initiative).filter(email=email).exists():
        raise ValidationError({"email": _("Denne personen er allerede invitert.")})
    invitation = MemberInvitation(initiative=initiative, email=email, name=name, role=role, by=by, at=now())
    invitation.full_clean()
    invitation.save()
    _queue(invitation, by=by, number=1)
    record(initiative.chain, "member_invited", by=by, subject=invitation, role=role)
    return invitation


@transaction.atomic
def send_again(invitation: MemberInvitation, *, by: User) -> None:
    """Mail the same link once more. Raises NotReady when the invitation is no longer open."""
    invitation = _locked_open(invitation)
    links.token_for(PURPOSE, invitation.pk)
    _queue(invitation, by=by, number=1 + _sent(invitation))
    record(invitation.initiative.chain, "member_invited_again", by=by, subject=invitation)


@transaction.atomic
def withdraw_invitation(invitation: MemberInvitation, *, by: User) -> None:
    """Take an invitation back; its link opens nothing. Raises NotReady when it is no longer open."""
    invitation = _locked_open(invitation)
    invitation.withdrawn_at = now()
    invitation.save(update_fields=["withdrawn_at"])
    links.revoke(PURPOSE, invitation.pk)
    record(invitation.initiative.chain, "member_invitation_withdrawn", by=by, subject=invitation)


@transaction.atomic
def accept_invitation(invitation: MemberInvitation) -> Membership | None:
    """Make the invited person a member; a person without a log-in gets one at the same address.

    A repeat gives the membership there is now, or None when it has ended since. Raises NotReady for a
    withdrawn invitation, a closed initiative and a person whose access was taken away.
    """
    initiative = locked(invitation.initiative)
    invitation = initiative.member_invitations.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        return initiative.memberships.filter(user__email=invitation.email, ended_at=None).first()
    invitation = _locked_open(invitation)
    open_and_locked(initiative)
    user = User.objects.filter(email=invitation.email).first()
    if user is not None and not user.is_active:
        raise NotReady(_("Brukeren din er stengt. Kontakt Foreningen Pådriv."))
    user = user or User.objects.create_user(invitation.email, invitation.name)
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    return join(initiative, user=user, role=invitation.role, by=user)


@dataclass(frozen=True)
class Asked:
    """An open invitation and how far its latest mail has come; None before the mail has a row."""

    invitation: MemberInvitation
    message: Message | None


def mail_states(initiative: Initiative) -> list[Asked]:
    """The open invitations in the order they were made, each with its latest mail. Two queries."""
    waiting = list(_waiting(initiative).order_by("pk"))
    mails = Message.objects.filter(sending__kind=KIND, subject_id__in=[row.pk for row in waiting]).order_by("pk")
    latest = {mail.subject_id: mail for mail in mails}
    return [Asked(row, latest.get(row.pk)) for row in waiting]


def _queue(invitation: MemberInvitation, *, by: User, number: int) -> None:
    recipient = Recipient(invitation.pk, invitation.email, f"{KIND}:{invitation.pk}:{number}", name=invitation.name)
    queue(KIND, [recipient], by=by, scope=invitation.initiative.chain)


def _sent(invitation: MemberInvitation) -> int:
    return Message.objects.filter(sending__kind=KIND, subject_id=invitation.pk).count()


def _waiting(initiative: Initiative) -> models.QuerySet[MemberInvitation]:
    return initiative.member_invitations.filter(accepted_at=None, withdrawn_at=None)


def _locked_open(invitation: MemberInvitation) -> MemberInvitation:
    initiative = locked(invitation.initiative)
    found = _waiting(initiative).select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise NotReady(_("Invitasjonen er allerede brukt eller trukket tilbake."))
    found.initiative = initiative
    return found
