"""Who is asked, while a round is open: the request sent again, another person instead, or somebody asked anew.

An old link opens nothing after any of these; what was done by it stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from mail import links
from mail.models import Message
from paadriv.clock import now
from partners import services as partners
from partners.models import Person, Signatory, Stage
from signing.authority import may_still_answer
from signing.links import SIGNING
from signing.models import RoundParty, SigningInvitation
from signing.services import mailing
from signing.services.acting import Client, NotConfirmed, may_act
from signing.services.codes import confirmed
from signing.services.computing import close_link, recompute
from signing.services.locking import locked_invitation, locked_round, must_not_be_over_deadline
from signing.services.opening import add_invitation, usable
from signing.states import InvitationState, PartyState


@dataclass(frozen=True)
class Colleague:
    """Who answers instead, and what the one who hands on says of that person's authority."""

    name: str
    email: str
    title: str
    authority: str
    reference: str = ""


@transaction.atomic
def send_again(invitation: SigningInvitation, *, by: User) -> None:
    """Mail a new link to one who has not answered; the old link and its codes are dead.

    Raises NotReady when the round is over or the person has answered or is not asked yet.
    """
    invitation = locked_invitation(invitation.pk)
    asked_in = invitation.party.round
    must_not_be_over_deadline(asked_in)
    if not invitation.is_asked:
        raise NotReady(_("Bare en som er spurt og ikke har svart, kan få lenken på nytt."))
    invitation.codes.update(is_dead=True)
    links.rotate(SIGNING, invitation.pk)
    invitation.asked_at = now()
    invitation.save(update_fields=["asked_at"])
    mailing.ask(asked_in, [invitation], by=by, number=1 + _sent(invitation))
    record(asked_in.initiative.chain, "signing_sent_again", by=by, subject=invitation)


@transaction.atomic
def delegate(invitation: SigningInvitation, colleague: Colleague, *, reason: str, client: Client) -> SigningInvitation:
    """Let a colleague answer instead: a new invitation with the authority stated, and the coordinators are told.

    Raises NotConfirmed without a fresh code, NotReady when this person may not answer, and ValidationError for
    an address that is one's own, has a seat in the party already, or does not want our mail.
    """
    invitation = locked_invitation(invitation.pk)
    party, asked_in, moment = invitation.party, invitation.party.round, now()
    if confirmed(invitation, session=client.session, at=moment) is None:
        raise NotConfirmed(_("Det er mer enn en time siden du bekreftet med kode. Be om en ny kode."))
    if not (verdict := may_act(invitation)):
        raise NotReady(verdict)
    address = colleague.email.lower()
    _must_be_free(invitation, address)
    made = SigningInvitation(
        party=party,
        person=_person(invitation, colleague, address),
        name=colleague.name,
        address=address,
        title=colleague.title,
        authority=colleague.authority,
        reference=colleague.reference,
        delegated_from=invitation,
        delegation_reason=reason,
    )
    _replace(invitation)
    made.full_clean(validate_unique=False)
    made.save()
    mailing.tell_coordinators(asked_in, "delegated", by=None, key=str(made.pk), invitation=made)
    record(asked_in.initiative.chain, "signing_delegated", by=None, subject=made, instead_of=invitation.pk)
    recompute(asked_in, moment=moment)
    return made


@transaction.atomic
def ask_anew(invitation: SigningInvitation, *, by: User) -> SigningInvitation:
    """Ask one who declined or took the answer back once more, by a new invitation; what was done stays visible.

    Raises NotReady when the round is over, there is nothing to ask anew about, the person is asked already, or no
    longer speaks for the organisation.
    """
    invitation = locked_invitation(invitation.pk)
    asked_in = invitation.party.round
    must_not_be_over_deadline(asked_in)
    if not invitation.may_be_asked_anew:
        raise NotReady(_("Bare en som ikke kunne stille seg bak, eller som trakk svaret, kan spørres på nytt."))
    if not may_still_answer(invitation):
        raise NotReady(_("Personen kan ikke lenger svare for virksomheten."))
    address = invitation.person.email.lower()
    if _has_seat(invitation, address):
        raise NotReady(_("Denne personen er allerede spurt."))
    made = SigningInvitation(
        party=invitation.party,
        person=invitation.person,
        name=invitation.person.name,
        address=address,
        title=invitation.title,
        authority=invitation.authority,
        reference=invitation.reference,
    )
    _replace(invitation)
    made.full_clean(validate_unique=False)
    made.save()
    record(asked_in.initiative.chain, "signing_asked_anew", by=by, subject=made, instead_of=invitation.pk)
    recompute(asked_in, moment=now(), by=by)
    return made


