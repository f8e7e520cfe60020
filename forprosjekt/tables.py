"""The nine tables of the forprosjekt, each as functions: where its rows are, how they are read, what changes them.

The pages are the same for all of them. Rules and services know nothing of this list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forprosjekt import content, forms, forms_plan, services, showing
from forprosjekt.models import Chapter, PlannedActivity, Reinforcement, SdgChoice
from initiatives.models import Initiative

Changes = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One table: its key names its URLs and its panel; ``None`` for what cannot be done with its rows."""

    key: str
    chapter: Chapter
    slug: str
    title: str | Promise
    lead: str | Promise
    empty: str | Promise
    form: type[forms.RowForm]
    rows: Callable[[Initiative], Iterable[Any]]
    show: Callable[[Any], showing.Shown]
    edit: Callable[[Any, Changes, int, User], Any]
    add_title: str | Promise = ""
    add: Callable[[Initiative, Changes, User], Any] | None = None
    remove: Callable[[Any, User], None] | None = None
    choose: Callable[[Any, User], Any] | None = None
    choose_title: str | Promise = ""
    #: The form cannot be filled in until a row of this table is there.
    needs: str = ""
    #: Other tables on the page whose forms list rows of this one.
    redraws: tuple[str, ...] = ()
    #: What stands in the address for a row.
    number: Callable[[Any], int | str] = lambda row: int(row.pk)
    converter: str = "int"

    def find(self, initiative: Initiative, number: int | str) -> Any:
        """The row with this number in the address. Raises ObjectDoesNotExist for one of another initiative."""
        rows = self.rows(initiative)
        if isinstance(rows, QuerySet):
            return rows.get(pk=number)
        for row in rows:
            if self.number(row) == number:
                return row
        raise ObjectDoesNotExist(number)

    def may_remove(self, row: Any) -> bool:
        return self.remove is not None and not getattr(row, "is_fixed", False)

    def may_choose(self, row: Any) -> bool:
        return self.choose is not None and not row.is_primary


def _reinforcements(initiative: Initiative) -> Iterable[Reinforcement]:
    found = list(
        Reinforcement.objects.filter(area__initiative=initiative).select_related("area").order_by("area", "pk")
    )
    for row in found:
        row.area.initiative = initiative
    return found


def _of(name: str) -> Callable[[Initiative], Iterable[Any]]:
    """The rows of a related table, in their order, each with the initiative on it."""
    return lambda initiative: getattr(initiative, name).order_by("pk")


def _add_reinforcement(initiative: Initiative, values: Changes, by: User) -> Reinforcement:
    return services.add_reinforcement(values.pop("area"), by=by, **values)


def _add_funding_task(initiative: Initiative, values: Changes, by: User) -> Any:
    names = ("owner_member", "owner_partner", "owner_organisation")
    owners = [values.pop(name) for name in names]
    owner = next((owner for owner in owners if owner), None)
    return services.add_funding_task(initiative, owner=owner, by=by, **values)


def _edit_goal(row: SdgChoice, changes: Changes, revision: int, by: User) -> SdgChoice:
    return services.explain_goal(row.initiative, row.goal, changes["reason"], revision=revision, by=by)


def _edit_planned(row: PlannedActivity, changes: Changes, revision: int, by: User) -> PlannedActivity:
    return services.plan_activity(row.initiative, row.key, changes, revision=revision, by=by)


