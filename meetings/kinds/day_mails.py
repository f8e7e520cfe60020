"""Mails of the meeting day: receipts for answers, a seat given, and thanks with the minutes (texts.md 6.2)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mail.kinds import Mail, MailKind, Stopped
from mail.letters import Block, Button, Facts, Line, Link, as_mail, line
from mail.models import Message
from meetings import links, values
from meetings.counting import organisations
from meetings.expiry import minutes_open_until
from meetings.models import Answer, Attendance, Choice, Invitation, Meeting
from meetings.services.answering import may_still_answer
from meetings.services.interest import may_declare_now
from meetings.services.minutes import attendance_sentence, result_sentence
from paadriv import text
from paadriv.clock import now
from partners.models import Person


def build_receipt(message: Message) -> Mail | Stopped:
    """What was answered, and how to change it. A receipt for an answer that was changed since is not sent."""
    given = (
        Answer.objects.select_related("invitation__meeting__initiative", "invitation__person__partner", "by")
        .filter(pk=message.subject_id)
        .first()
    )
    if given is None:
        return Stopped(_("Svaret finnes ikke lenger."))
    invitation = given.invitation
    if invitation.answers.filter(pk__gt=given.pk).exists():
        return Stopped(_("Svaret er endret siden."))
    meeting = invitation.meeting
    said = text.sentence(str(given.get_choice_display()))
    blocks: list[Block] = [_greeting(invitation.person), _receipt_line(given, said), _facts(meeting)]
    if given.choice == Choice.COMING and invitation.waiting_since:
        blocks.append(_("Alle plassene er tatt akkurat nå, og du står på venteliste. Du får e-post hvis du får plass."))
    if may_still_answer(invitation, at=now()) and text.local(now()).date() <= meeting.answer_by:
        blocks.append(_("Du kan endre svaret til og med %(day)s.") % {"day": text.day(meeting.answer_by)})
    blocks.append(Button(_("Se eller endre svaret"), links.answer_link(invitation)))
    if given.choice in (Choice.COMING, Choice.MAYBE):
        blocks.append(line(Link(_("Legg møtet i kalenderen"), links.calendar_link(invitation))))
    subject = _("Svaret ditt: %(said)s – sonderingsmøte %(day)s") % {"said": said, "day": text.day(meeting.starts_at)}
    return _mail(subject, blocks, meeting, invitation.person, values.why_asked(invitation))


def build_seat_given(message: Message) -> Mail | Stopped:
    """A seat became free for one who waited."""
    invitation = (
        Invitation.objects.select_related("meeting__initiative", "person__partner")
        .filter(pk=message.subject_id)
        .first()
    )
    if invitation is None or not invitation.has_seat or invitation.withdrawn_at:
        return Stopped(_("Gjesten har ikke lenger plass."))
    meeting = invitation.meeting
    if meeting.state != Meeting.State.PLANNED:
        return Stopped(_("Møtet er avlyst eller avsluttet."))
    blocks: list[Block] = [
        _greeting(invitation.person),
        _("Det er blitt en ledig plass på sonderingsmøtet om Pådriv %(place)s, og du har fått den.")
        % {"place": meeting.initiative.in_place},
        _facts(meeting),
        _("Kan du likevel ikke komme, er det fint om du endrer svaret, så en annen får plassen."),
        Button(_("Se eller endre svaret"), links.answer_link(invitation)),
        line(Link(_("Legg møtet i kalenderen"), links.calendar_link(invitation))),
    ]
    subject = _("Du har fått plass på sonderingsmøtet %(day)s") % {"day": text.day(meeting.starts_at)}
    return _mail(subject, blocks, meeting, invitation.person, values.why_asked(invitation))


def build_minutes(message: Message) -> Mail | Stopped:
    """«Takk etter møtet» with links to the minutes and, while it is open, to the interest form."""
    row = (
        Attendance.objects.select_related("meeting__initiative", "meeting__minutes", "person__partner")
        .filter(pk=message.subject_id, state=Attendance.State.ATTENDED)
        .first()
    )
    if row is None:
        return Stopped(_("Personen er ikke lenger registrert som møtt."))
    person, meeting = row.person, row.meeting
    if person.opted_out_at is not None:
        return Stopped(_("Personen har meldt seg av."))
    corrected = bool(message.sending.content.get("corrected"))
    invitation = Invitation.objects.filter(meeting=meeting, person=person, withdrawn_at=None).first()
    blocks: list[Block] = [_greeting(person), *_thanks(meeting, corrected)]
    blocks.append(Button(_("Les referatet"), links.minutes_link(row)))
    if opens_until := minutes_open_until(meeting.minutes):
        blocks.append(_("Lenken virker til og med %(day)s.") % {"day": text.day(opens_until)})
    if may_declare_now(meeting, at=now()) and meeting.minutes.interest_until:
        until = text.day(meeting.minutes.interest_until)
        blocks += [
            _("Har du ikke fylt ut interesseerklæringen, kan du gjøre det til og med %(day)s:") % {"day": until},
            Button(_("Fyll ut interesseerklæringen"), links.interest_link(meeting, invitation)),
        ]
    subject = _("Takk for at du deltok på sonderingsmøtet – referat og veien videre")
    if corrected:
        subject = _("Rettet referat fra sonderingsmøtet om Pådriv %(place)s") % {"place": meeting.initiative.in_place}
    return _mail(subject, blocks, meeting, person, _("du deltok på møtet"))


def _thanks(meeting: Meeting, corrected: bool) -> Sequence[str]:
    place = meeting.initiative.in_place
    if corrected:
        return [_("Vi har rettet referatet fra sonderingsmøtet om Pådriv %(place)s.") % {"place": place}]
    rows = meeting.attendance.filter(state=Attendance.State.ATTENDED).select_related("person__partner").order_by("pk")
    met = [row.person for row in rows]
    sentences = [
        _("Takk for at du deltok på sonderingsmøtet om Pådriv %(place)s.") % {"place": place},
        attendance_sentence(len(met), len(organisations(met))),
        result_sentence(meeting),
    ]
    return [" ".join(sentence for sentence in sentences if sentence)]


def _receipt_line(given: Answer, said: str) -> str:
    words = {"place": given.invitation.meeting.initiative.in_place, "said": said}
    if given.by is not None:
        words["who"] = given.by.name
        return (
            _("%(who)s har registrert svaret ditt på invitasjonen til sonderingsmøtet om Pådriv %(place)s: «%(said)s».")
            % words
        )
    return (
        _(
            "Takk for svaret. Vi har registrert at du svarte «%(said)s» på invitasjonen til sonderingsmøtet om "
            "Pådriv %(place)s."
        )
        % words
    )


def _facts(meeting: Meeting) -> Facts:
    start, end = text.clock_time(meeting.starts_at), text.clock_time(meeting.ends_at)
    when = f"{text.weekday(meeting.starts_at)} {text.day(meeting.starts_at)} kl. {start}–{end}"
    return Facts(((_("Når"), when), (_("Hvor"), meeting.venue)))


def _greeting(person: Person) -> str:
    return _("Hei, %(name)s") % {"name": person.first_name}


def _mail(subject: str, blocks: Sequence[Block], meeting: Meeting, person: Person, because: str) -> Mail:
    initiative, opt_out = meeting.initiative, links.opt_out_link(person.pk)
    ending: list[Block] = [
        _("Spørsmål? Kontakt %(contact)s.") % {"contact": values.contact_line(meeting)},
        _("Vennlig hilsen\n%(sender)s, %(initiator)s")
        % {"sender": meeting.sender_name, "initiator": initiative.initiator_name},
    ]
    footer: list[str | Line] = [
        line(
            _("Du får denne e-posten fordi %(because)s. Vil du ikke ha flere henvendelser om dette initiativet? ")
            % {"because": because},
            Link(_("Meld deg av"), opt_out),
            ".",
        ),
        line(Link(_("Les om hvordan vi behandler opplysningene dine"), links.privacy_link()), "."),
    ]
    return as_mail(
        subject,
        [*blocks, *ending],
        footer=footer,
        reply_to=initiative.contact_email,
        headers={"List-Unsubscribe": f"<{opt_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


KINDS = (
    MailKind("answer_receipt", "Kvittering for svar", build_receipt),
    MailKind("seat_given", "Plass fra venteliste", build_seat_given),
    MailKind("meeting_minutes", "Takk etter møtet, med referat", build_minutes),
)
