"""The mails of a round: request, receipt, reminder, how it ended, and news to the coordinators.

Built from the rows as they are when a mail's turn comes; what was overtaken is stopped, and the row says why. Those
who are asked read the association's words (documents/mail_texts.py); coordinators read ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.mail_texts import published_words
from mail.kinds import Later, Mail, MailKind, Stopped
from mail.letters import Block, Button, Facts, Quote, as_mail
from mail.models import Message
from paadriv.clock import now
from paadriv.text import count, day, moment
from signing import reminders
from signing.authority import may_still_answer
from signing.consent import authority_words
from signing.kinds import code, words
from signing.links import answer_link, round_link
from signing.models import Act, Round, SigningInvitation
from signing.states import PartyState, RoundState

_ROUND = "round__document__initiative"


def build_request(message: Message) -> Mail | Stopped:
    """The request with the link, to one whose turn it is."""
    invitation = _invitation(message)
    if stopped := _overtaken(message, invitation):
        return stopped
    party = invitation.party
    blocks: list[Block] = []
    if instead_of := invitation.delegated_from:
        blocks.append(_("%(name)s har bedt deg svare i stedet.") % {"name": instead_of.name})
    if party.needed == 2:
        blocks.append(_("To personer må svare for %(party)s. Hver får sin egen lenke.") % {"party": party.name})
    return _letter(message, invitation, [*blocks, _facts(invitation), _answer(invitation)])


def build_reminder(message: Message) -> Mail | Stopped | Later:
    """Only to one who still has not answered when its turn comes, and not while the initiative is on hold.

    A worker that was away may come to it at night: then it waits for the morning of a working day.
    """
    invitation = _invitation(message)
    if stopped := _overtaken(message, invitation):
        return stopped
    if invitation.party.round.is_held:
        return Stopped(_("Initiativet er satt på vent."))
    if (morning := reminders.next_decent(now())) is not None:
        return Later(morning)
    return _letter(message, invitation, [_facts(invitation), _answer(invitation)])


def build_held(message: Message) -> Mail | Stopped:
    """The initiative is on hold; not sent once the work was taken up again."""
    invitation = _invitation(message)
    asked_in = invitation.party.round
    if stopped := _overtaken(message, invitation):
        return stopped
    if not asked_in.is_held:
        return Stopped(_("Arbeidet er tatt opp igjen."))
    return _letter(message, invitation, [Quote(asked_in.initiative.state_reason)], below=[_answer(invitation)])


def build_extended(message: Message) -> Mail | Stopped:
    """More time to answer; not sent when the last day has been moved once more."""
    invitation = _invitation(message)
    if stopped := _overtaken(message, invitation):
        return stopped
    content, asked_in = message.sending.content, invitation.party.round
    if asked_in.is_held or asked_in.deadline.isoformat() != content["deadline"]:
        return Stopped(_("Fristen er flyttet etter dette."))
    before = day(date.fromisoformat(content["before"]))
    return _letter(message, invitation, [_facts(invitation), _answer(invitation)], tidligere_frist=before)


def build_runs_on(message: Message) -> Mail | Stopped:
    """The work was taken up again; the last day as it is when this mail's turn comes."""
    invitation = _invitation(message)
    if stopped := _overtaken(message, invitation):
        return stopped
    if invitation.party.round.is_held:
        return Stopped(_("Initiativet er satt på vent igjen."))
    return _letter(message, invitation, [_facts(invitation), _answer(invitation)])


def build_receipt(message: Message) -> Mail | Stopped:
    """The exact words, when they were said and about what. It is sent whatever comes after."""
    act = Act.objects.select_related(
        f"party__{_ROUND}", "party__round__version", "invitation__party__round__document__initiative"
    ).get(pk=message.subject_id)
    said = words.of_document(act.party.round)
    facts = Facts(
        (
            (_("Svart av"), _("%(name)s, %(title)s") % {"name": act.name, "title": act.title}),
            (_("Tidspunkt"), moment(act.at)),
            (_("Dokument"), _("«%(title)s», versjon %(number)d av %(day)s") % said),
            (_("Fingeravtrykk av teksten"), act.content_sha256),
            (_("Fingeravtrykk av PDF-en"), act.pdf_sha256),
        )
    )
    blocks: list[Block] = [Quote(act.statement), facts]
    if act.is_yes:
        blocks.append(_("Fram til runden er fullført, kan du trekke svaret på den samme siden."))
    blocks.append(Button(_("Se svaret"), answer_link(act.invitation)))
    return _letter(message, act.invitation, blocks, svar=act.get_kind_display())


