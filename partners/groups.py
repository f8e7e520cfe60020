"""The eight stakeholder groups and what Pådriv can mean for each. Data, no behaviour.

The value is expected, never promised; the texts say «kan». ``{stedsform}`` is filled per place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class GroupKey(StrEnum):
    LOCAL_BUSINESS = "local_business"
    INNOVATION = "innovation"
    OTHER_BUSINESS = "other_business"
    RESIDENTS = "residents"
    LANDOWNERS = "landowners"
    PUBLIC = "public"
    ACADEMIA = "academia"
    CIVIL_SOCIETY = "civil_society"


@dataclass(frozen=True)
class StakeholderGroup:
    key: GroupKey
    title: str | Promise
    value: str | Promise


GROUPS = (
    StakeholderGroup(
        GroupKey.LOCAL_BUSINESS,
        _("Lokalt næringsliv"),
        _(
            "Når {stedsform} blir et levende sted å bo og arbeide, kan også bedriftene få bedre vilkår. "
            "I Pådriv kan dere være med og påvirke hvordan det skjer."
        ),
    ),
    StakeholderGroup(
        GroupKey.INNOVATION,
        _("Innovasjonsmiljø"),
        _(
            "Pådriv kan gi dere en enklere vei inn i samarbeid med offentlig sektor og et sted å prøve ut "
            "nye løsninger."
        ),
    ),
    StakeholderGroup(
        GroupKey.OTHER_BUSINESS,
        _("Annet næringsliv"),
        _(
            "I Pådriv kan dere komme tettere på stedsutviklingen og møte andre som vil utvikle grønne og "
            "bærekraftige løsninger."
        ),
    ),
    StakeholderGroup(
        GroupKey.RESIDENTS,
        _("Beboere og beboerforeninger"),
        _(
            "I Pådriv kan dere få oversikt over hva som skjer i nærmiljøet, si fra tidlig og sette i gang "
            "egne prosjekter."
        ),
    ),
    StakeholderGroup(
        GroupKey.LANDOWNERS,
        _("Grunneiere"),
        _(
            "I Pådriv kan dere møte de viktigste interessentgruppene i området samlet og utvikle gode "
            "nabolag i dialog med dem det gjelder."
        ),
    ),
    StakeholderGroup(
        GroupKey.PUBLIC,
        _("Offentlig sektor"),
        _(
            "I Pådriv kan dere involvere dem som blir berørt, tidlig og på en nøytral arena, før "
            "standpunktene har låst seg."
        ),
    ),
    StakeholderGroup(
        GroupKey.ACADEMIA,
        _("Universiteter, studenter og FoU-aktører"),
        _(
            "Pådriv kan gi dere en arena for forskning, studentoppgaver og utprøving i samarbeid med "
            "næringslivet og lokalsamfunnet."
        ),
    ),
    StakeholderGroup(
        GroupKey.CIVIL_SOCIETY,
        _("Frivillighet og sivilsamfunn"),
        _(
            "Pådriv kan gi dere en arena for sosial innovasjon og samarbeidspartnere til prosjekter som "
            "styrker {stedsform}."
        ),
    ),
)

BY_KEY = {group.key.value: group for group in GROUPS}
CHOICES = [(group.key.value, group.title) for group in GROUPS]
#: Residents and civil society: at least one of them belongs in the room (gate 1).
PEOPLE_OF_THE_PLACE = (GroupKey.RESIDENTS, GroupKey.CIVIL_SOCIETY)
