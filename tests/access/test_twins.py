"""The twin world holds one of everything; otherwise the walk would not notice a leak."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from tests.access.twins import CITY, NO_TWIN, PATHS, PERSON, Twins, rows_of
from tests.strictness import own_apps

pytestmark = pytest.mark.django_db
MODELS = [model for model in apps.get_models() if model._meta.app_label in own_apps()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_both_cities_hold_a_row(twins: Twins, model: type[models.Model]) -> None:
    label = model._meta.label
    assert (label in PATHS) != (label in NO_TWIN), f"{label}: give both cities a row in tests/access/twins.py"

    if label in PATHS:
        for city in (twins.arendal, twins.stavanger):
            found = rows_of(city, model)
            assert found is not None
            assert found.exists(), f"{city.initiative} has no {label}"


def test_the_twins_share_no_id_that_a_url_carries(twins: Twins) -> None:
    ids = [
        {row.pk for row in rows_of(city, Model)}  # type: ignore[union-attr]
        for Model in MODELS
        if Model._meta.label in PATHS and Model._meta.label not in ("accounts.User", "register.Municipality")
        for city in (twins.arendal, twins.stavanger)
    ]

    assert all(not (one & two) for one, two in zip(ids[::2], ids[1::2], strict=True))


def test_what_stavanger_typed_carries_its_canary(twins: Twins) -> None:
    city = twins.stavanger
    texts = [city.initiative.reason, city.informal.name, city.sent.venue, city.decision.explanation, city.asked.name]

    assert all(CITY in text for text in texts)
    assert all(PERSON in text for text in (city.loner.name, city.seated.need.text, city.unlinked.text.name))
    assert CITY not in twins.arendal.initiative.place_name
