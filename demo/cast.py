"""Invented people and organisations of the demo cities. Data only; no such person or company is meant."""

from __future__ import annotations

from dataclasses import dataclass

from paadriv.text import search_key


@dataclass(frozen=True)
class Guest:
    """A person on a list: name, organisation (empty for a private person) and stakeholder group."""

    name: str
    organisation: str
    group: str


@dataclass(frozen=True)
class City:
    """What the loader needs to know of one demo city."""

    place: str
    municipality: str
    reason: str
    area: str
    area_description: str
    venue: str
    address: str
    owner_number: str
    guests: tuple[Guest, ...]


_ORGANISATIONS = (
    ("Tordenskjold Kafé AS", "local_business", ("Nora Fjeldberg", "Sindre Aasland")),
    ("Bryggeloftet Handel AS", "local_business", ("Maja Tveitane", "Jonas Rimstad")),
    ("Nordlys Sykler AS", "local_business", ("Ingebjørg Solvang",)),
    ("Gründerloftet", "innovation", ("Amalie Rosseland", "Håkon Birkeli")),
    ("Fjordlab AS", "innovation", ("Oskar Lyngmo",)),
    ("Kystkraft Energi AS", "other_business", ("Synnøve Haukland", "Eirik Stensrud")),
    ("Grønn Last AS", "other_business", ("Tobias Ekornes",)),
    ("Strandkanten vel", "residents", ("Åse Myrvang", "Øystein Kleiva")),
    ("Beboerforeningen Havnehagen", "residents", ("Ragnhild Ødegaard", "Per-Ánte Somby")),
    ("Sjøbod Eiendom AS", "landowners", ("Magnus Torgersrud", "Live Hjellum")),
    ("Tomteselskapet Kai 4 AS", "landowners", ("Vilde Nesheim",)),
    ("Havnevesenet", "public", ("Sverre Nygårdshaug", "Turid Lånke")),
    ("Fylkets samferdselskontor", "public", ("Jorunn Skeie",)),
    ("Kysthøgskolen", "academia", ("Mats Vinje", "Hedda Storhaug")),
    ("Studentlaget Tverrfag", "academia", ("Iselin Bråten",)),
    ("Frivilligsentralen Nøstet", "civil_society", ("Bjarne Østby", "Marit Kvalheim")),
    ("Padleklubben Årestemmen", "civil_society", ("Torstein Moldskred",)),
    ("Kulturlauget Brygga", "civil_society", ("Aslaug Rinde", "Emil Fauskanger")),
)
_PRIVATE = (
    Guest("Gudrun Vetlesand", "", "residents"),
    Guest("Knut Erik Lødemel", "", "residents"),
    Guest("Solveig Tangen Ruud", "", "civil_society"),
    Guest("Anders Øgreid", "", "landowners"),
    Guest("Liv Oddrun Fossheim", "", "residents"),
    Guest("Mohammed Yusuf", "", "residents"),
    Guest("Katarzyna Nowak", "", "residents"),
    Guest("Elen Márjá Gaup", "", "civil_society"),
    Guest("Halvor Breivold", "", "local_business"),
    Guest("Trine Ulstein Berge", "", "academia"),
    Guest("Roar Skogvoll", "", "other_business"),
)

GUESTS = tuple(Guest(name, organisation, group) for organisation, group, names in _ORGANISATIONS for name in names) + (
    _PRIVATE
)

ARENDAL = City(
    place="Arendal",
    municipality="Arendal",
    reason=(
        "Havneområdet ligger midt i byen, men har stått halvtomt siden verftet la ned. Kommunen, grunneierne og "
        "naboene har hver sine planer, og ingen av dem kommer i mål alene."
    ),
    area="Verftskaia",
    area_description="Kaiene, de tomme hallene og boligene mellom torget og Sandviga.",
    venue="Kulturkammeret, Kaiveien 4",
    address="Rådhusgata 10, 4836 Arendal",
    owner_number="100000016",
    guests=GUESTS[:40],
)
TRONDHEIM = City(
    place="Trondheim",
    municipality="Trondheim - Tråante",
    reason=(
        "Bydelen skal få flere tusen nye boliger, men mangler møteplasser. Vi vil at de som bor og arbeider her, "
        "skal være med fra starten."
    ),
    area="Teglverket",
    area_description="Det gamle teglverket og jordene ned mot elva.",
    venue="Grendehuset, Teglbakken 2",
    address="Munkegata 1, 7011 Trondheim",
    owner_number="100000024",
    guests=GUESTS[3:23],
)
STAVANGER = City(
    place="Stavanger",
    municipality="Stavanger",
    reason=(
        "Sjøfronten bygges ut bit for bit. Vi trenger et felles bilde av hva området skal bli, før de siste tomtene "
        "er solgt."
    ),
    area="Østre kai",
    area_description="Kaiområdet fra tollboden til småbåthavna.",
    venue="Tollboden, Østre kai 1",
    address="Øvre Kleivegate 15, 4005 Stavanger",
    owner_number="100000032",
    guests=GUESTS[9:29],
)


def address_of(name: str, place: str) -> str:
    """«nora.fjeldberg@arendal.example»."""
    plain = search_key(name).translate(str.maketrans("åøæ", "aoa"))
    return f"{plain.replace(' ', '.')}@{place.lower()}.example"
