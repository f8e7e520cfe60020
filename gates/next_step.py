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
class Asked:
    """The latest round about the målbilde."""

    state: str
    asked: int
    answered: int
    deadline: date


@dataclass(frozen=True)
class Forprosjekt:
    """How far the forprosjekt has come. ``maalbilde`` is the document, ``version`` the number of its latest version."""

    has_area: bool = False
    partners: int = 0
    partners_needed: int = 3
    maalbilde: int | None = None
    version: int | None = None
    asked: Asked | None = None


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
    forprosjekt: Forprosjekt = Forprosjekt()


@dataclass(frozen=True)
class NextStep:
    """``page`` is a key the view turns into an address; ``meeting`` and ``document`` are set for pages of theirs."""

    sentence: str
    label: str = ""
    page: str = ""
    meeting: int | None = None
    document: int | None = None


def next_step(now: Situation) -> NextStep:
    """The sentence and the one button of the front page."""
    if now.state == "stopped":
        return NextStep(_("Initiativet er avsluttet."), _("Se beslutningen"), "decisions")
    if now.state == "partnership":
        return NextStep(_("Partnerskapet er etablert."))
    if now.state == "on_hold":
        return _on_hold(now)
    if now.step == StepKey.FORPROSJEKT:
        return _in_forprosjekt(now.forprosjekt)
    if now.step != StepKey.SONDERINGSMOETE:
        return NextStep(
            _("Planen er blitt til aktivitetene i steget. Følg dem opp, så de blir ferdige i tide."),
            _("Se aktivitetene"),
            "work",
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
            _("Initiativet er satt på vent, og skulle vurderes på nytt %(day)s.") % words,
            _("Vurder arbeidet"),
            "decisions",
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


def _in_forprosjekt(now: Forprosjekt) -> NextStep:
    if not now.has_area:
        return NextStep(_("Begynn med å avgrense området dere skal arbeide i."), _("Avgrens området"), "area")
    if now.partners < now.partners_needed:
        words = {"partners": now.partners, "needed": now.partners_needed}
        return NextStep(
            _("%(partners)d av minst %(needed)d oppstartspartnere er med. Ta kontakt med dem som vil delta videre.")
            % words,
            _("Se virksomhetene"),
            "partners",
        )
    if now.maalbilde is None:
        return NextStep(
            _("Partnerne er samlet. Begynn på det felles målbildet."), _("Begynn på målbildet"), "documents"
        )
    if now.version is None:
        return NextStep(
            _("Skriv målbildet ferdig sammen med partnerne, og lås en versjon."),
            _("Gå til målbildet"),
            "document",
            document=now.maalbilde,
        )
    return _about_the_round(now, now.maalbilde)


def _about_the_round(now: Forprosjekt, maalbilde: int) -> NextStep:
    if now.asked is None:
        return NextStep(
            _("Målbildet er låst som versjon %(number)d. Spør partnerne om de stiller seg bak.")
            % {"number": now.version},
            _("Spør partnerne"),
            "rounds",
            document=maalbilde,
        )
    if now.asked.state == "open":
        words = {"answered": now.asked.answered, "asked": now.asked.asked, "until": day(now.asked.deadline)}
        return NextStep(
            _("%(answered)d av %(asked)d partnere har svart på målbildet. Fristen er %(until)s.") % words,
            _("Se svarene"),
            "rounds",
            document=maalbilde,
        )
    if now.asked.state == "completed":
        return NextStep(
            _("Partnerne står bak målbildet. Se hva som gjenstår før beslutningspunkt 2."),
            _("Gå til beslutningspunkt 2"),
            "gate",
        )
    return NextStep(
        _("Runden om målbildet ble ikke fullført. Se svarene, og avgjør hva dere gjør videre."),
        _("Se svarene"),
        "rounds",
        document=maalbilde,
    )
