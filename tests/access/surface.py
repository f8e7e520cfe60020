"""Every URL of the product, read from the resolver, so that the walk grows by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import Declaration, declaration_of
from accounts.middleware import FOREIGN_VIEWS


@dataclass(frozen=True)
class Door:
    """One URL pattern of ours: its full name, the names of its parameters, and how its view is guarded."""

    name: str
    parameters: tuple[str, ...]
    declaration: Declaration | None

    @property
    def is_public(self) -> bool:
        return self.declaration is not None and self.declaration.rule is None

    def __str__(self) -> str:
        return self.name


def doors() -> list[Door]:
    """Our own URL patterns, in the order of the resolver; packages' views are asserted elsewhere."""
    found = list(_walk(get_resolver(), "", ()))
    names = [door.name for door in found]
    assert len(names) == len(set(names)), "two URL patterns share a name"
    return found


def _walk(resolver: Any, namespace: str, parameters: tuple[str, ...]) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        own = (*parameters, *re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern)))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, own)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            if view.__module__.startswith(FOREIGN_VIEWS):
                continue
            assert pattern.name, f"{pattern.pattern} has no name"
            yield Door(f"{namespace}{pattern.name}", own, declaration_of(view))
