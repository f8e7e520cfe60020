"""Inviting people. Whether they may be invited is the services' and the policy's."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import said
from mail.addresses import AddressField
from oversight.services import What
from paadriv.fields import Line
from register.forms import OrganisationNumber
from register.models import Organisation


class AdministratorForm(forms.Form):
    name = Line(label=_("Navn"), max_length=120, error_messages=said(_("Skriv navnet.")))
    email = AddressField(label=_("E-post"), help_text=_("Koden for innlogging sendes hit."))


class CoordinatorForm(AdministratorForm):
    organisation_number = OrganisationNumber(
        label=_("Organisasjonsnummer"),
        help_text=_("Ni sifre, fra Enhetsregisteret."),
        error_messages=said(_("Skriv organisasjonsnummeret.")),
    )
    organisation_name = Line(
        label=_("Virksomhetens navn"), max_length=200, error_messages=said(_("Skriv navnet på virksomheten."))
    )
    organisation_kind = forms.ChoiceField(
        label=_("Type virksomhet"),
        choices=[("", _("Velg type")), *Organisation.Kind.choices],
        error_messages=said(_("Velg type virksomhet.")),
    )


class TakeAwayForm(forms.Form):
    what = forms.ChoiceField(choices=[(what.value, what.value) for what in What])
