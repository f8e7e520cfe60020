"""Words that follow from what kind of place it is."""

from __future__ import annotations

from initiatives.models import Initiative

_DEFINITE = {
    Initiative.PlaceType.BY: "byen",
    Initiative.PlaceType.BYDEL: "bydelen",
    Initiative.PlaceType.TETTSTED: "tettstedet",
    Initiative.PlaceType.BYGD: "bygda",
}


def definite_place(initiative: Initiative) -> str:
    """«byen», «bydelen», «tettstedet» or «bygda»."""
    return _DEFINITE[Initiative.PlaceType(initiative.place_type)]
