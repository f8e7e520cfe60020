"""Giving the beslutningsunderlag out, and answering reservations: what partners need before they decide."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, NotReady
from accounts.journal import record
from accounts.models import User
from documents.models import DocumentVersion
from gates.models import Distribution, Reply
from gates.policy import may_distribute
from initiatives.models import Initiative, StepRun
from initiatives.services.locking import open_and_locked
from mail.services import Recipient, queue
from paadriv.clock import now
from partners.models import Contact, Stage
from signing.models import Act
from signing.states import ActKind


@transaction.atomic
def distribute(initiative: Initiative, *, by: User) -> Distribution:
    """Mail the latest frozen beslutningsunderlag, as PDF, to every contact of a start-up partner.

    Given out again, the same version goes only to contacts that have not had it; a partner has had
    it from the first time.
    Raises NotAllowed for others than coordinators, NotReady without a frozen version or without contacts.
    """
    initiative = open_and_locked(initiative)
    if not (verdict := may_distribute(by, initiative)):
        raise NotAllowed(verdict)
    version = latest_basis(initiative)
    if version is None:
        raise NotReady(_("Beslutningsunderlaget er ikke låst ennå. Lås en versjon først."))
    current = Contact.objects.filter(partner__initiative=initiative, ended_at=None, person__opted_out_at=None)
    reachable = current.filter(partner__stage=Stage.STARTUP_PARTNER).exclude(person__email="")
    contacts = list(reachable.select_related("person").order_by("pk"))
    if not contacts:
        raise NotReady(_("Ingen oppstartspartner har en kontaktperson med e-postadresse ennå."))
    reached = sorted({one.partner_id for one in contacts})
    row = Distribution(initiative=initiative, version=version, partners=reached, by=by, at=now())
    row.full_clean()
    row.save()
    recipients = [
        Recipient(row.pk, one.person.email, f"basis_distributed:{version.pk}:{one.pk}", one.person.name)
        for one in contacts
    ]
    queue("basis_distributed", recipients, by=by, scope=initiative.chain)
    record(initiative.chain, "basis_distributed", by=by, subject=version, contacts=len(contacts))
    return row


@transaction.atomic
def reply(act: Act, *, text: str, by: User) -> Reply:
    """Answer a standing reservation; the one who took it gets the answer by mail. Replies are added, never changed.

    Raises NotAllowed for others than coordinators and editors, NotReady for an act that is no reservation.
    """
    initiative = open_and_locked(act.party.round.initiative)
    if not (verdict := may_distribute(by, initiative)):
        raise NotAllowed(verdict)
    if act.kind != ActKind.RESERVATION:
        raise NotReady(_("Dette svaret har ingen merknad å svare på."))
    row = Reply(initiative=initiative, act=act, text=text, by=by, at=now())
    row.full_clean()
    row.save()
    queue(
        "reservation_answered",
        [Recipient(row.pk, act.address, f"reservation_answered:{row.pk}", act.name)],
        by=by,
        scope=initiative.chain,
    )
    record(initiative.chain, "reservation_answered", by=by, subject=row, act=act.pk)
    return row


def latest_basis(initiative: Initiative) -> DocumentVersion | None:
    """The beslutningsunderlag's version with the highest number, in the step that is active."""
    rows = DocumentVersion.objects.filter(
        document__initiative=initiative,
        document__kind="beslutningsunderlag",
        document__step_run__state=StepRun.State.ACTIVE,
    )
    return rows.select_related("document").order_by("-number").first()