_ALL = (
    Table(
        key="area",
        chapter=Chapter.AREA,
        slug="omraader",
        title=_("Områder"),
        lead=_("Hvor skal dere arbeide? Ett av områdene er hovedområdet."),
        empty=_("Ingen områder ennå."),
        form=forms.AreaForm,
        rows=_of("areas"),
        show=showing.area,
        add_title=_("Legg til et område"),
        add=lambda initiative, values, by: services.add_area(initiative, by=by, **values),
        edit=lambda row, changes, revision, by: services.edit_area(row, changes, revision=revision, by=by),
        remove=lambda row, by: services.remove_area(row, by=by),
        choose=lambda row, by: services.make_primary_area(row, by=by),
        choose_title=_("Gjør til hovedområde"),
        redraws=("reinforcement",),
    ),
    Table(
        key="reinforcement",
        chapter=Chapter.AREA,
        slug="forsterkninger",
        title=_("Det Pådriv kan forsterke"),
        lead=_("Hva finnes i området allerede, og hva kan bli bedre eller gå raskere?"),
        empty=_("Ingenting er ført opp ennå."),
        form=forms.ReinforcementForm,
        rows=_reinforcements,
        show=showing.reinforcement,
        add_title=_("Legg til noe Pådriv kan forsterke"),
        add=_add_reinforcement,
        edit=lambda row, changes, revision, by: services.edit_reinforcement(row, changes, revision=revision, by=by),
        remove=lambda row, by: services.remove_reinforcement(row, by=by),
        needs="area",
    ),
    Table(
        key="challenge",
        chapter=Chapter.CHALLENGES,
        slug="utfordringer",
        title=_("Utfordringer"),
        lead=_("Hva vil dere løse sammen? Én av utfordringene er hovedutfordringen."),
        empty=_("Ingen utfordringer ennå."),
        form=forms.ChallengeForm,
        rows=_of("challenges"),
        show=showing.challenge,
        add_title=_("Legg til en utfordring"),
        add=lambda initiative, values, by: services.add_challenge(initiative, by=by, **values),
        edit=lambda row, changes, revision, by: services.edit_challenge(row, changes, revision=revision, by=by),
        remove=lambda row, by: services.remove_challenge(row, by=by),
        choose=lambda row, by: services.make_primary_challenge(row, by=by),
        choose_title=_("Gjør til hovedutfordring"),
    ),
    Table(
        key="barrier",
        chapter=Chapter.CHALLENGES,
        slug="barrierer",
        title=_("Barrierer"),
        lead=_("Hva hindrer dere, og hva skal til for å komme forbi?"),
        empty=_("Ingen barrierer ennå."),
        form=forms.BarrierForm,
        rows=_of("barriers"),
        show=showing.barrier,
        add_title=_("Legg til en barriere"),
        add=lambda initiative, values, by: services.add_barrier(initiative, by=by, **values),
        edit=lambda row, changes, revision, by: services.edit_barrier(row, changes, revision=revision, by=by),
        remove=lambda row, by: services.remove_barrier(row, by=by),
    ),
    Table(
        key="source",
        chapter=Chapter.FUNDING,
        slug="kilder",
        title=_("Finansieringskilder"),
        lead=_("Hvem kan bidra med hvor mye, til hva, og hvor langt er dere kommet?"),
        empty=_("Ingen kilder ennå."),
        form=forms.SourceForm,
        rows=_of("funding_sources"),
        show=showing.source,
        add_title=_("Legg til en kilde"),
        add=lambda initiative, values, by: services.add_source(initiative, by=by, **values),
        edit=lambda row, changes, revision, by: services.edit_source(row, changes, revision=revision, by=by),
        remove=lambda row, by: services.remove_source(row, by=by),
    ),
    Table(
        key="goal",
        chapter=Chapter.GOALS,
        slug="baerekraftsmaal",
        title=_("Bærekraftsmål"),
        lead=_("Mål 11 og 17 er alltid med. Velg andre som er viktige her, og skriv hvorfor."),
        empty="",
        form=forms.SdgForm,
        rows=content.chosen_goals,
        show=showing.goal,
        add_title=_("Velg et mål til"),
        add=lambda initiative, values, by: services.choose_goal(initiative, by=by, **values),
        edit=_edit_goal,
        remove=lambda row, by: services.drop_goal(row.initiative, row.goal, by=by),
        number=lambda row: int(row.goal),
    ),
    Table(
        key="local_goal",
        chapter=Chapter.GOALS,
        slug="vedtatte-maal",
        title=_("Vedtatte mål"),
        lead=_("Hvilke mål er vedtatt lokalt, og i hvilken plan?"),
        empty=_("Ingen vedtatte mål ennå."),
        form=forms.LocalGoalForm,
        rows=_of("local_goals"),
        show=showing.local_goal,
        add_title=_("Legg til et vedtatt mål"),
        add=lambda initiative, values, by: services.add_local_goal(initiative, by=by, **values),
        edit=lambda row, changes, revision, by: services.edit_local_goal(row, changes, revision=revision, by=by),
        remove=lambda row, by: services.remove_local_goal(row, by=by),
    ),
    Table(
        key="planned",
        chapter=Chapter.PLAN,
        slug="aktiviteter",
        title=_("Aktivitetene i etableringsfasen"),
        lead=_("Hvem gjør hva, når og til hvilken kostnad? Planen blir til aktivitetene i steg 3."),
        empty="",
        form=forms_plan.PlannedForm,
        rows=content.planned_activities,
        show=showing.planned,
        edit=_edit_planned,
        number=lambda row: str(row.key),
        converter="slug",
    ),
    Table(
        key="task",
        chapter=Chapter.PLAN,
        slug="finansiering",
        title=_("Arbeidet med finansiering"),
        lead=_("Hvem søker hvor, og når? Planen må ha minst én slik oppgave."),
        empty=_("Ingen oppgaver ennå."),
        form=forms_plan.FundingTaskForm,
        rows=content.funding_tasks,
        show=showing.funding_task,
        add_title=_("Legg til en oppgave"),
        add=_add_funding_task,
        edit=lambda row, changes, revision, by: services.edit_funding_task(row, changes, revision=revision, by=by),
        remove=lambda row, by: services.remove_funding_task(row, by=by),
    ),
)

TABLES = {table.key: table for table in _ALL}


def of(chapter: Chapter) -> list[Table]:
    """The tables of one chapter, in their order on the page."""
    return [table for table in _ALL if table.chapter is chapter]
