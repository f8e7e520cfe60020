"""Input of guests' pages and of the meeting day. Rules that also hold without a form are in services."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from mail.addresses import AddressField
from meetings.models import Choice, Interest, Invitation, Minutes
from meetings.services.answering import Substitute
from paadriv.fields import Block, Day, Line
from partners.groups import CHOICES
from partners.models import Partner


class AnswerForm(forms.Form):
    """One answer; name and address only for «sender en annen», needs only when they were on the page."""

    choice = forms.ChoiceField(  # the button that is pressed
        choices=Choice.choices, widget=forms.HiddenInput, error_messages={"required": _("Velg et svar.")}
    )
    need = Block(
        max_length=500,
        required=False,
        rows=3,
        label=_("Trenger du tilrettelegging?"),
        help_text=_(
            "For eksempel tolk, teleslynge eller ledsager. Bare de som arrangerer møtet, ser det du skriver. "
            "Vi sletter det to uker etter møtet."
        ),
    )
    substitute_name = Line(max_length=120, required=False, label=_("Navnet på den som kommer i stedet"))
    substitute_email = AddressField(
        required=False, label=_("E-postadressen til den som kommer"), help_text=_("Vi sender invitasjonen dit.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("choice") == Choice.SENDS_ANOTHER:
            for name, text in (
                ("substitute_name", _("Skriv navnet på den som kommer i stedet.")),
                ("substitute_email", _("Skriv e-postadressen til den som kommer i stedet.")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return cleaned

    def as_answer(self) -> dict[str, Any]:
        """What services.answer takes."""
        name, email = self.cleaned_data["substitute_name"], self.cleaned_data["substitute_email"]
        return {
            "choice": self.cleaned_data["choice"],
            "need": self.cleaned_data["need"] if "need" in self.data else None,
            "substitute": Substitute(name, email) if name and email else None,
        }


class PhoneAnswerForm(forms.Form):
    """What somebody answered by phone. A substitute is invited from the list."""

    choice = forms.ChoiceField(
        label=_("Svar"),
        choices=[(choice.value, choice.label) for choice in (Choice.COMING, Choice.MAYBE, Choice.NOT_COMING)],
        error_messages={"required": _("Velg et svar."), "invalid_choice": _("Velg et svar fra listen.")},
    )


class WalkInForm(forms.Form):
    """Somebody at the door, in three fields."""

    name = Line(max_length=120, label=_("Navn"))
    organisation = Line(max_length=200, required=False, label=_("Virksomhet"))
    email = AddressField(required=False, label=_("E-post"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].widget.attrs |= {"list": "known-organisations", "autocomplete": "off"}
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].help_text = _("Trengs for å få referatet.")


class GroupForm(forms.Form):
    """The stakeholder group of one who came, or of the organisation they came for."""

    group = forms.ChoiceField(
        label=_("Interessentgruppe"),
        choices=[("", _("Velg gruppe")), *CHOICES],
        error_messages={"required": _("Velg en gruppe.")},
    )


class InterestForm(forms.Form):
    """The five questions, and who answers."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": _("Last siden på nytt.")})
    name = Line(max_length=120, label=_("Navnet ditt"))
    organisation = Line(max_length=200, required=False, label=_("Virksomhet"))
    sees_need = forms.ChoiceField(choices=Interest.Need.choices, widget=forms.RadioSelect)
    level = forms.ChoiceField(choices=Interest.Level.choices, widget=forms.RadioSelect)
    contributions = forms.MultipleChoiceField(
        choices=Interest.CONTRIBUTIONS, widget=forms.CheckboxSelectMultiple, required=False
    )
    what_it_takes = Block(max_length=1000, required=False, rows=3)
    who_is_missing = Block(max_length=1000, required=False, rows=3)

    def __init__(self, *args: Any, place: str, invitation: Invitation | None = None, **kwargs: Any) -> None:
        first: dict[str, Any] = {"form_key": uuid.uuid4()}
        if invitation is not None:
            partner = invitation.person.partner
            first |= {"name": invitation.person.name, "organisation": partner.name if partner else ""}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.fields["organisation"].help_text = _("La feltet stå tomt hvis du svarer som privatperson.")
        for name, label in (
            ("sees_need", _("Mener du at %(place)s trenger et Pådriv?") % {"place": place}),
            ("level", _("Vil du eller virksomheten din delta videre?")),
            ("contributions", _("Hva kan du eller virksomheten bidra med?")),
            ("what_it_takes", _("Hva må til for at svaret skal bli ja?")),
            ("who_is_missing", _("Hvem mangler vi i det videre arbeidet?")),
        ):
            self.fields[name].label = label
        for name in ("sees_need", "level"):
            self.fields[name].error_messages["required"] = _("Velg ett av svarene.")


class LinkForm(forms.Form):
    """Which partner an interest speaks for: one that is here, or a new one with its group."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(), required=False, label=_("Virksomhet i initiativet"), empty_label=_("Ingen")
    )
    new_name = Line(max_length=200, required=False, label=_("Navnet på den nye virksomheten"))
    group = forms.ChoiceField(choices=CHOICES, required=False, label=_("Interessentgruppe"))

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = initiative.partners.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("Velg gruppe")), *CHOICES]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("new_name") and not cleaned.get("group") and "group" not in self.errors:
            self.add_error("group", _("Velg hvilken gruppe virksomheten hører til."))
        return cleaned


class ReopenForm(forms.Form):
    reason = Block(max_length=500, rows=3, label=_("Hvorfor møtet må åpnes igjen"), help_text=_("Minst 20 tegn."))

    def clean_reason(self) -> str:
        text: str = self.cleaned_data["reason"]
        if len(text) < 20:
            raise ValidationError(_("Skriv minst 20 tegn."))
        return text


class MinutesForm(forms.Form):
    """The minutes and the last day of the interest form; the revision it was opened with."""

    revision = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    body = Block(max_length=Minutes._meta.get_field("text").max_length, rows=22, label=_("Referat"))
    interest_until = Day(label=_("Siste dag for interesseerklæringen"))
