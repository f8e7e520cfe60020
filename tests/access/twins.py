"""The twin world: Arendal and Stavanger hold one of everything, built through the services.

Every text Stavanger typed carries CITY, and every text about a person or by one carries PERSON in both
cities. No byte of CITY may reach anybody in Arendal; no byte of PERSON may reach the association.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage
from django.db import models
from django.test import override_settings

from accounts.models import User
from documents import services as documents
from documents.models import Rendering
from gates import services as gates
from gates.criteria import criteria_of
from gates.facts import facts_of
from gates.gates import examine
from gates.models import Advice, GateDecision, Outcome
from initiatives import services as initiatives
from initiatives.models import Activity, Deliverable, Initiative, MemberInvitation, Membership, StepRun
from mail.links import token_for
from meetings import services as meetings
from meetings.models import Attendance, Choice, Interest, Invitation, Meeting, ProgrammeItem
from meetings.services import Substitute
from paadriv import clock
from paadriv.clock import now, today
from partners import services as partners
from partners.models import Partner, Person
from register.models import Affiliation
from tests import day_world, meetings_world, world
from tests.access import (
    twins_documents,
    twins_forprosjekt,
    twins_gates,
    twins_partners,
    twins_signing,
    twins_versions,
)
from tests.access.paths import OF_THE_FIRST_STEP
from tests.access.twins_forprosjekt import Forprosjekt

CITY, PERSON = "Zxqjv", "Qwzkx"
#: A admin, K coordinator, M editor, L reader, D decider, P partner contact, N nobody; X is Stavanger's K.
MEMBERS = {"K": "coordinator", "M": "editor", "L": "reader", "D": "reader", "P": "partner"}


@dataclass
class City:
    """One place with everything it holds; ``mark`` is in each of its texts."""

    mark: str
    initiative: Initiative = None  # type: ignore[assignment]
    users: dict[str, User] = field(default_factory=dict)
    asked: MemberInvitation = None  # type: ignore[assignment]
    registered: Partner = None  # type: ignore[assignment]
    informal: Partner = None  # type: ignore[assignment]
    loner: Person = None  # type: ignore[assignment]
    empty: Meeting = None  # type: ignore[assignment]
    planned: Meeting = None  # type: ignore[assignment]
    unsent: Invitation = None  # type: ignore[assignment]
    sent: Meeting = None  # type: ignore[assignment]
    unanswered: Invitation = None  # type: ignore[assignment]
    seated: Invitation = None  # type: ignore[assignment]
    waiting: Invitation = None  # type: ignore[assignment]
    replaced: Invitation = None  # type: ignore[assignment]
    called_off: Meeting = None  # type: ignore[assignment]
    over: Meeting = None  # type: ignore[assignment]
    linked: Interest = None  # type: ignore[assignment]
    unlinked: Interest = None  # type: ignore[assignment]
    drafted: Meeting = None  # type: ignore[assignment]
    published: Meeting = None  # type: ignore[assignment]
    met: Attendance = None  # type: ignore[assignment]
    advice: Advice = None  # type: ignore[assignment]
    decision: GateDecision = None  # type: ignore[assignment]
    printed: Rendering = None  # type: ignore[assignment]
    failed: Rendering = None  # type: ignore[assignment]
    session: UserSession = None  # type: ignore[assignment]
    forprosjekt: Forprosjekt = None  # type: ignore[assignment]
    of_partners: twins_partners.Partners = None  # type: ignore[assignment]
    signing: twins_signing.Signing = None  # type: ignore[assignment]
    documents: twins_documents.Documents = None  # type: ignore[assignment]
    frozen: twins_versions.Frozen = None  # type: ignore[assignment]
    at_gate_2: twins_gates.AtGate2 = None  # type: ignore[assignment]

    def says(self, text: str) -> str:
        """Free text of this city."""
        return f"{text} {self.mark}".strip()

    def about(self, text: str) -> str:
        """Text about a person, or by one."""
        return f"{text} {PERSON}{self.mark}"

    def address(self, local: str) -> str:
        return f"{local}.{PERSON}{self.mark}@eksempel.no".lower()

    def membership(self, letter: str) -> Membership:
        return self.initiative.memberships.get(user=self.users[letter], ended_at=None)

    @property
    def run(self) -> StepRun:
        return self.initiative.step_runs.order_by("pk")[0]

    @property
    def activity(self) -> Activity:
        return Activity.objects.filter(step_run__initiative=self.initiative).order_by("pk")[0]

    @property
    def deliverable(self) -> Deliverable:
        return Deliverable.objects.filter(step_run__initiative=self.initiative).order_by("pk")[0]

    def item(self, place: int = 1) -> ProgrammeItem:
        return self.planned.programme.order_by("position")[place]

    @property
    def introduction(self) -> ProgrammeItem:
        return self.planned.programme.get(kind="introduction")


@dataclass
class Twins:
    arendal: City
    stavanger: City
    admin: User
    nobody: User

    def user(self, letter: str) -> User:
        """Who a letter stands for, seen from Arendal."""
        if letter in "AN":
            return self.admin if letter == "A" else self.nobody
        return self.stavanger.users["K"] if letter == "X" else self.arendal.users[letter]


def build() -> Twins:
    admin = world.association_admin()
    nobody = world.someone("Nils Nystad")
    arendal, stavanger = City(""), City(CITY)
    with clock.set_to(now() - timedelta(days=40)):
        for city, place in ((arendal, "Arendal"), (stavanger, "Stavanger")):
            _settle(city, place)
    for city in (arendal, stavanger):
        _hold_meetings(city)
        _work(city)
        city.forprosjekt = twins_forprosjekt.fill(city)
        city.signing = twins_signing.fill(city)
        city.advice = gates.give_advice(city.initiative, text=city.says("Inviter flere naboer"), by=admin)
    _decide(arendal, Outcome.REWORK)
    _decide(stavanger, Outcome.GO)
    for number, city in enumerate((arendal, stavanger), 1):
        _print(city)
        city.of_partners = twins_partners.mobilise(city)
        city.documents = twins_documents.write(city)
        city.frozen = twins_versions.freeze(city, number)
        city.at_gate_2 = twins_gates.fill(city)
        token_for("member", city.asked.pk)
        city.session = UserSession.objects.create(
            user=city.users["K"], ip="127.0.0.1", user_agent=city.says("Firefox/1"), session_key=uuid.uuid4().hex
        )
    twins_documents.draft_of_a_template(admin)
    return Twins(arendal, stavanger, admin, nobody)


def _settle(city: City, place: str) -> None:
    founder = world.someone(city.says("Kari Nilsen"), may_create_initiatives=True)
    city.users["K"] = founder
    row = world.initiative(place, by=founder)
    changes = {
        "place_name": city.says(place),
        "initiator_name": city.says(f"{place} byforum"),
        "initiator_kind": "other",
        "reason": city.says("Sentrum har stått stille i tretti år."),
        "area_name": city.says("Strandsonen"),
        "area_description": city.says("Fra brua til brygga."),
        "process_lead_name": city.says("Bjørg Hårstad"),
        "contact_name": city.says("Ola Berg"),
        "contact_email": f"kontakt{city.mark}@eksempel.no".lower(),
        "data_controller": city.says(f"{place} byforum"),
        "owner": world.organisation(f"{place} kommune"),
    }
    city.initiative = initiatives.edit_initiative(row, changes, revision=row.revision, by=founder)
    for letter, role in MEMBERS.items():
        if letter != "K":
            city.users[letter] = world.someone(city.says(f"Medlem {letter}"))
            initiatives.join(city.initiative, user=city.users[letter], role=role, by=founder)
    initiatives.name_decider(
        city.membership("D"), title=city.says("kommunedirektør"), basis=city.says("sak 12/26"), by=founder
    )
    colleague = f"kollega{city.mark}@eksempel.no".lower()
    city.asked = initiatives.invite_member(
        city.initiative, email=colleague, name=city.says("Eva Strand"), role="reader", by=founder
    )
    Affiliation.objects.create(user=founder, organisation=city.initiative.owner)
    city.registered = partners.add_partner(
        city.initiative, name="", organisation=city.initiative.owner, group="public", by=founder
    )
    city.informal = world.partner(city.initiative, city.says("Bryggebyen vel"), group="residents")
    city.loner = _person(city, "Alene", partner=city.informal, phone="912 34 567")


def _person(city: City, name: str, **fields: Any) -> Person:
    return world.person(city.initiative, city.about(name), email=city.address(name), **fields)


def _meeting(city: City, **fields: Any) -> Meeting:
    texts = {
        "venue": "Kulturhuset",
        "accessibility": "Trinnfri inngang",
        "serving": "Kaffe",
        "headline": "Trenger byen et Pådriv?",
        "short_reason": "Det har stått stille.",
        "sender_name": "Kari Nilsen",
        "sender_title": "ordfører",
        "initiator_address": "Rådhusgata 4",
        "case_number": "12/26",
    }
    return meetings_world.meeting(city.initiative, **{key: city.says(text) for key, text in texts.items()}, **fields)


def _guest(city: City, meeting: Meeting, name: str, **fields: Any) -> Invitation:
    person = _person(city, name, **fields)
    return meetings.invite(meeting, person, why_asked=city.about("du leder vellet"), by=city.users["K"])


def _hold_meetings(city: City) -> None:
    by = city.users["K"]
    with clock.set_to(now() - timedelta(days=31)):
        city.drafted = _held(city, "ten", interest_threshold=3)
        city.published = _held(city, "nine", days=22, interest_threshold=3)
    city.met = city.published.attendance.order_by("pk")[0]
    for meeting in (city.drafted, city.published):
        with clock.set_to(day_world.after(meeting)):
            row = meetings.edit_minutes(
                meeting, body=city.about("## Funn\n\nVi var enige."), interest_until=None, revision=0, by=by
            )
            if meeting is city.published:
                meetings.publish_minutes(meeting, revision=row.revision, by=by)
    with clock.set_to(now() - timedelta(days=14)):
        starts_at = now() + timedelta(days=14, hours=-4)
        city.over = _meeting(city, starts_at=starts_at, capacity=4)
        for name in ("Dora", "Didrik"):
            _guest(city, city.over, name)
        meetings_world.sent(city.over)
    guests = list(city.over.invitations.order_by("pk"))
    day_world.met(city.over, guests[0].person)
    city.linked = _interest(city, city.over, guests[0].person, city.informal)
    city.unlinked = _interest(city, city.over, guests[1].person, None)
    city.empty = _meeting(city, days=40)
    city.planned = _meeting(city, days=30)
    city.unsent = _guest(city, city.planned, "Unni", partner=city.informal)
    meetings.edit_item(city.item(), {"title": city.says("Velkommen")}, revision=1, by=by)
    _send(city)
    city.called_off = _meeting(city, days=35)
    _guest(city, city.called_off, "Aage")
    meetings_world.sent(city.called_off)
    meetings.call_off(city.called_off, reason=city.says("for få påmeldte"), plan=city.says("Nytt møte."), by=by)


def _held(city: City, name: str, **fields: Any) -> Meeting:
    meeting = _meeting(city, **fields)
    groups = (("public", city.registered), ("residents", city.informal))
    innovators = world.partner(city.initiative, city.says("Innovasjonsparken"), group="innovation")
    for number, (_group, partner) in enumerate((*groups, ("innovation", innovators))):
        _guest(city, meeting, f"{name}{number}", partner=partner)
    meetings_world.sent(meeting)
    for row in meeting.invitations.order_by("pk"):
        day_world.met(meeting, row.person)
        _interest(city, meeting, row.person, row.person.partner)
    return day_world.closed(meeting)


def _interest(city: City, meeting: Meeting, person: Person, partner: Partner | None) -> Interest:
    with clock.set_to(day_world.during(meeting)):
        row = meetings.declare_interest(
            meeting,
            person=person,
            sees_need="yes",
            level="startup_partner",
            contributions=["time"],
            form_key=uuid.uuid4(),
            name=person.name,
            organisation=city.about("Virksomheten"),
            what_it_takes=city.about("Penger"),
            who_is_missing=city.about("Naboene"),
        )
        if partner:
            meetings.link_interest(row, partner=partner, by=city.users["K"])
    return row


def _send(city: City) -> None:
    """A sent meeting with one seat: an answer, a waiting guest, one who sends another, one unanswered."""
    city.sent = _meeting(city, capacity=1)
    rows = [_guest(city, city.sent, name) for name in ("Siri", "Viggo", "Rolf", "Ulla")]
    meetings_world.sent(city.sent)
    city.seated, city.waiting, city.replaced, city.unanswered = rows
    meetings.answer(city.seated, choice=Choice.COMING, need=city.about("Teleslynge"))
    meetings.answer(city.waiting, choice=Choice.COMING)
    other = Substitute(city.about("Vikar"), city.address("vikar"))
    meetings.answer(city.replaced, choice=Choice.SENDS_ANOTHER, substitute=other)
    for name in ("seated", "waiting", "replaced", "unanswered", "sent"):
        getattr(city, name).refresh_from_db()
    meetings.send_test(city.sent, by=city.users["K"])


def _work(city: City) -> None:
    by, item = city.users["K"], city.activity
    changes = {"note": city.says("Ring naboene"), "owner_member": city.membership("M")}
    initiatives.edit_work_item(item, changes, revision=item.revision, by=by)
    initiatives.add_activity(city.run, title=city.says("Egen aktivitet"), by=by)
    done = city.deliverable
    initiatives.edit_work_item(done, {"note": city.says("Utkast")}, revision=done.revision, by=by)


def _decide(city: City, outcome: Outcome) -> None:
    findings = examine(criteria_of(city.initiative.method_version, city.run.step), facts_of(city.initiative, city.run))
    why = city.says("Vi har snakket med dem som manglet, etterpå.")
    reasons = {finding.key: why for finding in findings if not finding.ok and not finding.is_must}
    decision = gates.Decision(
        outcome=outcome, decided_on=today(), explanation=city.says("Interessen er bred."), reasons=reasons
    )
    by = city.users["D"]
    city.decision = gates.decide(city.initiative, decision, form_key=uuid.uuid4(), by=by)
    city.initiative.refresh_from_db()


def _print(city: City) -> None:
    """A finished PDF, and one that failed."""
    by = city.users["K"]
    city.printed = documents.request_rendering(city.initiative, "invitasjon", city.unanswered.pk, by=by)
    documents.render(city.printed.pk)
    city.printed.refresh_from_db()
    assert default_storage.exists(city.printed.file), city.printed.error
    city.failed = Rendering.objects.get(kind="beslutning", subject_id=city.decision.pk)
    Rendering.objects.filter(pk=city.failed.pk).update(state="failed", error="Det gikk galt.", attempts=1)
    city.failed.refresh_from_db()


def files_under(folder: Path) -> Any:
    """Settings that keep stored files in a folder of the test's own."""
    from django.conf import settings

    stored = {"BACKEND": "documents.storage.WholeFiles", "OPTIONS": {"location": str(folder)}}
    return override_settings(STORAGES=settings.STORAGES | {"default": stored})


def rows_of(city: City, model: type[models.Model]) -> models.QuerySet[Any] | None:
    """The rows of a model that are this city's; None for a model no path leads from to a city."""
    path = PATHS.get(model._meta.label)
    return path(city, model) if path else None


#: Every model's way to its city; each app may bring its own.
PATHS: dict[str, Any] = {
    **OF_THE_FIRST_STEP,
    **twins_forprosjekt.PATHS,
    **twins_partners.PATHS,
    **twins_signing.PATHS,
    **twins_documents.PATHS,
    **twins_versions.PATHS,
    **twins_gates.PATHS,
}
#: Models without a twin, and why.
NO_TWIN = {
    "mail.LinkTries": "counts clients, and holds nothing of any city",
    "documents.TemplateVersion": "the association's, and the same for every city",
    "documents.TemplateSection": "as its version",
    "accounts.FormKey": "a digest, and an address without texts",
}
