"""Where in the database a word stands: the search that shows that something is gone."""

from __future__ import annotations

from django.apps import apps

from tests.strictness import own_apps


def rows_with(word: str) -> list[str]:
    """Every row of ours with the word in some field, in either case, as «app.Model pk»."""
    found = []
    for model in apps.get_models():
        if model._meta.app_label in own_apps():
            for row in model._default_manager.order_by("pk").values():
                if word.lower() in str(list(row.values())).lower():
                    found.append(f"{model._meta.label} {row[model._meta.pk.name]}")
    return found
