"""Stricter than production: unknown template variables fail, what has no order comes in another one,
and nothing leaves the machine."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.db.models.signals import post_migrate
from django.template import Node, engines
from django.template.base import FilterExpression


class Missing(str):
    """Django's string_if_invalid: its truth is asked only when a variable was not found.

    In our own templates that is an error. In the templates of Django and allauth it stays the empty text.
    """

    def __bool__(self) -> bool:
        frame: FrameType | None = sys._getframe(1)
        variable = ""
        while frame is not None:
            subject = frame.f_locals.get("self")
            if isinstance(subject, FilterExpression) and not variable:
                variable = str(subject)
            if isinstance(subject, Node) and (origin := getattr(subject, "origin", None)):
                if variable and is_ours(Path(origin.name)):
                    pytest.fail(f"unknown variable {{{{ {variable} }}}} in {origin.template_name}", pytrace=False)
                return False
            frame = frame.f_back
        return False


def is_ours(template: Path) -> bool:
    """Whether a template file is part of this repository."""
    return template.is_relative_to(settings.BASE_DIR) and "site-packages" not in template.parts


def _fetch_unordered_backwards(self: QuerySet[Any]) -> None:
    """Rows that no ordering covers come last first, so that nothing relies on the order they were stored in."""
    fresh = self._result_cache is None
    _fetch_all(self)
    if fresh and not self.ordered and self.model.__module__.partition(".")[0] in own_apps():
        self._result_cache.reverse()


_fetch_all = QuerySet._fetch_all


@cache
def own_apps() -> set[str]:
    """Labels of the apps in this repository; asked at every query without an order, so found once."""
    return {config.label for config in apps.get_app_configs() if is_ours(Path(config.path))}


def _refuse_the_internet(self: socket.socket, address: Any) -> Any:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(str(address[0])):
        pytest.fail(f"a test tried to reach {address[0]}", pytrace=True)
    return _connect(self, address)


_connect = socket.socket.connect


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


def _reload_municipalities(**kwargs: Any) -> None:
    """A flush empties the register that a migration filled; tests that come after need it."""
    from importlib import import_module

    from register.models import Municipality

    if not Municipality.objects.exists():
        import_module("register.migrations.0002_municipalities").load(apps, None)


@pytest.fixture(autouse=True, scope="session")
def _strict() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(engines["django"].engine, "string_if_invalid", Missing())
    patch.setattr(QuerySet, "_fetch_all", _fetch_unordered_backwards)
    patch.setattr(socket.socket, "connect", _refuse_the_internet)
    patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in the test's thread
    post_migrate.connect(_reload_municipalities, sender=apps.get_app_config("register"), dispatch_uid="tests")
    yield
    patch.undo()
