"""Every access rule turned around, and every loader made to look nowhere: does the walk notice?

Run by ``make mutants`` (tests/mutants.py).

Per guarded URL: the rule inverted, the rule always yes, the initiative taken without asking whether the
person may see it, and the child taken whatever parent the address names. Prints killed/total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.urls import resolve, reverse

from accounts.access import YES, Verdict, no
from initiatives import loading
from initiatives.models import InitiativeQuerySet
from tests.access.surface import Door
from tests.access.table import EVERYBODY, Row
from tests.access.twins import Twins
from tests.access.walk import Walker, guarded_doors, table_of, undone, walk

Mutation = Callable[[Any], Any]


def inverted(rule: Any) -> Any:
    return lambda user, subject: no("mutant") if rule(user, subject) else YES


def always(rule: Any) -> Any:
    def yes(user: Any, subject: Any) -> Verdict:
        return YES

    return yes


@contextmanager
def nobody_asked() -> Iterator[None]:
    """Inside, an initiative is found for everybody; the query that is prepared is not made from visible_to again."""
    with (
        mock.patch.object(InitiativeQuerySet, "visible_to", lambda self, user: self),
        mock.patch.object(loading, "_of_member", lambda initiative, user: loading._whichever(initiative)),
    ):
        yield


def blind(load: Any) -> Any:
    """The loader that does not ask who looks: what is foreign is found like one's own."""

    def loaded(user: Any, **kwargs: Any) -> Any:
        with nobody_asked():
            return load(user, **kwargs)

    return loaded


def parentless(row: Row, twins: Twins) -> Mutation:
    """The loader that takes the last id alone and ignores what stands before it in the address."""

    def mutate(load: Any) -> Any:
        homes = [row.kwargs(city) for city in (twins.arendal, twins.stavanger)]
        last = list(homes[0])[-1]

        def loaded(user: Any, **kwargs: Any) -> Any:
            home = next((home for home in homes if home[last] == kwargs[last]), kwargs)
            extra = {key: value for key, value in kwargs.items() if key not in home}
            with nobody_asked():
                return load(user, **home, **extra)

        return loaded

    return mutate


def as_one_who_may(row: Row, twins: Twins) -> Mutation:
    """The loader that finds for everybody what it finds for one who may."""
    return lambda load: lambda user, **kwargs: load(twins.user(row.may[0]), **kwargs)


@contextmanager
def mutated(door: Door, row: Row, twins: Twins, part: str, mutate: Mutation) -> Iterator[None]:
    """The view of a URL with its rule or loader replaced, in the closure that @requires made."""
    view: Any = resolve(reverse(door.name, kwargs=row.kwargs(twins.arendal))).func
    while part not in view.__code__.co_freevars or "load" not in view.__code__.co_freevars:
        view = view.__wrapped__
    cell = view.__closure__[view.__code__.co_freevars.index(part)]
    before = cell.cell_contents
    cell.cell_contents = mutate(before)
    try:
        yield
    finally:
        cell.cell_contents = before


def mutations(door: Door, row: Row, twins: Twins) -> Iterator[tuple[str, str, Mutation]]:
    assert door.declaration is not None
    yield "rule inverted", "rule", inverted
    if row.denied == 404:  # the loader says who may: where it finds nothing, the rule is never asked
        yield "loads for anybody", "load", as_one_who_may(row, twins)
    elif set(row.may) != set(EVERYBODY):
        yield "rule always yes", "rule", always
    if "initiative" in (door.name, *row.kwargs(twins.arendal)):
        yield "loads for whoever looks", "load", blind
        kwargs = row.kwargs(twins.arendal)
        if len(kwargs) > 1 and kwargs[list(kwargs)[-1]] != row.kwargs(twins.stavanger)[list(kwargs)[-1]]:
            yield "loads a child under any parent", "load", parentless(row, twins)


def behind_the_loader(walker: Walker, door: Door, row: Row) -> str:
    """What a stranger gets where the loader has forgotten to ask who looks, if it is not the rule's no.

    Empty for a no, and where no rule of an initiative stands behind the loader.
    """
    if "initiative" not in (door.name, *row.kwargs(walker.twins.arendal)) or row.denied == 404:
        return ""
    place = walker.places(row, door.name)[0]
    with mutated(door, row, walker.twins, "load", blind), undone():
        answer = walker.ask("X", "GET" if row.get else "POST", place.url)
    return "" if answer.status_code in (403, 404) else f"{place.url} X: {answer.status_code}, expected the rule's no"


def hunt(walker: Walker) -> tuple[int, list[str]]:
    """How many mutants there were, and those that no cell noticed."""
    total, alive = 0, []
    for door in guarded_doors():
        row = table_of(door)
        assert row is not None
        for what, part, mutate in mutations(door, row, walker.twins):
            total += 1
            with mutated(door, row, walker.twins, part, mutate):
                if not walk(walker, door, row, full=False).wrong and not behind_the_loader(walker, door, row):
                    alive.append(f"{door}: {what}")
    return total, alive
