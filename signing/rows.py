"""The rounds of a document as the coordinator's page shows them, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from documents.models import CompletedCopy, Document, DocumentVersion
from mail.models import Message
from partners.models import Signatory, Stage
from signing.models import Act, Round, RoundParty, SigningInvitation
from signing.services.handing_on import addable
from signing.services.mailing import REQUEST
from signing.services.opening import can_be_reached
from signing.states import PartyState, RoundState


@dataclass(frozen=True)
class PersonRow:
    """One person asked: what became of the request, what was said, and what the coordinator may do about it."""

    invitation: SigningInvitation
    acts: list[Act]
    message: Message | None
    may_be_sent_again: bool
    may_be_asked_anew: bool
    may_be_revoked: bool
    has_lost_authority: bool

    @property
    def mail_failed(self) -> bool:
        return self.message is not None and self.message.state == Message.State.FAILED


@dataclass(frozen=True)
class PartyRow:
    """One organisation; ``others`` can sign for it and have not been asked."""

    party: RoundParty
    people: list[PersonRow]
    others: list[Signatory]

    @property
    def latest(self) -> Act | None:
        """What was said last for the party."""
        return max((act for person in self.people for act in person.acts), key=lambda act: act.pk, default=None)


@dataclass(frozen=True)
class RoundRow:
    round: Round
    parties: list[PartyRow]
    has_copy: bool = False

    @property
    def answered(self) -> int:
        return sum(row.party.state in (PartyState.DONE, PartyState.DECLINED) for row in self.parties)

    def is_completed_on(self, version: DocumentVersion | None) -> bool:
        """Whether the organisations stand behind this version."""
        completed = self.round.state == RoundState.COMPLETED
        return completed and version is not None and self.round.version_id == version.pk


def rounds_of(document: Document) -> list[RoundRow]:
    """Every round, the newest first. Six queries, however many rounds, parties and people; one more for copies."""
    invitations = SigningInvitation.objects.select_related("delegated_from").prefetch_related("acts").order_by("pk")
    named = Signatory.objects.filter(ended_at=None).select_related("person").order_by("pk")
    parties = (
        RoundParty.objects.select_related("partner")
        .prefetch_related(
            Prefetch("invitations", queryset=invitations), Prefetch("partner__signatories", queryset=named)
        )
        .order_by("group", "name", "pk")
    )
    found = list(
        Round.objects.about(document)
        .select_related("version", "opened_by")
        .prefetch_related(Prefetch("parties", queryset=parties))
    )
    for one in found:
        one.document = document
    asked = [row.pk for one in found for party in one.parties.all() for row in party.invitations.all()]
    mails = Message.objects.filter(sending__kind=REQUEST, subject_id__in=asked).order_by("pk")
    latest = {mail.subject_id: mail for mail in mails}
    copies = _copies(found)
    return [
        RoundRow(one, [_party(one, party, latest) for party in one.parties.all()], has_copy=one.pk in copies)
        for one in found
    ]


def _copies(rounds: list[Round]) -> set[int]:
    """The rounds that have a completed copy, or will have one."""
    completed = [one.pk for one in rounds if one.state == RoundState.COMPLETED]
    if not completed:
        return set()
    return set(CompletedCopy.objects.filter(round_id__in=completed).order_by("pk").values_list("round_id", flat=True))


def _party(asked_in: Round, party: RoundParty, latest: dict[int, Message]) -> PartyRow:
    people = [_person(asked_in, party, row, latest) for row in party.invitations.all()]
    is_waited_for = _goes_on(asked_in) and party.state not in (PartyState.DONE, PartyState.DECLINED)
    named = [one for one in party.partner.signatories.all() if can_be_reached(one)] if _is_partner(party) else []
    return PartyRow(party, people, addable(party, named) if is_waited_for else [])


def _person(asked_in: Round, party: RoundParty, row: SigningInvitation, latest: dict[int, Message]) -> PersonRow:
    goes_on = _goes_on(asked_in)
    named = {one.person_id for one in party.partner.signatories.all()}
    named |= {one.person_id for one in party.invitations.all() if one.delegated_from_id}
    may_answer = _is_partner(party) and row.person_id in named
    return PersonRow(
        invitation=row,
        acts=list(row.acts.all()),
        message=latest.get(row.pk),
        may_be_sent_again=goes_on and row.is_asked and may_answer,
        may_be_asked_anew=goes_on and may_answer and row.may_be_asked_anew,
        may_be_revoked=goes_on and row.is_live,
        has_lost_authority=goes_on and row.is_live and not may_answer,
    )


def _goes_on(asked_in: Round) -> bool:
    return asked_in.is_open and not asked_in.deadline_passed


def _is_partner(party: RoundParty) -> bool:
    return party.partner.stage == Stage.STARTUP_PARTNER
