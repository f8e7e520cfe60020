"""The frozen text as an invited person reads it, and what has changed since the organisation last answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString

from documents import difference
from documents.kinds import kind_of
from documents.markdown import disarmed, shown
from documents.models import DocumentVersion
from signing.models import Act, SigningInvitation


@dataclass(frozen=True)
class Part:
    """One section, with the difference to the version before where there is one."""

    key: str
    title: str
    html: SafeString
    changes: SafeString | None = None


def title_of(version: DocumentVersion) -> str:
    return kind_of(version.document.kind).title(version.content)


def last_answered(invitation: SigningInvitation) -> Act | None:
    """The organisation's latest answer about an earlier version of the same document."""
    asked_in = invitation.party.round
    acts = Act.objects.filter(
        party__partner=invitation.party.partner,
        party__round__document=asked_in.document_id,
        party__round__version__number__lt=asked_in.version.number,
    )
    return acts.select_related("party__round__version").order_by("-pk").first()


def parts(version: DocumentVersion, before: DocumentVersion | None = None) -> list[Part]:
    """The sections in order; with ``before``, each that differs says how."""
    old = _bodies(before.content) if before else {}
    found = []
    for section in version.content.get("sections", []):
        key, body = str(section["key"]), str(section["body"])
        changes = None
        if before is not None and old.get(key, "") != body:
            changes = difference.to_html(difference.words(old.get(key, ""), body))
        found.append(Part(key, str(section["title"]), _html(body), changes))
    return found


def _bodies(content: dict[str, Any]) -> dict[str, str]:
    return {str(section["key"]): str(section["body"]) for section in content.get("sections", [])}


@lru_cache(maxsize=512)
def _html(body: str) -> SafeString:
    """Frozen text never changes, and everybody who is asked reads the same."""
    return disarmed(shown(body, top=3))
