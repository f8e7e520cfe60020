"""Adding and changing partners and persons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.forms.editing import CARRIED, RevisedForm
from mail.addresses import AddressField
from paadriv.fields import Line, Phone
from partners.groups import CHOICES
from partners.models import Partner, Person
from register.forms import OrganisationChoice
from register.models import Organisation

_GROUPS = [("", _("Ikke valgt")), *CHOICES]


class PartnerForm(OrganisationChoice):
    """A registered organisation, or a bare name of what has no number."""

    group = forms.ChoiceField(label=_("Interessentgruppe"), choices=_GROUPS, required=False)
    unregistered = forms.BooleanField(
        label=_("Virksomheten har ikke organisasjonsnummer"),
        help_text=_("For eksempel en nabogruppe eller et uformelt nettverk"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_text"].is_one_way = True  # type: ignore[attr-defined]

    def unknown_organisation(self, text: str) -> str:
        return gettext(
            "Vi finner ingen virksomhet med dette navnet eller nummeret. Legg den til med organisasjonsnummer, "
            "eller kryss av for at den ikke har noe."
        )

    def find_organisation(self, text: str, number: str) -> Organisation | None:
        """A name that is said to have no number is taken as it stands, whatever it resembles."""
        if self.data.get(self.add_prefix("unregistered")):
            return None
        return super().find_organisation(text, number)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named = cleaned.get("organisation") or cleaned.get("organisation_number") or cleaned.get("organisation_text")
        if not self.errors and not named:
            self.add_error("organisation_text", _("Skriv navnet eller organisasjonsnummeret til virksomheten."))
        return cleaned


class PartnerEditForm(RevisedForm):
    name = Line(label=_("Navn"), max_length=200)
    group = forms.ChoiceField(label=_("Interessentgruppe"), choices=_GROUPS, required=False)

    def __init__(self, data: Any = None, *, partner: Partner) -> None:
        super().__init__(data, initial={"revision": partner.revision, "name": partner.name, "group": partner.group})
        self.began_from(partner, ("group",) if partner.organisation_id else ("name", "group"))
        if partner.organisation_id:
            del self.fields["name"]

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in CARRIED}


class PersonForm(forms.Form):
    name = Line(label=_("Navn"), max_length=120)
    email = AddressField(label=_("E-post"), required=False)
    phone = Phone(label=_("Telefon"), required=False)


class PersonEditForm(PersonForm, RevisedForm):
    """A private person has a group of their own; everybody else has their partner's."""

    group = forms.ChoiceField(label=_("Interessentgruppe"), choices=_GROUPS, required=False)

    def __init__(self, data: Any = None, *, person: Person) -> None:
        names = ("revision", "name", "email", "phone", "group")
        super().__init__(data, initial={name: getattr(person, name) for name in names})
        self.began_from(person, names[1:4] if person.partner_id else names[1:])
        if person.partner_id:
            del self.fields["group"]

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in CARRIED}
