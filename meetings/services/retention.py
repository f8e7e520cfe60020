"""What a year's passing does: those who were asked and are not with us are erased, as the privacy page promises."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access import NotReady
from accounts.journal import record
from documents import services as documents
from initiatives import services as initiatives
from initiatives.models import Initiative, StepRun
from initiatives.services.locking import locked
from meetings.models import Attendance, Interest, InterestText, Invitation
from meetings.services.erasing import erase, may_erase_now
from paadriv.clock import now
from partners.models import Contact, Person, Signatory
from partners.stages import Stage

#: Persons are kept this long after the step they were asked in ended, or after the initiative was stopped.
KEEP_PERSONS = timedelta(days=365)
#: A partner that is on its way in needs the people who speak for it.
WITH_US = (Stage.CONTACTED, Stage.TALKING, Stage.INTENT, Stage.STARTUP_PARTNER)


def erase_after_a_year() -> int:
    """Erase everybody whose time is up, each in a transaction of its own; how many. Safe to run at any time."""
    due = [row for row in persons_due().select_related("initiative").order_by("pk") if may_erase_now(row)]
    for person in due:
        with suppress(NotReady):  # named or asked for a partner since; the next run sees it
            erase(person, by=None)
    for initiative in initiatives.with_contact(Initiative.objects.filter(_stopped(""))).order_by("pk"):
        _erase_contact(initiative)
    for initiative in Initiative.objects.filter(pk__in=_texts_due().values("interest__meeting__initiative")):
        _erase_texts(initiative)
    return len(due)


def persons_due() -> QuerySet[Person]:
    """Those asked, met or heard in steps that ended over a year ago, and nowhere since.

    Whoever belongs to a partner that is with us, or speaks or signs for one, is kept until the initiative itself
    has been stopped for a year; then everybody is due, asked to a meeting or not.
    """
    over, mine = _runs_over(), {"person": OuterRef("pk")}
    seen = [Invitation.objects.filter(**mine), Attendance.objects.filter(**mine), Interest.objects.filter(**mine)]
    was_there = Q(*(Exists(rows.filter(meeting__step_run__in=over)) for rows in seen), _connector=Q.OR)
    is_elsewhere = Q(*(Exists(rows.exclude(meeting__step_run__in=over)) for rows in seen), _connector=Q.OR)
    speaks = Exists(Contact.objects.filter(**mine, ended_at=None)) | Exists(
        Signatory.objects.filter(**mine, ended_at=None)
    )
    needed = Q(partner__stage__in=WITH_US) | Q(speaks)
    of_a_step = Person.objects.filter(was_there).exclude(is_elsewhere).exclude(needed).order_by()
    return Person.objects.filter(Q(pk__in=of_a_step.values("pk")) | _stopped("initiative__"), erased_at=None)


def _runs_over() -> QuerySet[StepRun]:
    return StepRun.objects.filter(Q(ended_at__lt=now() - KEEP_PERSONS) | _stopped("initiative__")).order_by()


def _stopped(prefix: str) -> Q:
    limit = now() - KEEP_PERSONS
    return Q(**{f"{prefix}state": Initiative.State.STOPPED, f"{prefix}state_since__lt": limit})


def _texts_due() -> QuerySet[InterestText]:
    """What was typed in forms that nothing ties to a person."""
    return InterestText.objects.filter(interest__person=None, interest__meeting__step_run__in=_runs_over())


@transaction.atomic
def _erase_contact(initiative: Initiative) -> None:
    """The contact person, and the PDFs that name one; they are made anew when somebody asks."""
    with suppress(NotReady):  # taken up again since; nothing is due then
        initiatives.forget_contact(initiative)
        documents.forget_all(initiative)


@transaction.atomic
def _erase_texts(initiative: Initiative) -> None:
    initiative = locked(initiative)
    rows = _texts_due().filter(interest__meeting__initiative=initiative).values_list("pk", flat=True)
    deleted, _by_model = InterestText.objects.filter(pk__in=list(rows)).delete()
    if deleted:
        record(initiative.chain, "interest_texts_erased", by=None, subject=initiative, count=deleted)
