"""Opening a round: one frozen version, the organisations asked, and who may answer for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from documents.kinds import kind_of
from documents.models import DocumentVersion
from paadriv.clock import now, today
from paadriv.text import in_words
from partners.models import Partner, Signatory, Stage
from signing.models import Round, RoundParty, SigningInvitation
from signing.services.computing import recompute
from signing.services.locking import locked_document, must_not_be_on_hold
from signing.states import Purpose

#: A deadline further away than this is a slip of the pen.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """One organisation to ask: in which turn, and whether the round fails without it."""

    partner: Partner
    group: int = 1
    is_required: bool = True


@transaction.atomic
def open_round(
    version: DocumentVersion,
    parties: Sequence[Asked],
    *,
    deadline: date,
    by: User,
    is_ordered: bool = False,
    purpose: str = Purpose.ENDORSE,
) -> Round:
    """Ask these organisations about this version, and mail those whose turn it is.

    Raises ValidationError for a deadline or parties that will not do, and NotReady when a round is open already,
    the version is not the latest, the initiative is on hold, or a party has too few who may answer for it.
    """
    document = locked_document(version.document)
    must_not_be_on_hold(document.initiative)
    latest = document.latest_version
    if latest is None or latest.pk != version.pk:
        raise NotReady(_("Det finnes en nyere låst versjon. Åpne runden på den."))
    if Round.objects.about(document).open().filter(purpose=purpose).exists():
        raise NotReady(_("En runde er allerede åpen for dette dokumentet."))
    check_deadline(deadline)
    _check_parties(parties, least=kind_of(document.kind).min_parties)
    known = document.initiative.partners.select_related("organisation").in_bulk([one.partner.pk for one in parties])
    parties = [replace(one, partner=known.get(one.partner.pk, one.partner)) for one in parties]
    found = _people(parties, document.initiative_id)
    moment = now()
    made = Round(
        document=document,
        version=version,
        purpose=purpose,
        deadline=deadline,
        is_ordered=is_ordered,
        opened_by=by,
        opened_at=moment,
    )
    made.full_clean(validate_unique=False)
    made.save()
    groups = sorted({asked.group for asked in parties})
    for asked in parties:
        _add_party(made, asked, found[asked.partner.pk], group=1 + groups.index(asked.group) if is_ordered else 1)
    record(
        document.initiative.chain,
        "round_opened",
        by=by,
        subject=made,
        version=version.pk,
        content=version.content_sha256,
        parties=[asked.partner.pk for asked in parties],
    )
    return recompute(made, moment=moment, by=by)


def check_deadline(deadline: date) -> None:
    """Raises ValidationError for a last day that is not after today, or is more than a year away."""
    if deadline <= today():
        raise ValidationError({"deadline": _("Velg en frist etter dagen i dag.")})
    if deadline - today() > FURTHEST:
        raise ValidationError({"deadline": _("Velg en frist innen ett år.")})


def usable(partner: Partner) -> list[Signatory]:
    """The people who may answer for a partner now and can be reached, the first named first."""
    found = partner.signatories.filter(ended_at=None, person__opted_out_at=None).exclude(person__email="")
    return list(found.select_related("person").order_by("pk"))


def can_be_reached(signatory: Signatory) -> bool:
    """Takes mail from us, and has an address for it; as ``usable`` asks the database."""
    return bool(signatory.person.email) and signatory.person.opted_out_at is None


def _check_parties(parties: Sequence[Asked], *, least: int) -> None:
    if len({asked.partner.pk for asked in parties}) < len(parties):
        raise ValidationError({"parties": _("En virksomhet kan bare stå én gang.")})
    if len(parties) < least:
        raise ValidationError({"parties": _("Velg minst %(least)s virksomheter.") % {"least": least}})
    if not any(asked.is_required for asked in parties):
        raise ValidationError({"parties": _("Minst én virksomhet må være nødvendig for at runden fullføres.")})


def _people(parties: Sequence[Asked], initiative_id: int) -> dict[int, list[Signatory]]:
    """Partner → who may answer for it. Raises NotReady naming every partner that cannot be asked."""
    found = {asked.partner.pk: usable(asked.partner) for asked in parties}
    strangers = [asked.partner.name for asked in parties if not _is_startup_partner(asked.partner, initiative_id)]
    if strangers:
        raise NotReady(_("%(names)s er ikke oppstartspartner.") % {"names": in_words(strangers)})
    short = [asked.partner.name for asked in parties if len(found[asked.partner.pk]) < asked.partner.signers_needed]
    if short:
        raise NotReady(
            _("Registrer hvem som kan svare for %(names)s, med e-postadresse og grunnlag.") % {"names": in_words(short)}
        )
    return found


def _is_startup_partner(partner: Partner, initiative_id: int) -> bool:
    return partner.initiative_id == initiative_id and partner.stage == Stage.STARTUP_PARTNER


def _add_party(made: Round, asked: Asked, people: list[Signatory], *, group: int) -> None:
    partner = asked.partner
    party = RoundParty.objects.create(
        round=made,
        partner=partner,
        name=partner.name,
        number=partner.organisation.number if partner.organisation else "",
        group=group,
        needed=partner.signers_needed,
        is_required=asked.is_required,
    )
    for signatory in people:
        add_invitation(party, signatory)


def add_invitation(party: RoundParty, signatory: Signatory) -> SigningInvitation:
    """A person who can sign for the party, with the authority as it is stated now; asked when recompute comes to it."""
    row = SigningInvitation(
        party=party,
        person=signatory.person,
        name=signatory.person.name,
        address=signatory.person.email.lower(),
        title=signatory.title,
        authority=signatory.basis,
        reference=signatory.reference,
    )
    row.full_clean(validate_unique=False)
    row.save()
    return row
