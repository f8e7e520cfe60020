"""The four fields that start an initiative: the place, its municipality, who takes the initiative, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from paadriv.fields import Block, Line
from paadriv.text import sentence
from register.forms import MunicipalityChoice

#: «koordinator» → «Koordinator», when it is shown
beginning_a_line = lazy(lambda words: sentence(str(words)), str)
#: As choices that stand alone on a line.
PLACE_TYPES = [(kind.value, beginning_a_line(kind.label)) for kind in Initiative.PlaceType]


def reason_field() -> Block:
    return Block(
        label=_("Hvorfor trenger stedet et Pådriv?"),
        help_text=_("Inntil 1 000 tegn. Begrunnelsen brukes i invitasjonen til sonderingsmøtet."),
        max_length=1000,
        rows=6,
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": _("tegn igjen")}),
    )


class NewInitiativeForm(MunicipalityChoice):
    place_name = Line(label=_("Sted"), help_text=_("For eksempel Lillevik"), max_length=80)
    place_preposition = forms.ChoiceField(
        label=_("«i» eller «på»"),
        help_text=_("«i Lillevik», «på Hamar»"),
        choices=Initiative.Preposition.choices,
        initial=Initiative.Preposition.I,
    )
    place_type = forms.ChoiceField(label=_("Type sted"), choices=PLACE_TYPES, widget=forms.RadioSelect)
    initiator_kind = forms.ChoiceField(
        label=_("Hvem tar initiativet?"),
        choices=[("municipality", _("Kommunen")), ("other", _("En annen aktør"))],
        initial=Initiative.InitiatorKind.MUNICIPALITY,
        widget=forms.RadioSelect,
    )
    initiator_name = Line(
        label=_("Navnet på aktøren"),
        help_text=_("Fyll ut når det ikke er kommunen som tar initiativet."),
        max_length=160,
        required=False,
    )
    reason = reason_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("initiator_kind") == Initiative.InitiatorKind.OTHER:
            if "initiator_name" in cleaned and not cleaned["initiator_name"]:
                self.add_error("initiator_name", _("Skriv navnet på aktøren som tar initiativet."))
        elif municipality := cleaned.get("municipality"):
            cleaned["initiator_name"] = municipality.called(cleaned["municipality_text"])
        return cleaned

    def values(self) -> dict[str, Any]:
        """What initiatives.services.create_initiative takes."""
        return {key: value for key, value in self.cleaned_data.items() if key != "municipality_text"}
