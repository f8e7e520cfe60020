"""The pages that are measured, and the rows they need. Each slice adds its own to PAGES."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import User
from bench.harness import Page
from bench.many import many_initiatives
from bench.models import Place, Row
from initiatives.models import Initiative


def logged_in(user: User) -> Client:
    """A browser in which the person has logged in."""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def reference(name: str = "reference: bare view, 50 rows") -> Page:
    """The bare 50-row view, for somebody who is logged in."""
    user, _ = User.objects.get_or_create(email="maaler@paadriv.example", defaults={"name": "Måler"})
    if not Row.objects.exists():
        places = Place.objects.bulk_create(Place(name=f"Sted {number}") for number in range(10))
        Row.objects.bulk_create(
            Row(
                title=f"Rad nummer {number}",
                place=places[number % 10],
                kind="sonderingsmøte",
                status="pågår",
                started_on=date(2026, 1, 1) + timedelta(days=number),
                due_on=date(2026, 6, 1) + timedelta(days=number),
                amount=1_000 * number,
                people=number,
            )
            for number in range(50)
        )
    client = logged_in(user)
    return Page(name, lambda: client.get("/referanse/1/"), most_queries=4)


def noise() -> list[Page]:
    """The reference once more: how far from 1.00 it comes is how far the others can be trusted."""
    return [reference("reference again (noise)")]


def site() -> list[Page]:
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    return [Page("personvern", lambda: client.get("/personvern/"), most_ratio=0.5, most_queries=0)]


def initiatives() -> list[Page]:
    """The association's list with 300 initiatives."""
    return [_list_of(300)]


def a_meeting() -> list[Page]:
    """The pages of one initiative and its guests."""
    from bench import meetings  # it logs people in as this module does

    return meetings.pages()


def a_text() -> list[Page]:
    """A målbilde, and a save in it."""
    from bench import texts  # it logs people in as this module does

    return texts.pages()


def a_round() -> list[Page]:
    """The page of one who is asked to answer for an organisation."""
    from bench import signing

    return signing.pages()


def many_more_initiatives() -> list[Page]:
    """The same list with 10,000, at its beginning and in its middle."""
    beginning = _list_of(10_000)
    last = Initiative.objects.order_by("place_name", "pk")[5_000]
    address = "/?" + urlencode({"etter": last.place_name, "nr": last.pk})
    client = logged_in(_administrator())
    middle = Page("list, middle of 10,000", lambda: client.get(address), most_ratio=1.3, most_queries=6)
    return [beginning, middle]


def _list_of(number: int) -> Page:
    many_initiatives(number - Initiative.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = logged_in(_administrator())
    return Page(f"list of {number:,} initiatives", lambda: client.get("/"), most_ratio=1.3, most_queries=6)


def _administrator() -> User:
    named = {"name": "Tuva Skjærvø", "is_association_admin": True}
    return User.objects.get_or_create(email="foreningen@paadriv.example", defaults=named)[0]


#: Functions that make the rows they need and return their pages.
PAGES: list[Callable[[], list[Page]]] = [noise, site, initiatives, a_meeting, a_text, a_round]
#: The same once more with many more rows; measured after PAGES.
GROWN: list[Callable[[], list[Page]]] = [many_more_initiatives]
#: A list that has grown, its name before, and how much dearer it may have become.
GROWTH = (("list of 10,000 initiatives", "list of 300 initiatives", 1.3),)
