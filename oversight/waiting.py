"""«Dette venter på deg»: what each app below knows of, gathered in the order of how pressing it is.

An app that has something to ask for adds a function of the user to SOURCES; none of them knows the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from documents import waiting as documents
from gates import waiting as gates
from partners import waiting as partners
from partners.waiting import Waiting
from signing import waiting as signing

#: At most so many are shown; the rest come when these are done.
MOST = 3

SOURCES: tuple[Callable[[Any], list[Waiting]], ...] = (
    signing.waiting_for,
    gates.waiting_for,
    partners.waiting_for,
    documents.waiting_for,
)


def what_waits(user: Any) -> list[Waiting]:
    """The first three things somebody is asked to do; the later sources are not asked when they are not needed."""
    return list(islice(_all(user), MOST))


def _all(user: Any) -> Iterator[Waiting]:
    for source in SOURCES:
        yield from source(user)
