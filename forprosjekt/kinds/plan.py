"""The detailed plan for fase 2: ten chapters, the five activities of step 3 as bars and as a table, and the funding."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import written
from documents.kinds import Content, DocumentKind
from documents.models import Document, DocumentVersion
from documents.policy_versions import may_read_draft
from forprosjekt import content as found
from forprosjekt import gantt
from forprosjekt.kinds import tables
from forprosjekt.kinds.shared import day_of, initiative_of, links
from forprosjekt.models import PlannedActivity
from paadriv.text import day, in_words, kroner, sentence

PART_NAMES = {
    "plan": gettext_lazy("hovedaktivitetene og oppgavene med finansiering"),
    "funding": gettext_lazy("finansieringskildene"),
    "area": gettext_lazy("området"),
}


def content(document_id: int) -> Content:
    document = Document.objects.select_related("initiative", "template").get(pk=document_id)
    initiative = document.initiative
    return {
        **written.base(document),
        "area": _area_name(document),
        "plan": found.plan(initiative),
        "funding": found.funding(initiative),
    }


def values(document: Document) -> dict[str, str]:
    """Place, area, the frozen målbilde of the same step run, and the first and last day of what is planned."""
    maalbilde = frozen_maalbilde(document)
    rows = found.planned_activities(document.initiative)
    starts = [row.starts_on for row in rows if row.starts_on]
    ends = [row.ends_on for row in rows if row.ends_on]
    return {
        "sted_navn": document.initiative.place_name,
        "område_navn": _area_name(document) or document.initiative.place_name,
        "målbilde_versjon": str(maalbilde.number) if maalbilde else "",
        "målbilde_dato": day(maalbilde.dated_on) if maalbilde else "",
        "etablering_fra": day(min(starts)) if starts else "",
        "etablering_til": day(max(ends)) if ends else "",
    }


def frozen_maalbilde(document: Document) -> DocumentVersion | None:
    """The newest frozen version of the målbilde of the same step run."""
    versions = DocumentVersion.objects.filter(document__step_run=document.step_run_id, document__kind="maalbilde")
    return versions.order_by("-number").first()


def context(content: Content) -> dict[str, Any]:
    found = money(content)
    return {
        **content,
        **written.page(content),
        "running": content["title"],
        **found,
        "tables": tables.of_money(found, activities="hovedaktiviteter", funding="finansiering"),
    }


def money(content: Content) -> dict[str, Any]:
    """The activities, what they cost and who may pay, in words and figures; for every kind that prints the plan."""
    activities = [_activity(row) for row in content["plan"]["activities"]]
    funding = content["funding"]
    return {
        "activities": activities,
        "chart": gantt.chart([row["span"] for row in activities], width=170, left=78),
        "total": {"hours": _number(content["plan"]["hours"]), "cost": kroner(content["plan"]["cost"])},
        "sources": [_source(row) for row in funding["sources"]],
        "sums": [_sum(row) for row in funding["sums"] if row["sources"]],
        "gap": _gap(funding["gap"]),
        "tasks": [{**row, "due": day_of(row["due_on"])} for row in content["plan"]["funding_tasks"]],
    }


def freeze_refusals(document: Document) -> tuple[str, ...]:
    """Every activity has somebody who answers for it, a period and a result; somebody works on the funding."""
    initiative = document.initiative
    reasons = []
    for row in found.planned_activities(initiative):
        if missing := _missing(row):
            reasons.append(
                _("«%(activity)s» mangler %(missing)s.")
                % {"activity": row.definition.title, "missing": in_words(missing)}
            )
    if not any(row.owner_name for row in found.funding_tasks(initiative)):
        reasons.append(_("Kapittelet om finansiering må ha minst én oppgave med ansvarlig og frist."))
    return tuple(reasons)


def _missing(row: PlannedActivity) -> list[str]:
    has = {
        _("ansvarlig"): row.owner_name,
        _("periode"): row.starts_on and row.ends_on,
        _("resultat"): row.result.strip(),
    }
    return [name for name, value in has.items() if not value]


def _area_name(document: Document) -> str:
    primary = document.initiative.areas.filter(is_primary=True).first()
    return primary.name if primary else document.initiative.area_name


def _activity(row: dict[str, Any]) -> dict[str, Any]:
    starts, ends = row["starts_on"], row["ends_on"]
    return {
        **row,
        "period": f"{day_of(starts)} – {day_of(ends)}" if starts and ends else day_of(starts or ends),
        "hours": _number(row["hours"]),
        "cost": kroner(row["cost"]) if row["cost"] is not None else "",
        "span": gantt.Span(
            row["title"],
            date.fromisoformat(starts) if starts else None,
            date.fromisoformat(ends) if ends else None,
        ),
    }


def _source(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "amount": _range(row["amount_low"], row["amount_high"]),
        "kind_name": sentence(row["kind_name"]),
        "due": day_of(row["deadline"]),
    }


def _sum(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "purpose": sentence(row["purpose_name"]),
        "all": _range(row["low"], row["high"]),
        "granted": _range(row["granted_low"], row["granted_high"]),
        "in_kind": kroner(row["in_kind_high"]),
    }


def _gap(gap: dict[str, Any]) -> str:
    """How far the sources reach, in a sentence."""
    if not gap["cost"]:
        return ""
    cost = {"cost": kroner(gap["cost"])}
    if not gap["at_worst"]:
        return _("Planen koster %(cost)s. Kildene til oppbygging dekker kostnaden.") % cost
    if not gap["at_best"]:
        return _(
            "Planen koster %(cost)s. Kildene til oppbygging dekker kostnaden hvis alle gir det de mest kan. "
            "Gir de det minste, mangler det %(gap)s."
        ) % {**cost, "gap": kroner(gap["at_worst"])}
    return _(
        "Planen koster %(cost)s. Det mangler mellom %(least)s og %(most)s, alt etter hva kildene til oppbygging gir."
    ) % {**cost, "least": kroner(gap["at_best"]), "most": kroner(gap["at_worst"])}


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return _("Ikke kjent")
    return kroner(low) if low == high else f"{_number(low)}–{kroner(high)}"


def _number(value: int | None) -> str:
    return "" if value is None else kroner(value).removesuffix("kr").rstrip()


KIND = DocumentKind(
    key="plan",
    title=written.title,
    content=content,
    context=context,
    may_read=may_read_draft,
    initiative_of=initiative_of,
    is_written=True,
    values=values,
    freeze_refusals=freeze_refusals,
    statement=written.statement,
    part_names=PART_NAMES,
    links=links,
)
