"""Forms over a row that others may change meanwhile: the revision goes out and comes back, and so does what it held."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.access import Stale
from accounts.editing import opened, packed, texts_of, unpacked
from accounts.models import Revised
from paadriv.fields import Number


class Opened(forms.CharField):
    """What the fields held when the form was opened. It decides nothing, so nothing posted here is refused."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> str:
        return str(value or "")


#: What a form carries beside what people type.
CARRIED = ("revision", "base")


class RevisedForm(forms.Form):
    revision = Number(least=1, most=999_999_999, widget=forms.HiddenInput)
    base = Opened()

    def began_from(self, row: Revised, names: Iterable[str]) -> None:
        """Let the form carry what these fields of the row hold now."""
        self.initial["base"] = opened(row, names)

    def take_over(self, stale: Stale) -> list[dict[str, str | None]]:
        """Keep what was typed and move on to the saved revision; returns the three texts per field that differs."""
        base, revision = self.add_prefix("base"), self.add_prefix("revision")
        known = unpacked(self.data.get(base, ""))
        typed = {name: self.data[name] for name in self.data}
        self.data = {**typed, revision: str(stale.revision), base: packed(known | stale.theirs)}
        return texts_of(stale, known)
