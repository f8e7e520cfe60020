"""Beslutningsunderlag: a municipal case in fifteen chapters, for gate 2 and for gate 3 (product texts 6.5)."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from documents.starting.kinds import StartingSection as Section
from documents.starting.kinds import TextKind
from initiatives.method import StepKey

_PARTY = (
    "organ",
    "organ_stor",
    "organ_avtale",
    "virksomhet_navn",
    "bidrag_tekst",
    "inndekning_setning",
    "budsjettforbehold_setning",
    "rolle_med_fullmakt",
    "merknad_setning",
    "vilkår_setning",
)
_PARTY_3 = ("årlig_bidrag_tekst", "bidragsperiode", "representant", "styringsorgan", "rapportdato")

_GATE_2 = """\
1. {organ_stor} slutter seg til målbildet for Pådriv {sted_navn}, versjon {målbilde_versjon} av \
{målbilde_dato}. {merknad_setning}
2. {virksomhet_navn} deltar som oppstartspartner i etableringsfasen fra {etablering_fra} til {etablering_til} i \
samsvar med den detaljerte planen for fase 2.
3. {virksomhet_navn} bidrar med {bidrag_tekst}. {inndekning_setning} {budsjettforbehold_setning}
4. {organ_stor} gir {rolle_med_fullmakt} fullmakt til å delta i arbeidet med samarbeidsavtalen. Avtalen legges \
fram for {organ_avtale} til godkjenning.
5. {vilkår_setning}"""

_GATE_3 = """\
1. {organ_stor} godkjenner samarbeidsavtalen om Pådriv {sted_navn}, versjon {avtale_versjon} av {avtale_dato}.
2. {virksomhet_navn} går inn i partnerskapet for å løse denne utfordringen: {definert_utfordring}.
3. {virksomhet_navn} bidrar med {årlig_bidrag_tekst} per år i perioden {bidragsperiode}. {inndekning_setning} \
{budsjettforbehold_setning}
4. {organ_stor} gir {rolle_med_fullmakt} fullmakt til å undertegne avtalen og oppnevner {representant} som \
representant i {styringsorgan}.
5. Status legges fram for {organ} innen {rapportdato}.
6. {vilkår_setning}"""


_CHAPTERS = (
    Section(
        "saksopplysninger",
        "Saksopplysninger",
        questions="Saksnummer, saksbehandler, organ, møtedato, tidligere behandling og vedlegg.",
    ),
    Section(
        "forslag",
        "Forslag til vedtak (innstilling)",
        questions="Nummererte punkter som kan vedtas ordrett.",
    ),
    Section("kort", "Kort om saken", questions="Hva skal avgjøres, av hvem og hvorfor nå? Høyst ti linjer."),
    Section(
        "bakgrunn",
        "Bakgrunn",
        questions=(
            "Initiativet, sonderingsmøtet (dato, deltakere, resultat), forprosjektet og tidligere beslutninger."
        ),
    ),
    Section(
        "problem_og_maal",
        "Problemet og målet",
        questions="Hva er problemet, og hva vil vi oppnå? Vis til målbildet, versjon {målbilde_versjon}.",
    ),
    Section(
        "alternativer",
        "Alternativer",
        questions=(
            "0: fortsette som i dag. 1: gjennomføre som foreslått. 2: redusere omfanget. 3: utsette. "
            "Minst to reelle alternativer i tillegg til nullalternativet."
        ),
    ),
    Section(
        "prinsipielt",
        "Prinsipielle spørsmål",
        questions=(
            "Roller og habilitet, forholdet til kommunens myndighetsutøvelse og planarbeid, likebehandling, "
            "offentlige anskaffelser, offentlig støtte, åpenhet."
        ),
    ),
    Section(
        "virkninger",
        "Virkninger",
        questions=(
            "Klima og miljø, sosiale forhold, næring, folkehelse, barn og unge, universell utforming – "
            "for hver interessentgruppe. Hvem vinner, og hvem kan tape?"
        ),
    ),
    Section(
        "organisering",
        "Organisering og ansvar",
        questions="Roller, styringsgruppe, prosessleder, ressursbruk.",
    ),
    Section(
        "oekonomi",
        "Økonomi og finansiering",
        questions=(
            "Kostnader per år, finansieringskilder med status, egeninnsats, forpliktelser ut over budsjettåret, "
            "merverdiavgift."
        ),
    ),
    Section(
        "risiko",
        "Risiko og usikkerhet",
        questions="De fem viktigste risikoene med sannsynlighet, konsekvens, tiltak og ansvarlig.",
    ),
    Section(
        "medvirkning",
        "Medvirkning og innspill",
        questions=("Hvem er hørt, hva sa de, og hvordan er det fulgt opp? Merknader og uavklarte bekymringer."),
    ),
    Section("personvern", "Personvern og arkiv", questions="Behandlingsansvar, risikovurdering, arkivplikt."),
    Section("tidsplan", "Tidsplan og videre prosess", questions="Milepæler, neste beslutningspunkt."),
    Section(
        "anbefaling",
        "Vurdering og anbefaling",
        questions="Hvilket alternativ anbefales, og hvorfor? Forutsetninger for å lykkes.",
    ),
    Section(
        "vedlegg",
        "Vedlegg",
        questions="Målbilde, plan for fase 2 eller samarbeidsavtale, budsjett, kriterieoversikt for "
        "beslutningspunktet.",
    ),
)


def _proposing(decision: str) -> tuple[Section, ...]:
    return tuple(replace(one, body=decision) if one.key == "forslag" else one for one in _CHAPTERS)


BESLUTNINGSUNDERLAG = TextKind(
    key="beslutningsunderlag",
    name=_("Beslutningsunderlag for fase 2"),
    step=StepKey.FORPROSJEKT,
    deliverable="beslutningsunderlag",
    title="Beslutningsunderlag for etableringsfasen – Pådriv {sted_navn}",
    placeholders=(
        "sted_navn",
        "område_navn",
        "målbilde_versjon",
        "målbilde_dato",
        "etablering_fra",
        "etablering_til",
        "definert_utfordring",
        *_PARTY,
    ),
    of_the_party=_PARTY,
    sections=_proposing(_GATE_2),
)

FOR_PARTNERSHIP = TextKind(
    key="beslutningsunderlag_partnerskap",
    name=_("Beslutningsunderlag for partnerskapet"),
    step=StepKey.ETABLERINGSFASE,
    deliverable="beslutningsunderlag",
    title="Beslutningsunderlag for partnerskapet – Pådriv {sted_navn}",
    placeholders=(
        "sted_navn",
        "område_navn",
        "målbilde_versjon",
        "målbilde_dato",
        "avtale_versjon",
        "avtale_dato",
        "definert_utfordring",
        *_PARTY,
        *_PARTY_3,
    ),
    of_the_party=(*_PARTY, *_PARTY_3),
    sections=_proposing(_GATE_3),
)
