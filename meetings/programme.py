"""The standard programme of a sonderingsmøte: ten posts, 150 minutes. Data; source: product/texts.md 6.3."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import ProgrammeItem

INITIATOR = _("Initiativtakeren")
CHAIR = _("Møtelederen")


@dataclass(frozen=True)
class Post:
    minutes: int
    title: str | Promise
    responsible: str | Promise
    description: str | Promise
    kind: str = ProgrammeItem.Kind.ORDINARY.value


STANDARD = (
    Post(10, _("Velkommen"), INITIATOR, _("Hvorfor vi er her, hva vi skal svare på, og hvordan møtet foregår")),
    Post(
        15,
        _("Hvem er her?"),
        CHAIR,
        _("Én setning hver: navn, virksomhet eller tilknytning og «det viktigste for {stedsform}»"),
    ),
    Post(
        25,
        _("Innføring i Pådriv-metoden"),
        _("Foreningen Pådriv eller initiativtakeren, etter avtale"),
        _("Prinsipper, de tre stegene, roller, tid og ressurser – med eksempel fra et annet Pådriv"),
        ProgrammeItem.Kind.INTRODUCTION.value,
    ),
    Post(15, _("Spørsmål og svar"), CHAIR, _("Åpne spørsmål; ubesvarte spørsmål noteres")),
    Post(
        10,
        _("Stedet vårt nå"),
        _("Kommunen eller en annen lokal aktør"),
        _("Mål som allerede er vedtatt, planer, kjente utfordringer og foreløpig område"),
    ),
    Post(10, _("Pause"), "", _("Deltakerne fordeles i blandede grupper"), ProgrammeItem.Kind.BREAK.value),
    Post(
        35,
        _("Gruppearbeid"),
        _("Gruppelederne"),
        _("a) Hva kan vi ikke løse alene? b) Hva kan Pådriv forsterke? c) Hvem mangler vi?"),
    ),
    Post(15, _("Oppsummering i plenum"), CHAIR, _("To minutter per gruppe; funnene skrives rett inn i referatet")),
    Post(
        10,
        _("Er interessen stor nok?"),
        INITIATOR,
        _("Interesseerklæring på mobil eller papir; resultatet vises samlet, uten navn"),
    ),
    Post(5, _("Veien videre"), INITIATOR, _("Hva som skjer nå, når referatet kommer, og hvem som er kontaktperson")),
)
