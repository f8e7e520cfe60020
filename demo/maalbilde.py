"""Stavanger's målbilde: partly written, with two open comments. Invented, and loaded through the services."""

from __future__ import annotations

import uuid

from accounts.models import User
from documents.services import writing
from documents.services.writing import Save
from initiatives.models import Initiative

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
}


def write_together(initiative: Initiative, *, by: User, decider: User) -> None:
    """Four sections are written and shared; two questions wait for an answer."""
    document = writing.begin(initiative, "maalbilde", by=by)
    sections = {section.key: section for section in document.sections.order_by("position")}
    for key, text in _TEXTS.items():
        writing.save_section(sections[key], Save(text, sections[key].revision, uuid.uuid4()), by=by)
    writing.share(document, list(_TEXTS), by=by)
    for key, said in (
        ("stedet", "Tallet på arbeidsplasser er fra før verftet la ned. Kan vi finne et nyere?"),
        ("framtidsbildet", "Fint bilde. Kan vi få med noe om kvelden også, siden ungdom er en av utfordringene?"),
    ):
        writing.comment(sections[key], body=said, by=decider, form_key=uuid.uuid4())
