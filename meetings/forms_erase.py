"""What a coordinator ticks before a person is erased."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import InterestText
from paadriv.text import day


class EraseForm(forms.Form):
    """Interest forms under the same name that nothing ties to the person; ticked unless one knows better."""

    texts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Slett også navn og tekst i disse interesseerklæringene"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, alike: Iterable[InterestText]) -> None:
        rows = list(alike)
        super().__init__(data, initial={"texts": [row.pk for row in rows]})
        self.fields["texts"].choices = [(row.pk, _described(row)) for row in rows]  # type: ignore[attr-defined]
        if not rows:
            del self.fields["texts"]


def _described(row: InterestText) -> str:
    words = {"name": row.name, "organisation": row.organisation, "day": day(row.interest.at)}
    if row.organisation:
        return _("%(name)s, %(organisation)s, levert %(day)s") % words
    return _("%(name)s, levert %(day)s") % words
