"""How a cell is walked: one request by one person at one address, undone, and judged against the table.

What is answered is searched for canaries too: what Stavanger typed where somebody of Arendal reads, and what is about
persons where the association does.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pypdf
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access import twins_signing
from tests.access.surface import Door, doors
from tests.access.table import EVERYBODY, PUBLIC, TABLE, Row
from tests.access.twins import CITY, PERSON, City, Twins

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
HTMX = {"HTTP_HX_REQUEST": "true"}
MISSING = (999_999_999, 10**25)
#: Tables that a refused request may touch: who is logged in, what is counted, what is cached.
MAY_CHANGE = ("django_session", "paadriv_cache", "usersessions_usersession")
#: In place of a status: sent to the log-in page.
LOG_IN = -1
#: What must not be in an answer to whom: anybody of Arendal, and one without a city; the association.
CANARIES = dict.fromkeys("KMLDPN", CITY.lower()) | {"A": PERSON.lower()}
#: Where one without a fresh code is sent; the walker has given one.
ASKED_AGAIN = "/konto/bekreft/"
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE")


@dataclass(frozen=True)
class Place:
    """An address, and what is there: own, foreign, mixed (parents and children of different homes), missing."""

    kind: str
    url: str


@dataclass
class Found:
    """What a walk saw."""

    cells: int = 0
    wrong: list[str] = field(default_factory=list)


class Walker:
    """Clients of every role in one twin world; sessions are made once, with a fresh code given."""

    def __init__(self, twins: Twins) -> None:
        self.twins = twins
        self.clients = {letter: self._client(letter) for letter in EVERYBODY} | {
            "O": twins_signing.guest(twins.arendal)
        }
        for client in self.clients.values():
            client.raise_request_exception = False

    def _client(self, letter: str) -> Client:
        client = Client()
        client.force_login(self.twins.user(letter))
        session = client.session
        session["account_authentication_methods"] = [{"method": "code", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(self.twins.user(letter).pk)
        session.save()
        return client

    def ask(self, letter: str, method: str, url: str, data: Any = None, **headers: Any) -> HttpResponse:
        """One request; the caller undoes it. POST data is sent as a form."""
        call = getattr(self.clients[letter], method.lower())
        client = self.clients[letter]
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        response: HttpResponse = call(url, data, **headers) if method == "POST" else call(url, **headers)
        response.body = body_of(response)  # type: ignore[attr-defined]
        client.cookies.clear()
        for name, value in cookies.items():
            client.cookies[name] = value
        return response

    def places(self, row: Row, name: str) -> list[Place]:
        """Every address of a URL: the object itself, Stavanger's, each mix of the two, and those that are missing."""
        if not row.has_object:
            return [Place("own", reverse(name))]
        own, foreign = row.kwargs(self.twins.arendal), row.kwargs(self.twins.stavanger)
        mixes = [{**own, key: foreign[key]} for key in own if foreign[key] != own[key]]
        if row.sibling and "meeting" in own and len(own) > 2:
            mixes.append({**own, "meeting": self.twins.arendal.empty.pk})
        missing = [{**own, key: wrong} for key in own if isinstance(own[key], int) for wrong in MISSING]
        found = [Place("own", reverse(name, kwargs=own)), Place("foreign", reverse(name, kwargs=foreign))]
        if len(own) > 1:
            found += [Place("mixed", reverse(name, kwargs=kwargs)) for kwargs in mixes if kwargs not in (own, foreign)]
        return found + [Place("missing", reverse(name, kwargs=kwargs)) for kwargs in missing]


def guarded_doors() -> list[Door]:
    return [door for door in doors() if not door.is_public]


def expected(row: Row, letter: str, place: str, method: str) -> set[int]:
    """The statuses a cell may have; 0 stands for «anything that is neither refused nor broken»."""
    if letter == "O":
        return {LOG_IN}
    may = letter in row.may
    if row.has_object:
        if place in ("mixed", "missing"):
            return {404}
        if place == "foreign" and letter != "A":
            return {404} if letter != "X" else {0}
        if place == "own" and letter in "XN" and not may:
            return {404}
    if not may:
        return {row.denied}
    if not row.ours:
        return {0}
    if method in ("GET", "HEAD"):
        return {row.shown} if row.get else {405}
    if method == "POST" and row.post is not None:
        return {0}
    return {405}


