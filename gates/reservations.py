"""Which reservations on a version of the målbilde hold: read in one place for gate, page and beslutningsunderlag."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from partners.stages import Stage
from signing.models import Act, RoundParty
from signing.states import ActKind, PartyState, RoundState


def standing_on(version_id: int) -> QuerySet[Act]:
    """Reservations on this version that nobody took back, in rounds that were not, of those who are partners still.

    One that its party has answered anew, or taken back, in a later round about the same version is left out.
    """
    later = RoundParty.objects.filter(
        Q(state__in=(PartyState.DONE, PartyState.DECLINED)) | Q(acts__kind=ActKind.WITHDRAW),
        round__version=OuterRef("party__round__version"),
        partner=OuterRef("party__partner"),
        round__gt=OuterRef("party__round"),
    ).exclude(round__state=RoundState.VOIDED)
    acts = Act.objects.standing().filter(kind=ActKind.RESERVATION, party__round__version=version_id)
    here = acts.filter(party__partner__stage=Stage.STARTUP_PARTNER).exclude(party__round__state=RoundState.VOIDED)
    return here.exclude(Exists(later)).order_by("pk")
