"""What every written kind freezes and prints: its sections, its number and date, and the digest of all it holds.

Reads rows in ``base`` alone; the rest is pure. What a kind adds beside its sections is the kind's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.canonical import digest
from documents import markdown, placeholders
from documents.kinds import Content, DocumentKind, kind_of
from documents.models import Document, Level, Section
from paadriv.clock import now
from paadriv.text import day

#: What freezing gives and a text does not say: two versions that differ in these alone say the same.
STAMP = ("number", "dated_on", "issued_at")


def base(document: Document) -> Content:
    """Title, statement and sections as they are now, numbered as printed; a part that may be empty and is, is left out.

    Reads the sections, ``document.initiative`` and ``document.template``. A draft has no number and no date;
    freezing gives both, and what the text says of them is filled in when it is shown.
    """
    initiative, template = document.initiative, document.template
    printed = [section for section in document.sections.order_by("position", "pk") if _is_printed(section)]
    known = {name: str(value) for name, value in kind_of(document.kind).values(document).items()}
    used = {name for section in printed for name in placeholders.names_in(section.body)}
    used.update(placeholders.names_in(template.statement))
    return {
        "issued_at": now().replace(microsecond=0).isoformat(),
        "author": initiative.initiator_name,
        "place": initiative.place_name,
        "in_place": initiative.in_place,
        "title": placeholders.substitute(template.title, lambda name: known.get(name, f"{{{name}}}")),
        "statement": template.statement,
        "number": None,
        "dated_on": "",
        "values": {name: known[name] for name in sorted(used) if name in known},
        "sections": [
            {
                "key": section.key,
                "number": number,
                "title": section.title,
                "level": section.level,
                "body": section.body.strip(),
            }
            for number, section in enumerate(printed, kind_of(document.kind).first_number)
        ],
    }


def title(content: Content) -> str:
    """What the document is called: in the PDF's metadata, in its file's name and on pages."""
    return str(content["title"])


def statement(content: Content, own: Mapping[str, str] | None = None) -> str:
    """What an organisation says of this version; the party's own placeholders are left in."""
    values = content["values"] | dict(own or {})
    return placeholders.substitute(content["statement"], lambda name: values.get(name) or f"{{{name}}}")


def page(content: Content, own: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The sections as HTML, and what stands on the cover and in the box «Om dette dokumentet».

    ``own`` is what the text may say of its own version. Raises placeholders.Unfillable for a text that cannot
    be printed as it is.
    """
    key = digest(content)
    values = content["values"] | dict(own or {})
    return {
        "parts": [part(section, values) for section in content["sections"]],
        "title": content["title"],
        "number": content["number"],
        "dated": dated(content),
        "digest_groups": [key[start : start + 8] for start in range(0, len(key), 8)],
    }


def dated(content: Content) -> str:
    """«12. mars 2026», or nothing for a draft."""
    return day(date.fromisoformat(content["dated_on"])) if content["dated_on"] else ""


def part(section: dict[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """One section, with its anchor, its text as HTML and what it says as it is compared. Raises Unfillable."""
    body = placeholders.prune(section["body"], values)
    shown = markdown.disarmed(markdown.to_html(body, values, top=3), "prose lead-in") if body else ""
    said = placeholders.substitute(body, lambda name: values[name])
    return {**section, "anchor": f"del-{section['key']}", "html": shown, "said": said}


def other_changes(kind: DocumentKind, before: Content, after: Content) -> list[str]:
    """What differs beside the sections, by the names a person knows."""
    keys = (before.keys() | after.keys()) - {"sections", *STAMP}
    differing = [key for key in sorted(keys) if before.get(key) != after.get(key)]
    return list({str(kind.part_names.get(key, _("opplysningene om initiativet"))): None for key in differing})


def changed_parts(kind: DocumentKind, before: Content, after: Content) -> list[str]:
    """Titles of sections and names of parts that differ; empty when nothing does."""
    was, became = _by_key(before), _by_key(after)
    titles = [(became.get(key) or was[key])["title"] for key in became | was if was.get(key) != became.get(key)]
    return [*titles, *other_changes(kind, before, after)]


def _by_key(content: Content) -> dict[str, dict[str, Any]]:
    return {section["key"]: section for section in content["sections"]}


def _is_printed(section: Section) -> bool:
    return section.level != Level.SHOULD or bool(section.body.strip())
