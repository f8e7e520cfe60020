"""How views find an initiative and its rows: only among those the user may see; foreign and missing are both 404."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from initiatives.method import StepKey
from initiatives.models import Activity, Deliverable, Initiative, MemberInvitation, Membership, StepRun
from initiatives.policy import remember
from paadriv.prepared import prepared


def visible_initiative(user: Any, pk: int = 0, initiative: int = 0) -> Initiative:
    """By ``pk`` on the front page and by ``initiative`` in longer addresses.

    Raises Initiative.DoesNotExist for one that is foreign or missing.
    """
    if not user.is_active:
        raise Initiative.DoesNotExist
    number = pk or initiative
    found = _whichever(number) if user.is_association_admin else _of_member(number, user.pk)
    if not found:
        raise Initiative.DoesNotExist
    return found[0]


@prepared
def _whichever(initiative: int) -> QuerySet[Initiative]:
    return _with_place(Initiative.objects.filter(pk=initiative))


@prepared
def _of_member(initiative: int, user: int) -> QuerySet[Initiative]:
    return _with_place(Initiative.objects.filter(pk=initiative).of_member(user))


def _with_place(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    found: QuerySet[Initiative] = asking_if_begun(rows, "pk").select_related("municipality", "owner").order_by("pk")
    return found


def asking_if_begun(rows: Any, initiative: str) -> Any:
    """Rows that know, in the same query, whether the forprosjekt of the initiative on a path is begun."""
    return rows.annotate(forprosjekt_begun=Exists(begun_runs(OuterRef(initiative))))


def begun_runs(initiative: Any) -> QuerySet[StepRun]:
    """The runs of the forprosjekt that go on or are done."""
    return StepRun.objects.filter(initiative=initiative, step=StepKey.FORPROSJEKT).exclude(state=StepRun.State.WAITING)


def visible_home(user: Any, initiative: int) -> Initiative:
    """As visible_initiative, for pages that are asked for often: a member's membership comes in the same query.

    The municipality and the owner are not fetched with it.
    """
    if not user.is_active:
        raise Initiative.DoesNotExist
    if not (rows := _home_of(initiative, user.pk)):
        one: Initiative = asking_if_begun(Initiative.objects.visible_to(user), "pk").get(pk=initiative)
        return one
    membership: Any = rows[0]
    found: Initiative = membership.initiative
    found.forprosjekt_begun = membership.forprosjekt_begun
    remember(membership, found)
    return found


@prepared
def _home_of(initiative: int, user: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(initiative=initiative, user=user, ended_at=None).select_related("initiative")
    found: QuerySet[Membership] = asking_if_begun(rows, "initiative").order_by("pk")
    return found


def visible_membership(user: Any, initiative: int, membership: int) -> Membership:
    """A current membership of a visible initiative."""
    home = visible_initiative(user, initiative=initiative)
    found = home.memberships.filter(ended_at=None).select_related("user").get(pk=membership)
    found.initiative = home
    return found


def visible_member_invitation(user: Any, initiative: int, invitation: int) -> MemberInvitation:
    """An invitation to a colleague that is neither accepted nor withdrawn."""
    home = visible_initiative(user, initiative=initiative)
    found = home.member_invitations.filter(accepted_at=None, withdrawn_at=None).get(pk=invitation)
    found.initiative = home
    return found


def visible_run(user: Any, initiative: int, run: int) -> StepRun:
    """A step run of a visible initiative."""
    home = visible_initiative(user, initiative=initiative)
    found: StepRun = home.step_runs.get(pk=run)
    return found


def visible_work_item(user: Any, initiative: int, kind: str, item: int) -> Activity | Deliverable:
    """An activity or a deliverable of a visible initiative; the URL pattern gives the kind."""
    home = visible_initiative(user, initiative=initiative)
    model: type[Activity] | type[Deliverable] = Activity if kind == "activity" else Deliverable
    rows = model.objects.filter(step_run__initiative=home)
    found: Activity | Deliverable = rows.select_related("step_run", "owner_member__user", "owner_organisation").get(
        pk=item
    )
    found.step_run.initiative = home
    return found
