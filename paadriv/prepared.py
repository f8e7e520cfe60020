"""Queries whose SQL is made once and asked many times.

Building a queryset and compiling it costs several times what the database needs to answer it by a key; a page of a
dozen queries spends half its time there. A prepared query does that work at its first use on a connection, and from
then on puts new values into the same statement. This is no cache: every call asks the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import update_wrapper
from inspect import signature
from types import SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import QuerySet

P = ParamSpec("P")
Row = TypeVar("Row")
T = TypeVar("T")

#: Stand-ins for the values while the statement is made; two of each, so that whatever else varies shows. The numbers
#: fit the smallest column: of one too large for its column Django leaves the comparison out.
_STAND_INS: dict[str, tuple[Sequence[Any], Sequence[Any]]] = {
    "int": (range(32_001, 32_009), range(32_501, 32_509)),
    "str": ([f"\ue001{number}" for number in range(8)], [f"\ue002{number}" for number in range(8)]),
}


class Prepared(Generic[P, Row]):
    """Called with the values of its function's parameters (each ``int`` or ``str``); answers with a list of rows.

    The function returns an ordered queryset of models or tuples, without prefetch, that is the same for all values
    but for where they stand in it. Raises TypeError at the first use of one that is not: that reads a clock, leaves
    a value out, or has no order.
    """

    def __init__(self, build: Callable[P, QuerySet[Any, Row]]) -> None:
        self._build = build
        self._kinds = [str(parameter.annotation) for parameter in signature(build).parameters.values()]
        self._statements: WeakKeyDictionary[Any, _Statement] = WeakKeyDictionary()
        update_wrapper(self, build)

    def __call__(self, *values: P.args, **_: P.kwargs) -> list[Row]:
        connection = connections["default"]
        statement = self._statements.get(connection)
        if statement is None:
            statement = self._statements[connection] = self._prepare()
        return list(statement.rows(values))

    def _prepare(self) -> _Statement:
        """The statement for this thread's connection."""
        pairs = [tuple(of[number] for of in _STAND_INS[kind]) for number, kind in enumerate(self._kinds)]
        one, other = (_Statement(self._build(*values), pairs) for values in zip(*pairs, strict=True))  # type: ignore[call-arg]
        if one.is_same_as(other) and one.queryset.ordered:
            return one
        raise TypeError(f"{self._build.__qualname__} is not one ordered query, the same for all values")


def prepared(build: Callable[P, QuerySet[Any, Row]]) -> Prepared[P, Row]:
    """Make a function that returns a queryset into one that answers with its rows."""
    return Prepared(build)


class _Statement:
    """One compiled query on one connection, and which value each of its parameters is."""

    def __init__(self, queryset: QuerySet[Any, Any], pairs: Sequence[tuple[Any, ...]]) -> None:
        self.queryset = queryset
        self.fields: Any = getattr(queryset, "_fields", None)
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, parameters = self.compiler.as_sql()
        stand_ins = {stand_in: number for number, pair in enumerate(pairs) for stand_in in pair}
        self.places = [stand_ins.get(parameter) for parameter in parameters]
        self.constants = [
            None if place is not None else value for place, value in zip(self.places, parameters, strict=True)
        ]
        fields = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(fields)
        self.is_whole = set(stand_ins.values()) <= set(self.places)

    def is_same_as(self, other: _Statement) -> bool:
        """All values are used, and nothing but them differs."""
        mine, theirs = (self.sql, self.places, self.constants), (other.sql, other.places, other.constants)
        return self.is_whole and mine == theirs

    def rows(self, values: Sequence[Any]) -> Iterator[Any]:
        """The rows, made as the queryset itself would have made them."""
        filled = zip(self.places, self.constants, strict=True)
        parameters = tuple(constant if place is None else values[place] for place, constant in filled)
        compiler = copy(self.compiler)
        compiler.as_sql = lambda *_, **__: (self.sql, parameters)
        compiler.get_converters = lambda _: self.converters
        asked: Any = SimpleNamespace(
            db=self.queryset.db,
            model=self.queryset.model,
            query=SimpleNamespace(get_compiler=lambda *_, **__: compiler),
            _fields=self.fields,
            _known_related_objects={},
        )
        yield from self.queryset._iterable_class(asked)  # type: ignore[misc]
