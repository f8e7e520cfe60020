"""What beslutningspunkt 2 reads of an initiative: the only bridge from the ORM to gate_2.py. Decides nothing.

Fourteen queries, however many partners, areas and answers there are.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from documents.models import Document, DocumentVersion
from forprosjekt import content
from forprosjekt.models import Area, PlannedActivity
from forprosjekt.sums import gap
from gates.gate_2 import Area as AreaFact
from gates.gate_2 import Decided, Facts, Frozen, StartupPartner
from gates.models import Distribution, Reply
from gates.next_step import Asked, Forprosjekt
from gates.reservations import standing_on
from initiatives.models import Initiative, StepRun
from paadriv.clock import today
from paadriv.text import local
from partners.groups import BY_KEY, PEOPLE_OF_THE_PLACE, GroupKey
from partners.models import PartnerDecision
from signing.models import Round, RoundParty
from signing.states import ActKind, PartyState, RoundState

#: A description this long can say where an area begins and ends; a shorter one is a name.
PRECISE_FROM = 80
MAALBILDE, BASIS = "maalbilde", "beslutningsunderlag"


def facts_of(initiative: Initiative, run: StepRun, on: date | None = None) -> Facts:
    """Read the facts of one run of the forprosjekt, as on a day; today when none is given."""
    latest = _latest_versions(run)
    maalbilde, basis = latest.get(MAALBILDE), latest.get(BASIS)
    answers = _answers(maalbilde)
    reservations = _reservations(maalbilde)
    planned, tasks = content.planned_activities(initiative), content.funding_tasks(initiative)
    left = gap(content.amounts_of(initiative.funding_sources.order_by("pk")), [row.cost for row in planned])
    barriers = list(initiative.barriers.order_by("pk").values_list("description", flat=True))
    return Facts(
        on=on or today(),
        norms=initiative.method.norms,
        areas=_areas(initiative),
        area_is_frozen=maalbilde is not None and maalbilde.content.get("areas") == content.areas(initiative),
        partners=_startup_partners(initiative, run, answers, _distributed(basis)),
        maalbilde=_frozen(maalbilde),
        empty_sections=_empty(maalbilde),
        unplanned=tuple(str(row.definition.title) for row in planned if not _is_planned(row)),
        funding_lines=sum(bool(row.owner_name) for row in tasks),
        basis=_frozen(basis),
        usual=run.usual_window,
        needed_groups=_needed_groups(),
        funding=left.high,
        cost=left.cost,
        reservations=len(reservations),
        reservations_unanswered=sum(not answered for answered in reservations.values()),
        concerns=len(barriers),
        concerns_unreviewed=sum(not text.strip() for text in barriers),
    )


def standing_of(initiative: Initiative, run: StepRun) -> Forprosjekt:
    """How far the run has come, for the front page's one sentence. Four queries."""
    rows = Document.objects.filter(step_run=run, kind=MAALBILDE).annotate(number=Max("versions__number"))
    maalbilde, number = rows.values_list("pk", "number").first() or (None, None)
    answered = Q(parties__state__in=(PartyState.DONE, PartyState.DECLINED))
    latest = (
        Round.objects.filter(document=maalbilde, version__number=number or 0)
        .exclude(state=RoundState.VOIDED)
        .annotate(asked=Count("parties"), answered=Count("parties", filter=answered))
        .order_by("-pk")
        .first()
    )
    return Forprosjekt(
        has_area=initiative.areas.exists(),
        partners=initiative.partners.startup().count(),
        partners_needed=initiative.method.norms.startup_partners,
        maalbilde=maalbilde,
        version=number,
        asked=Asked(latest.state, latest.asked, latest.answered, latest.deadline) if latest else None,
    )


def _latest_versions(run: StepRun) -> dict[str, DocumentVersion]:
    """Of the run's målbilde and beslutningsunderlag, the version with the highest number."""
    rows = DocumentVersion.objects.filter(document__step_run=run, document__kind__in=(MAALBILDE, BASIS))
    return {row.document.kind: row for row in rows.select_related("document").order_by("number")}


def _areas(initiative: Initiative) -> tuple[AreaFact, ...]:
    rows = Area.objects.filter(initiative=initiative).annotate(rows=Count("reinforcements")).order_by("pk")
    return tuple(
        AreaFact(
            pk=row.pk,
            name=row.name,
            is_delimited=bool(row.boundary) or len(row.description.strip()) >= PRECISE_FROM,
            reinforcements=row.rows,
        )
        for row in rows
    )


