"""What an invited person does for an organisation: stands behind the version, with or without a reservation,
cannot, or takes a yes back. One transaction holds the act, what follows from it, the receipt and the journal.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.canonical import digest
from accounts.journal import record
from mail.models import LinkToken
from paadriv.clock import now
from signing.authority import may_still_answer, source_of
from signing.consent import words_for
from signing.links import SIGNING
from signing.models import Act, Code, Round, SigningInvitation
from signing.services import mailing
from signing.services.codes import confirmed
from signing.services.computing import recompute
from signing.services.locking import OVER, locked_invitation
from signing.states import POSITIVE, YES_OF, ActKind, InvitationState, PartyState, Purpose, RoundState


@dataclass(frozen=True)
class Answer:
    """What the person chose and typed; ``section`` is the key of the part a reservation is about."""

    kind: str
    name: str
    title: str
    authority: str
    reference: str = ""
    section: str = ""
    words: str = ""


@dataclass(frozen=True)
class Consent:
    """What the person had on the screen, as posted: which content and which exact words."""

    form_key: UUID
    content_sha256: str
    statement_id: str
    statement_sha256: str


@dataclass(frozen=True)
class Client:
    """The browser; ``session`` is the secret that the code was confirmed with and is never stored."""

    session: str
    ip: str = ""
    user_agent: str = ""


class NotConfirmed(NotReady):
    """No code was confirmed in this session within the hour."""


def may_act(invitation: SigningInvitation, *, at_all: bool = False) -> Verdict:
    """Whether this person may answer now. ``at_all`` leaves out that others of the party may have answered."""
    party = invitation.party
    if (verdict := _is_going_on(invitation)) and not invitation.is_asked:
        if invitation.state == InvitationState.PENDING:
            return no(_("Det er ikke deres tur ennå. Du får en e-post når det er det."))
        return no(_("Du har allerede svart."))
    if verdict and not at_all and party.state in (PartyState.DONE, PartyState.DECLINED):
        return no(_("En annen har allerede svart for %(party)s.") % {"party": party.name})
    return verdict and may_still_answer(invitation)


def may_withdraw(invitation: SigningInvitation) -> Verdict:
    """Whether this person has a yes to take back, and the round is still open."""
    if not (verdict := _is_going_on(invitation)):
        return verdict
    if not invitation.acts.standing().exists():
        return no(_("Det er ikke noe svar å trekke."))
    return YES


@transaction.atomic
def act(invitation: SigningInvitation, answer: Answer, consent: Consent, *, client: Client) -> Act:
    """Record one act and all that follows from it; the same form, or the same yes again, gives the first act.

    Raises NotConfirmed without a fresh code, and NotReady when the round is over, it is not this party's turn,
    somebody else has answered, the person no longer speaks for it, or what was on the screen is not what the round
    asks about.
    """
    repeated = Act.objects.filter(form_key=consent.form_key, invitation_id=invitation.pk).first()
    if repeated is not None:
        return repeated
    invitation = locked_invitation(invitation.pk, must_be_open=False)
    if (done := _same_again(invitation, answer, consent)) is not None:
        return done
    moment = now()
    code = confirmed(invitation, session=client.session, at=moment)
    if code is None:
        raise NotConfirmed(_("Det er mer enn en time siden du bekreftet med kode. Be om en ny kode."))
    _check(invitation, answer)
    made = _insert(invitation, answer, consent, code=code, client=client, moment=moment)
    invitation.state = InvitationState.WITHDRAWN if answer.kind == ActKind.WITHDRAW else InvitationState.ACTED
    invitation.save(update_fields=["state"])
    asked_in = invitation.party.round
    mailing.receipt(made, asked_in)
    if answer.kind == ActKind.WITHDRAW:
        mailing.tell_coordinators(asked_in, "withdrawn", by=None, key=str(made.pk), invitation=invitation)
    record(
        asked_in.initiative.chain,
        "act_recorded",
        by=None,
        subject=made,
        kind=made.kind,
        round=asked_in.pk,
        version=asked_in.version_id,
        digest=made.digest,
    )
    recompute(asked_in, moment=moment)
    return made


def _is_going_on(invitation: SigningInvitation) -> Verdict:
    asked_in = invitation.party.round
    if not asked_in.is_open:
        return no(str(OVER[RoundState(asked_in.state)]), *_why_void(asked_in))
    if not asked_in.initiative.is_open:
        return no(_("Initiativet er avsluttet."))
    if asked_in.deadline_passed:
        return no(_("Fristen for å svare har gått ut."))
    return YES


def _why_void(asked_in: Round) -> tuple[str, ...]:
    return (_("Begrunnelse: %(why)s") % {"why": asked_in.void_reason},) if asked_in.void_reason else ()


def _same_again(invitation: SigningInvitation, answer: Answer, consent: Consent) -> Act | None:
    """The act that a double click, or the same answer in another tab, asks for once more."""
    acts = Act.objects.filter(invitation=invitation)
    if found := acts.filter(form_key=consent.form_key).first():
        return found
    latest = acts.order_by("-pk").first()
    if latest is None or latest.kind != answer.kind or latest.statement_sha256 != consent.statement_sha256:
        return None
    return latest


def _check(invitation: SigningInvitation, answer: Answer) -> None:
    taken = YES_OF[Purpose(invitation.party.round.purpose)]
    if answer.kind in POSITIVE and answer.kind not in taken:
        raise NotReady(_("Denne runden tar ikke imot et slikt svar."))
    verdict = may_withdraw(invitation) if answer.kind == ActKind.WITHDRAW else may_act(invitation)
    if not verdict:
        raise NotReady(verdict)


def _insert(
    invitation: SigningInvitation, answer: Answer, consent: Consent, *, code: Code, client: Client, moment: datetime
) -> Act:
    version = invitation.party.round.version
    assert code.confirmed_at is not None
    said = words_for(
        invitation,
        kind=answer.kind,
        authority=answer.authority,
        reference=answer.reference,
        section=answer.section,
        words=answer.words,
    )
    if consent.content_sha256 != version.content_sha256:
        raise NotReady(_("Dokumentet du hadde på skjermen, er ikke det runden gjelder. Last siden på nytt."))
    if (consent.statement_id, consent.statement_sha256) != (said.id, said.sha256):
        raise NotReady(_("Teksten du bekreftet, er ikke den som gjelder. Gå tilbake og les den på nytt."))
    made = Act(
        invitation=invitation,
        party=invitation.party,
        at=moment,
        form_key=consent.form_key,
        withdraws=invitation.acts.standing().get() if answer.kind == ActKind.WITHDRAW else None,
        address=invitation.address,
        statement_id=said.id,
        statement=said.words,
        statement_sha256=said.sha256,
        content_sha256=version.content_sha256,
        pdf_sha256=version.pdf_sha256,
        authenticated_at=code.confirmed_at,
        evidence=_evidence(invitation, code, client),
        **asdict(answer),
    )
    made.digest = digest(evidence_of(made))
    made.full_clean(validate_unique=False)
    made.save()
    return made


def evidence_of(act: Act) -> dict[str, Any]:
    """Everything an act says, as its digest covers it."""
    left_out = {"id", "digest", "withdraws"}
    values = {field.attname: field.value_from_object(act) for field in act._meta.concrete_fields}
    return {name: _plain(value) for name, value in values.items() if name not in left_out} | {
        "withdraws": act.withdraws_id
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _evidence(invitation: SigningInvitation, code: Code, client: Client) -> dict[str, Any]:
    party, asked_in = invitation.party, invitation.party.round
    link = LinkToken.objects.filter(purpose=SIGNING, row_id=invitation.pk, revoked_at=None).order_by("-pk").first()
    return {
        "party": {
            "name": party.name,
            "number": party.number,
            "group": party.group,
            "needed": party.needed,
            "is_required": party.is_required,
        },
        "authority": source_of(invitation),
        "round": {"id": asked_in.pk, "purpose": asked_in.purpose, "is_ordered": asked_in.is_ordered},
        "version": {"id": asked_in.version_id, "number": asked_in.version.number, "pages": asked_in.version.pages},
        "invitation": {"id": invitation.pk, "delegated_from": invitation.delegated_from_id},
        "link": link.pk if link else None,
        "code": code.pk,
        "level": "1",
        "language": "nb",
        "client": {"ip": client.ip, "user_agent": client.user_agent[:300], "session": code.session},
    }
