"""Who walks the road of the forprosjekt, and what their plan says. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Signer:
    """Somebody who can bind the organisation, and what gives the right to."""

    name: str
    title: str
    email: str
    basis: str = "Signaturrett"
    reference: str = ""


@dataclass(frozen=True)
class Body:
    """An organisation that said «vil delta»: who speaks and signs for it, and what it decides in the end."""

    name: str
    contact: str
    email: str
    signers: tuple[Signer, ...]
    decides: str
    outcome: str = "Ja"
    case_number: str = ""
    conditions: str = ""


SAWMILL = Body(
    name="Sagbruket Eiendom AS",
    contact="Gro Holm",
    email="gro@sagbruket.example",
    signers=(Signer("Bård Vik", "daglig leder", "baard@sagbruket.example"),),
    decides="styret",
)
RESIDENTS = Body(
    name="Bryggebyen vel",
    contact="Åse Lund",
    email="aase@bryggebyen.example",
    signers=(
        Signer("Åse Lund", "leder", "aase@bryggebyen.example"),
        Signer("Per Moe", "kasserer", "per@bryggebyen.example", "Vedtak", "årsmøtet 12. mars, sak 4"),
    ),
    decides="årsmøtet",
)
TOWN = Body(
    name="Arendal kommune",
    contact="Ola Berg",
    email="ola@arendal.example",
    signers=(Signer("Eva Strand", "kommunedirektør", "eva@arendal.example", "Fullmakt", "delegert, sak 14/26"),),
    decides="formannskapet",
    outcome="Ja med vilkår",
    case_number="42/26",
    conditions="Midlene må være vedtatt i budsjettet for 2027.",
)
BODIES = (SAWMILL, RESIDENTS, TOWN)

#: The five main activities of step 3, each with what shall come of it.
PLAN = {
    "Tilpasse eller utvikle avtaleverk for oppstartspartnerne": "En avtale alle kan signere.",
    "Kartlegge prosjekter i området og foreslå samordning": "Et kart over prosjektene.",
    "Finne lokale aktører til den framtidige nettverksledelsen": "Tre navn til styret.",
    "Utarbeide en strategiplan": "En plan for fem år.",
    "Mobilisere Pådrivere, med en større Pådrivsamling": "Femti Pådrivere.",
}
