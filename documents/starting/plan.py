"""Detaljert plan for fase 2 (etableringsfasen): ten chapters (product texts 6.6)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.starting.kinds import StartingSection as Section
from documents.starting.kinds import TextKind
from initiatives.method import StepKey

PLAN = TextKind(
    key="plan",
    name=_("Plan for fase 2"),
    step=StepKey.FORPROSJEKT,
    deliverable="plan",
    title="Detaljert plan for fase 2 – Pådriv {sted_navn}",
    placeholders=("sted_navn", "område_navn", "målbilde_versjon", "målbilde_dato", "etablering_fra", "etablering_til"),
    sections=(
        Section("maal", "Mål for fasen", questions="Hva skal foreligge når fasen er ferdig?"),
        Section(
            "hovedaktiviteter",
            "Hovedaktiviteter",
            "automatic",
            questions=(
                "De fem hovedaktivitetene i etableringsfasen med delaktiviteter, ansvarlig, medvirkende, start, slutt, "
                "timer, kostnad, resultat og avhengigheter. Tabellen fylles ut i forprosjektet."
            ),
        ),
        Section(
            "finansiering",
            "Arbeid med finansiering",
            questions=(
                "Hva er finansieringsbehovet for oppbygging og for det første driftsåret? Hvilke kilder, "
                "søknadsfrister og ansvarlige har vi, hvor sannsynlig er det, og hva er planen hvis midlene uteblir?"
            ),
        ),
        Section(
            "organisering",
            "Organisering av fasen",
            questions=(
                "Hvem er prosessleder, styringsgruppe og arbeidsgruppe (gjerne 8–15 personer)? "
                "Hva er møteplanen, og hvem har beslutningsmyndighet?"
            ),
        ),
        Section(
            "medvirkning",
            "Medvirkning og kommunikasjon",
            questions="Hvem er målgruppene? Hva er budskapet, hvilke kanaler bruker vi, og når holder vi åpne møter?",
        ),
        Section(
            "milepaeler",
            "Milepæler og tidsplan",
            questions="Hva skal skje i løpet av seks til ni måneder, med beslutningspunkt 3 til slutt?",
        ),
        Section(
            "budsjett",
            "Budsjett for fasen",
            questions="Hva er kostnadene og inntektene? Vis egeninnsatsen for seg.",
        ),
        Section("risiko", "Risiko", questions="Hva kan gå galt, hva gjør vi med det, og hvem er ansvarlig?"),
        Section(
            "kriterier",
            "Kriterier for å gå videre",
            questions="Hvilke krav ved beslutningspunkt 3 må være oppfylt når fasen er ferdig?",
        ),
        Section(
            "personvern",
            "Personvern, arkiv og innsyn",
            questions="Hvem gjør hva for personvern, arkiv og innsyn?",
        ),
    ),
)
