"""The access table's rows of frozen versions: asked for, read, fetched, and with everybody's answers."""

from __future__ import annotations

from typing import Any

from paadriv.clock import today
from tests.access.rows import COORDINATE, PEOPLE, SEE, Row, form, nothing, under
from tests.access.twins import City
from tests.access.twins_versions import change, fail

_document = under(document="frozen.document")


def _version(city: City) -> dict[str, Any]:
    return {**_document(city), "number": city.frozen.version.number}


ROWS = {
    "documents:freeze": Row(COORDINATE, _document, post=form(dated_on=today().isoformat()), before=change),
    "documents:freezing": Row(SEE, under(document="frozen.document", wish="frozen.request")),
    "documents:version": Row(f"{SEE}P", _version),
    "documents:version_pdf": Row(f"{SEE}P", _version),
    "documents:completed": Row(f"{PEOPLE}P", _version),
    "documents:completed_pdf": Row(f"{PEOPLE}P", _version),
    "documents:retry_completed": Row(COORDINATE, _version, get=False, post=nothing, before=fail),
}