def judge(answer: HttpResponse, wanted: set[int], *, htmx: bool) -> bool:
    status = answer.status_code
    if wanted == {LOG_IN}:
        where = answer.headers.get("HX-Redirect" if htmx else "Location", "")
        return status == (200 if htmx else 302) and where.startswith(reverse("account_login"))
    if answer.headers.get("Location", "").startswith(ASKED_AGAIN) and answer.request["PATH_INFO"] != ASKED_AGAIN:
        return False
    if htmx and wanted == {302} and status == 200:
        return True  # a page without script is led on to the whole; the part is shown as it is
    if 0 in wanted:
        return 200 <= status < 400 or status in (405, 409, 422)
    return status in wanted


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements inside that change a table other than MAY_CHANGE."""
    seen: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES) and not any(table in sql for table in MAY_CHANGE):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield seen


def walk(walker: Walker, door: Door, row: Row, *, full: bool, letters: str = EVERYBODY + "O") -> Found:
    """Every cell of one URL. Not ``full``: what cannot differ between roles is walked for some of them only."""
    found = Found()
    city = walker.twins.arendal
    for place in walker.places(row, door.name):
        for letter in letters:
            if letter == "X" and place.kind == "foreign":
                continue  # at home: the other city's own coordinator is not what is asked here
            for method in METHODS:
                for htmx in (False, True):
                    if full or _matters(place.kind, letter, method, htmx):
                        _cell(walker, door, row, place, letter, method, htmx, city, found)
    return found


def _matters(kind: str, letter: str, method: str, htmx: bool) -> bool:
    if method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
        return letter in "KP" and kind == "own" and not htmx
    if htmx:
        return kind == "own" and method in ("GET", "POST")
    if kind == "own":
        return True
    return (method == "GET" and (kind != "missing" or letter in "AKN")) or (method == "POST" and letter in "AKN")


def _cell(
    walker: Walker,
    door: Door,
    row: Row,
    place: Place,
    letter: str,
    method: str,
    htmx: bool,
    city: City,
    found: Found,
) -> None:
    wanted = expected(row, letter, place.kind, method)
    headers = HTMX if htmx else {}
    with undone():
        if method == "POST" and row.before and place.kind == "own":
            row.before(city)
        data = row.post(city) if method == "POST" and row.post else None
        if place.kind == "foreign" and letter == "A" and method == "POST" and data is not None:
            data = row.post(walker.twins.stavanger)  # type: ignore[misc]
        with writes() as seen:
            answer = walker.ask(letter, method, place.url, data, **headers)
    found.cells += 1
    where = f"{door.name} {place.kind} {place.url} {letter} {method}{' htmx' if htmx else ''}"
    if (canary := CANARIES.get(letter)) and canary in everything_in(answer):
        found.wrong.append(f"{where}: a canary")
    succeeds = method == "POST" and 0 in wanted and place.kind == "own" and row.ours
    if not judge(answer, wanted, htmx=htmx) or (succeeds and answer.status_code >= 400):
        found.wrong.append(f"{where}: {answer.status_code}, expected {sorted(wanted)} {_why(answer)}")
    elif seen and (wanted <= {LOG_IN, 403, 404, 405} or method in ("GET", "HEAD", "OPTIONS")):
        found.wrong.append(f"{where}: wrote {seen[0][:120]}")


def body_of(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]


def everything_in(answer: HttpResponse) -> str:
    """Headers and body of an answer, with the text of a PDF, in small letters."""
    body: bytes = getattr(answer, "body", None) or body_of(answer)
    shown = f"{answer.headers} {body.decode('utf-8', 'replace')}"
    return (shown + (words_in_pdf(body) if body.startswith(b"%PDF") else "")).lower()


@cache
def words_in_pdf(body: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def _why(answer: HttpResponse) -> str:
    if answer.status_code < 500 and answer.status_code not in (409, 422):
        return ""
    failed = getattr(answer, "exc_info", None)
    if failed:
        return repr(failed[1])[:300]
    context: Any = getattr(answer, "context", None)
    forms = [one.get("form") for one in context or () if "form" in one]
    return str([form.errors for form in forms if form is not None][:1])[:300]


def table_of(door: Door) -> Row | None:
    return PUBLIC.get(door.name) if door.is_public else TABLE.get(door.name)
