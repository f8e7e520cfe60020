"""The partners of an initiative in the order of their stages, with what each one lacks. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from initiatives.models import Initiative
from paadriv.text import sentence
from partners.models import Contact, Partner, Signatory
from partners.stages import PROPOSED_FIRST, Named, Stage, missing_for_startup

#: From here on one asks what is missing before the partner can be a start-up partner.
_NEAR = (Stage.INTENT, Stage.STARTUP_PARTNER)
_COLOURS = {Stage.STARTUP_PARTNER: "success", Stage.CANDIDATE: "neutral"}


@dataclass(frozen=True)
class Line:
    """One partner as the board shows it."""

    partner: Any
    missing: tuple[str, ...]

    @property
    def row_id(self) -> str:
        return f"partner-row-{self.partner.pk}"


@dataclass(frozen=True)
class Column:
    """One stage and those who are there."""

    stage: Stage
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return sentence(str(self.stage.label))

    @property
    def explanation(self) -> str:
        """Why this stage stands first: those who said on the meeting that they will take part."""
        if self.stage == Stage.INTERESTED:
            return _("De har sagt at de vil delta. Ta kontakt med dem først.")
        return ""


def board(initiative: Initiative) -> list[Line]:
    """Every partner by name, with the numbers of persons, contacts and signatories. One query."""
    rows = Partner.objects.filter(initiative=initiative).select_related("organisation")
    return lines_of(
        rows.with_named()
        .annotate(persons_count=Count("persons", filter=Q(persons__erased_at=None)))
        .order_by("name", "pk")
    )


def lines_of(rows: Iterable[Any]) -> list[Line]:
    """Rows that carry ``contacts_now`` and ``signatories_now``."""
    return [Line(row, _missing(row)) for row in rows]


def columns(lines: Sequence[Line]) -> list[Column]:
    """The stages somebody is in, those to propose first."""
    found = [Column(stage, tuple(line for line in lines if line.partner.stage == stage)) for stage in PROPOSED_FIRST]
    return [column for column in found if column.lines]


def colour_of(stage: str) -> str:
    """The colour of a stage's tag."""
    if stage in (Stage.DECLINED, Stage.WITHDRAWN):
        return "danger"
    return _COLOURS.get(Stage(stage), "info")


def people_of(partner: Partner) -> tuple[list[Contact], list[Signatory]]:
    """Those who speak for a partner now, the main contact first, and those who can bind it. Two queries."""
    now = Q(ended_at=None)
    contacts = partner.contacts.filter(now).select_related("person", "user").order_by("-is_main", "pk")
    return list(contacts), list(partner.signatories.filter(now).select_related("person").order_by("pk"))


def _missing(row: Any) -> tuple[str, ...]:
    if row.stage not in _NEAR:
        return ()
    return missing_for_startup(Named(row.contacts_now, row.signatories_now, row.signing_rule))
