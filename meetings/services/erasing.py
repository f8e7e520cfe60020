"""Erasing a person from everything about meetings: texts, addresses and links go, ids and choices stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.access import NotReady, Verdict
from accounts.models import User
from documents import services as documents
from initiatives.models import MEMBERS_WHO_READ
from initiatives.services.locking import locked
from mail import links
from mail import services as mail
from mail.models import Message
from meetings.links import ANSWER, INTEREST, MINUTES, OPT_OUT
from meetings.models import Answer, Attendance, Interest, InterestText, Invitation, Meeting, Minutes, Need
from meetings.services.seats import promote_waiting
from paadriv.clock import now
from paadriv.text import search_key
from partners import services as partners
from partners.models import Person
from signing.services import erasing as signing

#: Mail kinds by what their subject is.
_OF_INVITATION = (
    "meeting_invitation",
    "meeting_reminder",
    "meeting_moved",
    "meeting_called_off",
    "invitation_withdrawn",
    "seat_given",
)

_OF_PERSON = ("initiative_closed", "initiative_turned_back")


@dataclass(frozen=True)
class Traces:
    """What is kept about one person around meetings, for the page that asks before it is erased."""

    answers: int
    attended: int
    interests: int
    signed: int
    has_need: bool
    mails: int
    coming: tuple[Meeting, ...]
    minutes: tuple[Minutes, ...]
    alike: tuple[InterestText, ...]

    @property
    def keeps_rows(self) -> bool:
        return bool(self.answers or self.attended or self.interests or self.mails)


def traces_of(person: Person) -> Traces:
    """Read what erasing would meet: what goes, what stays, and where a coordinator must look."""
    name = person.name
    told = Minutes.objects.filter(meeting__initiative=person.initiative).select_related("meeting").order_by("pk")
    return Traces(
        answers=Answer.objects.filter(invitation__person=person).count(),
        attended=Attendance.objects.filter(person=person).count(),
        interests=Interest.objects.filter(person=person).count(),
        signed=signing.signed(person),
        has_need=Need.objects.filter(invitation__person=person).exists(),
        mails=mails_to(person).count(),
        coming=tuple(row.meeting for row in _ahead(person)),
        minutes=tuple(row for row in told if name in row.text or name in row.published_text),
        alike=tuple(texts_like(person)),
    )


def texts_like(person: Person) -> list[InterestText]:
    """Interest forms filled in through the meeting's own link under this person's name; whose they are is not known."""
    rows = InterestText.objects.filter(interest__meeting__initiative=person.initiative, interest__person=None)
    wanted = search_key(person.name)
    return [row for row in rows.select_related("interest").order_by("pk") if search_key(row.name) == wanted]


def mails_to(person: Person) -> QuerySet[Message]:
    """Every mail to this person as one the initiative knows: about a meeting, whatever address they had then, and
    all else to the present address, unless that is a member's, who is told things as a member too."""
    to_address = Q(pk=None)
    works_here = person.initiative.memberships.filter(role__in=MEMBERS_WHO_READ, user__email__iexact=person.email)
    if person.email and not works_here.exists():
        to_address = Q(address__iexact=person.email)
    return Message.objects.filter(sending__scope=person.initiative.chain).filter(
        to_address
        | Q(sending__kind__in=_OF_PERSON, subject_id=person.pk)
        | Q(sending__kind__in=_OF_INVITATION, subject_id__in=person.invitations.values("pk"))
        | Q(
            sending__kind="answer_receipt", subject_id__in=Answer.objects.filter(invitation__person=person).values("pk")
        )
        | Q(sending__kind="meeting_minutes", subject_id__in=person.attendance.values("pk"))
    )


def may_erase_now(person: Person) -> Verdict:
    """Not while somebody speaks or signs for a partner, or is asked in a round that goes on."""
    return partners.may_erase_now(person) & signing.may_erase_now(person)


@transaction.atomic
def erase(person: Person, *, by: User | None, texts: Collection[int] = ()) -> None:
    """Erase who the person is, also in a closed initiative; a repeat changes nothing.

    ``texts`` are interest texts among texts_like(person) that are the person's too. A seat at a coming meeting
    goes to the next who waits. ``by`` is None for the retention job. Raises NotReady for one who is needed.
    """
    initiative = locked(person.initiative)
    person = initiative.persons.filter(pk=person.pk, erased_at=None).first() or person
    if person.erased_at is not None:
        return
    person.initiative = initiative
    if not (verdict := may_erase_now(person)):
        raise NotReady(verdict)
    signing.erase_person(person)
    _erase_texts(person, texts)
    mail.forget(mails_to(person))
    _close_links(person)
    documents.forget("invitasjon", person.invitations.values_list("pk", flat=True))
    for invitation in _ahead(person):
        Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=now())
        promote_waiting(invitation.meeting, by=by)
    partners.erase_person(person, by=by)


def _erase_texts(person: Person, texts: Collection[int]) -> None:
    Need.objects.filter(invitation__person=person).delete()
    InterestText.objects.filter(interest__person=person).delete()
    alike = [row.pk for row in texts_like(person) if row.pk in texts]
    InterestText.objects.filter(pk__in=alike).delete()
    own = Q(person=person) | Q(replaces__person=person)  # «Kari Lie ba oss invitere deg i stedet»
    Invitation.objects.filter(own).update(why_asked="")


def _close_links(person: Person) -> None:
    for pk in person.invitations.values_list("pk", flat=True):
        links.revoke(ANSWER, pk)
        links.revoke(INTEREST, pk)
    for pk in person.attendance.values_list("pk", flat=True):
        links.revoke(MINUTES, pk)
    links.revoke(OPT_OUT, person.pk)


def _ahead(person: Person) -> list[Invitation]:
    """Invitations to meetings that have not begun."""
    rows = person.invitations.filter(
        withdrawn_at=None, meeting__state=Meeting.State.PLANNED, meeting__starts_at__gt=now()
    )
    return list(rows.select_related("meeting__initiative").order_by("pk"))
