"""The frozen text as an invited person reads it, and what has changed since the organisation last answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from documents import difference
from documents.kinds import kind_of
from documents.markdown import disarmed, shown
from documents.models import DocumentVersion
from documents.placeholders import substitute
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
    was, now = _texts(before.content) if before else {}, _texts(version.content)
    return [
        Part(key, title, html, _changes(was.get(key, ""), now.get(key, "")) if before is not None else None)
        for key, title, html in _shown(version)
    ]


def _changes(before: str, after: str) -> SafeString | None:
    return None if before == after else difference.to_html(difference.words(before, after))


def _texts(content: dict[str, Any]) -> dict[str, str]:
    """Key → text, its placeholders filled."""
    values = content.get("values", {})
    return {
        str(section["key"]): substitute(str(section["body"]), lambda name: str(values.get(name) or f"{{{name}}}"))
        for section in content.get("sections", [])
    }


def _shown(version: DocumentVersion) -> list[tuple[str, str, SafeString]]:
    """Key, title and HTML of each section, as the kind prints it. Frozen text never changes, and all read the same."""
    if version.content_sha256 not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[version.content_sha256] = _made(version)
    return _kept[version.content_sha256]


def _made(version: DocumentVersion) -> list[tuple[str, str, SafeString]]:
    found = kind_of(version.document.kind).context(version.content).get("parts")
    if found is None:
        return [
            (str(one["key"]), str(one["title"]), disarmed(shown(str(one["body"]), top=3)))
            for one in version.content.get("sections", [])
        ]
    return [(str(one["key"]), str(one["title"]), one["html"]) for one in found]


_MOST_KEPT = 64
_kept: dict[str, list[tuple[str, str, SafeString]]] = {}
