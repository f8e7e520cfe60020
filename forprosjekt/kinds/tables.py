"""What målbilde and plan set beside their sections, as tables; from what their contexts have made readable. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.canonical import digest
from documents.tables import Cell, Column, Figure, Table, table
from forprosjekt.kinds.shared import day_of

Rows = Sequence[Mapping[str, Any]]


def of_maalbilde(content: Mapping[str, Any], areas: Rows, figure: Figure | None) -> dict[str, Table]:
    """``areas`` with their size in words; ``figure`` is the map of those that have a boundary."""
    several = len(areas) > 1
    return {
        "areas": _areas(areas, figure),
        **challenges(content["challenges"]),
        "goals": table(
            "maal",
            _("Bærekraftsmålene vi arbeider for"),
            (_("Bærekraftsmål"),),
            [(_goal(goal),) for goal in content["sdgs"]],
        ),
        "reasons": table(
            "maal",
            _("Slik bidrar vi"),
            (Column(_("Bærekraftsmål"), "w1"), _("Bidrag")),
            [(_goal(goal), goal["reason"]) for goal in content["sdgs"] if goal["reason"]],
        ),
        "local_goals": table(
            "maal",
            _("Vedtatte lokale mål vi bygger på"),
            (_("Mål"), Column(_("Plan eller vedtak"), "w1"), Column(_("Vedtatt"), "w2")),
            [(goal["text"], goal["source"], day_of(goal["adopted_on"])) for goal in content["local_goals"]],
        ),
        "reinforcements": _reinforcements(content["reinforcements"], several=several),
        "barriers": barriers(content["barriers"], "endre"),
        "groups": _groups(content["groups"]),
        "partners": table(
            "bak",
            _("Oppstartspartnere som er spurt"),
            (_("Oppstartspartner"), Column(_("Org.nr."), "n-column"), Column(_("Interessentgruppe"), "w1")),
            [(partner["name"], partner["number"], partner["group"]) for partner in content["partners"]],
        ),
    }


def challenges(rows: Rows) -> dict[str, Table]:
    """The primary challenge, which stands in a box of its own, and the others."""
    titles = (Column(_("Utfordring"), "w1"), _("Beskrivelse"))
    primary = [(row["title"], row["description"]) for row in rows if row["is_primary"]]
    others = [(row["title"], row["description"]) for row in rows if not row["is_primary"]]
    return {
        "primary_challenge": table("utfordringen", _("Den viktigste utfordringen"), titles, primary),
        "other_challenges": table("utfordringen", _("Andre utfordringer vi ser"), titles, others),
    }


def barriers(rows: Rows, part: str, *, css: str = "", column: str = "w1") -> Table:
    return table(
        part,
        _("Det som står i veien, og det som skal til"),
        (Column(_("Barriere"), column), _("Hva som skal til")),
        [(row["title"], row["description"]) for row in rows],
        css=css,
    )


def sentence(part: str, name: str, text: str) -> Table:
    """What a kind says in a sentence of its own, to be compared."""
    return table(part, name, (_("Opplysning"), _("Innhold")), [(name, text)] if text else [])


def _areas(areas: Rows, figure: Figure | None) -> Table:
    return table(
        "stedet",
        _("Områdene"),
        (_("Område"), _("Beskrivelse"), _("Størrelse"), _("Avgrensning"), _("Hovedområde")),
        [
            (
                area["name"],
                area["description"],
                area["hectares"],
                Cell(
                    _("Tegnet på kart") if area["boundary"] else _("Ikke tegnet på kart"),
                    mark=digest(area["boundary"]) if area["boundary"] else "",
                    remark=_("Grensen er tegnet på nytt."),
                ),
                _("Ja") if area["is_primary"] else "",
            )
            for area in areas
        ],
        figure=figure,
    )


def _reinforcements(rows: Rows, *, several: bool) -> Table:
    """Which area a row is about is said where there are several."""
    area = (Column(_("Område"), "w2"),) if several else ()
    return table(
        "forsterke",
        _("Det som finnes, og det Pådriv kan legge til"),
        (Column(_("Det som finnes"), "w1"), *area, Column(_("Hva Pådriv kan forsterke"))),
        [(row["subject"], *((row["area"],) if several else ()), row["added_value"]) for row in rows],
    )


def _groups(rows: Rows) -> Table:
    return table(
        "verdi",
        _("Hva Pådriv kan bety for hver interessentgruppe"),
        (Column(_("Gruppe"), "w1"), Column(_("Verdi")), Column(_("Oppstartspartnere"), "w1")),
        [(row["title"], row["value"], "\n".join(row["partners"]) or _("Ingen ennå")) for row in rows],
    )


def _goal(goal: Mapping[str, Any]) -> str:
    return f"{goal['number']} {goal['name']}"


def of_money(money: Mapping[str, Any], *, activities: str, funding: str) -> dict[str, Table]:
    """The tables of plan.money, with the keys of the sections they stand in."""
    return {
        "activities": table(
            activities,
            _("Hovedaktivitetene"),
            (
                _("Aktivitet"),
                Column(_("Ansvarlig"), "who"),
                Column(_("Periode"), "period"),
                Column(_("Timer"), "hours"),
                Column(_("Kostnad"), "money"),
            ),
            [
                (row["title"], Cell(row["owner"], _with(row["contributors"])), row["period"], row["hours"], row["cost"])
                for row in money["activities"]
            ],
            total=(_("Sum"), "", "", money["total"]["hours"], money["total"]["cost"]),
            css="wide",
        ),
        "results": table(
            activities,
            _("Hva hver aktivitet skal gi"),
            (Column(_("Aktivitet"), "what"), _("Resultat"), Column(_("Delaktiviteter"), "tasks")),
            [(row["title"], Cell(row["result"], _depending(row)), row["tasks"]) for row in money["activities"]],
            css="wide",
        ),
        "gap": sentence(funding, _("Dekningen"), money["gap"]),
        **_funding(money, funding),
    }


def _funding(money: Mapping[str, Any], part: str) -> dict[str, Table]:
    return {
        "sources": table(
            part,
            _("Kilder"),
            (
                _("Hvem som gir"),
                Column(_("Formål"), "purpose"),
                Column(_("Status"), "status"),
                Column(_("Søknadsfrist"), "period"),
                Column(_("Beløp"), "amount"),
            ),
            [
                (
                    Cell(row["provider"], ". ".join(filter(None, (row["kind_name"], row["note"])))),
                    *(row["purpose_name"], row["status_name"], row["due"], row["amount"]),
                )
                for row in money["sources"]
            ],
            css="wide",
        ),
        "sums": table(
            part,
            _("Sum per formål, uten avslåtte kilder"),
            (
                _("Formål"),
                Column(_("I alt"), "amount"),
                Column(_("Innvilget"), "amount"),
                Column(_("Av dette egeninnsats"), "money"),
            ),
            [(row["purpose"], row["all"], row["granted"], row["in_kind"]) for row in money["sums"]],
            css="wide",
        ),
        "tasks": table(
            part,
            _("Arbeidet med finansiering"),
            (_("Oppgave"), Column(_("Kilde"), "who"), Column(_("Ansvarlig"), "who"), Column(_("Frist"), "period")),
            [(row["title"], row["source"], row["owner"], row["due"]) for row in money["tasks"]],
            css="wide",
        ),
    }


def _depending(row: Mapping[str, Any]) -> str:
    """Plans frozen before this was asked for say nothing of it."""
    found = row.get("dependencies", "")
    return _("Avhengig av: %(what)s") % {"what": found} if found else ""


def _with(contributors: str) -> str:
    return _("Med: %(names)s") % {"names": contributors} if contributors else ""
