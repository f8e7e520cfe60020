"""The association's words for a mail, as they are published when the mail's turn comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from documents.models import TemplateSection, TemplateVersion
from documents.placeholders import fill
from documents.starting.kinds import ENDING, OPENING


@dataclass(frozen=True)
class Words:
    """What the association says; facts, quotes and buttons are the mail's own. A blank line begins a paragraph."""

    subject: str
    opening: str
    ending: str


def published_words(key: str, values: Mapping[str, str]) -> Words:
    """The published text of one mail with the values in place. One query.

    Raises Unfillable for a text that names what is not among the values, which publishing has refused, and KeyError
    when no version is published, which retiring has refused.
    """
    rows = TemplateSection.objects.filter(template__kind=key, template__state=TemplateVersion.State.PUBLISHED)
    parts = {part: (body, title) for part, body, title in rows.values_list("key", "body", "template__title")}
    (opening, subject), (ending, _subject) = parts[OPENING], parts[ENDING]
    return Words(fill(subject, values), fill(opening, values), fill(ending, values))
