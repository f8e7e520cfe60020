"""The minutes of a sonderingsmøte: numbers, organisations and the interest form's result, never names of persons."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.access import Verdict
from documents import markdown
from documents.kinds import Content, DocumentKind
from initiatives.method import StepKey
from meetings import counting, policy
from meetings.kinds.steps import strip
from meetings.models import Attendance, Interest, Meeting, Minutes
from paadriv.clock import now
from paadriv.text import clock_time, count, day, sentence, weekday

#: Fewer answers than this are told in words: bars would show who answered what.
LEAST_ANSWERS_SHOWN = 5


def content(meeting_id: int) -> Content:
    """What the minutes say: as published, else the draft; empty until somebody has written it."""
    meeting = Meeting.objects.select_related("initiative").get(pk=meeting_id)
    initiative = meeting.initiative
    minutes = Minutes.objects.filter(meeting=meeting).first()
    attendance = Attendance.objects.filter(meeting=meeting)
    present = attendance.filter(state=Attendance.State.ATTENDED).select_related("person__partner").order_by("pk")
    states = dict(attendance.order_by().values_list("state").annotate(Count("pk")))
    return {
        "issued_at": now().replace(microsecond=0).isoformat(),
        "author": initiative.initiator_name,
        "place": initiative.place_name,
        "in_place": initiative.in_place,
        "when": sentence(f"{weekday(meeting.starts_at)} {day(meeting.starts_at)}"),
        "hours": f"kl. {clock_time(meeting.starts_at)}–{clock_time(meeting.ends_at)}",
        "venue": meeting.venue,
        "attended": states.get(Attendance.State.ATTENDED, 0),
        "excused": states.get(Attendance.State.EXCUSED, 0),
        "absent": states.get(Attendance.State.ABSENT, 0),
        "organisations": list(counting.organisations(row.person for row in present)),
        "interest": _interest(meeting),
        "taking_part": len(counting.taking_part(initiative)),
        "threshold": meeting.interest_threshold,
        "text": (minutes.published_text or minutes.text) if minutes else "",
        "published": day(minutes.published_at) if minutes and minutes.published_at else "",
        "interest_until": day(minutes.interest_until) if minutes and minutes.interest_until else "",
        "contact": [initiative.contact_name, initiative.contact_email, initiative.contact_phone],
        "steps": strip(initiative.method, StepKey.SONDERINGSMOETE),
    }


def context(content: Content) -> dict[str, Any]:
    most = max((row["number"] for row in content["interest"]), default=0) or 1
    answers = sum(row["number"] for row in content["interest"])
    return {
        **content,
        "answers": count(answers, _("svar"), _("svar"), neuter=True),
        "few": answers < LEAST_ANSWERS_SHOWN,
        "bars": [
            {**row, "width": max(1, round(20 * row["number"] / most)) if row["number"] else 0}
            for row in content["interest"]
        ],
        "organisations_text": count(content["taking_part"], _("virksomhet vil"), _("virksomheter vil")),
        "number_of_organisations": count(len(content["organisations"]), _("virksomhet"), _("virksomheter")),
        "contact_lines": [line for line in content["contact"] if line],
        "body": markdown.disarmed(markdown.shown(content["text"], top=3)) if content["text"] else "",
    }


def may_read(user: Any, meeting_id: int) -> Verdict:
    """Everybody who may see the meeting, once it is published; the draft is the members' own."""
    meeting = Meeting.objects.select_related("initiative").get(pk=meeting_id)
    verdict = policy.may_see_people(user, meeting)
    if verdict or not Minutes.objects.filter(meeting=meeting, published_at__isnull=False).exists():
        return verdict
    return policy.may_see(user, meeting)


def _interest(meeting: Meeting) -> list[dict[str, Any]]:
    """How many answered what to «Vil du eller virksomheten din delta videre?»; a person's last answer counts."""
    rows = Interest.objects.filter(meeting=meeting).order_by("pk").values_list("pk", "person_id", "level")
    latest = {person or f"form {pk}": level for pk, person, level in rows}
    return [
        {"label": str(label), "number": sum(level == key for level in latest.values())}
        for key, label in Interest.Level.choices
    ]


KIND = DocumentKind(
    key="referat",
    title=lambda content: _("Referat fra sonderingsmøte – Pådriv %(place)s") % {"place": content["place"]},
    content=content,
    context=context,
    may_read=may_read,
    initiative_of=lambda pk: int(Meeting.objects.values_list("initiative_id", flat=True).get(pk=pk)),
)
