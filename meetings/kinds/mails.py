"""The mails about a sonderingsmøte: invitation, reminder, move, calling off, and a test to oneself.

A mail is built from the rows as they are when its turn comes; the sending keeps the sequence it was queued
with. What was superseded, called off or opted out of in between is stopped, and the row says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.mail_texts import Words, published_words
from documents.placeholders import fill
from documents.services import pdf_of
from initiatives.models import Initiative
from mail.calendar import Event, cancel, request
from mail.kinds import Attachment, Mail, MailKind, Stopped
from mail.letters import Block, Button, Facts, Line, Link, as_mail
from mail.models import Message
from meetings import texts, values
from meetings.kinds import invitasjon
from meetings.links import dead_links, own_links
from meetings.models import Choice, Invitation, Meeting
from meetings.services.moving import HEAR_IN_ANY_CASE
from paadriv.clock import now

#: Mails that say when and where, and those that ask for an answer.
_WITH_FACTS = ("meeting_invitation", "meeting_moved")
_WITH_BUTTON = ("meeting_invitation", "meeting_reminder", "meeting_moved")


def build_invitation(message: Message) -> Mail | Stopped:
    """The letter as PDF and mail, with a calendar request; also to a corrected address."""
    invitation = _invitation(message)
    if stopped := _overtaken(message, invitation):
        return stopped
    links = own_links(invitation)
    return _mail(
        "meeting_invitation",
        invitation,
        links,
        subject_ends_with=invitation.meeting.headline,
        attachments=(_pdf(invitation, links["svarlenke"]),),
        calendar=request(_event(message, invitation, links)),
    )


def build_reminder(message: Message) -> Mail | Stopped:
    """Only to one who still has not answered when its turn comes."""
    invitation = _invitation(message)
    if stopped := _overtaken(message, invitation):
        return stopped
    if invitation.current and not _is_stale(invitation):
        return Stopped(_("Personen har svart."))
    if invitation.meeting.initiative.state == Initiative.State.ON_HOLD:
        return Stopped(_("Initiativet er satt på vent."))
    return _mail("meeting_reminder", invitation, own_links(invitation))


def build_moved(message: Message) -> Mail | Stopped:
    """The same calendar entry with a higher sequence, and a request to answer anew."""
    invitation = _invitation(message)
    if stopped := _overtaken(message, invitation, despite_opting_out=HEAR_IN_ANY_CASE):
        return stopped
    links = own_links(invitation)
    return _mail("meeting_moved", invitation, links, calendar=request(_event(message, invitation, links)))


def build_called_off(message: Message) -> Mail | Stopped:
    """Takes the meeting out of the calendar; goes to all who were asked, whatever they answered."""
    invitation = _invitation(message)
    if message.address != invitation.person.email:
        return Stopped(_("E-postadressen er rettet."))
    links = own_links(invitation)
    return _mail("meeting_called_off", invitation, links, calendar=cancel(_event(message, invitation, links)))


def build_withdrawn(message: Message) -> Mail | Stopped:
    """Takes the meeting out of the calendar of one who was taken off the list; the answer link is dead."""
    invitation = _invitation(message)
    if invitation.withdrawn_at is None or message.created_at < invitation.withdrawn_at:
        return Stopped(_("Personen er satt på listen igjen."))
    if message.address != invitation.person.email:
        return Stopped(_("E-postadressen er rettet."))
    if now() >= invitation.meeting.starts_at:
        return Stopped(_("Møtet har startet."))
    links = own_links(invitation)
    event = replace(
        _event(message, invitation, links),
        sequence=message.sending.content["sequence"],
        description=invitation.meeting.headline,
        url="",
    )
    return _mail("invitation_withdrawn", invitation, links, calendar=cancel(event))


def build_test(message: Message) -> Mail | Stopped:
    """What a recipient will get, sent to oneself: the links are dead and no calendar entry is made."""
    invitation = _invitation(message)
    links = dead_links()
    return _mail(
        "meeting_invitation",
        invitation,
        links,
        subject_starts_with=_("Prøve: "),
        subject_ends_with=invitation.meeting.headline,
        attachments=(_pdf(invitation, links["svarlenke"]),),
    )


def preview_of(invitation: Invitation) -> Mail:
    """The invitation as this recipient will read it, without attachments and with dead links."""
    return _mail("meeting_invitation", invitation, dead_links(), subject_ends_with=invitation.meeting.headline)


def _invitation(message: Message) -> Invitation:
    return Invitation.objects.select_related(
        "meeting__initiative__municipality", "meeting__step_run", "person__partner"
    ).get(pk=message.subject_id)


def _overtaken(message: Message, invitation: Invitation, *, despite_opting_out: tuple[str, ...] = ()) -> Stopped | None:
    """Why this mail shall not go out after all, if it shall not; those with these answers get it though opted out."""
    meeting = invitation.meeting
    if meeting.state == Meeting.State.CALLED_OFF:
        return Stopped(_("Møtet er avlyst."))
    if message.sending.content["sequence"] != meeting.sequence:
        return Stopped(_("Tid eller sted ble endret, og en nyere e-post er sendt."))
    if invitation.withdrawn_at is not None or message.created_at < invitation.added_at:
        return Stopped(_("Personen er tatt av listen."))
    if invitation.person.opted_out_at is not None and invitation.current not in despite_opting_out:
        return Stopped(_("Personen har meldt seg av henvendelser."))
    if message.address != invitation.person.email:
        return Stopped(_("E-postadressen er rettet."))
    if now() >= meeting.starts_at:
        return Stopped(_("Møtet har startet."))
    return None


def _is_stale(invitation: Invitation) -> bool:
    return (
        invitation.current in (Choice.COMING, Choice.MAYBE)
        and invitation.current_sequence < invitation.meeting.sequence
    )


def _mail(
    key: str,
    invitation: Invitation,
    links: Mapping[str, str],
    *,
    subject_starts_with: str = "",
    subject_ends_with: str = "",
    **parts: Any,
) -> Mail:
    """The association's words of one mail; see documents/starting/meeting.py for what stands between its parts."""
    found = values.of_invitation(invitation, links)
    said = published_words(key, found, optional=values.OPTIONAL)
    subject = f"{subject_starts_with}{said.subject} {subject_ends_with}".strip()
    return as_mail(
        subject.replace("\u00a0", " "),
        _blocks(key, said, found),
        footer=_footer(found),
        reply_to=invitation.meeting.initiative.contact_email,
        headers={
            "List-Unsubscribe": f"<{found['avmeldingslenke']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        **parts,
    )


def _blocks(key: str, said: Words, found: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [_filled(texts.GREETING, found), said.opening]
    if key in _WITH_FACTS:
        blocks.append(Facts(tuple((str(label), _filled(value, found)) for label, value in texts.WHEN_AND_WHERE)))
    blocks.append(said.middle)
    if key in _WITH_BUTTON:
        blocks.append(Button(str(texts.ANSWER), found["svarlenke"]))
    blocks += [said.ending, _filled(texts.QUESTIONS, found), _filled(texts.SIGNATURE, found)]
    return [block for block in blocks if block]


def _footer(found: Mapping[str, str]) -> tuple[Line, ...]:
    why = _filled(texts.WHY, found)
    return (
        Line((f"{why} {texts.OPT_OUT_QUESTION} ", Link(str(texts.OPT_OUT), found["avmeldingslenke"]), ".")),
        Line((Link(str(texts.READ_PRIVACY), found["personvernlenke"]), ".")),
    )


def _filled(text: Any, found: Mapping[str, str]) -> str:
    return fill(str(text), found, optional=values.OPTIONAL)


def _pdf(invitation: Invitation, answer_url: str) -> Attachment:
    content = invitasjon.content(invitation.pk)
    return Attachment("invitasjon.pdf", pdf_of(invitasjon.KIND.key, content, answer_url=answer_url), "application/pdf")


def _event(message: Message, invitation: Invitation, links: Mapping[str, str]) -> Event:
    """What the calendar says; the sequence is the one this mail was queued with, for this guest."""
    meeting, person = invitation.meeting, invitation.person
    return Event(
        uid=meeting.calendar_uid,
        sequence=message.sending.content["sequence"] + invitation.calendar_offset,
        summary=_("Sonderingsmøte om Pådriv %(in_place)s") % {"in_place": meeting.initiative.in_place},
        description=_("%(headline)s\n\nSvar på invitasjonen her: %(link)s")
        % {"headline": meeting.headline, "link": links["svarlenke"]},
        location=meeting.venue,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamp=message.created_at,
        url=links["svarlenke"],
        attendee_name=person.name,
        attendee_address=person.email,
    )


KINDS = (
    MailKind("meeting_invitation", gettext_lazy("Invitasjon til sonderingsmøte"), build_invitation),
    MailKind("meeting_reminder", gettext_lazy("Påminnelse om sonderingsmøte"), build_reminder),
    MailKind("meeting_moved", gettext_lazy("Ny tid eller nytt sted for sonderingsmøte"), build_moved),
    MailKind("meeting_called_off", gettext_lazy("Avlysning av sonderingsmøte"), build_called_off),
    MailKind("invitation_withdrawn", gettext_lazy("Invitasjon trukket tilbake"), build_withdrawn),
    MailKind("meeting_test", gettext_lazy("Prøve av invitasjonen"), build_test),
)