@transaction.atomic
def revoke(invitation: SigningInvitation, *, by: User) -> None:
    """Take the question back from one person who has not answered; others of the party are asked still.

    The link opens nothing any more. Raises NotReady when the round is over or the person has answered.
    """
    invitation = locked_invitation(invitation.pk)
    asked_in = invitation.party.round
    must_not_be_over_deadline(asked_in)
    if not invitation.is_live:
        raise NotReady(_("Bare et spørsmål som ikke er besvart, kan trekkes tilbake."))
    invitation.state = InvitationState.REVOKED
    invitation.save(update_fields=["state"])
    close_link(invitation)
    record(asked_in.initiative.chain, "signing_revoked", by=by, subject=invitation)
    recompute(asked_in, moment=now(), by=by)


@transaction.atomic
def ask_also(party: RoundParty, signatory: Signatory, *, by: User) -> SigningInvitation:
    """Ask one more who can sign for an organisation that has not answered: named later, or instead of one revoked.

    Raises NotReady when the round is over, the organisation has answered, or this person cannot be asked.
    """
    asked_in = locked_round(party.round_id)
    must_not_be_over_deadline(asked_in)
    party = asked_in.parties.select_related("partner").get(pk=party.pk)
    party.round = asked_in
    if party.state in (PartyState.DONE, PartyState.DECLINED) or party.partner.stage != Stage.STARTUP_PARTNER:
        raise NotReady(_("%(party)s har svart, eller er ikke lenger oppstartspartner.") % {"party": party.name})
    if signatory not in addable(party, usable(party.partner)):
        raise NotReady(_("Personen er allerede spurt, eller kan ikke nås på e-post."))
    made = add_invitation(party, signatory)
    record(asked_in.initiative.chain, "signing_asked_also", by=by, subject=made)
    recompute(asked_in, moment=now(), by=by)
    return made


def addable(party: RoundParty, signatories: Iterable[Signatory]) -> list[Signatory]:
    """Of those who can sign for the party, the ones who have no seat in it; by the prefetched invitations."""
    taken = {row.address for row in party.invitations.all() if row.is_live or row.state == InvitationState.ACTED}
    return [one for one in signatories if one.person.email.lower() not in taken]


def _replace(invitation: SigningInvitation) -> None:
    invitation.state = InvitationState.REPLACED
    invitation.save(update_fields=["state"])
    close_link(invitation)


def _must_be_free(invitation: SigningInvitation, address: str) -> None:
    if address == invitation.address:
        raise ValidationError({"email": _("Dette er din egen adresse. Skriv adressen til en kollega.")})
    if _has_seat(invitation, address):
        raise ValidationError({"email": _("Denne kollegaen er allerede spurt.")})


def _has_seat(invitation: SigningInvitation, address: str) -> bool:
    """Whether the address is asked, or has answered, for the same party by another invitation."""
    others = invitation.party.invitations.exclude(pk=invitation.pk).filter(address=address)
    return any(row.is_live or row.state == InvitationState.ACTED for row in others)


def _person(invitation: SigningInvitation, colleague: Colleague, address: str) -> Person:
    initiative = invitation.party.round.initiative
    known = initiative.persons.filter(email=address).first()
    if known is None:
        return partners.add_person(
            initiative, name=colleague.name, email=address, partner=invitation.party.partner, by=None
        )
    if known.opted_out_at is not None:
        raise ValidationError({"email": _("Vi kan ikke sende til denne adressen. Bruk en annen.")})
    return known


def _sent(invitation: SigningInvitation) -> int:
    return Message.objects.filter(sending__kind=mailing.REQUEST, subject_id=invitation.pk).count()
