"""The people one can be with one click in demo mode. All are invented; the loader makes their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


@dataclass(frozen=True)
class DemoPerson:
    """``key`` is in the URL; ``role`` says what one sees as this person."""

    key: str
    name: str
    email: str
    role: str | Promise


PEOPLE = (
    DemoPerson("administrator", "Tuva Skjærvø", "tuva.skjaervoe@paadriv.example", _("administrator i Foreningen")),
    DemoPerson("koordinator", "Kari Nilsen", "kari.nilsen@arendal.example", _("koordinator i Arendal")),
    DemoPerson("beslutningstaker", "Jon Dahl", "jon.dahl@arendal.example", _("beslutningstaker i Arendal")),
    DemoPerson("koordinator-trondheim", "Siv Moen", "siv.moen@trondheim.example", _("koordinator i Trondheim")),
    DemoPerson("koordinator-stavanger", "Arne Tveit", "arne.tveit@stavanger.example", _("koordinator i Stavanger")),
    DemoPerson(
        "partner-stavanger",
        "Magnus Torgersrud",
        "magnus.torgersrud@stavanger.example",
        _("kontaktperson for en partner i Stavanger"),
    ),
)


def known() -> list[DemoPerson]:
    """Those whose account exists and is open."""
    emails = [person.email for person in PEOPLE]
    there = set(User.objects.filter(email__in=emails, is_active=True).values_list("email", flat=True))
    return [person for person in PEOPLE if person.email in there]


def account_of(key: str) -> User:
    """The account of a printed person. Raises User.DoesNotExist for any other key."""
    email = next((person.email for person in PEOPLE if person.key == key), "")
    return User.objects.get(email=email, is_active=True)
