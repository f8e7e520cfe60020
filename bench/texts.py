"""A målbilde that several people have written in and commented: its page, and one save by who is writing."""

from __future__ import annotations

import re
import uuid
from itertools import count
from typing import Any

from django.urls import reverse

from accounts.models import User
from bench.harness import Page
from bench.pages import logged_in
from documents.models import Document
from documents.services import writing
from documents.services.reading import mark_read
from documents.services.writing import Save
from initiatives import services as initiatives
from initiatives.models import Initiative
from register.models import Municipality

_REVISION = re.compile(rb'data-revision="([0-9]+)"')
#: About two pages of text in each section.
_PARAGRAPH = "Strandsonen skal være et sted der folk møtes hele året, og der det er trygt å gå og sykle. " * 40


def pages() -> list[Page]:
    by = writer()
    document = text_document(by)
    client = logged_in(by)
    place = [document.initiative_id, document.pk]
    shown = reverse("documents:document", args=place)
    section = document.sections.get(key="sammendrag")
    saved = reverse("documents:write", args=[*place, section.pk])
    revision, number = section.revision, count(1)

    def save() -> Any:
        nonlocal revision
        data = {"body": f"{_PARAGRAPH}{next(number)}", "revision": revision, "key": uuid.uuid4()}
        answer = client.post(saved, data, headers={"HX-Request": "true"})
        found = _REVISION.search(answer.content)
        revision = int(found[1]) if found else revision
        return answer

    return [
        Page("målbilde page", lambda: client.get(shown), most_ratio=1.2, most_queries=9),
        Page("section save", save, most_ratio=0.7, most_queries=7),
    ]


def writer(address: str = "skriver@paadriv.example") -> User:
    named = {"name": "Åse Dahl", "may_create_initiatives": True}
    return User.objects.get_or_create(email=address, defaults=named)[0]


def text_document(by: User) -> Document:
    """Twelve sections of two pages each, commented; made once."""
    if found := Document.objects.filter(begun_by=by).first():
        return found
    initiative = initiatives.create_initiative(
        place_name="Storvik",
        place_type=Initiative.PlaceType.BYGD,
        municipality=Municipality.objects.order_by("number")[0],
        initiator_kind=Initiative.InitiatorKind.MUNICIPALITY,
        initiator_name="Storvik kommune",
        reason="Strandsonen har stått stille i tretti år.",
        by=by,
    )
    initiatives.enter_step(initiative, decision_id=initiative.pk, by=by)
    document = writing.begin(initiative, "maalbilde", by=by)
    for section in document.sections.exclude(level="automatic").order_by("position"):
        writing.save_section(section, Save(_PARAGRAPH, section.revision, uuid.uuid4()), by=by)
        for _each in range(3):
            writing.comment(section, body="Hva med brygga?", by=by, form_key=uuid.uuid4())
    mark_read(document, {"sammendrag": 1}, by=by)
    return document
