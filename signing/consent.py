"""The words one invited person would say, from the rows: the bridge between the database and statements.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.kinds import kind_of
from documents.models import DocumentVersion
from paadriv.text import day
from partners.models import Signatory
from signing.models import SigningInvitation
from signing.statements import Said, Statement, Subject, statement
from signing.states import ActKind

#: Bases a person may state, as «signaturrett».
BASES = Signatory.Basis


def authority_words(authority: str, reference: str) -> str:
    """«vedtak, sak 42/27 i kommunestyret»."""
    label = str(dict(BASES.choices).get(authority, authority))
    return f"{label}, {reference}" if reference else label


def subject_of(invitation: SigningInvitation) -> Subject:
    """What is consented to; reads the party, its round and the frozen content that hang on the invitation."""
    asked_in = invitation.party.round
    version = asked_in.version
    kind = kind_of(asked_in.document.kind)
    return Subject(
        party=invitation.party.named,
        title=kind.title(version.content),
        number=version.number,
        day=day(version.dated_on),
        purpose=asked_in.purpose,
        own=kind.statement(version.content),
        template=asked_in.document.template_id,
    )


def sections_of(version: DocumentVersion) -> dict[str, str]:
    """Key → title of the parts a reservation can be about."""
    sections: list[Mapping[str, Any]] = version.content.get("sections", [])
    return {str(section["key"]): str(section["title"]) for section in sections}


def words_for(
    invitation: SigningInvitation, *, kind: str, authority: str, reference: str, section: str = "", words: str = ""
) -> Statement:
    """The statement with everything in it; ``section`` is a key. Raises KeyError for a section not in the version."""
    title = sections_of(invitation.party.round.version)[section] if kind == ActKind.RESERVATION else ""
    said = Said(kind=kind, authority=authority_words(authority, reference), section=title, words=words)
    return statement(subject_of(invitation), said)
