"""What the association's list can be narrowed to, and where its next page begins. Comes from the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.method import CURRENT
from initiatives.models import Initiative
from oversight.listing import After, in_step, matching
from paadriv.fields import Line, Number


class ListFilter(forms.Form):
    """Search by place and county, by active step and by state; ``etter`` and ``nr`` say where the page begins."""

    sok = Line(label=_("Sted, kommune eller fylke"), required=False, max_length=80)
    steg = forms.ChoiceField(
        label=_("Steg"),
        required=False,
        choices=[("", _("Alle steg")), *((step.key.value, step.title) for step in CURRENT.steps)],
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("Alle")), *Initiative.State.choices])
    etter = Line(required=False, max_length=80, widget=forms.HiddenInput)
    nr = Number(required=False, most=999_999_999, widget=forms.HiddenInput)

    def narrow(self, initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
        """The initiatives a valid form asks for."""
        asked = self.cleaned_data
        if asked["status"]:
            initiatives = initiatives.filter(state=asked["status"])
        if asked["steg"]:
            initiatives = in_step(initiatives, asked["steg"])
        return matching(initiatives, asked["sok"])

    @property
    def after(self) -> After | None:
        """Where the page before ended, of a valid form; None for the first page."""
        place, pk = self.cleaned_data["etter"], self.cleaned_data["nr"]
        return After(place, pk) if place and pk is not None else None

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("sok", "steg", "status"))

    def address(self, after: After | None = None) -> str:
        """The query string of the same list from another place."""
        kept = {name: self.cleaned_data[name] for name in ("sok", "steg", "status") if self.cleaned_data.get(name)}
        if after is not None:
            kept |= {"etter": after.place_name, "nr": str(after.pk)}
        return f"?{urlencode(kept)}" if kept else "?"
