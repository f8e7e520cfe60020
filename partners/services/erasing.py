"""Erasing who somebody is. What the initiative decided on keeps its rows: ids, choices, organisation and group.

Texts and links of the apps above are erased by them, in the same transaction (meetings/services/erasing.py).
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from initiatives.services.locking import locked
from mail import links
from mail import services as mail
from mail.models import Message
from paadriv.clock import now
from partners.models import Contact, Person, Signatory
from partners.services.contacts import KIND, PURPOSE


def may_erase_now(person: Person) -> Verdict:
    """Not while the person speaks or signs for a partner of an initiative that goes on."""
    if person.initiative.is_open and (_contacts(person).exists() or _signatures(person).exists()):
        return no(_("Personen er kontaktperson eller kan signere for virksomheten. Ta bort det først."))
    return YES


@transaction.atomic
def erase_person(person: Person, *, by: User | None) -> None:
    """Take away name, address and phone for good, also in a closed initiative; a repeat changes nothing.

    The row goes too when nothing points to it; otherwise it stays as «Slettet person», who gets no mail.
    Raises NotReady for one who speaks or signs for a partner now.
    """
    initiative = locked(person.initiative)
    found = initiative.persons.select_for_update(of=("self",)).filter(pk=person.pk, erased_at=None).first()
    if found is None:
        return
    found.initiative = initiative
    if not (verdict := may_erase_now(found)):
        raise NotReady(verdict)
    moment, contacts = now(), list(found.contacts.values_list("pk", flat=True))
    _contacts(found).update(ended_at=moment, is_main=False)
    _signatures(found).update(ended_at=moment)
    mail.forget(Message.objects.filter(sending__kind=KIND, subject_id__in=contacts))
    for pk in contacts:
        links.revoke(PURPOSE, pk)
    record(initiative.chain, "person_erased", by=by, person=found.pk)
    try:
        found.delete()
    except ProtectedError:
        _anonymise(found)


def _contacts(person: Person) -> QuerySet[Contact]:
    return person.contacts.filter(ended_at=None)


def _signatures(person: Person) -> QuerySet[Signatory]:
    return person.signatures_for.filter(ended_at=None)


def _anonymise(person: Person) -> None:
    moment = now()
    person.name, person.email, person.phone, person.search_text = _("Slettet person"), "", "", ""
    person.opted_out_at, person.erased_at = person.opted_out_at or moment, moment
    person.revision += 1
    person.save(update_fields=["name", "email", "phone", "search_text", "opted_out_at", "erased_at", "revision"])
