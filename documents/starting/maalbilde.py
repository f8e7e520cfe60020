"""Målbilde: twelve sections with guiding questions (product texts 6.4)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.starting.kinds import StartingSection as Section
from documents.starting.kinds import TextKind
from initiatives.method import StepKey

PARTY = ("virksomhet_med_orgnr", "fullmakt_eller_vedtak", "merknad_setning")

MAALBILDE = TextKind(
    key="maalbilde",
    name=_("Målbilde"),
    step=StepKey.FORPROSJEKT,
    deliverable="maalbilde",
    title="Målbilde for Pådriv {sted_navn} – {område_navn}",
    placeholders=("sted_navn", "område_navn", "målbilde_versjon", "målbilde_dato", *PARTY),
    of_the_party=PARTY,
    statement=(
        "{virksomhet_med_orgnr} stiller seg bak målbildet for Pådriv {sted_navn}, versjon {målbilde_versjon} av "
        "{målbilde_dato}. Tilslutningen uttrykker en felles retning og er ikke rettslig bindende. Grunnlag: "
        "{fullmakt_eller_vedtak}. {merknad_setning}"
    ),
    sections=(
        Section(
            "sammendrag",
            "Sammendrag",
            questions="Hva vil vi oppnå, for hvem og innen når? Kan en nabo forstå dette på ett minutt?",
        ),
        Section(
            "stedet",
            "Stedet og området",
            questions=(
                "Hvor går grensene? Hvem bor, arbeider og eier her? Hva er særpreget? "
                "Hvorfor dette området og ikke et annet?"
            ),
        ),
        Section(
            "hvorfor_naa",
            "Hvorfor nå?",
            questions="Hva skjer hvis vi ikke gjør noe? Hvilke beslutninger tas de neste årene?",
        ),
        Section(
            "utfordringen",
            "Utfordringen vi vil løse sammen",
            questions="Hva kan ingen av oss løse alene? Hvem merker utfordringen mest? Hva er prøvd før?",
        ),
        Section(
            "framtidsbildet",
            "Framtidsbildet",
            questions=(
                "Hvordan er en vanlig dag her om ti år? "
                "Hva ser, hører og gjør vi da som vi ikke ser, hører og gjør i dag?"
            ),
        ),
        Section(
            "maal",
            "Mål og bærekraft",
            questions=(
                "Hvilke vedtatte lokale mål bygger vi på? Hvordan bidrar vi til bærekraftsmål 11 og 17? "
                "Hvilke andre mål er viktige, og hvilke målkonflikter finnes?"
            ),
        ),
        Section(
            "forsterke",
            "Hva Pådriv skal forsterke",
            questions=(
                "Hvilke prosjekter, krefter og planer finnes allerede? "
                "Hva kan bli bedre eller gå raskere med et Pådriv?"
            ),
        ),
        Section(
            "endre",
            "Hva må endres i måten vi arbeider på?",
            questions=(
                "Hvilke rammebetingelser hindrer oss? Hvilke vaner og siloer må vi bryte? "
                "Hva må endres i systemet, ikke bare i enkeltprosjekter?"
            ),
        ),
        Section(
            "verdi",
            "Verdi for hver gruppe",
            questions=(
                "Hva forventer næringslivet, innovasjonsmiljøene, beboerne, grunneierne, offentlig sektor, "
                "forskningen og frivilligheten å få igjen, og hva bidrar de med?"
            ),
        ),
        Section(
            "prinsipper",
            "Prinsipper for samarbeidet",
            questions=("Hvordan sikrer vi en nøytral arena, likeverd og åpenhet? Hvordan behandler vi uenighet?"),
        ),
        Section(
            "lykkes",
            "Slik vet vi at vi lykkes",
            "should",
            questions="Hvilke tre til fem resultater vil vi se etter ett, tre og ti år? Hvordan måler vi dem?",
        ),
        Section(
            "bak",
            "Hvem som stiller seg bak",
            "automatic",
            questions="Liste over oppstartspartnerne med dato, versjon og eventuelle merknader.",
        ),
    ),
)
