"""Who speaks for a partner: named by a coordinator, invited by mail, logged in after a yes.

The link makes a person a partner's contact and never logs anybody in; a code to the same mailbox does.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from initiatives import services as initiatives
from initiatives.models import Initiative, Membership, Role
from mail import links
from mail.models import Message
from mail.services import Recipient, queue
from paadriv.clock import now
from partners.models import Contact, Partner, Person
from partners.services.locking import locked_partner, named_by, working_partner
from partners.services.persons import person_of
from partners.stages import Stage

PURPOSE = "contact"
KIND = "contact_invitation"


@transaction.atomic
def name_contact(partner: Partner, *, name: str, by: User, email: str = "") -> Contact:
    """Name somebody who speaks for a partner; the first one named is the main contact.

    A person the partner has with this address is taken, another is added. Raises ValidationError for a person
    who is a contact already or belongs elsewhere, and NotReady for a partner that has left.
    """
    partner = working_partner(partner)
    if partner.has_left:
        raise NotReady(_("Virksomheten er ikke lenger med. Ta den inn igjen først."))
    person = person_of(partner, name=name, email=email, by=by)
    if partner.contacts.filter(person=person, ended_at=None).exists():
        raise ValidationError({"email": _("Denne personen er allerede kontaktperson.")})
    is_first = not partner.contacts.filter(ended_at=None).exists()
    contact = Contact.objects.create(partner=partner, person=person, is_main=is_first, named_by=by, named_at=now())
    record(partner.initiative.chain, "contact_named", by=by, subject=contact, partner=partner.pk)
    return contact


@transaction.atomic
def invite_contact(contact: Contact, *, by: User) -> Contact:
    """Mail the contact a link to say yes and log in, once more if asked again; the link stays the same.

    Raises NotReady for a person without an address, a contact that has ended and a closed initiative.
    """
    contact = _current(contact, working_partner(contact.partner))
    if not contact.person.email:
        raise NotReady(_("Personen har ingen e-postadresse. Legg den inn først."))
    first = contact.invited_at is None
    contact.invited_at = now()
    contact.save(update_fields=["invited_at"])
    links.token_for(PURPOSE, contact.pk)
    number = 1 + Message.objects.filter(sending__kind=KIND, subject_id=contact.pk).count()
    recipient = Recipient(contact.pk, contact.person.email, f"{KIND}:{contact.pk}:{number}", name=contact.person.name)
    chain = contact.partner.initiative.chain
    queue(KIND, [recipient], by=by, scope=chain)
    record(chain, "contact_invited" if first else "contact_invited_again", by=by, subject=contact)
    return contact


@transaction.atomic
def accept_contact(contact: Contact) -> User:
    """The invited person says yes and may log in at the address; a repeat gives the same person.

    A member of the initiative keeps the role; anybody else becomes a member with the role partner. Raises
    NotReady for a contact that has ended, a closed initiative, and a person whose access was taken away.
    """
    contact = _current(contact, locked_partner(contact.partner))
    if contact.user is not None:
        return contact.user
    contact = _current(contact, working_partner(contact.partner))
    user = _user_of(contact.person)
    initiative = contact.partner.initiative
    contact.user, contact.accepted_at = user, now()
    contact.save(update_fields=["user", "accepted_at"])
    if not initiative.memberships.filter(user=user, ended_at=None).exists():
        initiatives.join(initiative, user=user, role=Role.PARTNER, by=user)
    record(initiative.chain, "contact_accepted", by=user, subject=contact, partner=contact.partner_id)
    return user


@transaction.atomic
def choose_main_contact(contact: Contact, *, by: User) -> Contact:
    """Make a contact the partner's main one. Raises NotReady for one that has ended."""
    contact = _current(contact, working_partner(contact.partner))
    if not contact.is_main:
        contact.partner.contacts.filter(is_main=True, ended_at=None).update(is_main=False)
        contact.is_main = True
        contact.save(update_fields=["is_main"])
        record(contact.partner.initiative.chain, "main_contact_chosen", by=by, subject=contact)
    return contact


@transaction.atomic
def end_contact(contact: Contact, *, by: User) -> None:
    """A contact speaks for the partner no longer; the link is dead and a membership as partner ends.

    The one who is left becomes the main contact. Raises NotReady for the last contact of a start-up partner.
    """
    contact = _current(contact, working_partner(contact.partner))
    partner = contact.partner
    if partner.stage == Stage.STARTUP_PARTNER and named_by(partner).contacts == 1:
        raise NotReady(_("En oppstartspartner må ha en kontaktperson. Legg til en ny først."))
    _end(contact, by)
    following = partner.contacts.filter(ended_at=None).order_by("pk").first()
    if contact.is_main and following is not None:
        following.is_main = True
        following.save(update_fields=["is_main"])


def end_all_contacts(partner: Partner, *, by: User | None) -> None:
    """A partner that leaves has nobody who speaks for it here; the caller holds its lock."""
    for contact in partner.contacts.filter(ended_at=None).select_related("partner__initiative").order_by("pk"):
        _end(contact, by)


def _end(contact: Contact, by: User | None) -> None:
    initiative = contact.partner.initiative
    contact.ended_at = now()
    contact.save(update_fields=["ended_at"])
    links.revoke(PURPOSE, contact.pk)
    if contact.user is not None and (membership := _as_partner(initiative, contact.user)) is not None:
        initiatives.end_membership(membership, by=by or contact.user)
    record(initiative.chain, "contact_ended", by=by, subject=contact, partner=contact.partner_id)


def _as_partner(initiative: Initiative, user: User) -> Membership | None:
    """The membership that a person has only because of a partner, when no other contact keeps it."""
    if Contact.objects.filter(user=user, ended_at=None, partner__initiative=initiative).exists():
        return None
    found = initiative.memberships.filter(user=user, role=Role.PARTNER, is_decider=False, ended_at=None)
    return found.first()


def _user_of(person: Person) -> User:
    """The account of a person's address, made when there is none."""
    user = User.objects.filter(email=person.email.lower()).first()
    if user is None:
        return User.objects.create_user(person.email, person.name)
    if not user.is_active:
        raise NotReady(_("Brukeren din er stengt. Kontakt Foreningen Pådriv."))
    if user.is_association_admin:
        raise NotReady(_("Administratorer i Foreningen Pådriv kan ikke være kontaktpersoner for en partner."))
    return user


def _current(contact: Contact, partner: Partner) -> Contact:
    """The contact's row, locked, of a locked partner. Raises NotReady when it has ended."""
    rows = partner.contacts.select_for_update(of=("self",)).select_related("person", "user")
    found = rows.filter(pk=contact.pk, ended_at=None).first()
    if found is None:
        raise NotReady(_("Personen er ikke lenger kontaktperson."))
    found.partner = partner
    return found
