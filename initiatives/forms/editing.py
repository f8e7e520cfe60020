"""Forms over a row that others may change meanwhile: the revision goes out and comes back."""

from __future__ import annotations

from django import forms

from accounts.access import Stale
from paadriv.fields import Number


class RevisedForm(forms.Form):
    revision = Number(least=1, most=999_999_999, widget=forms.HiddenInput)

    def take_over(self, stale: Stale) -> list[dict[str, str]]:
        """Keep what was typed and move on to the saved revision; returns both texts per field that differs."""
        self.data = {**{name: self.data[name] for name in self.data}, self.add_prefix("revision"): str(stale.revision)}
        return [
            {"label": label, "theirs": stale.theirs.get(label, ""), "mine": mine} for label, mine in stale.mine.items()
        ]
