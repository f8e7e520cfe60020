"""Answers to invitations, by guests through their link and by coordinators on their behalf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from mail.services import Recipient, queue
from meetings.models import Answer, Choice, Invitation, Meeting, Need
from meetings.services.locking import working_meeting
from meetings.services.seats import is_full, promote_waiting
from paadriv import text
from paadriv.clock import now
from partners import services as partners
from partners.models import Person


@dataclass(frozen=True)
class Substitute:
    """Who comes instead."""

    name: str
    email: str


def may_still_answer(invitation: Invitation, *, at: datetime, by: User | None = None) -> Verdict:
    """Whether an answer is taken at this moment; guests until the end of the deadline's day in Norway.

    Somebody invited after the deadline may answer until the meeting starts, a coordinator until it is closed.
    """
    meeting = invitation.meeting
    if meeting.state == Meeting.State.CALLED_OFF:
        return no(_("Møtet er avlyst."))
    if meeting.state == Meeting.State.CLOSED:
        return no(_("Møtet er avsluttet."))
    if invitation.withdrawn_at is not None:
        return no(_("Invitasjonen er trukket tilbake."))
    if replacement_of(invitation) is not None:
        return no(_("En annen er allerede invitert i stedet."))
    if by is not None:
        return YES
    if at >= meeting.starts_at:
        return no(_("Møtet har begynt."))
    invited_late = text.local(invitation.added_at).date() > meeting.answer_by
    if text.local(at).date() > meeting.answer_by and not invited_late:
        return no(_("Svarfristen gikk ut %(day)s.") % {"day": text.day(meeting.answer_by)})
    return YES


def replacement_of(invitation: Invitation) -> Invitation | None:
    """The invitation that stands instead of this one, unless it was withdrawn."""
    instead = getattr(invitation, "replaced_by", None)
    return instead if instead is not None and instead.withdrawn_at is None else None


@transaction.atomic
def answer(
    invitation: Invitation,
    *,
    choice: str,
    by: User | None = None,
    need: str | None = None,
    substitute: Substitute | None = None,
) -> Invitation:
    """Give one answer; the latest counts, and the same answer again changes nothing and mails nothing.

    ``by`` is the coordinator who registers it on behalf of the guest. ``need`` replaces what the guest
    needs («» deletes it, as not coming does; None leaves it). A full meeting puts «kommer» on the waiting
    list. Raises NotReady after the deadline, ValidationError for a substitute who cannot be invited.
    """
    meeting = working_meeting(invitation.meeting)
    invitation = meeting.invitations.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    invitation.meeting = meeting
    moment = now()
    if not (verdict := may_still_answer(invitation, at=moment, by=by)):
        raise NotReady(verdict)
    comes = choice in (Choice.COMING, Choice.MAYBE)
    _keep_need(invitation, need if comes else "", moment)
    if invitation.current == choice and invitation.current_sequence == meeting.sequence:
        return invitation
    if choice == Choice.SENDS_ANOTHER:
        _invite_instead(invitation, substitute, by)
    given = Answer.objects.create(invitation=invitation, choice=choice, sequence=meeting.sequence, by=by, at=moment)
    _mirror(invitation, given, is_full(meeting))
    _send_receipt(invitation, given)
    promote_waiting(meeting, by=by)
    record(meeting.initiative.chain, "answer_given", by=by, subject=invitation, answer=given.pk)
    return invitation


def _mirror(invitation: Invitation, given: Answer, full: bool) -> None:
    """Let the invitation show its latest answer; whoever holds a seat or a place in the queue keeps it."""
    if given.choice != Choice.COMING:
        invitation.waiting_since = None
    elif invitation.current != Choice.COMING:
        invitation.waiting_since = given.at if full else None
    invitation.current, invitation.current_at, invitation.current_sequence = given.choice, given.at, given.sequence
    invitation.full_clean(validate_unique=False)
    invitation.save(update_fields=["current", "current_at", "current_sequence", "waiting_since"])


def _keep_need(invitation: Invitation, need: str | None, moment: datetime) -> None:
    if need is None:
        return
    if not need:
        Need.objects.filter(invitation=invitation).delete()
        return
    row = Need.objects.filter(invitation=invitation).first() or Need(invitation=invitation)
    row.text, row.at = need, moment
    row.full_clean()
    row.save()


def _invite_instead(invitation: Invitation, substitute: Substitute | None, by: User | None) -> Invitation:
    """A new invitation that replaces this one, mailed at once; the partner and the group go along."""
    if substitute is None:
        raise ValidationError({"substitute_name": _("Skriv navnet og e-postadressen til den som kommer i stedet.")})
    person = _person_instead(invitation, substitute, by)
    Invitation.objects.filter(replaces=invitation).update(replaces=None)
    moment, asked = now(), invitation.meeting.invitations.filter(person=person).first()
    replacement = asked or Invitation(meeting=invitation.meeting, person=person)
    replacement.why_asked = _("%(name)s ba oss invitere deg i stedet") % {"name": invitation.person.name}
    replacement.replaces, replacement.withdrawn_at = invitation, None
    replacement.added_at = replacement.sent_at = moment
    replacement.full_clean()
    replacement.save()
    meeting = invitation.meeting
    key = f"meeting_invitation:{replacement.pk}:{meeting.sequence}:{replacement.added_at.timestamp():.6f}"
    queue(
        "meeting_invitation",
        [Recipient(replacement.pk, person.email, key, person.name)],
        by=by,
        scope=meeting.initiative.chain,
        content={"meeting": meeting.pk, "sequence": meeting.sequence},
    )
    record(meeting.initiative.chain, "substitute_invited", by=by, subject=replacement)
    return replacement


def _person_instead(invitation: Invitation, substitute: Substitute, by: User | None) -> Person:
    initiative = invitation.meeting.initiative
    address = substitute.email.lower()
    known = initiative.persons.filter(email=address).first()
    if known is None:
        asked = invitation.person
        return partners.add_person(
            initiative, name=substitute.name, email=address, partner=asked.partner, group=asked.group, by=by
        )
    on_list = known.invitations.filter(meeting=invitation.meeting, withdrawn_at=None)
    if known == invitation.person or on_list.exists():
        raise ValidationError({"substitute_email": _("Denne e-postadressen står allerede på invitasjonslisten.")})
    if known.opted_out_at is not None:
        raise ValidationError(
            {"substitute_email": _("Vi kan ikke sende invitasjonen til denne adressen. Bruk en annen.")}
        )
    return known


def _send_receipt(invitation: Invitation, given: Answer) -> None:
    """A receipt to the guest; one per answer row."""
    person = invitation.person
    if not person.email or (given.by is not None and person.opted_out_at is not None):
        return
    receipt = Recipient(
        subject_id=given.pk, address=person.email, name=person.name, dedupe_key=f"answer_receipt:{given.pk}"
    )
    meeting = invitation.meeting
    queue("answer_receipt", [receipt], by=given.by, scope=meeting.initiative.chain, content={"meeting": meeting.pk})
