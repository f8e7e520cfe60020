"""The målbilde: twelve sections, and beside them what the forprosjekt has found out, as it was when frozen.

Names the partners that are asked; their answers come on the completed copy, never here.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents import written
from documents.kinds import Content, DocumentKind
from documents.models import Document
from documents.policy_versions import may_read_draft
from documents.tables import Figure
from forprosjekt import content as found
from forprosjekt import maps
from forprosjekt.kinds import tables
from forprosjekt.kinds.shared import initiative_of, links, shortened
from initiatives.models import Initiative
from initiatives.wording import definite_place
from paadriv.text import count, in_words
from partners.groups import BY_KEY, GROUPS
from partners.models import Partner

#: Names longer than this get smaller letters on the cover.
LONG, LONGEST = 26, 48
MOST_ON_CARD = 120
PART_NAMES = {
    "area": gettext_lazy("hovedområdet"),
    "areas": gettext_lazy("områdene"),
    "reinforcements": gettext_lazy("det Pådriv kan forsterke"),
    "challenges": gettext_lazy("utfordringene"),
    "barriers": gettext_lazy("barrierene"),
    "sdgs": gettext_lazy("bærekraftsmålene"),
    "local_goals": gettext_lazy("de vedtatte lokale målene"),
    "groups": gettext_lazy("interessentgruppene"),
    "partners": gettext_lazy("oppstartspartnerne"),
}


def content(document_id: int) -> Content:
    document = Document.objects.select_related("initiative", "template").get(pk=document_id)
    initiative = document.initiative
    partners = startup_partners(initiative)
    areas = found.areas(initiative)
    goals = found.goals(initiative)
    return {
        **written.base(document),
        "area": areas[0]["name"] if areas else initiative.area_name,
        "areas": areas,
        "reinforcements": found.reinforcements(initiative),
        **found.challenges(initiative),
        "sdgs": goals["sdgs"],
        "local_goals": goals["local"],
        "groups": [
            {
                "title": str(group.title),
                "value": str(group.value).replace("{stedsform}", definite_place(initiative)),
                "partners": [partner.name for partner in partners if partner.group == group.key.value],
            }
            for group in GROUPS
        ],
        "partners": [_partner(partner) for partner in partners],
    }


def values(document: Document) -> dict[str, str]:
    """What the sections may say of place and area; of its own version a målbilde knows first when frozen."""
    initiative = document.initiative
    primary = initiative.areas.filter(is_primary=True).first()
    return {
        "sted_navn": initiative.place_name,
        "område_navn": primary.name if primary else initiative.area_name or initiative.place_name,
        "målbilde_versjon": "",
        "målbilde_dato": "",
    }


def context(content: Content) -> dict[str, Any]:
    areas = [{**area, "hectares": _hectares(area["square_metres"])} for area in content["areas"]]
    headline = content["area"] or content["place"]
    return {
        **content,
        **written.page(content, _own(content)),
        "headline": headline,
        "headline_class": "longest" if len(headline) > LONGEST else "long" if len(headline) > LONG else "",
        "running": _("Målbilde for Pådriv %(place)s") % {"place": content["place"]},
        "cover_line": _cover_line(content),
        "cover": maps.sheet(areas, width=210, height=150, margin=30) or maps.plain(width=210, height=150),
        "areas": areas,
        "several": len(areas) > 1,
        "cards": _cards(content, areas),
        "tables": tables.of_maalbilde(content, areas, _map(areas)),
    }


def startup_partners(initiative: Initiative) -> list[Partner]:
    """Those asked to stand behind, by name."""
    rows = Partner.objects.startup().filter(initiative=initiative).select_related("organisation")
    return list(rows.order_by("name", "pk"))


def freeze_refusals(document: Document) -> tuple[str, ...]:
    """A målbilde is somebody's, about somewhere: an area, and as many partners to ask as a round needs."""
    reasons = []
    if not document.initiative.areas.exists():
        reasons.append(_("Legg inn området målbildet gjelder for."))
    asked = Partner.objects.startup().filter(initiative=document.initiative_id).count()
    if asked < KIND.min_parties:
        reasons.append(
            ngettext(
                "Målbildet skal ha minst %(least)s oppstartspartnere. Det er %(asked)s nå.",
                "Målbildet skal ha minst %(least)s oppstartspartnere. Det er %(asked)s nå.",
                asked,
            )
            % {"least": KIND.min_parties, "asked": asked}
        )
    return tuple(reasons)


