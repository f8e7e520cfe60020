"""What the kinds of the forprosjekt have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.kinds import Link
from documents.models import Document
from paadriv.text import day
from signing.policy import may_see


def initiative_of(document_id: int) -> int:
    """Raises DoesNotExist for an unknown one."""
    return int(Document.objects.values_list("initiative_id", flat=True).get(pk=document_id))


def links(user: Any, document: Document) -> tuple[Link, ...]:
    """The way to the rounds in which partners say whether they stand behind the text."""
    if not may_see(user, document.initiative):
        return ()
    where = reverse("signing:rounds", args=[document.initiative_id, document.pk])
    return (Link(_("Hvem stiller seg bak?"), where),)


def day_of(iso: str) -> str:
    """«12. mars 2026» from what frozen content holds; nothing from nothing."""
    return day(date.fromisoformat(iso)) if iso else ""


def shortened(text: str, most: int) -> str:
    """At most so many letters, cut between words; what is cut away shows as «…»."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
