"""Who speaks and signs for a partner, and what it decided."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives.forms.editing import RevisedForm
from mail.addresses import AddressField
from paadriv.clock import today
from paadriv.fields import Block, Day, Line
from paadriv.text import sentence
from partners.models import Partner, PartnerDecision, Signatory
from partners.services import Decided
from partners.stages import SigningRule


class ContactForm(forms.Form):
    name = Line(label=_("Navn"), max_length=120)
    email = AddressField(label=_("E-post"), required=False)
    invites = forms.BooleanField(label=_("Send invitasjon til å logge inn nå"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("invites") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Invitasjonen går på e-post. Skriv adressen, eller fjern krysset."))
        return cleaned


class SignatoryForm(forms.Form):
    name = Line(label=_("Navn"), max_length=120)
    email = AddressField(label=_("E-post"), help_text=_("Hit sender vi lenken når noe skal signeres."))
    title = Line(label=_("Tittel"), max_length=120, help_text=_("For eksempel daglig leder eller ordfører"))
    basis = forms.ChoiceField(
        label=_("Hva gir rett til å signere?"),
        choices=[(basis.value, sentence(str(basis.label))) for basis in Signatory.Basis],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg ett av alternativene.")},
    )
    reference = Line(
        label=_("Hvor står det?"),
        required=False,
        max_length=200,
        help_text=_("For eksempel dato og saksnummer. Må fylles ut for fullmakt og vedtak."),
    )


class SigningRuleForm(RevisedForm):
    signing_rule = forms.ChoiceField(
        label=_("Hvem må signere?"),
        choices=[
            (SigningRule.ALONE.value, _("Én alene")),
            (SigningRule.JOINT.value, _("To i fellesskap")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, partner: Partner) -> None:
        super().__init__(data, initial={"revision": partner.revision, "signing_rule": partner.signing_rule})


class PartnerDecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Hva er besluttet?"),
        choices=[(one.value, sentence(str(one.label))) for one in PartnerDecision.Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg et utfall.")},
    )
    body = Line(label=_("Hvem besluttet?"), max_length=120, help_text=_("For eksempel styret eller formannskapet"))
    decided_on = Day(label=_("Når?"))
    case_number = Line(label=_("Saksnummer"), required=False, max_length=40)
    conditions = Block(
        label=_("Vilkår"), required=False, max_length=2000, help_text=_("Bare når svaret er «ja med vilkår».")
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": _("Last siden på nytt.")})

    def __init__(self, data: Any = None, *, partner: Partner) -> None:
        super().__init__(data, initial={"form_key": uuid.uuid4()})
        self.fields["case_number"].required = partner.needs_case_number

    def clean_decided_on(self) -> Any:
        decided_on = self.cleaned_data["decided_on"]
        if decided_on > today():
            raise ValidationError(_("Datoen kan ikke være etter i dag."))
        return decided_on

    def decided(self) -> Decided:
        """The cleaned input as the service takes it."""
        return Decided(**{name: value for name, value in self.cleaned_data.items() if name != "form_key"})
