"""What the beslutningsunderlag sets beside its chapters, as tables. Pure; plan and funding are the plan's tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from documents.tables import Column, Table, table
from forprosjekt.kinds.shared import day_of
from forprosjekt.kinds.tables import barriers, sentence
from paadriv.text import count

_WHAT = "what"


def of_case(content: Mapping[str, Any]) -> dict[str, Table]:
    return {**_background(content), **_challenges(content), **_said(content), **_attached(content)}


def _background(content: Mapping[str, Any]) -> dict[str, Table]:
    taking_part = content["taking_part"]
    return {
        "meetings": _wide(
            "bakgrunn",
            _("Møtene som er holdt"),
            (_("Dato"), Column(_("Møtte"), "amount"), Column(_("Terskel for interesse"), "amount")),
            [
                (day_of(row["held_on"]), _number(row["attended"]), _number(row["threshold"]))
                for row in content["meetings"]
            ],
        ),
        "taking_part": sentence(
            "bakgrunn",
            _("De som vil delta videre"),
            count(taking_part, _("virksomhet"), _("virksomheter")) if taking_part else "",
        ),
        "decisions": _wide(
            "bakgrunn",
            _("Tidligere beslutninger"),
            (
                Column(_("Dato"), "period"),
                Column(_("Utfall"), "status"),
                _("Besluttet av"),
                Column(_("Begrunnelse"), "tasks"),
            ),
            [
                (day_of(row["decided_on"]), row["outcome"], f"{row['decider']}, {row['basis']}", row["explanation"])
                for row in content["decisions"]
            ],
        ),
        "partners": _wide(
            "bakgrunn", _("Oppstartspartnere"), (_("Virksomhet"),), [(name,) for name in content["partners"]]
        ),
    }


def _challenges(content: Mapping[str, Any]) -> dict[str, Table]:
    return {
        "challenges": _wide(
            "problem_og_maal",
            _("Utfordringene, den viktigste først"),
            (Column(_("Utfordring"), _WHAT), _("Beskrivelse")),
            [(row["title"], row["description"]) for row in content["challenges"]],
        ),
        "barriers": barriers(content["barriers"], "problem_og_maal", css="wide", column=_WHAT),
    }


def _said(content: Mapping[str, Any]) -> dict[str, Table]:
    return {
        "reservations": _wide(
            "medvirkning",
            _("Merknader til målbildet"),
            (Column(_("Virksomhet"), _WHAT), Column(_("Del av målbildet"), _WHAT), _("Merknad")),
            [(row["party"], row["section"], row["words"]) for row in content["reservations"]],
        )
    }


def _attached(content: Mapping[str, Any]) -> dict[str, Table]:
    return {
        "attachments": _wide(
            "vedlegg",
            _("Dokumentene saken bygger på"),
            (
                _("Dokument"),
                Column(_("Versjon"), "hours"),
                Column(_("Dato"), "period"),
                Column(_("Kontrollsum (SHA-256)"), "tasks sum-of"),
            ),
            [
                (row["title"], _number(row["number"]), day_of(row["dated_on"]), row["content_sha256"])
                for row in content["attachments"]
            ],
        ),
        "criteria": _wide(
            "vedlegg",
            _("Kriteriene ved beslutningspunktet"),
            (_("Kriterium"), Column(_("Krav"), "status")),
            [(row["title"], _("Må") if row["must"] else _("Bør")) for row in content["criteria"]],
        ),
    }


def _wide(*args: Any) -> Table:
    return table(*args, css="wide")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
