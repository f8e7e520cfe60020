"""Sending: invitations, reminders, a test mail to oneself, and calling off. Rows only; the worker mails them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from initiatives.models import Initiative
from mail.models import Message, Sending
from mail.services import Recipient, queue, retry
from meetings import room
from meetings.models import Choice, Invitation, Meeting
from meetings.services.locking import locked_meeting, planned_meeting
from paadriv.clock import now, today

MOST_AT_ONCE = 500
KINDS = (
    "meeting_invitation",
    "meeting_reminder",
    "meeting_moved",
    "meeting_called_off",
    "invitation_withdrawn",
    "answer_receipt",
    "seat_given",
    "meeting_minutes",
)


def ready_for_letters(meeting: Meeting) -> Verdict:
    """Whether everything that a letter about this meeting prints has been said."""
    initiative, reasons = meeting.initiative, []
    if not initiative.reason:
        reasons.append(_("Skriv hvorfor stedet trenger et Pådriv."))
    if not (initiative.contact_name and initiative.contact_email):
        reasons.append(_("Skriv navnet og e-postadressen til kontaktpersonen."))
    if not initiative.data_controller:
        reasons.append(_("Skriv hvem som er behandlingsansvarlig for opplysningene om de inviterte."))
    if not (meeting.sender_name and meeting.sender_title):
        reasons.append(_("Skriv navnet og tittelen til den som undertegner invitasjonen."))
    if not meeting.initiator_address:
        reasons.append(_("Skriv postadressen til initiativtakeren."))
    if not reasons:
        reasons += room.refusals(meeting)
    if now() >= meeting.starts_at:
        reasons.append(_("Møtet har startet."))
    elif meeting.answer_by < today():
        reasons.append(_("Svarfristen er passert. Sett en ny."))
    return Verdict(tuple(reasons))


def ready_to_send(meeting: Meeting, letters: Verdict | None = None) -> Verdict:
    """As ready_for_letters (given when a page has asked), and somebody on the list waits for an invitation."""
    waiting = waiting_for_invitation(meeting)
    verdict = ready_for_letters(meeting) if letters is None else letters
    number = waiting.count()
    if number == 0:
        verdict &= no(_("Ingen på listen venter på invitasjon. Legg til noen først."))
    if number > MOST_AT_ONCE:
        verdict &= no(_("Listen har flere enn %(most)d. Ta kontakt med Foreningen Pådriv.") % {"most": MOST_AT_ONCE})
    return verdict


def waiting_for_invitation(meeting: Meeting) -> QuerySet[Invitation]:
    """Those on the list who can be mailed and have not been."""
    return meeting.invitations.filter(sent_at=None, withdrawn_at=None, person__opted_out_at=None).exclude(
        person__email=""
    )


@transaction.atomic
def send_invitations(meeting: Meeting, *, by: User) -> Sending:
    """Queue the invitation to everyone on the list who has not got it. Late additions get a sending of their own.

    Raises NotReady with every reason when something the letter needs is missing or nobody waits.
    """
    meeting, moment = planned_meeting(meeting), now()
    if not (verdict := ready_to_send(meeting)):
        raise NotReady(verdict)
    waiting = list(waiting_for_invitation(meeting).select_related("person").order_by("pk"))
    sending = _queue("meeting_invitation", waiting, meeting, by=by, key=f"{meeting.sequence}", by_adding=True)
    Invitation.objects.filter(pk__in=[row.pk for row in waiting]).update(sent_at=moment)
    if meeting.invited_at is None:
        meeting.invited_at = moment
        meeting.save(update_fields=["invited_at"])
    record(meeting.initiative.chain, "invitations_sent", by=by, subject=meeting, sending=sending.pk, count=len(waiting))
    return sending


@transaction.atomic
def send_test(meeting: Meeting, *, by: User, like: Invitation | None = None) -> Sending:
    """Mail the invitation to oneself as one recipient will read it, with dead links. Raises NotReady like sending."""
    meeting, moment = planned_meeting(meeting), now()
    rows = meeting.invitations.filter(withdrawn_at=None).order_by("pk")
    row = rows.filter(pk=like.pk).first() if like else rows.first()
    verdict = ready_for_letters(meeting)
    if row is None:
        verdict &= no(_("Sett minst én person på listen først, så prøven har en mottaker å vise."))
    if row is None or not verdict:
        raise NotReady(verdict)
    sending = queue(
        "meeting_test",
        [Recipient(row.pk, by.email, f"meeting_test:{row.pk}:{by.pk}:{moment.isoformat()}", by.name)],
        by=by,
        scope=meeting.initiative.chain,
        content={"meeting": meeting.pk, "sequence": meeting.sequence},
    )
    record(meeting.initiative.chain, "test_mail_sent", by=by, subject=meeting, sending=sending.pk)
    return sending


@transaction.atomic
def retry_failed(meeting: Meeting, *, by: User) -> int:
    """Queue the failed mails of this meeting anew; returns how many."""
    meeting = locked_meeting(meeting)
    tried = retry(messages_of(meeting))
    if tried:
        record(meeting.initiative.chain, "mail_tried_again", by=by, subject=meeting, messages=tried)
    return len(tried)


def messages_of(meeting: Meeting) -> QuerySet[Message]:
    """Every mail about this meeting; tests to oneself only when they failed."""
    is_failed_test = Q(sending__kind="meeting_test", state=Message.State.FAILED)
    about = Message.objects.filter(sending__scope=meeting.initiative.chain, sending__content__meeting=meeting.pk)
    return about.filter(Q(sending__kind__in=KINDS) | is_failed_test)


def to_remind(meeting: Meeting) -> QuerySet[Invitation]:
    """Those invited who have not answered, or whose answer was to another time or place."""
    asked = meeting.invitations.filter(sent_at__isnull=False, withdrawn_at=None, person__opted_out_at=None).exclude(
        person__email=""
    )
    stale = asked.filter(current__in=(Choice.COMING, Choice.MAYBE), current_sequence__lt=meeting.sequence)
    return asked.filter(current="") | stale


def ready_to_remind(meeting: Meeting, letters: Verdict | None = None) -> Verdict:
    """Somebody has not answered, there is still time to, and the initiative is not on hold."""
    verdict = ready_for_letters(meeting) if letters is None else letters
    if meeting.initiative.state == Initiative.State.ON_HOLD:
        verdict &= no(_("Initiativet er satt på vent. Ingen får påminnelser før arbeidet tas opp igjen."))
    return verdict if to_remind(meeting).exists() else verdict & no(_("Ingen mangler å svare."))


@transaction.atomic
def remind(meeting: Meeting, *, by: User) -> Sending:
    """Queue one reminder a day to those who have not answered. Raises NotReady when there is nobody to remind."""
    meeting = planned_meeting(meeting)
    if not (verdict := ready_to_remind(meeting)):
        raise NotReady(verdict)
    key = f"{meeting.sequence}:{today().isoformat()}"
    rows = list(to_remind(meeting).select_related("person").order_by("pk"))
    keys = {f"meeting_reminder:{row.pk}:{key}" for row in rows}
    done = set(Message.objects.filter(dedupe_key__in=keys).values_list("subject_id", flat=True))
    rows = [row for row in rows if row.pk not in done]
    if not rows:
        raise NotReady(_("De som ikke har svart, har allerede fått en påminnelse i dag."))
    sending = _queue("meeting_reminder", rows, meeting, by=by, key=key)
    record(meeting.initiative.chain, "reminder_sent", by=by, subject=meeting, sending=sending.pk, count=len(rows))
    return sending


@transaction.atomic
def call_off(meeting: Meeting, *, reason: str, by: User, plan: str = "") -> Meeting:
    """Call the meeting off and tell everyone who got an invitation. Raises NotReady once it has started."""
    meeting, moment = planned_meeting(meeting), now()
    if moment >= meeting.starts_at:
        raise NotReady(_("Møtet har startet og kan ikke avlyses."))
    meeting.state = Meeting.State.CALLED_OFF
    meeting.called_off_reason, meeting.plan_after_calling_off = reason, plan
    meeting.sequence += 1
    meeting.revision += 1
    meeting.full_clean()
    meeting.save(update_fields=["state", "called_off_reason", "plan_after_calling_off", "sequence", "revision"])
    rows = list(
        meeting.invitations.filter(sent_at__isnull=False, withdrawn_at=None)
        .exclude(person__email="")
        .select_related("person")
        .order_by("pk")
    )
    if rows:
        _queue("meeting_called_off", rows, meeting, by=by, key=f"{meeting.sequence}")
    record(meeting.initiative.chain, "meeting_called_off", by=by, subject=meeting, count=len(rows))
    return meeting


def _queue(
    kind: str, rows: list[Invitation], meeting: Meeting, *, by: User, key: str, by_adding: bool = False
) -> Sending:
    """``by_adding``: one who was taken off the list and put back gets the mail once more."""
    keys = {row.pk: f"{key}:{row.added_at.timestamp():.6f}" if by_adding else key for row in rows}
    return queue(
        kind,
        [Recipient(row.pk, row.person.email, f"{kind}:{row.pk}:{keys[row.pk]}", row.person.name) for row in rows],
        by=by,
        scope=meeting.initiative.chain,
        content={"meeting": meeting.pk, "sequence": meeting.sequence},
    )
