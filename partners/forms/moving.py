"""Moving a partner to another stage, and asking for one stage's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from paadriv.fields import Line
from paadriv.text import sentence
from partners.models import Partner
from partners.stages import choices_from, is_forward


class MoveForm(forms.Form):
    """The stages one can choose from where the partner is; why is for the service to ask for."""

    stage = forms.ChoiceField(label=_("Ny status"), error_messages={"required": _("Velg en status.")})
    reason = Line(
        label=_("Hvorfor?"),
        required=False,
        max_length=300,
        help_text=_("Må fylles ut når en virksomhet går tilbake, takker nei, trekker seg eller kommer inn igjen."),
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        stages = choices_from(partner.stage)
        self.fields["stage"].choices = [(one.value, sentence(str(one.label))) for one in stages]  # type: ignore[attr-defined]
        self.initial.setdefault("stage", next((one.value for one in stages if is_forward(partner.stage, one)), ""))


class LeaveForm(forms.Form):
    """A partner's own contact need not say why."""

    reason = Line(label=_("Hvorfor?"), required=False, max_length=300, help_text=_("Koordinatorene kan lese det."))
