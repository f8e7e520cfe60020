"""The one next thing to do with a meeting, as a sentence and the page where it is done. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.coverage import Numbers
from meetings.models import Meeting
from paadriv.clock import now, today
from paadriv.text import count, sentence


@dataclass(frozen=True)
class NextStep:
    """``url_name`` takes the ids of the initiative and the meeting; empty when there is only to wait."""

    text: str
    action: str = ""
    url_name: str = ""


def next_step(meeting: Meeting, numbers: Numbers) -> NextStep | None:
    """None for a meeting that is called off or closed."""
    if meeting.state != Meeting.State.PLANNED:
        return None
    if now() >= meeting.starts_at:
        return NextStep(
            _("Møtet har startet. Registrer dem som møter, og avslutt møtet etterpå."),
            _("Registrer oppmøte"),
            "meetings:attendance",
        )
    if numbers.asked == 0:
        return NextStep(_("Sett dem dere vil invitere, på listen."), _("Lag invitasjonslisten"), "meetings:guests")
    waiting = numbers.asked - numbers.sent
    if waiting:
        people = sentence(count(waiting, _("person"), _("personer")))
        return NextStep(
            _("%(people)s på listen har ikke fått invitasjon. Les gjennom brevet og send.") % {"people": people},
            _("Forhåndsvis og send"),
            "meetings:send",
        )
    if numbers.unanswered + numbers.stale and meeting.answer_by >= today():
        people = sentence(count(numbers.unanswered + numbers.stale, _("invitert"), _("inviterte")))
        return NextStep(_("%(people)s har ikke svart.") % {"people": people}, _("Send påminnelse"), "meetings:send")
    return NextStep(_("Alt er klart til møtet."))
