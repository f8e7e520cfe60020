"""Stavanger's målbilde: written, frozen and put to the start-up partners, and two comments that came later.

Invented, and loaded through the services.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from accounts.models import User
from documents.models import Document
from documents.services import freezing, writing
from documents.services.writing import Save
from initiatives.models import Initiative
from paadriv.clock import today
from signing.services.opening import Asked, open_round

#: Section key → its text.
_TEXTS = {
    "sammendrag": (
        "I 2035 er {område_navn} et sted der folk bor, arbeider og møtes hele året.\n\n"
        "Vi vil åpne kaiene, fylle førsteetasjene og gi ungdom et fast sted å være."
    ),
    "stedet": (
        "{område_navn} går fra tollboden til verftet. Her bor 1 100 mennesker, og 340 har arbeidsplassen sin her. "
        "Vi velger området fordi kommunen, grunneierne og beboerne alle har planer som venter på hverandre."
    ),
    "utfordringen": (
        "Ingen av oss kan åpne kaiene alene:\n\n- Kommunen eier gatene, men ikke kaikanten.\n"
        "- Grunneierne eier hver sin del.\n- Butikkene trenger at folk kan gå hele veien."
    ),
    "framtidsbildet": (
        "Det er en tirsdag i februar. Skoleklassen går langs vannet til verkstedet i det gamle lageret, "
        "og kafeen har åpnet før båten kommer."
    ),
    "hvorfor_naa": (
        "Tre tomter ved {område_navn} skal reguleres de neste to årene. Gjør vi ingenting, blir de planlagt "
        "hver for seg, og veien langs vannet blir stående stengt i en generasjon til."
    ),
    "maal": (
        "Vi bygger på kommunens klimaplan og sentrumsplan. Området skal kunne nås uten bil, og byggene skal "
        "brukes om igjen før noe rives. Vi vet at flere besøkende kan gi mer støy for dem som bor her."
    ),
    "forsterke": (
        "Byttebua, havnepromenaden og energiprosjektet er i gang hver for seg. Med et Pådriv kan de dele gravearbeid, "
        "lokaler og folk, og bli ferdige i samme år."
    ),
    "endre": (
        "Vi må slutte å vente på hverandre. Partnerne møtes hver sjette uke, og den som har en plan, legger "
        "den fram før den er ferdig."
    ),
    "verdi": (
        "Grunneierne får en forutsigbar rekkefølge. Beboerne får vannet tilbake. Butikkene får folk i gatene. "
        "Kommunen får planer som henger sammen, og høgskolen får et sted å prøve ut det den lærer bort."
    ),
    "prinsipper": (
        "Alle partnere har like mye de skal ha sagt. Uenighet skrives ned og legges fram, og ingen blir stemt "
        "ned i saker som gjelder egen eiendom."
    ),
    "lykkes": (
        "- Etter ett år kan man gå langs hele kaien.\n- Etter tre år er tolv tomme lokaler blitt fire.\n"
        "- Etter ti år bor det 400 flere her, og biltrafikken er halvert."
    ),
}
#: The parts the partners read and say something about.
_SHARED = ("sammendrag", "stedet", "utfordringen", "framtidsbildet")


def write_together(initiative: Initiative, *, by: User) -> None:
    """Every part is written, and four are shared with the partners."""
    document = writing.begin(initiative, "maalbilde", by=by)
    sections = {section.key: section for section in document.sections.order_by("position")}
    for key, text in _TEXTS.items():
        writing.save_section(sections[key], Save(text, sections[key].revision, uuid.uuid4()), by=by)
    writing.share(document, list(_SHARED), by=by)


def put_to_the_partners(initiative: Initiative, *, by: User) -> None:
    """Version 1 is frozen, and the start-up partners are asked whether they stand behind it."""
    document = _document(initiative)
    freezing.work_on(freezing.request_freeze(document, dated_on=today(), by=by).pk)
    version = document.latest_version
    if version is None:
        raise RuntimeError("Stavanger's målbilde could not be frozen")
    asked = [Asked(partner) for partner in initiative.partners.startup().order_by("pk")]
    open_round(version, asked, deadline=today() + timedelta(days=21), by=by)


def comment_on_it(initiative: Initiative, *, by: User) -> None:
    """Two questions for the next version wait for an answer."""
    sections = {section.key: section for section in _document(initiative).sections.order_by("position")}
    for key, said in (
        ("stedet", "Tallet på arbeidsplasser er fra før verftet la ned. Kan vi finne et nyere?"),
        ("framtidsbildet", "Fint bilde. Kan vi få med noe om kvelden også, siden ungdom er en av utfordringene?"),
    ):
        writing.comment(sections[key], body=said, by=by, form_key=uuid.uuid4())


def _document(initiative: Initiative) -> Document:
    return Document.objects.get(initiative=initiative, kind="maalbilde")
