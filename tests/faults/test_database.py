"""A database killed with -9 while acts are recorded: none that was acknowledged is lost, and none is half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from signing.models import Act, Round
from tests import signing_world
from tests.access.twins import files_under
from tests.faults import people
from tests.faults.connecting import connected
from tests.faults.ledger import complaints
from tests.faults.people import ALL_YES, NO_AT_LAST, Crowd
from tests.faults.server import Server, running

pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql(reason="kills a PostgreSQL server; on SQLite the database is a file of the writing process"),
    pytest.mark.django_db,
]


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(copy_of=request.getfixturevalue("template")) as made:
        yield made


@pytest.fixture(autouse=True)
def _here(db: None, server: Server, tmp_path: Path) -> Iterator[None]:
    """The default connection leads to a new database on the server for as long as the test lasts."""
    name = f"test_{uuid4().hex[:12]}"
    server.copy(name)
    with connected(NAME=name, **_session(server)), signing_world.known_kind(), files_under(tmp_path):
        yield


def _session(server: Server, options: str = "") -> dict[str, Any]:
    """How one connects to the server."""
    there = {"HOST": "127.0.0.1", "PORT": server.port, "USER": "postgres", "CONN_MAX_AGE": 0}
    return there | {"OPTIONS": {"options": options}}


def killed(server: Server, *stops: people.Stop) -> None:
    server.kill()
    for stop in stops:
        stop.gone.set()


def restarted(server: Server) -> None:
    connections["default"].close()
    server.start()


def what_is(setting: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"show {setting}")
        return str(cursor.fetchone()[0])


def acts() -> set[Any]:
    return set(Act.objects.order_by("pk").values_list("form_key", flat=True))


def test_two_kills_lose_no_acknowledged_act_and_leave_none_half(server: Server) -> None:
    """In one city an act is killed uncommitted, in one its answer is lost, in two they come as they come."""
    rounds, cities = zip(
        *(people.city(place, ALL_YES) for place in ("Arendal", "Stavanger", "Bergen")),
        people.city("Tromsø", NO_AT_LAST),
        strict=True,
    )
    crowd = Crowd([*cities])
    assert (what_is("fsync"), what_is("synchronous_commit")) == ("on", "on")
    for uncommitted, unheard in ((cities[0][2], cities[1][1]), (cities[0][-1], cities[1][-1])):
        before, after = people.stopped_before_the_commit(uncommitted), people.stopped_after_the_commit(unheard)
        with before as first, after as second, crowd.answering(until=[first.reached, second.reached]):
            killed(server, first, second)
        restarted(server)

        assert complaints(crowd.acknowledged) == []
        assert {uncommitted.key, unheard.key} <= {deed.key for deed in crowd.unheard}
        assert unheard.key in acts()
        assert uncommitted.key not in acts()

    with crowd.answering():
        pass  # everybody who heard nothing says it once more
    again = [deed.do().form_key for city in cities for deed in city]

    assert complaints(crowd.acknowledged) == []
    assert crowd.unheard == []
    assert sorted(again) == sorted(crowd.acknowledged) == sorted(acts())
    assert Act.objects.count() == 4 * len(ALL_YES)
    ends = [Round.objects.get(pk=one.pk).state for one in rounds]
    assert ends == ["completed", "completed", "completed", "failed"]


def test_acts_that_do_not_wait_for_the_disk_are_missed(server: Server) -> None:
    """The negative control of «acknowledged»: the same kill, and a database that answers before it has written."""
    _round, deeds = people.city("Bodø", ALL_YES)
    crowd = Crowd([deeds])
    with connected(**_session(server, "-c synchronous_commit=off")):
        with crowd.answering():
            pass
        assert len(crowd.acknowledged) == len(deeds)
        killed(server)
    restarted(server)

    assert [line for line in complaints(crowd.acknowledged) if line.startswith("lost: act")]


def test_an_act_committed_before_what_follows_from_it_is_found_half(server: Server) -> None:
    """The negative control of «half»: the same kill, and an act that is not in one transaction."""
    _round, deeds = people.city("Molde", ALL_YES)
    crowd = Crowd([deeds[:1]])
    with people.half_committed(deeds[0]) as stop, crowd.answering(until=[stop.reached]):
        killed(server, stop)
    restarted(server)

    found = "\n".join(complaints(crowd.acknowledged))
    assert "is not in the journal once" in found
    assert "has not one receipt" in found
    assert "has a party in another state than its acts give" in found
