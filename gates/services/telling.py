"""Mails to the partners' people when an initiative's course changes: it was stopped, or turned back a step."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from gates.closing import ON_THE_WAY
from gates.models import GateDecision
from initiatives.models import Initiative
from mail.services import Recipient, queue
from meetings.models import Invitation
from partners.models import Contact, Person
from partners.stages import Stage


def tell_partners(kind: str, row: GateDecision, *, by: User) -> int:
    """Queue one mail about a decision to each of the partners' people; how many."""
    recipients = [
        Recipient(person.pk, person.email, f"{kind}:{row.pk}:{person.pk}", person.name)
        for person in people_of_partners(row.initiative)
    ]
    if recipients:
        queue(kind, recipients, by=by, scope=row.initiative.chain, content={"decision": row.pk})
    return len(recipients)


def people_of_partners(initiative: Initiative) -> QuerySet[Person]:
    """The contacts of start-up partners, and of partners in dialogue those who have been written to.

    One who takes no mail from the initiative is left out.
    """
    contacts = Contact.objects.filter(person=OuterRef("pk"), ended_at=None)
    invited = Invitation.objects.filter(person=OuterRef("pk"), sent_at__isnull=False)
    startup = Exists(contacts.filter(partner__stage=Stage.STARTUP_PARTNER))
    written_to = Exists(contacts.filter(partner__stage__in=ON_THE_WAY, invited_at__isnull=False)) | (
        Q(partner__stage__in=ON_THE_WAY) & Exists(invited)
    )
    reachable = initiative.persons.filter(opted_out_at=None, erased_at=None).exclude(email="")
    return reachable.filter(startup | written_to).order_by("pk")
