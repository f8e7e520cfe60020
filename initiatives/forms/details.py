"""Everything an initiative says of itself beyond the four fields it started with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.creating import PLACE_TYPES, reason_field
from initiatives.forms.editing import RevisedForm
from initiatives.models import Initiative
from mail.addresses import AddressField
from paadriv.fields import Block, Line, Phone
from register.forms import OrganisationChoice

_FIELDS = (
    "place_name",
    "place_preposition",
    "place_type",
    "initiator_kind",
    "initiator_name",
    "reason",
    "area_name",
    "area_description",
    "process_lead_name",
    "contact_name",
    "contact_email",
    "contact_phone",
    "data_controller",
)


class DetailsForm(OrganisationChoice, RevisedForm):
    place_name = Line(label=_("Sted"), max_length=80)
    place_preposition = forms.ChoiceField(label=_("«i» eller «på»"), choices=Initiative.Preposition.choices)
    place_type = forms.ChoiceField(label=_("Type sted"), choices=PLACE_TYPES, widget=forms.RadioSelect)
    initiator_kind = forms.ChoiceField(
        label=_("Hvem tar initiativet?"),
        choices=[("municipality", _("Kommunen")), ("other", _("En annen aktør"))],
        widget=forms.RadioSelect,
    )
    initiator_name = Line(label=_("Initiativtakerens navn"), max_length=160)
    reason = reason_field()
    area_name = Line(label=_("Navn på området"), max_length=120, required=False)
    area_description = Block(
        label=_("Beskrivelse av området"),
        help_text=_("Hvor det ligger, og omtrent hvor det slutter. Området kan endres senere."),
        max_length=2000,
        required=False,
    )
    process_lead_name = Line(label=_("Prosessleder"), max_length=120, required=False)
    contact_name = Line(label=_("Navn"), max_length=120, required=False)
    contact_email = AddressField(label=_("E-post"), required=False)
    contact_phone = Phone(label=_("Telefon"), required=False)
    data_controller = Line(
        label=_("Behandlingsansvarlig"),
        help_text=_("Virksomheten som svarer for personopplysningene i invitasjonene."),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any = None, *, initiative: Initiative, keeps_owner: bool = False) -> None:
        initial = {name: getattr(initiative, name) for name in (*_FIELDS, "revision")}
        if owner := initiative.owner:
            initial |= {"organisation_text": owner.number_in_groups, "organisation": owner.number}
        super().__init__(data, initial=initial)
        self.began_from(initiative, (*_FIELDS, "owner"))
        self.fields["organisation_text"].label = _("Eierorganisasjon")
        self.fields["organisation_text"].help_text = _(
            "Skriv navn eller organisasjonsnummer. Eieren er en lokal virksomhet."
        )
        self.keeps_owner = keeps_owner
        for name in OrganisationChoice.base_fields if keeps_owner else ():
            del self.fields[name]

    def changes(self) -> dict[str, Any]:
        """What initiatives.services.edit_initiative takes; a new owner is added by the view."""
        changes = {name: self.cleaned_data[name] for name in _FIELDS}
        return changes if self.keeps_owner else changes | {"owner": self.cleaned_data["organisation"]}
