"""What Stavanger's forprosjekt has found out: invented, believable, and loaded through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from forprosjekt import services
from forprosjekt.models import Chapter
from initiatives.models import Initiative, Membership
from paadriv.clock import today
from partners.models import Partner

#: Quays and blocks along an invented stretch of the eastern harbour; longitude and latitude.
_QUAY = [
    *([5.7402, 58.9731], [5.7441, 58.9738], [5.7489, 58.9742], [5.7513, 58.9735], [5.7508, 58.9722]),
    *([5.7476, 58.9715], [5.7431, 58.9709], [5.7398, 58.9716], [5.7402, 58.9731]),
]
_YARD = [[5.7452, 58.9729], [5.7468, 58.9732], [5.7470, 58.9726], [5.7455, 58.9724], [5.7452, 58.9729]]
_HILL = [[5.7391, 58.9707], [5.7432, 58.9700], [5.7441, 58.9684], [5.7403, 58.9681], [5.7391, 58.9707]]

_REINFORCEMENTS = (
    ("Byttebua på tollboden", "Flere kan bruke den, og den kan få faste åpningstider hele året."),
    ("Kommunens plan for en havnepromenade", "Grunneierne kan bygge sine deler samtidig, i stedet for én og én."),
    ("Energiprosjektet til Kystkraft", "Bygårdene rundt kan kobles på når gravingen likevel pågår."),
)
_CHALLENGES = (
    ("Kaiene er stengt av, og ingen eier veien fram til vannet", "Beboerne går omveier, og butikkene mister kunder."),
    ("Tomme lokaler i første etasje", "Tolv av nitten lokaler sto tomme i fjor. Leien er satt for kontorer."),
    ("Ungdom har ingen steder å være om kvelden", "Det er prøvd med en mobil klubb, men den mangler et fast sted."),
)
_BARRIERS = (
    ("Hver tomt har sin egen reguleringsplan", "Grunneierne og kommunen må bli enige om en felles rekkefølge."),
    ("Midlertidig bruk krever full søknad", "En felles avtale om midlertidig bruk i inntil to år."),
)
#: Provider, kind, purpose, status, low, high, days to the deadline.
_SOURCES: tuple[tuple[str, str, str, str, int | None, int | None, int | None], ...] = (
    ("Stavanger kommune", "own", "building_up", "granted", 400_000, 400_000, None),
    ("Fylkeskommunens ordning for stedsutvikling", "grant", "building_up", "applied", 250_000, 500_000, 21),
    ("Sjøbod Eiendom AS", "contribution", "building_up", "possible", 100_000, 150_000, None),
    ("Timer fra oppstartspartnerne", "in_kind", "building_up", "possible", 150_000, 200_000, None),
    ("Sparebankstiftelsen", "grant", "running", "possible", 200_000, 600_000, 74),
    ("Forskningsmidler til havnepromenaden", "grant", "project", "possible", None, None, 130),
)
#: Key, first and last day from now, hours, kroner, result.
_PLAN = (
    ("avtaleverk", 60, 150, 120, 140_000, "Et avtaleutkast alle oppstartspartnerne har behandlet én gang."),
    ("kartlegging", 60, 120, 160, 180_000, "En oversikt over prosjektene i området, med forslag til samordning."),
    ("nettverksledelse", 90, 180, 80, 90_000, "To aktuelle aktører, og en intensjon fra den ene."),
    ("strategiplan", 120, 240, 240, 320_000, "En strategiplan for tre år."),
    ("paadrivsamling", 200, 270, 200, 260_000, "En samling der minst tretti blir Pådrivere."),
)


def find_area(initiative: Initiative, *, by: User) -> None:
    """Two areas, what to reinforce, challenges and barriers; shared with the partners."""
    quay = services.add_area(
        initiative,
        name="Østre kai",
        description=(
            "Kaiene fra tollboden til småbåthavna, med kvartalene innenfor. Fire grunneiere eier to tredeler, kommunen "
            "resten. Rundt 400 bor her, og 900 har arbeidsplassen sin her. Det gamle verftstunet er holdt utenfor."
        ),
        by=by,
    )
    _draw(quay, [_QUAY, _YARD], by=by)
    hill = services.add_area(
        initiative,
        name="Bakken ovenfor",
        description="Trehusene og skolen. Tas med når kaiene er i gang.",
        by=by,
    )
    _draw(hill, [_HILL], by=by)
    for subject, added_value in _REINFORCEMENTS:
        services.add_reinforcement(quay, subject=subject, added_value=added_value, by=by)
    services.add_reinforcement(
        hill, subject="Skolegården", added_value="Den kan åpnes for nabolaget etter skoletid.", by=by
    )
    for title, description in _CHALLENGES:
        services.add_challenge(initiative, title=title, description=description, by=by)
    for title, description in _BARRIERS:
        services.add_barrier(initiative, title=title, description=description, by=by)
    for chapter in (Chapter.AREA, Chapter.CHALLENGES):
        services.share_chapter(initiative, chapter, by=by)


def plan_ahead(initiative: Initiative, *, by: User) -> None:
    """Goals, funding, and the plan for step 3 with who does what."""
    services.explain_goal(
        initiative, 11, "Kaiene skal kunne brukes av alle, også til fots og med rullestol.", revision=1, by=by
    )
    services.explain_goal(initiative, 17, "Ingen av eierne kan åpne strekningen alene.", revision=1, by=by)
    services.choose_goal(initiative, goal=13, reason="Havnivået stiger, og kaiene må heves sammen.", by=by)
    services.add_local_goal(
        initiative,
        text="Sentrum skal ha sammenhengende gangveier langs sjøen.",
        source="Kommuneplanens samfunnsdel, sak 61/24",
        adopted_on=today() - timedelta(days=700),
        by=by,
    )
    for provider, kind, purpose, status, low, high, days in _SOURCES:
        services.add_source(
            initiative,
            provider=provider,
            kind=kind,
            purpose=purpose,
            status=status,
            amount_low=low,
            amount_high=high,
            deadline=today() + timedelta(days=days) if days else None,
            by=by,
        )
    member = initiative.memberships.get(user=by, ended_at=None)
    _plan(initiative, member, by=by)
    applied = initiative.funding_sources.get(status="applied")
    services.add_funding_task(
        initiative,
        title="Svare på spørsmålene fra fylkeskommunen",
        owner=member,
        due_on=today() + timedelta(days=18),
        source=applied,
        by=by,
    )


def _plan(initiative: Initiative, member: Membership, *, by: User) -> None:
    owners: list[Any] = [member, *Partner.objects.filter(initiative=initiative).order_by("name")[:2]]
    for place, (key, first, last, hours, cost, result) in enumerate(_PLAN):
        changes = {
            "starts_on": today() + timedelta(days=first),
            "ends_on": today() + timedelta(days=last),
            "hours": hours,
            "cost": cost,
            "result": result,
            **services.owned_by(owners[place % len(owners)]),
        }
        services.plan_activity(initiative, key, changes, revision=1, by=by)


def _draw(area: Any, rings: list[list[list[float]]], *, by: User) -> None:
    services.set_boundary(area, {"type": "Polygon", "coordinates": rings}, revision=area.revision, by=by)
