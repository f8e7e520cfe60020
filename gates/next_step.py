"""The one thing to do next, from a few facts: a sentence, a button and where it leads. Pure.

What may be decided is in gates.py; this only says what a coordinator should look at first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.method import StepKey
from paadriv.text import count, day, local, moment


@dataclass(frozen=True)
class ComingMeeting:
    """The nearest meeting that is neither closed nor called off."""

    pk: int
    starts_at: datetime
    ends_at: datetime
    answer_by: date
    invited: int
    is_sent: bool
    answered: int


@dataclass(frozen=True)
class LastMeeting:
    """The latest closed meeting."""

    pk: int
    minutes_published: bool


@dataclass(frozen=True)
class Situation:
    state: str
    step: str
    at: datetime
    coming: ComingMeeting | None = None
    last: LastMeeting | None = None
    has_decider: bool = False
    missing: int = 0
    review_on: date | None = None


@dataclass(frozen=True)
class NextStep:
    """``page`` is a key the view turns into an address; ``meeting`` is set for a meeting's own pages."""

    sentence: str
    label: str = ""
    page: str = ""
    meeting: int | None = None


def next_step(now: Situation) -> NextStep:
    """The sentence and the one button of the front page."""
    if now.state == "stopped":
        return NextStep(_("Initiativet er avsluttet."), _("Se beslutningen"), "decisions")
    if now.state == "partnership":
        return NextStep(_("Partnerskapet er etablert."))
    if now.state == "on_hold":
        return _on_hold(now)
    if now.step != StepKey.SONDERINGSMOETE:
        return NextStep(
            _("Fordel aktivitetene og sett frister, og ta kontakt med dem som vil delta videre."),
            _("Se virksomhetene"),
            "partners",
        )
    if now.coming is not None:
        return _before_closing(now, now.coming)
    if now.last is None:
        return NextStep(
            _("Planlegg et sonderingsmøte, så dere finner ut om flere vil være med."),
            _("Planlegg møtet"),
            "plan_meeting",
        )
    return _after_closing(now, now.last)


def _on_hold(now: Situation) -> NextStep:
    label = _("Se beslutningene")
    if now.review_on is None:
        return NextStep(_("Initiativet er satt på vent. Ta opp arbeidet når dere er klare."), label, "decisions")
    words = {"day": day(now.review_on)}
    if local(now.at).date() >= now.review_on:
        return NextStep(
            _("Initiativet er satt på vent, og skulle vurderes på nytt %(day)s.") % words, label, "decisions"
        )
    return NextStep(_("Initiativet er satt på vent, og vurderes på nytt %(day)s.") % words, label, "decisions")


def _before_closing(now: Situation, meeting: ComingMeeting) -> NextStep:
    if now.at >= meeting.ends_at:
        return NextStep(_("Møtet er over. Se over oppmøtet og avslutt møtet."), _("Avslutt møtet"), "close", meeting.pk)
    if now.at >= meeting.starts_at:
        return NextStep(
            _("Møtet er i gang. Registrer dem som møter."), _("Registrer oppmøte"), "attendance", meeting.pk
        )
    if not meeting.invited:
        return NextStep(
            _("Møtet er planlagt til %(when)s. Lag listen over dem dere vil invitere.")
            % {"when": moment(meeting.starts_at)},
            _("Lag invitasjonslisten"),
            "guests",
            meeting.pk,
        )
    if not meeting.is_sent:
        people = count(meeting.invited, _("person"), _("personer"))
        return NextStep(
            _("%(people)s står på listen. Se over brevet og send invitasjonene.") % {"people": people},
            _("Send invitasjonene"),
            "send",
            meeting.pk,
        )
    words = {"answered": meeting.answered, "invited": meeting.invited, "until": day(meeting.answer_by)}
    return NextStep(
        _("%(answered)d av %(invited)d har svart. Svarfristen er %(until)s.") % words,
        _("Se svarene"),
        "answers",
        meeting.pk,
    )


def _after_closing(now: Situation, meeting: LastMeeting) -> NextStep:
    if not meeting.minutes_published:
        return NextStep(
            _("Møtet er avsluttet. Skriv referatet og send det til dem som var der."),
            _("Skriv referatet"),
            "minutes",
            meeting.pk,
        )
    if not now.has_decider:
        return NextStep(
            _("Utpek den som skal beslutte om dere går videre til forprosjektet."),
            _("Utpek beslutningstaker"),
            "members",
        )
    if now.missing:
        return NextStep(
            ngettext(
                "Ett må-krav må oppfylles før dere kan gå videre.",
                "%(missing)d må-krav må oppfylles før dere kan gå videre.",
                now.missing,
            )
            % {"missing": now.missing},
            _("Se hva som mangler"),
            "gate",
        )
    return NextStep(
        _("Alle må-krav er oppfylt. Beslutningstakeren kan ta stilling til forprosjektet."),
        _("Gå til beslutningspunkt 1"),
        "gate",
    )
