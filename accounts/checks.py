"""A view without an access declaration is a system check error, before anybody can reach it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import declaration_of
from accounts.middleware import FOREIGN_VIEWS


def views(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    """Every URL pattern of the site with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from views(entry, route)


def is_foreign(view: Any) -> bool:
    """Whether a view belongs to a package whose own guards hold."""
    return bool(view.__module__.startswith(FOREIGN_VIEWS))


@register(Tags.urls)
def every_view_declares_its_access(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{view.__module__}.{view.__name__} at {route} declares no access rule.",
            hint="Use @requires(rule, load=…) or @public(reason).",
            id="accounts.E001",
        )
        for route, view in views()
        if not is_foreign(view) and declaration_of(view) is None
    ]
