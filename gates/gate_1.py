"""Beslutningspunkt 1, after the sonderingsmøte: the facts it reads, and one pure rule per criterion.

Rules return whether the criterion is met, what was seen, what was wanted and the rows behind it. No ORM.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gates.findings import Seen
from initiatives.method import Norms
from paadriv.text import count, duration, in_words


@dataclass(frozen=True)
class HeldMeeting:
    """A closed meeting, as far as some criterion reads it."""

    meeting: int
    attended: int
    minutes_planned: int
    minutes_held: int
    has_introduction: bool
    days_to_minutes: int | None


@dataclass(frozen=True)
class Organisation:
    """A partner that will take part."""

    partner: int
    name: str
    is_public: bool


@dataclass(frozen=True)
class Facts:
    """What gate 1 reads of an initiative, and nothing else."""

    norms: Norms = field(default_factory=Norms)
    held: tuple[HeldMeeting, ...] = ()
    not_settled: int = 0
    threshold: int | None = None
    threshold_in_time: bool = False
    taking_part: tuple[Organisation, ...] = ()
    groups_invited: frozenset[str] = frozenset()
    groups_attended: frozenset[str] = frozenset()
    people_of_the_place: frozenset[str] = frozenset()
    owner: str = ""
    process_lead: str = ""
    area: str = ""


def _held(facts: Facts) -> Seen:
    found = len(facts.held)
    saw = ngettext("ett møte er holdt", "%(count)d møter er holdt", found) % {"count": found}
    if not found:
        saw = _("ingen møter er holdt og avsluttet")
    return found > 0, saw, _("minst ett"), {"meetings": [one.meeting for one in facts.held]}


def _attendance_complete(facts: Facts) -> Seen:
    if not facts.held:
        return False, _("ingen møter er avsluttet"), _("alle registrert"), {"missing": None}
    missing = facts.not_settled
    saw = _("alle er registrert") if not missing else _("%(count)d mangler") % {"count": missing}
    return missing == 0, saw, _("alle registrert"), {"missing": missing}


def _threshold_in_time(facts: Facts) -> Seen:
    if facts.threshold is None:
        return False, _("ingen terskel er satt"), _("satt før møtestart"), {"threshold": None}
    saw = _("satt i tide") if facts.threshold_in_time else _("satt etter at møtet begynte")
    return facts.threshold_in_time, saw, _("satt før møtestart"), {"threshold": facts.threshold}


def _threshold_reached(facts: Facts) -> Seen:
    found = len(facts.taking_part)
    evidence = {"partners": [one.partner for one in facts.taking_part], "threshold": facts.threshold}
    saw = _organisations_in_words(found)
    if facts.threshold is None:
        return False, saw, _("en terskel som er satt på forhånd"), evidence
    return found >= facts.threshold, saw, _("minst %(least)d") % {"least": facts.threshold}, evidence


def _owner_named(facts: Facts) -> Seen:
    return bool(facts.owner), facts.owner or _("ikke oppgitt"), _("oppgitt"), {}


def _process_lead_named(facts: Facts) -> Seen:
    return bool(facts.process_lead), _("oppgitt") if facts.process_lead else _("ikke oppgitt"), _("oppgitt"), {}


def _organisations(facts: Facts) -> Seen:
    found, least = len(facts.taking_part), facts.norms.organisations_taking_part
    evidence = {"partners": [one.partner for one in facts.taking_part]}
    return found >= least, _organisations_in_words(found), _("minst %(least)d") % {"least": least}, evidence


def _public_and_others(facts: Facts) -> Seen:
    public = sum(one.is_public for one in facts.taking_part)
    others = len(facts.taking_part) - public
    saw = in_words([count(public, _("offentlig"), _("offentlige")), count(others, _("annen"), _("andre"))])
    return bool(public and others), saw, _("minst én av hver"), {"public": public, "others": others}


def _participants(facts: Facts) -> Seen:
    least, most = facts.norms.participants
    numbers = [one.attended for one in facts.held]
    saw = in_words([str(number) for number in numbers]) or _("ingen møter er holdt")
    wanted = _("%(least)d–%(most)d i ett av møtene") % {"least": least, "most": most}
    return any(least <= number <= most for number in numbers), saw, wanted, {"attended": numbers}


def _minutes_length(facts: Facts) -> Seen:
    least, most = facts.norms.meeting_minutes
    found = [(one.minutes_planned, one.minutes_held) for one in facts.held]
    ok = any(least <= planned <= most and least <= held <= most for planned, held in found)
    saw = in_words([duration(held) for _planned, held in found]) or _("ingen møter er holdt")
    wanted = _("%(least)d–%(most)d minutter, både i programmet og i møtetiden") % {"least": least, "most": most}
    return ok, saw, wanted, {"planned": [one[0] for one in found], "held": [one[1] for one in found]}


def _introduction(facts: Facts) -> Seen:
    ok = any(one.has_introduction for one in facts.held)
    return ok, _("på programmet") if ok else _("ikke på programmet"), _("på programmet i et holdt møte"), {}


def _groups_invited(facts: Facts) -> Seen:
    found, least = len(facts.groups_invited), facts.norms.groups_invited
    saw, wanted = _groups_in_words(found), _("minst %(least)d av 8") % {"least": least}
    return found >= least, saw, wanted, {"groups": sorted(facts.groups_invited)}


def _groups_attended(facts: Facts) -> Seen:
    found, least = len(facts.groups_attended), facts.norms.groups_attended
    saw, wanted = _groups_in_words(found), _("minst %(least)d av 8") % {"least": least}
    return found >= least, saw, wanted, {"groups": sorted(facts.groups_attended)}


def _people_of_the_place(facts: Facts) -> Seen:
    there = facts.groups_attended & facts.people_of_the_place
    saw = _("til stede") if there else _("ikke til stede")
    return bool(there), saw, _("minst én av de to gruppene"), {"groups": sorted(there)}


def _area_named(facts: Facts) -> Seen:
    return bool(facts.area), facts.area or _("ikke oppgitt"), _("oppgitt"), {}


def _minutes_published(facts: Facts) -> Seen:
    most = facts.norms.minutes_published_within_days
    found = [one.days_to_minutes for one in facts.held]
    ok = any(days is not None and days <= most for days in found)
    said = [_("ikke publisert") if days is None else _days_in_words(days) for days in found]
    wanted = _("innen %(most)d dager etter ett av møtene") % {"most": most}
    return ok, in_words(said) or _("ingen møter er holdt"), wanted, {"days": found}


def _days_in_words(days: int) -> str:
    if not days:
        return _("samme dag som møtet")
    return ngettext("etter %(days)d dag", "etter %(days)d dager", days) % {"days": days}


def _organisations_in_words(number: int) -> str:
    if not number:
        return _("ingen virksomheter vil delta")
    return _("%(organisations)s vil delta") % {"organisations": count(number, _("virksomhet"), _("virksomheter"))}


def _groups_in_words(number: int) -> str:
    return count(number, _("gruppe"), _("grupper")) if number else _("ingen grupper")


RULES: dict[str, Callable[[Facts], Seen]] = {
    "held": _held,
    "attendance_complete": _attendance_complete,
    "threshold_in_time": _threshold_in_time,
    "threshold_reached": _threshold_reached,
    "owner_named": _owner_named,
    "process_lead_named": _process_lead_named,
    "organisations": _organisations,
    "public_and_others": _public_and_others,
    "participants": _participants,
    "minutes_length": _minutes_length,
    "introduction": _introduction,
    "groups_invited": _groups_invited,
    "groups_attended": _groups_attended,
    "people_of_the_place": _people_of_the_place,
    "area_named": _area_named,
    "minutes_published": _minutes_published,
}
