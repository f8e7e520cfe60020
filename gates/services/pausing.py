"""On hold and on again: the coordinator's own act between decisions, with a reason and a day to look again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady, Verdict
from accounts.journal import record
from accounts.models import User
from gates.findings import REASON_AT_LEAST
from gates.policy import may_pause, may_resume
from gates.services.deciding import call_off_coming
from gates.services.storing import tell_members
from gates.waiting import is_due
from initiatives import services as initiatives
from initiatives.models import Initiative, Membership, Role
from initiatives.services.locking import locked
from mail.models import Message
from mail.services import Recipient, queue
from paadriv.clock import now, today
from paadriv.text import local
from signing.services import course as rounds

REVIEW_DUE = "review_due"
#: When the coordinators are reminded, on the Norwegian clock.
FIRST_HOUR, LAST_HOUR = 7, 20


@transaction.atomic
def pause(initiative: Initiative, *, reason: str, review_on: date, call_off: bool, by: User) -> None:
    """Put the initiative on hold: the step's clock stops, and so do reminders; ``call_off`` cancels coming meetings.

    Members get a mail, and those who are asked in a round. Raises NotAllowed for others than coordinators;
    NotReady for an initiative that is not active, a reason under REASON_AT_LEAST characters, or a day not ahead.
    """
    initiative = locked(initiative)
    if not (verdict := may_pause(by, initiative)):
        raise NotAllowed(verdict)
    reasons = _refused(reason, review_on)
    if initiative.state != Initiative.State.ACTIVE:
        reasons.insert(0, _("Initiativet er allerede satt på vent."))
    if reasons:
        raise NotReady(Verdict(tuple(reasons)))
    if call_off:
        call_off_coming(initiative, reason=_("initiativet er satt på vent"), by=by)
    initiatives.hold(initiative, reason=reason, review_on=review_on, by=by)
    rounds.hold_all(initiative, by=by)
    _tell(initiative, by)


@transaction.atomic
def hold_longer(initiative: Initiative, *, reason: str, review_on: date, by: User) -> None:
    """Give an initiative on hold a later day, with a reason of its own; the hold goes on unbroken.

    Members get a mail. Raises NotAllowed for others than coordinators; NotReady for one that is not on hold.
    """
    initiative = locked(initiative)
    if not (verdict := may_pause(by, initiative)):
        raise NotAllowed(verdict)
    if reasons := _refused(reason, review_on):
        raise NotReady(Verdict(tuple(reasons)))
    initiatives.hold_longer(initiative, reason=reason, review_on=review_on, by=by)
    _tell(initiative, by)


@transaction.atomic
def resume_work(initiative: Initiative, *, by: User) -> None:
    """Take up the work of an initiative on hold; rounds go on where they stood.

    Raises NotAllowed for others than the decider and coordinators, or when stopped; NotReady for one not on hold.
    """
    initiative = locked(initiative)
    if not (verdict := may_resume(by, initiative)):
        raise NotAllowed(verdict)
    if initiative.state == Initiative.State.ON_HOLD:
        rounds.run_on(initiative, by=by)
    initiatives.resume(initiative, by=by)


def remind_of_reviews() -> int:
    """Mail the coordinators of every initiative on hold on the day it was to be looked at anew; how many mails.

    In daytime, once for each day that was set, however often the job runs.
    """
    if not FIRST_HOUR <= local(now()).hour < LAST_HOUR:
        return 0
    due = Initiative.objects.filter(state=Initiative.State.ON_HOLD, review_on__lte=today())
    return sum(_remind(one) for one in due.order_by("pk"))


@transaction.atomic
def _remind(initiative: Initiative) -> int:
    initiative = locked(initiative)
    if not is_due(initiative):
        return 0
    members = Membership.objects.filter(initiative=initiative, ended_at=None, role=Role.COORDINATOR)
    since = f"{initiative.state_since.timestamp():.0f}:{initiative.review_on}"
    recipients = [
        Recipient(initiative.pk, row.user.email, f"{REVIEW_DUE}:{initiative.pk}:{since}:{row.user_id}", row.user.name)
        for row in members.filter(user__is_active=True).select_related("user").order_by("pk")
    ]
    keys = [one.dedupe_key for one in recipients]
    told = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    new = [one for one in recipients if one.dedupe_key not in told]
    if new:
        queue(REVIEW_DUE, new, by=None, scope=initiative.chain)
        record(initiative.chain, "review_asked_for", by=None, subject=initiative)
    return len(new)


def _refused(reason: str, review_on: date) -> list[str]:
    reasons: list[str] = []
    if len(reason.strip()) < REASON_AT_LEAST:
        reasons.append(_("Begrunn pausen med minst %(least)d tegn.") % {"least": REASON_AT_LEAST})
    if review_on <= today():
        reasons.append(_("Velg en dag fram i tid for når dere vurderer arbeidet på nytt."))
    return reasons


def _tell(initiative: Initiative, by: User) -> None:
    tell_members("initiative_paused", initiative, initiative.pk, key=f"{now().timestamp():.0f}", by=by)
