"""Many initiatives at once, for benches and for tests of lists. Rows are made in bulk; only their numbers matter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from initiatives.method import CURRENT
from initiatives.models import Activity, Deliverable, Initiative, Membership, Role, StepRun
from meetings.models import Attendance, Invitation, Meeting
from paadriv.clock import now
from partners.models import Partner, Person
from register.models import Municipality


def many_initiatives(
    number: int, *, guests: int = 3, partners: int = 2, meeting: bool = True, with_work: bool = False
) -> list[Initiative]:
    """So many initiatives in step 1, each with a coming meeting, guests who have answered, and partners."""
    coordinator, _ = User.objects.get_or_create(
        email="mange@paadriv.example", defaults={"name": "Kari Nilsen", "may_create_initiatives": True}
    )
    homes = list(Municipality.objects.order_by("number"))
    moment = now()
    made = Initiative.objects.bulk_create(
        [
            Initiative(
                method_version=CURRENT.version,
                place_name=f"{homes[i % len(homes)].name[:70]} {i:05d}",
                place_type="by",
                municipality=homes[i % len(homes)],
                initiator_kind="municipality",
                initiator_name="Kommunen",
                reason="Sentrum har stått stille i tretti år.",
                created_by=coordinator,
                created_at=moment - timedelta(days=40),
            )
            for i in range(number)
        ],
        batch_size=2000,
    )
    Membership.objects.bulk_create(
        [Membership(initiative=one, user=coordinator, role=Role.COORDINATOR) for one in made], batch_size=2000
    )
    runs = StepRun.objects.bulk_create(
        [
            StepRun(
                initiative=one,
                step=step.key,
                state="active" if step.number == 1 else "waiting",
                started_at=moment - timedelta(days=40) if step.number == 1 else None,
            )
            for one in made
            for step in CURRENT.steps
        ],
        batch_size=2000,
    )
    if with_work:
        _work(runs)
    if meeting:
        _meetings(made, [run for run in runs if run.state == "active"], guests)
    Partner.objects.bulk_create(
        [
            Partner(initiative=one, name=f"Virksomhet {n}", group="public", search_text=f"virksomhet {n}")
            for one in made
            for n in range(partners)
        ],
        batch_size=2000,
    )
    return made


def _work(runs: list[StepRun]) -> None:
    kinds: tuple[tuple[Any, str], ...] = ((Activity, "activities"), (Deliverable, "deliverables"))
    for model, what in kinds:
        model.objects.bulk_create(
            [
                model(step_run=run, key=item.key, position=position)
                for run in runs
                for position, item in enumerate(getattr(CURRENT.step(run.step), what))
            ],
            batch_size=2000,
        )


def _meetings(made: list[Initiative], runs: list[StepRun], guests: int) -> None:
    moment = now()
    starts = moment + timedelta(days=10)
    meetings = Meeting.objects.bulk_create(
        [
            Meeting(
                initiative=one,
                step_run=run,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=150),
                venue="Kulturhuset",
                answer_by=starts.date(),
                headline="Trenger stedet et Pådriv?",
                sender_name="Kari Nilsen",
                sender_title="kommunedirektør",
                interest_threshold=8,
            )
            for one, run in zip(made, runs, strict=True)
        ],
        batch_size=2000,
    )
    persons = Person.objects.bulk_create(
        [Person(initiative=one, name=f"Gjest {n}", search_text=f"gjest {n}") for one in made for n in range(guests)],
        batch_size=2000,
    )
    places = [meeting for meeting in meetings for _ in range(guests)]
    Invitation.objects.bulk_create(
        [
            Invitation(
                meeting=meeting,
                person=person,
                sent_at=moment,
                current="coming" if n % 2 else "",
                current_at=moment if n % 2 else None,
            )
            for n, (meeting, person) in enumerate(zip(places, persons, strict=True))
        ],
        batch_size=2000,
    )
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=meeting, person=person, state="attended")
            for n, (meeting, person) in enumerate(zip(places, persons, strict=True))
            if n % 3 == 0
        ],
        batch_size=2000,
    )
