"""Every door has its rule."""

from __future__ import annotations

from django.core.checks import Error
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from accounts.access import declaration_of
from accounts.checks import every_view_declares_its_access, is_foreign, views


def test_every_view_declares_its_access() -> None:
    assert every_view_declares_its_access() == []
    assert sum(not is_foreign(view) for _, view in views()) > 10


def test_public_views_say_why() -> None:
    declarations = [declaration_of(view) for _, view in views() if not is_foreign(view)]

    assert all(found.public_because for found in declarations if found and found.rule is None)


def test_the_views_of_packages_are_those_we_have_looked_at() -> None:
    assert sum(is_foreign(view) for _, view in views()) == 11


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("aapen/", undeclared)]


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_without_a_declaration_is_an_error() -> None:
    (found,) = every_view_declares_its_access()

    assert isinstance(found, Error)
    assert "undeclared at /aapen/" in found.msg
