"""The minutes (referat): prefilled, edited, and published by mail to those who were there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from mail.services import Recipient, queue
from meetings.counting import organisations, taking_part
from meetings.models import Attendance, Meeting, Minutes, ProgrammeItem
from meetings.services.interest import last_day
from meetings.services.locking import working_meeting
from paadriv import text
from paadriv.clock import now


def outline(meeting: Meeting) -> str:
    """The text the minutes start from: attendance, the programme's group work and the interest result."""
    rows = list(meeting.attendance.select_related("person__partner").order_by("pk"))
    met = [row.person for row in rows if row.state == Attendance.State.ATTENDED]
    sent_word = sum(row.state == Attendance.State.EXCUSED for row in rows)
    names = organisations(met)
    where = meeting.at_venue
    lines = [
        _("Sonderingsmøtet om Pådriv %(place)s ble holdt %(when)s %(where)s.")
        % {"place": meeting.initiative.in_place, "when": text.moment(meeting.starts_at), "where": where},
        "",
        _("## Til stede"),
        attendance_sentence(len(met), len(names)),
    ]
    if names:
        lines.append(_("Disse var representert: %(names)s.") % {"names": text.in_words(names)})
    if sent_word:
        lines.append(_("Forfall: %(number)d.") % {"number": sent_word})
    titles = meeting.programme.filter(kind=ProgrammeItem.Kind.ORDINARY).order_by("position", "pk")
    lines += ["", _("## Programmet"), *[f"- {item.title}" for item in titles]]
    lines += ["", _("## Hva kan vi ikke løse alene?"), "", _("## Hva kan Pådriv forsterke?")]
    lines += ["", _("## Hvem mangler vi?"), "", _("## Interessen"), result_sentence(meeting), "", _("## Veien videre")]
    return "\n".join(lines)


def attendance_sentence(persons: int, partners: int) -> str:
    """«Vi var 24 deltakere, og 14 virksomheter var representert.»"""
    met = text.count(persons, _("deltaker"), _("deltakere"))
    if not partners:
        return _("Vi var %(met)s.") % {"met": met}
    return _("Vi var %(met)s, og %(partners)s var representert.") % {
        "met": met,
        "partners": text.count(partners, _("virksomhet"), _("virksomheter")),
    }


def result_sentence(meeting: Meeting) -> str:
    """«11 virksomheter vil delta videre.», or nothing as long as none will."""
    number = len(taking_part(meeting.initiative))
    if not number:
        return ""
    sentence = _("%(partners)s vil delta videre.") % {
        "partners": text.count(number, _("virksomhet"), _("virksomheter"))
    }
    return text.sentence(sentence)


@transaction.atomic
def edit_minutes(meeting: Meeting, *, body: str, interest_until: date | None, revision: int, by: User) -> Minutes:
    """Save the minutes; ``revision`` is 0 for the first text. What is published stays as it was.

    Raises NotReady before the meeting started, Stale with both texts, ValidationError for bad values.
    """
    meeting = working_meeting(meeting)
    if not (verdict := may_write_now(meeting)):
        raise NotReady(verdict)
    changes: dict[str, Any] = {"text": body, "interest_until": interest_until}
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if minutes is None:
        minutes = Minutes(meeting=meeting, **changes)
        minutes.full_clean()
        minutes.save()
        changed = sorted(changes)
    else:
        changed = apply(minutes, changes, revision=revision)
    if changed:
        record(meeting.initiative.chain, "minutes_edited", by=by, subject=minutes, fields=changed)
    return minutes


def may_write_now(meeting: Meeting) -> Verdict:
    if meeting.state == Meeting.State.CALLED_OFF:
        return no(_("Møtet er avlyst."))
    if meeting.state != Meeting.State.CLOSED and not meeting.has_started:
        return no(_("Referatet kan skrives når møtet har begynt."))
    return YES


def may_publish_now(meeting: Meeting, minutes: Minutes | None) -> Verdict:
    """A closed meeting with a saved text that differs from what is published."""
    if meeting.state != Meeting.State.CLOSED:
        return no(_("Avslutt møtet før referatet publiseres."))
    if minutes is None or not minutes.text:
        return no(_("Lagre referatet først."))
    if minutes.published_revision == minutes.revision:
        return no(_("Referatet er publisert slik det står nå."))
    return YES


@transaction.atomic
def publish_minutes(meeting: Meeting, *, revision: int, by: User) -> Minutes:
    """Publish the text as it stands and mail everyone who was there; once more after a correction.

    ``revision`` is the one the publisher read. Raises NotReady when it has moved on or is published already.
    """
    meeting, moment = working_meeting(meeting), now()
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if not (verdict := may_publish_now(meeting, minutes)):
        raise NotReady(verdict)
    assert minutes is not None
    if minutes.revision != revision:
        raise NotReady(_("Noen andre har endret referatet. Les det på nytt før du publiserer."))
    is_correction = minutes.published_at is not None
    if is_correction:
        minutes.corrected_at = moment
    else:
        minutes.published_at = moment
    minutes.interest_until = minutes.interest_until or last_day(meeting)
    minutes.published_by, minutes.published_text, minutes.published_revision = by, minutes.text, minutes.revision
    minutes.save(
        update_fields=[
            "published_at",
            "corrected_at",
            "interest_until",
            "published_by",
            "published_text",
            "published_revision",
        ]
    )
    _mail_participants(meeting, minutes, is_correction, by)
    record(meeting.initiative.chain, "minutes_published", by=by, subject=minutes, revision=minutes.revision)
    return minutes


def readers(meeting: Meeting) -> QuerySet[Attendance]:
    """Those who were there, have an address and have not opted out."""
    met = meeting.attendance.filter(state=Attendance.State.ATTENDED, person__opted_out_at=None)
    return met.exclude(person__email="").select_related("person").order_by("pk")


def _mail_participants(meeting: Meeting, minutes: Minutes, is_correction: bool, by: User) -> None:
    recipients = [
        Recipient(row.pk, row.person.email, f"meeting_minutes:{row.pk}:{minutes.revision}", row.person.name)
        for row in readers(meeting)
    ]
    if recipients:
        queue(
            "meeting_minutes",
            recipients,
            by=by,
            scope=meeting.initiative.chain,
            content={"meeting": meeting.pk, "corrected": is_correction},
        )
