"""The association's words for a letter or a mail, as they are published when its turn comes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from documents.models import TemplateSection, TemplateVersion
from documents.placeholders import fill
from documents.starting.kinds import ENDING, LETTER, MIDDLE, OPENING


@dataclass(frozen=True)
class Words:
    """What the association says; facts, quotes and buttons are the mail's own. A blank line begins a paragraph."""

    subject: str
    parts: Mapping[str, str]

    @property
    def opening(self) -> str:
        return self.parts[OPENING]

    @property
    def middle(self) -> str:
        return self.parts.get(MIDDLE, "")

    @property
    def ending(self) -> str:
        return self.parts.get(ENDING, "")


def published_words(key: str, values: Mapping[str, str], *, optional: Collection[str] = ()) -> Words:
    """The published text of one mail with the values in place; ``optional`` are those that may be empty. One query.

    Raises Unfillable for a text that names what is not among the values, which publishing has refused, and KeyError
    when no version is published, which retiring has refused.
    """
    found = _published(key).values_list("key", "body", "template__title")
    parts = {part: (body, title) for part, body, title in found}
    subject = parts[OPENING][1]
    filled = {part: fill(body, values, optional=optional) for part, (body, _title) in parts.items()}
    return Words(fill(subject, values, optional=optional), filled)


def published_letter(key: str) -> str:
    """The published letter with its placeholders. One query; raises DoesNotExist where none is published."""
    return str(_published(key).values_list("body", flat=True).get(key=LETTER))


def _published(key: str) -> QuerySet[TemplateSection]:
    rows = TemplateSection.objects.filter(template__kind=key, template__state=TemplateVersion.State.PUBLISHED)
    return rows.order_by("position", "pk")
