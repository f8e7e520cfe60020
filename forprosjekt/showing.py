"""How a row of each table is read: a heading, marks, facts and a text. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forprosjekt import models
from forprosjekt.boundary import points_in, square_metres
from paadriv.text import NBSP, day, kroner, sentence

Mark = tuple[str, str]
Fact = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """What is read of one row: heading, marks with a colour, facts with a label, and texts below."""

    title: str
    marks: tuple[Mark, ...] = ()
    facts: tuple[Fact, ...] = ()
    texts: tuple[str, ...] = ()


def area(row: models.Area) -> Shown:
    marks = ((_("Hovedområde"), "success"),) if row.is_primary else ()
    if not row.boundary:
        return Shown(row.name, (*marks, (_("Uten grense"), "neutral")), (), _told(row.description))
    size = (_("Størrelse"), area_size(square_metres(row.boundary)))
    return Shown(
        row.name, marks, (size, (_("Punkter i grensen"), str(points_in(row.boundary)))), _told(row.description)
    )


def reinforcement(row: models.Reinforcement) -> Shown:
    return Shown(row.subject, (), ((_("Område"), row.area.name),), (row.added_value,))


def challenge(row: models.Challenge) -> Shown:
    marks = ((_("Hovedutfordring"), "success"),) if row.is_primary else ()
    return Shown(row.title, marks, (), _told(row.description))


def barrier(row: models.Barrier) -> Shown:
    return Shown(row.title, (), (), _told(row.description))


_COLOURS = {"granted": "success", "applied": "info", "refused": "danger"}


def source(row: models.FundingSource) -> Shown:
    status = (sentence(row.get_status_display()), _COLOURS.get(row.status, "neutral"))
    facts = (
        (_("Formål"), sentence(row.get_purpose_display())),
        (_("Type"), sentence(row.get_kind_display())),
        (_("Beløp"), amount(row.amount_low, row.amount_high)),
        (_("Søknadsfrist"), day(row.deadline) if row.deadline else ""),
    )
    return Shown(row.provider, (status,), _said(facts), _told(row.note))


def goal(row: models.SdgChoice) -> Shown:
    marks = ((_("Alltid med"), "neutral"),) if row.is_fixed else ()
    return Shown(str(row), marks, (), _told(row.reason))


def local_goal(row: models.LocalGoal) -> Shown:
    facts = ((_("Plan eller vedtak"), row.source), (_("Vedtatt"), day(row.adopted_on) if row.adopted_on else ""))
    return Shown(row.text, (), _said(facts))


def planned(row: models.PlannedActivity) -> Shown:
    facts = (
        (_("Ansvarlig"), row.owner_name),
        (_("Periode"), period(row)),
        (_("Timer"), str(row.hours or "")),
        (_("Kostnad"), kroner(row.cost) if row.cost is not None else ""),
        (_("Medvirkende"), row.contributors),
        (_("Delaktiviteter"), row.tasks),
        (_("Resultat"), row.result),
        (_("Avhengig av"), row.dependencies),
    )
    has_all = row.owner_name and row.starts_on and row.ends_on and row.result
    marks = () if has_all else ((_("Mangler ansvarlig, periode eller resultat"), "warning"),)
    return Shown(str(row.definition.title), marks, _said(facts))


def funding_task(row: models.FundingTask) -> Shown:
    facts = (
        (_("Ansvarlig"), row.owner_name),
        (_("Frist"), day(row.due_on)),
        (_("Kilde"), row.source.provider if row.source else ""),
    )
    return Shown(row.title, (), _said(facts))


def amount(low: int | None, high: int | None) -> str:
    """«100 000 kr», «100 000–300 000 kr», «ikke kjent»."""
    if low is None or high is None:
        return _("ikke kjent")
    if low == high:
        return kroner(low)
    return f"{kroner(low).removesuffix(f'{NBSP}kr')}–{kroner(high)}"


def area_size(metres: int) -> str:
    """«0,32 km²», under a hundredth of one «8 400 m²»."""
    if metres < 10_000:
        return kroner(metres).replace("kr", "m²")
    return f"{metres / 1_000_000:.{2 if metres < 10_000_000 else 0}f}{NBSP}km²".replace(".", ",")


def period(row: models.PlannedActivity) -> str:
    """«1. september 2026 – 1. desember 2026», or the end that is known."""
    if row.starts_on and row.ends_on:
        return f"{day(row.starts_on)} – {day(row.ends_on)}"
    if row.starts_on:
        return _("fra %(day)s") % {"day": day(row.starts_on)}
    return _("til %(day)s") % {"day": day(row.ends_on)} if row.ends_on else ""


def _said(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple((label, value) for label, value in facts if value)


def _told(*texts: Any) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
