"""One initiative with a meeting of a hundred guests: its front page, its invitation list, a guest's page."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from bench.harness import Page
from bench.pages import logged_in
from initiatives import services as initiatives
from initiatives.models import Initiative
from mail import links
from meetings import services
from meetings.models import Choice, Invitation, Meeting
from paadriv.clock import now
from paadriv.text import local
from partners import services as partners
from partners.groups import GROUPS
from register.models import Municipality

GUESTS = 100


def pages() -> list[Page]:
    """The pages, with the limits the product has set itself."""
    coordinator = _coordinator()
    meeting = _meeting(coordinator)
    member, guest = logged_in(coordinator), Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    front = reverse("initiative", args=[meeting.initiative_id])
    listed = reverse("meetings:guests", args=[meeting.initiative_id, meeting.pk])
    first = meeting.invitations.order_by("pk")[0]
    answer = reverse("meetings:answer", args=[links.token_for("answer", first.pk)])
    return [
        Page("front page, 100 invited", lambda: member.get(front), most_ratio=1.2, most_queries=12),
        Page("invitation list of 100", lambda: member.get(listed), most_ratio=1.2),
        Page("a guest's answer page", lambda: guest.get(answer), most_ratio=0.5),
    ]


def _coordinator() -> User:
    named = {"name": "Kari Nilsen", "may_create_initiatives": True}
    return User.objects.get_or_create(email="koordinator@paadriv.example", defaults=named)[0]


def _meeting(by: User) -> Meeting:
    if found := Meeting.objects.filter(initiative__created_by=by).first():
        return found
    made = initiatives.create_initiative(
        place_name="Lillevik",
        place_type=Initiative.PlaceType.BYGD,
        municipality=Municipality.objects.order_by("number")[0],
        initiator_kind=Initiative.InitiatorKind.MUNICIPALITY,
        initiator_name="Lillevik kommune",
        reason="Strandsonen har stått stille i tretti år.",
        by=by,
    )
    starts_at = local(now() + timedelta(days=21)).replace(hour=18, minute=0, second=0, microsecond=0)
    meeting = services.plan_meeting(
        made,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=150),
        venue="Lillevik kulturhus, Bryggegata 11",
        answer_by=starts_at.date() - timedelta(days=7),
        sender_name=by.name,
        sender_title="kommunedirektør",
        initiator_address="Rådhusgata 4, 2830 Lillevik",
        by=by,
    )
    rows = [_guest(meeting, number, by) for number in range(GUESTS)]
    services.send_invitations(meeting, by=by)
    for row in rows[::2]:
        services.answer(row, choice=Choice.COMING)
    return meeting


def _guest(meeting: Meeting, number: int, by: User) -> Invitation:
    group = GROUPS[number % len(GROUPS)].key.value
    partner = partners.add_partner(meeting.initiative, name=f"Virksomhet {number // 2}", group=group, by=by)
    person = partners.add_person(
        meeting.initiative, name=f"Gjest {number}", email=f"gjest{number}@eksempel.no", partner=partner, by=by
    )
    return services.invite(meeting, person, by=by)
