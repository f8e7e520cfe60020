"""Which rows of which model are one city's: the paths that lead from a table to its initiative."""

from __future__ import annotations

from typing import Any

from initiatives.models import MemberInvitation


def by(path: str) -> Any:
    return lambda city, model: model._default_manager.filter(**{path: city.initiative})


def chain(path: str) -> Any:
    return lambda city, model: model._default_manager.filter(**{path: city.initiative.chain})


OF_THE_FIRST_STEP: dict[str, Any] = {
    "accounts.User": by("memberships__initiative"),
    "accounts.JournalChain": chain("key"),
    "accounts.JournalEntry": chain("chain__key"),
    "register.Organisation": by("owned_initiatives"),
    "register.Municipality": by("initiatives"),
    "register.Affiliation": by("organisation__owned_initiatives"),
    "initiatives.Initiative": lambda city, model: model.objects.filter(pk=city.initiative.pk),
    "initiatives.Membership": by("initiative"),
    "initiatives.MemberInvitation": by("initiative"),
    "initiatives.StepRun": by("initiative"),
    "initiatives.Activity": by("step_run__initiative"),
    "initiatives.Deliverable": by("step_run__initiative"),
    "partners.Partner": by("initiative"),
    "partners.StageChange": by("partner__initiative"),
    "partners.Person": by("initiative"),
    "documents.Rendering": by("initiative"),
    "mail.Sending": chain("scope"),
    "mail.Message": chain("sending__scope"),
    "mail.LinkToken": lambda city, model: model.objects.filter(
        purpose="member", row_id__in=MemberInvitation.objects.filter(initiative=city.initiative).values("pk")
    ),
    "meetings.Meeting": by("initiative"),
    "meetings.ProgrammeItem": by("meeting__initiative"),
    "meetings.Invitation": by("meeting__initiative"),
    "meetings.Answer": by("invitation__meeting__initiative"),
    "meetings.Need": by("invitation__meeting__initiative"),
    "meetings.Attendance": by("meeting__initiative"),
    "meetings.Interest": by("meeting__initiative"),
    "meetings.InterestText": by("interest__meeting__initiative"),
    "meetings.InterestLink": by("interest__meeting__initiative"),
    "meetings.Minutes": by("meeting__initiative"),
    "gates.GateDecision": by("initiative"),
    "gates.Advice": by("initiative"),
}
