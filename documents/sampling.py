"""A template as it will look: with the examples of the method, or with the longest and nastiest values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.known_placeholders import KNOWN
from documents.mail_texts import Words
from documents.markdown import disarmed, shown
from documents.models import TemplateSection, TemplateVersion
from documents.starting import OWNED, AssociationText, LetterText
from documents.values import filled


@dataclass(frozen=True)
class Sampled:
    """One section with its values in place."""

    section: TemplateSection
    title: str
    questions: str
    html: Any


def samples(kind: AssociationText, *, nasty: bool) -> dict[str, str]:
    return {name: KNOWN[name].nastiest if nasty else KNOWN[name].example for name in kind.placeholders}


def filled_mail(template: TemplateVersion, values: dict[str, str]) -> Words:
    """A mail as it will be read; a placeholder it may not use is left standing. One query."""
    parts = dict(template.sections.order_by("position").values_list("key", "body"))
    return Words(filled(template.title, values), {key: filled(body, values) for key, body in parts.items()})


def filled_sections(template: TemplateVersion, values: dict[str, str]) -> list[Sampled]:
    """In reading order; a letter keeps its lines, as on paper. One query."""
    ends = "  \n" if isinstance(OWNED[template.kind], LetterText) else "\n"
    return [
        Sampled(
            section=one,
            title=filled(one.title, values),
            questions=filled(one.questions, values),
            html=disarmed(shown(one.body.replace("\n", ends), values, top=3)),
        )
        for one in template.sections.order_by("position", "pk")
    ]
