"""The exact words an organisation says: built from the document's own statement, the party and what was typed.

Pure. A person sees the whole before consenting, and posts its digest; the act keeps words, id and digest. The
id says which text it was: «endorse-1» is ours, «endorse-mal-7» the statement of template version 7.
Source of the standard text: product/texts.md 6.4.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.placeholders import substitute
from paadriv.text import clean_block
from signing.states import POSITIVE, ActKind, Purpose

_BLANKS = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True)
class Subject:
    """What is consented to, and for whom. ``own`` is the document's statement, with the party's slots left open."""

    party: str
    title: str
    number: int
    day: str
    purpose: str = Purpose.ENDORSE
    own: str = ""
    template: int = 0


@dataclass(frozen=True)
class Said:
    """What the person chose and typed. ``section`` is the title of the part a reservation is about."""

    kind: str
    authority: str
    section: str = ""
    words: str = ""


@dataclass(frozen=True)
class Statement:
    id: str
    words: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.words.encode()).hexdigest()


def statement(subject: Subject, said: Said) -> Statement:
    """The words for one act."""
    own = subject.own if said.kind in POSITIVE else ""
    values = {
        "virksomhet_med_orgnr": subject.party,
        "tittel": subject.title,
        "versjon": str(subject.number),
        "dato": subject.day,
        "fullmakt_eller_vedtak": said.authority,
        "merknad_setning": _reservation(said) if said.kind == ActKind.RESERVATION else "",
        "begrunnelse_setning": _reason(said),
    }
    text = substitute(own or _standard(subject, said), lambda name: values.get(name, f"{{{name}}}"))
    source = f"mal-{subject.template}" if own else "1"
    return Statement(f"{said.kind}-{source}", _BLANKS.sub(" ", text).strip())


def _standard(subject: Subject, said: Said) -> str:
    if said.kind == ActKind.DECLINE:
        return _(
            "{virksomhet_med_orgnr} kan ikke stille seg bak «{tittel}», versjon {versjon} av {dato}. "
            "{begrunnelse_setning} Grunnlag: {fullmakt_eller_vedtak}."
        )
    if said.kind == ActKind.WITHDRAW:
        return _(
            "{virksomhet_med_orgnr} trekker svaret sitt om «{tittel}», versjon {versjon} av {dato}. "
            "{begrunnelse_setning} Grunnlag: {fullmakt_eller_vedtak}."
        )
    if subject.purpose == Purpose.SIGN:
        return _(
            "{virksomhet_med_orgnr} undertegner «{tittel}», versjon {versjon} av {dato}. "
            "Grunnlag: {fullmakt_eller_vedtak}."
        )
    return _(
        "{virksomhet_med_orgnr} stiller seg bak «{tittel}», versjon {versjon} av {dato}. Tilslutningen uttrykker en "
        "felles retning og er ikke rettslig bindende. Grunnlag: {fullmakt_eller_vedtak}. {merknad_setning}"
    )


def _reservation(said: Said) -> str:
    return _("Merknad til «%(section)s»: %(words)s") % {"section": said.section, "words": _stopped(said.words)}


def _reason(said: Said) -> str:
    return _("Begrunnelse: %(words)s") % {"words": _stopped(said.words)} if said.words else ""


def _stopped(words: str) -> str:
    words = clean_block(words)
    return words if words.endswith((".", "!", "?", "»")) else f"{words}."
