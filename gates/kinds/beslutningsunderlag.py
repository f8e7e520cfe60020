"""The beslutningsunderlag for fase 2: fifteen chapters, with what the initiative already knows set beside them.

What only each organisation knows stands in square brackets, to be filled in by its own case officer. The
criteria are listed, not judged: whether they hold is seen at the beslutningspunkt, when it is decided.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import written
from documents.kinds import Content, DocumentKind
from documents.models import Document, DocumentVersion
from documents.policy_versions import may_read_draft
from forprosjekt import content as found
from forprosjekt.kinds import plan, tables
from forprosjekt.kinds.maalbilde import startup_partners
from forprosjekt.kinds.shared import initiative_of
from gates.closing import meetings_held
from gates.criteria import Level, criteria_of
from gates.kinds import underlag_tables
from gates.models import GateDecision, Outcome
from gates.reservations import standing_on
from meetings.counting import taking_part
from paadriv.text import local, sentence

PART_NAMES = {
    "meetings": gettext_lazy("møtene"),
    "decisions": gettext_lazy("de tidligere beslutningene"),
    "partners": gettext_lazy("oppstartspartnerne"),
    "challenges": gettext_lazy("utfordringene"),
    "barriers": gettext_lazy("barrierene"),
    "plan": gettext_lazy("planen for fase 2"),
    "funding": gettext_lazy("finansieringskildene"),
    "reservations": gettext_lazy("merknadene til målbildet"),
    "criteria": gettext_lazy("kriteriene"),
    "attachments": gettext_lazy("vedleggene"),
}
#: What each organisation fills in for itself. A sentence that may be missing is left out.
_OWN_WORDS = {
    "organ": gettext_lazy("[organet]"),
    "organ_stor": gettext_lazy("[Organet]"),
    "organ_avtale": gettext_lazy("[organet som godkjenner avtalen]"),
    "virksomhet_navn": gettext_lazy("[Virksomheten]"),
    "bidrag_tekst": gettext_lazy("[bidraget i kroner og timer]"),
    "rolle_med_fullmakt": gettext_lazy("[rollen som får fullmakt]"),
    "inndekning_setning": gettext_lazy("[Hvordan bidraget dekkes.]"),
    "budsjettforbehold_setning": gettext_lazy("[Eventuelt forbehold om budsjett.]"),
    "merknad_setning": gettext_lazy("[Eventuell merknad.]"),
    "vilkår_setning": gettext_lazy("[Eventuelle vilkår.]"),
}


def content(document_id: int) -> Content:
    document = Document.objects.select_related("initiative", "template", "step_run").get(pk=document_id)
    initiative = document.initiative
    return {
        **written.base(document),
        "area": plan.values(document)["område_navn"],
        "meetings": _meetings(document),
        "taking_part": len(taking_part(initiative)),
        "decisions": _decisions(document),
        "partners": [partner.name for partner in startup_partners(initiative)],
        **found.challenges(initiative),
        "plan": found.plan(initiative),
        "funding": found.funding(initiative),
        "reservations": _reservations(document),
        "criteria": [
            {"title": str(one.title), "must": one.level is Level.MUST}
            for one in criteria_of(initiative.method_version, document.step_run.step)
        ],
        "attachments": [
            {
                "title": version.content["title"],
                "number": version.number,
                "dated_on": version.dated_on.isoformat(),
                "content_sha256": version.content_sha256,
            }
            for version in _attached(document)
        ],
    }


def values(document: Document) -> dict[str, str]:
    """What the chapters may say of place, målbilde, period and challenge; the rest is each organisation's own."""
    primary = document.initiative.challenges.filter(is_primary=True).first()
    return {
        **plan.values(document),
        "definert_utfordring": primary.title if primary else "",
        **{name: str(words) for name, words in _OWN_WORDS.items()},
    }


def context(content: Content) -> dict[str, Any]:
    money = plan.money(content)
    return {
        **content,
        **written.page(content),
        "running": content["title"],
        **money,
        "tables": {
            **underlag_tables.of_case(content),
            **tables.of_money(money, activities="tidsplan", funding="oekonomi"),
        },
    }


def freeze_refusals(document: Document) -> tuple[str, ...]:
    """The case rests on a frozen målbilde and a frozen plan."""
    frozen = {version.document.kind for version in _attached(document)}
    reasons = {
        "maalbilde": _("Lås målbildet først. Beslutningsunderlaget viser til en versjon av det."),
        "plan": _("Lås planen for fase 2 først. Beslutningsunderlaget viser til en versjon av den."),
    }
    return tuple(reason for kind, reason in reasons.items() if kind not in frozen)


def _meetings(document: Document) -> list[dict[str, Any]]:
    """Closed meetings with how many came; never who."""
    return [
        {
            "held_on": local(row.starts_at).date().isoformat(),
            "attended": row.came,
            "threshold": row.interest_threshold,
        }
        for row in meetings_held(document.initiative)
    ]


def _decisions(document: Document) -> list[dict[str, Any]]:
    """What was decided at earlier gates, by which office, with its reasons."""
    rows = GateDecision.objects.filter(initiative=document.initiative_id).order_by("pk")
    return [
        {
            "decided_on": row.decided_on.isoformat(),
            "outcome": sentence(str(Outcome(row.outcome).label)),
            "decider": row.decider_title,
            "basis": row.decider_basis,
            "explanation": row.explanation,
        }
        for row in rows
    ]


def _reservations(document: Document) -> list[dict[str, str]]:
    """What partners said when they endorsed the newest målbilde with a reservation."""
    version = plan.frozen_maalbilde(document)
    if version is None:
        return []
    titles = {section["key"]: section["title"] for section in version.content["sections"]}
    return [
        {"party": act.party.name, "section": titles.get(act.section, ""), "words": act.words}
        for act in standing_on(version.pk).select_related("party")
    ]


def _attached(document: Document) -> list[DocumentVersion]:
    """The newest frozen versions of målbilde and plan in the same step run."""
    rows = DocumentVersion.objects.filter(
        document__step_run=document.step_run_id, document__kind__in=("maalbilde", "plan")
    ).select_related("document")
    newest = {row.document.kind: row for row in rows.order_by("document__kind", "number")}
    return [newest[kind] for kind in ("maalbilde", "plan") if kind in newest]


KIND = DocumentKind(
    key="beslutningsunderlag",
    first_number=0,  # the facts of the case stand before the chapters
    title=written.title,
    content=content,
    context=context,
    may_read=may_read_draft,
    initiative_of=initiative_of,
    is_written=True,
    values=values,
    freeze_refusals=freeze_refusals,
    part_names=PART_NAMES,
)
