"""What «gå videre» from the forprosjekt carries into step 3: the plan, and the conditions partners set."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from forprosjekt.services import plan_into_step
from initiatives import services as initiatives
from initiatives.method import StepKey
from initiatives.models import StepRun
from partners.models import PartnerDecision, Stage

#: Longest title of an activity.
_TITLE = 160


def carry_into(opened: StepRun, *, before: StepRun, by: User) -> None:
    """Write the plan into step 3, and one activity per condition. Called once, in the deciding transaction."""
    if before.step != StepKey.FORPROSJEKT:
        return
    plan_into_step(opened, by=by)
    decisions = PartnerDecision.objects.counting(before).filter(
        outcome=PartnerDecision.Outcome.CONDITIONS, partner__stage=Stage.STARTUP_PARTNER
    )
    for decision in decisions.select_related("partner__organisation").order_by("pk"):
        title = _("Vilkår fra %(partner)s") % {"partner": decision.partner.name}
        activity = initiatives.add_activity(opened, title=title[:_TITLE], by=by)
        changes = {"note": decision.conditions, "owner_organisation": decision.partner.organisation}
        initiatives.edit_work_item(activity, changes, revision=activity.revision, by=by)