def _startup_partners(
    initiative: Initiative, run: StepRun, answers: dict[int, str], given_out: dict[int, date]
) -> tuple[StartupPartner, ...]:
    decisions = {row.partner_id: row for row in _decisions(initiative, run)}
    rows = initiative.partners.startup().with_named().select_related("organisation").order_by("name", "pk")
    return tuple(_partner(row, answers.get(row.pk, ""), given_out.get(row.pk), decisions.get(row.pk)) for row in rows)


def _partner(row: Any, answer: str, has_basis_from: date | None, decision: PartnerDecision | None) -> StartupPartner:
    """``row`` carries the numbers of its contacts and signatories."""
    return StartupPartner(
        partner=row.pk,
        name=row.name,
        group=row.group,
        is_municipality=row.needs_case_number,
        has_contact=row.contacts_now > 0,
        signatories=row.signatories_now,
        signatories_needed=row.signers_needed,
        answer=answer,
        #: One answers on the page that shows the version, so an answer means that it was opened.
        has_opened=bool(answer),
        has_basis_from=has_basis_from,
        decision=_decided(decision) if decision else None,
    )


def _decided(row: PartnerDecision) -> Decided:
    return Decided(
        outcome=row.outcome,
        body=row.body,
        decided_on=row.decided_on,
        case_number=row.case_number,
        conditions=row.conditions,
    )


def _decisions(initiative: Initiative, run: StepRun) -> list[PartnerDecision]:
    return list(PartnerDecision.objects.counting(run).filter(partner__initiative=initiative).order_by("pk"))


def _answers(version: DocumentVersion | None) -> dict[int, str]:
    """Partner → what it said last on this version, over all rounds about it that were not voided.

    One that was asked once more and took its new yes back has said nothing that holds.
    """
    if version is None:
        return {}
    parties = RoundParty.objects.filter(round__version=version).exclude(round__state=RoundState.VOIDED)
    reserved = Count("acts", filter=Q(acts__kind=ActKind.RESERVATION, acts__withdrawn_by=None))
    taken_back = Count("acts", filter=Q(acts__kind=ActKind.WITHDRAW))
    rows = parties.annotate(reserved=reserved, taken_back=taken_back).order_by("round_id", "pk")
    said: dict[int, str] = {}
    for row in rows:
        if row.state == PartyState.DONE:
            said[row.partner_id] = "reserve" if row.reserved else "endorse"
        elif row.state == PartyState.DECLINED:
            said[row.partner_id] = "decline"
        elif row.taken_back:
            said.pop(row.partner_id, None)
    return said


def _reservations(version: DocumentVersion | None) -> dict[int, bool]:
    """Standing reservation on this version → whether somebody has replied to it."""
    if version is None:
        return {}
    keys = list(standing_on(version.pk).values_list("pk", flat=True))
    replied = set(Reply.objects.filter(act__in=keys).values_list("act_id", flat=True)) if keys else set()
    return {key: key in replied for key in keys}


def _distributed(version: DocumentVersion | None) -> dict[int, date]:
    """Partner → the day it first had this version."""
    found: dict[int, date] = {}
    for row in Distribution.objects.filter(version=version).order_by("pk") if version else ():
        for partner in row.partners:
            found.setdefault(partner, local(row.at).date())
    return found


def _is_planned(row: PlannedActivity) -> bool:
    return bool(row.owner_name and row.starts_on and row.ends_on and row.result.strip())


def _empty(version: DocumentVersion | None) -> tuple[str, ...]:
    sections = version.content.get("sections", []) if version else []
    return tuple(one["title"] for one in sections if one.get("level") == "must" and not one["body"].strip())


def _frozen(version: DocumentVersion | None) -> Frozen | None:
    return Frozen(version.pk, version.number, version.content_sha256) if version else None


def _needed_groups() -> tuple[tuple[str, frozenset[str]], ...]:
    """Landowners, and residents or civil society, by the names of the groups."""
    people = frozenset(str(key) for key in PEOPLE_OF_THE_PLACE)
    names = " / ".join(str(BY_KEY[key].title).lower() for key in PEOPLE_OF_THE_PLACE)
    return (
        (str(BY_KEY[GroupKey.LANDOWNERS].title).lower(), frozenset({str(GroupKey.LANDOWNERS)})),
        (names, people),
    )