def build_end(message: Message) -> Mail | Stopped:
    """How the round ended, to everybody who was asked."""
    invitation = _invitation(message)
    asked_in = invitation.party.round
    own: dict[str, str] = {}
    if asked_in.state == RoundState.COMPLETED:
        stands = asked_in.parties.filter(state=PartyState.DONE).count()
        own["tilsluttet_tekst"] = count(stands, "virksomhet", "virksomheter")
    reason: list[Block] = [Quote(asked_in.void_reason)] if asked_in.void_reason else []
    answered = invitation.acts.exists()
    below: list[Block] = [Button(_("Se svaret ditt"), answer_link(invitation))] if answered else []
    return _letter(message, invitation, reason, below=below, **own)


def build_news(message: Message) -> Mail | Stopped:
    """To a coordinator: the round is over, somebody handed it on, or took an answer back."""
    asked_in = Round.objects.select_related("document__initiative", "version").get(pk=message.subject_id)
    said = words.of_document(asked_in)
    content = message.sending.content
    about = SigningInvitation.objects.select_related("party", "delegated_from").filter(pk=content["invitation"]).first()
    blocks: list[Block] = [_("Hei!")]
    if content["what"] == "ended" or about is None:
        subject = _("Runden om «%(title)s»: %(state)s") % {**said, "state": asked_in.get_state_display()}
        blocks.append(_("Runden om «%(title)s», versjon %(number)d, er over.") % said)
        rows = tuple((party.name, str(party.get_state_display())) for party in asked_in.parties.all())
        blocks.append(Facts(rows))
    elif content["what"] == "withdrawn":
        subject = _("%(party)s trakk svaret sitt") % {"party": about.party.name}
        text = _("%(name)s har trukket svaret fra %(party)s om «%(title)s». Du kan spørre på nytt på siden.")
        blocks.append(text % {**said, "name": about.name, "party": about.party.name})
    else:
        before = about.delegated_from.name if about.delegated_from else ""
        subject = _("En annen svarer for %(party)s") % {"party": about.party.name}
        text = _("%(before)s har bedt %(name)s svare for %(party)s om «%(title)s».")
        blocks.append(text % {**said, "before": before, "name": about.name, "party": about.party.name})
    blocks.append(Button(_("Se runden"), round_link(asked_in)))
    footer = [_("Du får denne e-posten fordi du er koordinator i initiativet.")]
    return as_mail(subject, blocks, footer=footer)


def _invitation(message: Message) -> SigningInvitation:
    return SigningInvitation.objects.select_related(
        f"party__{_ROUND}", "party__round__version", "party__partner", "delegated_from", "person"
    ).get(pk=message.subject_id)


def _letter(
    message: Message, invitation: SigningInvitation, between: list[Block], below: Sequence[Block] = (), **own: str
) -> Mail:
    """The association's words of this kind of mail, with what only the mail knows put in; ``own`` as placeholders."""
    said = published_words(message.sending.kind, words.placeholders(invitation) | own)
    return words.to_invited(said.subject, [said.opening, *between, said.ending, *below], invitation)


def _answer(invitation: SigningInvitation) -> Button:
    return Button(_("Les og svar"), answer_link(invitation))


def _overtaken(message: Message, invitation: SigningInvitation) -> Stopped | None:
    """Why this mail shall not go out after all, if it shall not."""
    if not invitation.party.round.is_open:
        return Stopped(_("Runden er over."))
    if not invitation.is_asked:
        return Stopped(_("Personen har svart, eller en annen svarer i stedet."))
    if invitation.party.state in (PartyState.DONE, PartyState.DECLINED):
        return Stopped(_("En annen har svart for virksomheten."))
    if invitation.person.opted_out_at is not None:
        return Stopped(_("Personen har meldt seg av henvendelser."))
    if not may_still_answer(invitation):
        return Stopped(_("Personen kan ikke lenger svare for virksomheten."))
    return None


def _facts(invitation: SigningInvitation) -> Facts:
    said = words.of_document(invitation.party.round)
    return Facts(
        (
            (_("Svar innen"), said["deadline"]),
            (_("Virksomhet"), invitation.party.named),
            (_("Ditt grunnlag"), authority_words(invitation.authority, invitation.reference)),
        )
    )


KINDS = (
    MailKind("signing_request", gettext_lazy("Spørsmål om tilslutning"), build_request),
    MailKind("signing_reminder", gettext_lazy("Påminnelse om tilslutning"), build_reminder),
    MailKind("signing_receipt", gettext_lazy("Kvittering for svar"), build_receipt),
    MailKind("round_extended", gettext_lazy("Frist forlenget"), build_extended),
    MailKind("round_held", gettext_lazy("Runde satt på vent"), build_held),
    MailKind("round_runs_on", gettext_lazy("Ny frist i en runde"), build_runs_on),
    MailKind("round_completed", gettext_lazy("Runde fullført"), build_end),
    MailKind("round_failed", gettext_lazy("Runde ikke oppnådd"), build_end),
    MailKind("round_expired", gettext_lazy("Runde med utgått frist"), build_end),
    MailKind("round_voided", gettext_lazy("Runde trukket tilbake"), build_end),
    MailKind("signing_news", gettext_lazy("Nytt om en runde"), build_news),
    code.kind,
)
