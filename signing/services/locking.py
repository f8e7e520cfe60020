"""The locks every act and every change of a round starts with: initiative, document, round, invitation."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import NotReady
from documents.models import Document
from initiatives.models import Initiative
from initiatives.services.locking import locked, open_and_locked
from signing.models import Round, SigningInvitation
from signing.states import RoundState

#: Why nothing more can be done in a round that is over.
OVER = {
    RoundState.COMPLETED: gettext_lazy("Runden er fullført."),
    RoundState.FAILED: gettext_lazy("Runden er over, fordi en virksomhet som måtte være med, ikke kan det."),
    RoundState.EXPIRED: gettext_lazy("Runden er over, fordi fristen gikk ut."),
    RoundState.VOIDED: gettext_lazy("Runden er trukket tilbake."),
}


def locked_document(document: Document, *, must_be_open: bool = True) -> Document:
    """The document, its initiative locked before it. Raises NotReady for an initiative that is closed."""
    initiative = (open_and_locked if must_be_open else locked)(document.initiative)
    found = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    found.initiative = initiative
    return found


def locked_round(round_id: int, *, must_be_open: bool = True) -> Round:
    """The round, with initiative and document locked before it, until the transaction ends.

    ``must_be_open`` asks that of the initiative and of the round, and raises NotReady.
    """
    document = Document.objects.select_related("initiative").get(rounds=round_id)
    document = locked_document(document, must_be_open=must_be_open)
    found = Round.objects.select_for_update(of=("self",)).select_related("version").get(pk=round_id)
    found.document = found.version.document = document
    if must_be_open and not found.is_open:
        raise NotReady(str(OVER[RoundState(found.state)]))
    return found


def locked_invitation(invitation_id: int, *, must_be_open: bool = True) -> SigningInvitation:
    """The invitation, after everything above it, with party, round, document and initiative at hand."""
    round_id = SigningInvitation.objects.values_list("party__round", flat=True).get(pk=invitation_id)
    asked_in = locked_round(round_id, must_be_open=must_be_open)
    found = (
        SigningInvitation.objects.select_for_update(of=("self",))
        .select_related("party__partner", "person")
        .get(pk=invitation_id)
    )
    found.party.round = asked_in
    return found


def must_not_be_on_hold(initiative: Initiative) -> None:
    """Raises NotReady while the initiative is on hold: no new question is asked, and no deadline is set."""
    if initiative.state == Initiative.State.ON_HOLD:
        raise NotReady(_("Initiativet er satt på vent. Ta opp arbeidet igjen først."))


def must_not_be_over_deadline(asked_in: Round) -> None:
    """Raises NotReady when the last day is over, whether or not the job that ends rounds has run."""
    if asked_in.deadline_passed:
        raise NotReady(_("Fristen for å svare har gått ut."))