def _own(content: Content) -> dict[str, str]:
    """What the text says of its own version; a draft says «…»."""
    return {"målbilde_versjon": str(content["number"] or "…"), "målbilde_dato": written.dated(content) or "…"}


def _partner(partner: Partner) -> dict[str, str]:
    number = partner.organisation.number if partner.organisation else ""
    group = BY_KEY.get(partner.group)
    return {
        "name": partner.name,
        "number": f"{number[:3]} {number[3:6]} {number[6:]}" if number else "",
        "group": str(group.title) if group else "",
    }


def _hectares(square_metres: int | None) -> str:
    if square_metres is None:
        return ""
    return count(max(1, round(square_metres / 10_000)), _("hektar"), _("hektar"))


def _cover_line(content: Content) -> str:
    asked = len(content["partners"])
    if not asked:
        return _("Hva vi vil oppnå sammen, og hvorfor.")
    return ngettext(
        "Hva vi vil oppnå sammen. Én oppstartspartner er spurt om å stille seg bak.",
        "Hva vi vil oppnå sammen. %(asked)s oppstartspartnere er spurt om å stille seg bak.",
        asked,
    ) % {"asked": asked}


def _map(areas: list[dict[str, Any]]) -> Figure | None:
    """The areas that have a boundary, on a map with their names under it."""
    drawn = maps.sheet(areas, width=170, height=92, margin=12)
    if drawn is None:
        return None
    about = {"sheet": drawn, "names": _map_names(areas), "several": len(areas) > 1}
    return Figure("documents/maalbilde/_map.html", about)


def _map_names(areas: list[dict[str, Any]]) -> str:
    """«1 Strandsonen (38 hektar) og 2 Brygga (7 hektar)», numbered when there are several."""
    names = []
    for number, area in enumerate(areas, 1):
        if area["boundary"]:
            numbered = f"{number} {area['name']}" if len(areas) > 1 else area["name"]
            names.append(f"{numbered} ({area['hectares']})")
    return in_words(names)


def _cards(content: Content, areas: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The three numbers of «Kort fortalt», each with the names behind it."""
    partners, forces = content["partners"], content["reinforcements"]
    groups = sum(bool(group["partners"]) for group in content["groups"])
    return [
        _card(
            len(areas),
            ngettext("område", "områder", len(areas)),
            in_words(f"{area['name']}, {area['hectares']}" if area["hectares"] else area["name"] for area in areas),
        ),
        _card(
            len(forces),
            ngettext("ting Pådriv kan forsterke", "ting Pådriv kan forsterke", len(forces)),
            in_words(row["subject"] for row in forces),
        ),
        _card(
            len(partners),
            ngettext("oppstartspartner", "oppstartspartnere", len(partners)),
            _("Fra %(groups)s av de åtte interessentgruppene: %(names)s")
            % {"groups": groups, "names": in_words(partner["name"] for partner in partners)}
            if partners
            else "",
        ),
    ]


def _card(figure: int, title: str, text: str) -> dict[str, str]:
    return {"figure": str(figure), "title": title, "text": shortened(text, MOST_ON_CARD)}


KIND = DocumentKind(
    key="maalbilde",
    title=written.title,
    content=content,
    context=context,
    may_read=may_read_draft,
    initiative_of=initiative_of,
    is_written=True,
    values=values,
    freeze_refusals=freeze_refusals,
    statement=lambda content: written.statement(content, _own(content)),
    part_names=PART_NAMES,
    links=links,
    extra_stylesheets=("documents/goals.css",),
)
