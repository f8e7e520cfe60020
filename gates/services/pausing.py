"""On hold and on again: the coordinator's own act between decisions, with a reason and a day to look again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady, Verdict
from accounts.models import User
from gates.findings import REASON_AT_LEAST
from gates.policy import may_pause, may_resume
from gates.services.deciding import call_off_coming
from gates.services.storing import tell_members
from initiatives import services as initiatives
from initiatives.models import Initiative
from initiatives.services.locking import locked
from paadriv.clock import now, today
from signing.services import course as rounds


@transaction.atomic
def pause(initiative: Initiative, *, reason: str, review_on: date, call_off: bool, by: User) -> None:
    """Put the initiative on hold: the step's clock stops, and so do reminders; ``call_off`` cancels coming meetings.

    Members get a mail. Raises NotAllowed for others than coordinators; NotReady for an initiative that is not
    active, a reason under REASON_AT_LEAST characters, or a day that is not ahead.
    """
    initiative = locked(initiative)
    if not (verdict := may_pause(by, initiative)):
        raise NotAllowed(verdict)
    reasons: list[str] = []
    if initiative.state != Initiative.State.ACTIVE:
        reasons.append(_("Initiativet er allerede satt på vent."))
    if len(reason.strip()) < REASON_AT_LEAST:
        reasons.append(_("Begrunn pausen med minst %(least)d tegn.") % {"least": REASON_AT_LEAST})
    if review_on <= today():
        reasons.append(_("Velg en dag fram i tid for når dere vurderer arbeidet på nytt."))
    if reasons:
        raise NotReady(Verdict(tuple(reasons)))
    if call_off:
        call_off_coming(initiative, reason=_("initiativet er satt på vent"), by=by)
    initiatives.hold(initiative, reason=reason, review_on=review_on, by=by)
    rounds.hold_all(initiative, by=by)
    tell_members("initiative_paused", initiative, initiative.pk, key=f"{now().timestamp():.0f}", by=by)


@transaction.atomic
def resume_work(initiative: Initiative, *, by: User) -> None:
    """Take up the work of an initiative on hold. The decider or a coordinator; raises NotAllowed otherwise."""
    if not (verdict := may_resume(by, initiative)):
        raise NotAllowed(verdict)
    initiative = locked(initiative)
    if not initiative.is_open:
        raise NotReady(_("Initiativet er avsluttet."))
    if initiative.state == Initiative.State.ON_HOLD:
        rounds.run_on(initiative, by=by)
    initiatives.resume(initiative, by=by)
