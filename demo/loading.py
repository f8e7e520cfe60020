"""The demo cities, loaded through the services at the times they would have happened, relative to today.

The clock is set for each act, and the sender runs under it, so that nothing old is mailed today.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from demo import forprosjekt, maalbilde, mobilising
from demo.cast import ARENDAL, STAVANGER, TRONDHEIM, City, Guest, address_of
from demo.people import PEOPLE
from gates.models import Outcome
from gates.services import Decision, decide, give_advice
from initiatives import services as initiatives
from initiatives.models import Initiative, Role
from mail.sending import send_waiting
from meetings import services as meetings
from meetings.models import Choice, Interest, Invitation, Meeting
from oversight.services import invite_administrator, invite_coordinator
from paadriv import clock
from paadriv.text import local
from partners import services as partners
from partners.models import Partner
from register.models import Municipality
from register.services import get_or_add_organisation

#: Answers in the order of the list; the rest have not answered yet.
_ANSWERS = (
    *(Choice.COMING,) * 5,
    Choice.NOT_COMING,
    *(Choice.COMING,) * 4,
    Choice.MAYBE,
    *(Choice.COMING,) * 3,
    Choice.NOT_COMING,
    Choice.MAYBE,
    *(Choice.COMING,) * 4,
)
_NEEDS = {2: "Jeg bruker rullestol og trenger trinnfri adkomst.", 7: "Teleslynge"}
_THURSDAY = 4  # as isoweekday() counts
_LEVELS = (
    Interest.Level.STARTUP_PARTNER,
    Interest.Level.WORKING_GROUP,
    Interest.Level.STARTUP_PARTNER,
    Interest.Level.INFORMED,
)


class Demo:
    """One loading: the moment it is relative to, and the people with a log-in."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.people: dict[str, User] = {}

    def load(self) -> None:
        """Everything, in the order it happened: the association, Stavanger, Trondheim, Arendal."""
        with self.at(-150):
            self.invite_people()
        self.stavanger()
        self.trondheim()
        self.arendal()

    @contextmanager
    def at(self, days: float, hour: int = 10) -> Iterator[datetime]:
        """The clock stands so many days from today at a full hour; what was queued is sent before it moves on."""
        moment = local(self.now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
        with clock.set_to(min(moment, self.now)):
            yield moment
            send_waiting()

    def invite_people(self) -> None:
        admin, kari, jon, siv, arne, _magnus = PEOPLE
        self.people["admin"] = invite_administrator(email=admin.email, name=admin.name, by=None)
        coordinators = ((ARENDAL, kari.name, kari.email), (TRONDHEIM, siv.name, siv.email))
        for city, name, email in (*coordinators, (STAVANGER, arne.name, arne.email)):
            self.people[city.place] = invite_coordinator(
                email=email,
                name=name,
                organisation_number=city.owner_number,
                organisation_name=f"{city.place} kommune (demo)",
                organisation_kind="municipality",
                by=self.people["admin"],
            )
        self.people["jon"] = User.objects.create_user(jon.email, jon.name)

    def stavanger(self) -> None:
        """Gate 1 is passed; the forprosjekt goes on."""
        with self.at(-120):
            initiative = self.initiative(STAVANGER, process_lead_name="Ingunn Sævareid")
            decider = self.decider(initiative, User.objects.create_user("berit.lunde@stavanger.example", "Berit Lunde"))
        self.hold_meeting(initiative, STAVANGER, start=-90, taking_part=10)
        with self.at(-80):
            give_advice(
                initiative,
                text="God bredde i rommet. Sørg for at grunneierne får en tydelig rolle fra starten.",
                by=self.people["admin"],
            )
        with self.at(-76, 14):
            decision = Decision(outcome=Outcome.GO, decided_on=clock.today(), explanation="Interessen er stor nok.")
            decide(initiative, decision, form_key=uuid.uuid4(), by=decider)
        with self.at(-70):
            self.begin_work(initiative)
        with self.at(-69):
            forprosjekt.find_area(initiative, by=self.people[STAVANGER.place])
        mobilising.mobilise(self, initiative)
        by = self.people[STAVANGER.place]
        with self.at(-14):
            forprosjekt.plan_ahead(initiative, by=by)
        with self.at(-10):
            maalbilde.write_together(initiative, by=by)
        with self.at(-7):
            maalbilde.put_to_the_partners(initiative, by=by)
        with self.at(-4):
            maalbilde.comment_on_it(initiative, by=decider)

    def trondheim(self) -> None:
        """The meeting is held; one hard criterion is missing: nobody is named prosessleder."""
        with self.at(-70):
            initiative = self.initiative(TRONDHEIM)
            self.decider(initiative, User.objects.create_user("olav.rist@trondheim.example", "Olav Rist"))
        self.hold_meeting(initiative, TRONDHEIM, start=-12, taking_part=11)

    def arendal(self) -> None:
        """Forty are invited to a meeting next week; answers are coming in."""
        with self.at(-30):
            initiative = self.initiative(ARENDAL)
            self.decider(initiative, self.people["jon"])
        with self.at(-12):
            meeting = self.meeting(initiative, ARENDAL, start=to_next_week(local(self.now).date()), capacity=35)
            rows = self.invite(meeting, ARENDAL)
        with self.at(-9):
            meetings.send_invitations(meeting, by=self.people[ARENDAL.place])
        for number, choice in enumerate(_ANSWERS):
            with clock.set_to(self.now - timedelta(days=8 - number * 0.35)):
                meetings.answer(rows[number], choice=choice, need=_NEEDS.get(number))
        send_waiting()

    def initiative(self, city: City, **more: Any) -> Initiative:
        by = self.people[city.place]
        made = initiatives.create_initiative(
            place_name=city.place,
            place_type=Initiative.PlaceType.BY,
            municipality=Municipality.objects.get(name=city.municipality),
            initiator_kind=Initiative.InitiatorKind.MUNICIPALITY,
            initiator_name=f"{city.place} kommune",
            reason=city.reason,
            by=by,
        )
        owner = get_or_add_organisation(
            number=city.owner_number, name=f"{city.place} kommune (demo)", kind="municipality", by=by
        )
        changes = {
            "owner": owner,
            "area_name": city.area,
            "area_description": city.area_description,
            "contact_phone": "900 00 000",
            **more,
        }
        return initiatives.edit_initiative(made, changes, revision=made.revision, by=by)

    def decider(self, initiative: Initiative, user: User) -> User:
        by = self.people[initiative.place_name]
        membership = initiatives.join(initiative, user=user, role=Role.READER, by=by)
        initiatives.name_decider(
            membership, title="kommunedirektør", basis="delegert myndighet fra formannskapet, sak 14/26", by=by
        )
        return user

    def meeting(self, initiative: Initiative, city: City, *, start: int, **more: Any) -> Meeting:
        starts_at = local(self.now + timedelta(days=start)).replace(hour=18, minute=0, second=0, microsecond=0)
        by = self.people[city.place]
        return meetings.plan_meeting(
            initiative,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=150),
            venue=city.venue,
            answer_by=starts_at.date() - timedelta(days=3),
            sender_name=by.name,
            sender_title="prosjektleder for stedsutvikling",
            initiator_address=city.address,
            accessibility="Møtestedet har trinnfri inngang og teleslynge.",
            serving="Vi serverer kaffe og rundstykker.",
            case_number="26/01234",
            by=by,
            **more,
        )

    def invite(self, meeting: Meeting, city: City) -> list[Invitation]:
        by, initiative = self.people[city.place], meeting.initiative
        found: dict[str, Partner] = {}
        rows = []
        for guest in city.guests:
            if guest.organisation and guest.organisation not in found:
                found[guest.organisation] = partners.add_partner(
                    initiative, name=guest.organisation, group=guest.group, by=by
                )
            partner = found.get(guest.organisation)
            person = partners.add_person(
                initiative, name=guest.name, email=address(guest, city), partner=partner, group=guest.group, by=by
            )
            why = f"du er med i {guest.organisation}" if partner else "du bor i området"
            rows.append(meetings.invite(meeting, person, why_asked=why, by=by))
        return rows

    def hold_meeting(self, initiative: Initiative, city: City, *, start: int, taking_part: int) -> None:
        """Plan, invite, answer, meet, declare, close and write minutes, around the start day."""
        by = self.people[city.place]
        with self.at(start - 28):
            meeting = self.meeting(initiative, city, start=start)
            rows = self.invite(meeting, city)
            meetings.send_invitations(meeting, by=by)
        with self.at(start - 20):
            for row in rows[:-2]:
                meetings.answer(row, choice=Choice.COMING)
        with self.at(start, 19):
            for row in rows[:-3]:
                meetings.register_attendance(meeting, person=row.person, by=by)
            self.declare(meeting, rows, taking_part)
        with self.at(start + 1):
            meetings.close_meeting(meeting, by=by)
        with self.at(start + 4):
            minutes = meetings.edit_minutes(meeting, body=_MINUTES, interest_until=None, revision=0, by=by)
            meetings.publish_minutes(meeting, revision=minutes.revision, by=by)

    def declare(self, meeting: Meeting, rows: list[Invitation], taking_part: int) -> None:
        """One answer for each organisation that was there; the first ones will take part."""
        spoken: set[int] = set()
        for row in rows[:-3]:
            partner = row.person.partner
            if partner is None or partner.pk in spoken:
                continue
            level = _LEVELS[len(spoken) % 3] if len(spoken) < taking_part else Interest.Level.INFORMED
            spoken.add(partner.pk)
            interest = meetings.declare_interest(
                meeting,
                person=row.person,
                sees_need=Interest.Need.YES,
                level=level,
                contributions=["time", "network"] if len(spoken) % 2 else ["competence"],
                form_key=uuid.uuid4(),
                organisation=partner.name,
            )
            if not interest.links.exists():
                meetings.link_interest(interest, partner=partner, by=self.people[meeting.initiative.place_name])

    def begin_work(self, initiative: Initiative) -> None:
        """The first activities of the forprosjekt have an owner and a due date."""
        by = self.people[initiative.place_name]
        run = initiative.step_runs.get(state="active")
        member = initiative.memberships.get(user=by)
        for number, item in enumerate(run.activity_items.order_by("position")[:4]):
            changes = {
                "status": "done" if number == 0 else "doing",
                "owner_member": member,
                "due_on": clock.today() + timedelta(days=30 * (number + 1)),
            }
            initiatives.edit_work_item(item, changes, revision=item.revision, by=by)


def to_next_week(today: date) -> int:
    """Days to Thursday next week: a meeting is on no Sunday, and there is time to answer from any day before."""
    return _THURSDAY + 7 - today.isoweekday()


def address(guest: Guest, city: City) -> str:
    """«nora.fjeldberg@arendal.example»."""
    return address_of(guest.name, city.place)


_MINUTES = """Hva vi snakket om

Gruppene var enige om at området trenger en felles retning. Tre ting gikk igjen: møteplasser, grønn
transport og at de som bor her, må høres tidlig.

Hvem vi mangler

Skolene og de eldste beboerne bør inviteres før neste møte.

Veien videre

Beslutningstakeren tar stilling til om vi går videre med et forprosjekt."""
