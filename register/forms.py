"""Choosing a municipality or an organisation by typing: a text, and the radio buttons it leads to.

The text alone is enough when it means one row; without script the options come with the 422 answer.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from paadriv.fields import Line
from register import search
from register.models import Municipality, Organisation, validate_organisation_number


def _search_box(url_name: str, options_id: str) -> forms.TextInput:
    return forms.TextInput(
        attrs={
            "autocomplete": "off",
            "hx-get": reverse_lazy(f"register:{url_name}"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": f"#{options_id}",
            "hx-swap": "outerHTML",
            "hx-sync": "this:replace",
        }
    )


class OrganisationNumber(Line):
    """Nine digits with a right control digit, typed with or without spaces."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Organisasjonsnummer"))
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        number = "".join(super().clean(value).split())
        if number:
            validate_organisation_number(number)
        return number


class MunicipalityChoice(forms.Form):
    """Adds the fields ``municipality_text`` and ``municipality``; cleaned ``municipality`` is the row."""

    municipality_text = Line(
        label=_("Kommune"),
        help_text=_("Skriv de første bokstavene, på norsk eller samisk."),
        max_length=80,
        widget=_search_box("municipalities", "municipality-options"),
    )
    municipality = forms.CharField(required=False, max_length=4, widget=forms.HiddenInput)

    municipality_options: list[Municipality]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality_options = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text = cleaned.get("municipality_text")
        chosen = cleaned.get("municipality", "")
        cleaned["municipality"] = self._municipality(text, chosen) if text else None
        return cleaned

    def _municipality(self, text: str, number: str) -> Municipality | None:
        found = search.municipalities(text, most=400)
        if chosen := next((row for row in found if row.number == number), None):
            self.municipality_options = [chosen]
            return chosen
        if (meant := search.municipality_meant(text)) is None:
            self.municipality_options = found[: search.SHOWN]
            otherwise = gettext("Vi finner ingen kommune med det navnet. Sjekk skrivemåten.")
            self.add_error("municipality_text", str(_choose_or_change(bool(found), otherwise)))
        return meant


class OrganisationChoice(forms.Form):
    """Adds fields that find an organisation in the register, or register one by its number.

    After cleaning, ``organisation`` is the row found or None, and ``new_organisation()`` the number, name
    and kind to register, or None.
    """

    organisation_text = Line(
        label=_("Virksomhet"),
        help_text=_("Skriv navn eller organisasjonsnummer."),
        required=False,
        max_length=200,
        widget=_search_box("organisations", "organisation-options"),
    )
    organisation = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    organisation_number = OrganisationNumber(required=False)
    organisation_name = Line(label=_("Virksomhetens navn"), required=False, max_length=200)
    organisation_kind = forms.ChoiceField(
        label=_("Type virksomhet"), required=False, choices=[("", _("Velg type")), *Organisation.Kind.choices]
    )

    organisation_options: list[Organisation]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_options = []
        for name in ("organisation_number", "organisation_name", "organisation_kind"):
            self.fields[name].is_one_way = True  # type: ignore[attr-defined]  # not marked «valgfritt»

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text, chosen = cleaned.get("organisation_text") or "", cleaned.get("organisation") or ""
        cleaned["organisation"] = None
        if cleaned.get("organisation_number"):
            self._complete_new(cleaned)
        elif text and "organisation_number" in cleaned:
            cleaned["organisation"] = self.find_organisation(text, chosen)
        return cleaned

    def new_organisation(self) -> dict[str, str] | None:
        """What register.services.get_or_add_organisation takes, or None when nothing is to be registered."""
        cleaned = self.cleaned_data
        if not cleaned.get("organisation_number"):
            return None
        return {key: cleaned[f"organisation_{key}"] for key in ("number", "name", "kind")}

    def unknown_organisation(self, text: str) -> str:
        """The message for a text that finds nothing."""
        return gettext(
            "Vi finner ingen virksomhet med dette navnet eller nummeret. Legg den til med organisasjonsnummer."
        )

    def find_organisation(self, text: str, number: str) -> Organisation | None:
        """The organisation chosen among those the text finds, or the one it means; else an error with options."""
        found = search.organisations(text, most=50)
        if chosen := next((row for row in found if row.number == number), None):
            self.organisation_options = [chosen]
            return chosen
        if (meant := search.organisation_meant(text)) is None:
            self.organisation_options = found[: search.SHOWN]
            self.add_error("organisation_text", _choose_or_change(bool(found), self.unknown_organisation(text)))
        return meant

    def _complete_new(self, cleaned: dict[str, Any]) -> None:
        """A number that is registered already needs no name and kind."""
        known = Organisation.objects.filter(number=cleaned["organisation_number"]).first()
        if known:
            cleaned["organisation"], cleaned["organisation_number"] = known, ""
            return
        for name, message in (
            ("organisation_name", _("Skriv navnet på virksomheten.")),
            ("organisation_kind", _("Velg hva slags virksomhet det er.")),
        ):
            if name in cleaned and not cleaned[name]:
                self.add_error(name, ValidationError(message, code="required"))


def _choose_or_change(has_options: bool, otherwise: str) -> str:
    return gettext("Flere passer. Velg riktig i listen under.") if has_options else otherwise
