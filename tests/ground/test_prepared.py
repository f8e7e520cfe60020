"""Queries prepared once: they answer what the queryset answers, and refuse to freeze anything else."""

from __future__ import annotations

from itertools import count
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, QuerySet, Value

from initiatives.models import Initiative, StepRun
from paadriv.prepared import prepared
from register.models import Municipality
from tests.world import initiative

pytestmark = pytest.mark.django_db


@prepared
def named(number: str) -> QuerySet[Municipality]:
    return Municipality.objects.filter(number=number).order_by("pk")


@pytest.fixture
def hamar() -> Initiative:
    return initiative("Hamar")


def test_rows_are_those_of_the_queryset() -> None:
    assert [row.name for row in named("4203")] == ["Arendal"]
    assert [row.name for row in named("1103")] == ["Stavanger"]
    assert named("0000") == []


def test_every_call_asks_the_database(django_assert_num_queries: Any) -> None:
    named("4203")
    Municipality.objects.filter(number="4203").update(name="Arendal by")

    with django_assert_num_queries(1):
        again = named("4203")

    assert again[0].name == "Arendal by"


def test_text_is_a_value_and_never_sql() -> None:
    for nasty in ("' OR 1=1 --", "%s", "%", "\ue0010", 'x"; DROP TABLE x'):
        assert named(nasty) == []


def test_what_is_joined_and_annotated_comes_along(hamar: Initiative, django_assert_num_queries: Any) -> None:
    @prepared
    def of(initiative: int) -> QuerySet[StepRun]:
        found = StepRun.objects.filter(initiative=initiative).select_related("initiative__municipality")
        return found.annotate(works=Count("activity_items"), kind=Value("løp")).order_by("pk")

    with django_assert_num_queries(1):
        rows: list[Any] = of(hamar.pk)
        said = [(row.initiative.municipality.name, row.works, row.kind, row.started_at) for row in rows]

    expected = StepRun.objects.filter(initiative=hamar).annotate(works=Count("activity_items")).order_by("pk")
    assert said == [(hamar.municipality.name, row.works, "løp", row.started_at) for row in expected]


def test_tuples_and_single_values(hamar: Initiative) -> None:
    @prepared
    def pairs(initiative: int) -> QuerySet[StepRun, tuple[str, int]]:
        return StepRun.objects.filter(initiative=initiative).order_by("pk").values_list("step", "round")

    @prepared
    def steps(initiative: int) -> QuerySet[StepRun, str]:
        return StepRun.objects.filter(initiative=initiative).order_by("pk").values_list("step", flat=True)

    assert pairs(hamar.pk)[0] == ("sonderingsmoete", 1)
    assert steps(hamar.pk)[0] == "sonderingsmoete"


def test_only_what_is_asked_for_is_fetched() -> None:
    @prepared
    def short(number: str) -> QuerySet[Municipality]:
        return Municipality.objects.filter(number=number).only("name").order_by("pk")

    assert short("4203")[0].get_deferred_fields() >= {"county"}


def test_the_queryset_is_built_once_for_all_values() -> None:
    built = []

    @prepared
    def counted(number: str) -> QuerySet[Municipality]:
        built.append(number)
        return Municipality.objects.filter(number=number).order_by("pk")

    for number in ("4203", "1103", "5001"):
        counted(number)

    assert len(built) == 2  # twice, to see that nothing but the value differs
    assert not {"4203", "1103", "5001"} & set(built)


def test_another_thread_has_its_own_statement() -> None:
    built: list[str] = []

    @prepared
    def counted(number: str) -> QuerySet[Municipality]:
        built.append(number)
        return Municipality.objects.filter(number=number).order_by("pk")

    def elsewhere() -> None:
        try:
            counted._prepare()
        finally:
            connection.close()

    counted("4203")
    other = Thread(target=elsewhere)
    other.start()
    other.join()

    assert len(built) == 4


def test_a_query_that_reads_something_else_is_refused() -> None:
    ticking = count(1_000)

    @prepared
    def frozen(number: str) -> QuerySet[Municipality]:
        return Municipality.objects.filter(number=number).exclude(pk=next(ticking)).order_by("pk")

    with pytest.raises(TypeError, match="not one ordered query"):
        frozen("4203")


def test_a_query_of_another_shape_is_refused() -> None:
    ticking = count()

    @prepared
    def changing(number: str) -> QuerySet[Municipality]:
        found = Municipality.objects.filter(number=number).order_by("pk")
        return found.exclude(name=F("county")) if next(ticking) else found

    with pytest.raises(TypeError, match="not one ordered query"):
        changing("4203")


def test_a_value_without_a_place_is_refused() -> None:
    @prepared
    def forgetful(number: str, county: str) -> QuerySet[Municipality]:
        return Municipality.objects.filter(number=number).order_by("pk")

    with pytest.raises(TypeError, match="not one ordered query"):
        forgetful("4203", "Agder")


def test_rows_without_an_order_are_refused() -> None:
    @prepared
    def unordered(number: str) -> QuerySet[Municipality]:
        return Municipality.objects.filter(number=number).order_by()

    with pytest.raises(TypeError, match="not one ordered query"):
        unordered("4203")


def test_a_small_column_is_compared_too(hamar: Initiative) -> None:
    """Of a number too large for its column, PostgreSQL's backend leaves the comparison out."""

    @prepared
    def later(initiative: int, number: int) -> QuerySet[StepRun, int]:
        return (
            StepRun.objects.filter(initiative=initiative, round__lt=number).order_by("pk").values_list("pk", flat=True)
        )

    assert later(hamar.pk, 1) == []
    assert len(later(hamar.pk, 2)) == 3
