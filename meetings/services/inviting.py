"""The list of those who are asked: adding, withdrawing, correcting an address. Sending is sending.py's."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from mail.addresses import clean_address
from mail.services import Recipient, queue
from meetings.models import Invitation, Meeting
from meetings.services.locking import planned_meeting
from meetings.services.moving import reached
from paadriv.clock import now
from paadriv.text import search_key
from partners.models import Person


@transaction.atomic
def invite(meeting: Meeting, person: Person, *, by: User, why_asked: str = "") -> Invitation:
    """Put a person of the initiative on the list; one who was withdrawn comes back; a repeat changes nothing.

    Nothing is sent. Raises NotReady for one who has opted out or when the meeting is over.
    """
    meeting = planned_meeting(meeting)
    person = meeting.initiative.persons.get(pk=person.pk)
    if person.opted_out_at is not None:
        raise NotReady(_("%(name)s har meldt seg av henvendelser om initiativet.") % {"name": person.name})
    if now() >= meeting.ends_at:
        raise NotReady(_("Møtet er over. Registrer heller dem som møtte, under «Oppmøte»."))
    invitation = meeting.invitations.filter(person=person).first()
    if invitation is not None and invitation.withdrawn_at is None:
        return invitation
    if invitation is None:
        invitation = Invitation(meeting=meeting, person=person, why_asked=why_asked, added_at=now())
        invitation.full_clean()
        invitation.save()
    else:
        put_back(invitation, why_asked=why_asked)
    record(meeting.initiative.chain, "person_invited", by=by, subject=invitation)
    return invitation


def put_back(invitation: Invitation, *, why_asked: str = "") -> None:
    """One who was taken off the list is on it again, as from now, and waits for a new invitation."""
    invitation.withdrawn_at, invitation.sent_at, invitation.added_at = None, None, now()
    invitation.why_asked = why_asked or invitation.why_asked
    invitation.clean_fields(exclude=["meeting", "person", "replaces"])
    invitation.save(update_fields=["withdrawn_at", "sent_at", "added_at", "why_asked"])


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> Invitation:
    """Take somebody off the list. One never mailed disappears; one mailed stays as withdrawn.

    A mail still waiting is stopped when its turn comes; one whose invitation is out is told, so that the meeting
    leaves their calendar. Raises NotReady once the person has answered.
    """
    meeting = planned_meeting(invitation.meeting)
    invitation = meeting.invitations.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    invitation.meeting = meeting
    if invitation.current:
        raise NotReady(_("Personen har svart og kan ikke tas av listen. Registrer heller et nytt svar."))
    if invitation.withdrawn_at is None:
        is_told = is_told_of_withdrawal(invitation)
        invitation.withdrawn_at = now()
        invitation.save(update_fields=["withdrawn_at"])
        if is_told:
            _tell_of_withdrawal(meeting, invitation, by)
        record(meeting.initiative.chain, "invitation_withdrawn", by=by, subject=invitation)
    return invitation


def is_told_of_withdrawal(invitation: Invitation) -> bool:
    """Whether a meeting that is still ahead is in their calendar by our doing.

    Whoever has opted out is told as well: a cancelled entry is a service to them, not another inquiry.
    """
    meeting, person = invitation.meeting, invitation.person
    if not person.email or now() >= meeting.starts_at or invitation.withdrawn_at is not None:
        return False
    return invitation.sent_at is not None and invitation.pk in reached([invitation])


def _tell_of_withdrawal(meeting: Meeting, invitation: Invitation, by: User) -> None:
    """A calendar CANCEL; should the person be put back, the next REQUEST has a higher number still."""
    person, sequence = invitation.person, meeting.sequence + invitation.calendar_offset + 1
    invitation.calendar_offset += 2
    invitation.save(update_fields=["calendar_offset"])
    queue(
        "invitation_withdrawn",
        [Recipient(invitation.pk, person.email, f"invitation_withdrawn:{invitation.pk}:{sequence}", person.name)],
        by=by,
        scope=meeting.initiative.chain,
        content={"meeting": meeting.pk, "sequence": sequence},
    )


@transaction.atomic
def correct_guest(invitation: Invitation, *, address: str, why_asked: str | None = None, by: User) -> Invitation:
    """Give the person another address, or say anew why the person is asked; None leaves that as it is.

    An invitation that was sent already is sent again to a new address, with the same answer link. A new reason
    stands in the mails from now on. Raises ValidationError for a bad address or one that is taken, NotReady for
    a person who is erased.
    """
    meeting = planned_meeting(invitation.meeting)
    invitation = meeting.invitations.select_related("person__partner").get(pk=invitation.pk)
    if invitation.person.erased_at is not None:
        raise NotReady(_("Opplysningene om personen er slettet."))
    if why_asked is not None and why_asked != invitation.why_asked:
        invitation.why_asked = why_asked
        invitation.clean_fields()
        invitation.save(update_fields=["why_asked"])
        record(meeting.initiative.chain, "reason_corrected", by=by, subject=invitation)
    address = clean_address(address).lower()
    if address != invitation.person.email:
        _give_address(invitation, meeting, address, by)
    return invitation


def _give_address(invitation: Invitation, meeting: Meeting, address: str, by: User) -> None:
    person = invitation.person
    if meeting.initiative.persons.filter(email=address).exclude(pk=person.pk).exists():
        raise ValidationError(_("En annen person i initiativet har denne e-postadressen."))
    person.email, person.revision = address, person.revision + 1
    partner = person.partner.name if person.partner else ""
    person.search_text = search_key(person.name, address, partner)[:400]
    person.full_clean()
    person.save(update_fields=["email", "search_text", "revision"])
    record(meeting.initiative.chain, "address_corrected", by=by, subject=invitation)
    if invitation.sent_at is not None and invitation.withdrawn_at is None and now() < meeting.starts_at:
        key = f"meeting_invitation:{invitation.pk}:{meeting.sequence}:to:{person.revision}"
        queue(
            "meeting_invitation",
            [Recipient(invitation.pk, address, key, person.name)],
            by=by,
            scope=meeting.initiative.chain,
            content={"meeting": meeting.pk, "sequence": meeting.sequence},
        )
