"""Input of signing's pages. What also holds without a form is in services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mail.addresses import AddressField
from paadriv.fields import Block, Day, Line
from partners.models import Partner, Signatory
from signing.services.acting import Answer, Consent
from signing.services.handing_on import Colleague
from signing.services.opening import Asked
from signing.states import YES_OF, ActKind, Purpose

_LONGEST = 2000
_RELOAD = {"required": _("Last siden på nytt.")}
#: So many turns can be chosen on the page.
TURNS = 5


class CodeForm(forms.Form):
    code = Line(
        max_length=20,
        label=_("Kode"),
        help_text=_("Seks sifre."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Skriv koden fra e-posten.")},
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class AuthorityForm(forms.Form):
    """Who answers, and what gives the right to."""

    name = Line(max_length=120, label=_("Navn"), error_messages={"required": _("Skriv navnet ditt.")})
    title = Line(
        max_length=120,
        label=_("Stilling eller verv"),
        error_messages={"required": _("Skriv stillingen eller vervet ditt.")},
    )
    authority = forms.ChoiceField(
        label=_("Grunnlag for å svare"),
        choices=Signatory.Basis.choices,
        error_messages={"required": _("Velg et grunnlag."), "invalid_choice": _("Velg et grunnlag fra listen.")},
    )
    reference = Line(
        max_length=200,
        required=False,
        label=_("Henvisning"),
        help_text=_("For eksempel «styrets sak 12/26». Trengs for fullmakt og vedtak."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("authority") not in (None, "", *Signatory.REGISTERED) and not cleaned.get("reference"):
            self.add_error("reference", _("Skriv hvor fullmakten eller vedtaket står."))
        return cleaned


class AnswerForm(AuthorityForm):
    """One answer; the section and the words belong to the choice that asks for them."""

    choice = forms.ChoiceField(  # the button that is pressed
        widget=forms.HiddenInput,
        error_messages={"required": _("Velg et svar."), "invalid_choice": _("Velg et svar.")},
    )
    section = forms.ChoiceField(
        required=False,
        label=_("Hvilken del gjelder merknaden?"),
        error_messages={"invalid_choice": _("Velg en del fra listen.")},
    )
    reservation = Block(max_length=_LONGEST, required=False, rows=4, label=_("Merknad"))
    reason = Block(max_length=_LONGEST, required=False, rows=4, label=_("Begrunnelse"))

    def __init__(self, *args: Any, sections: Mapping[str, str], purpose: str = Purpose.ENDORSE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = (*YES_OF[Purpose(purpose)], ActKind.DECLINE, ActKind.WITHDRAW)
        self.fields["choice"].choices = [(kind.value, kind.label) for kind in taken]  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("Velg en del")), *sections.items()]  # type: ignore[attr-defined]
        for name in ("section", "reservation", "reason"):  # each stands under the answer that needs it
            self.fields[name].is_one_way = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        by_choice: dict[str, dict[str, Any]] = {
            ActKind.RESERVATION: {
                "section": _("Velg hvilken del merknaden gjelder."),
                "reservation": _("Skriv merknaden."),
            },
            ActKind.DECLINE: {"reason": _("Skriv hvorfor dere ikke kan stille dere bak.")},
            ActKind.WITHDRAW: {"reason": _("Skriv hvorfor svaret trekkes.")},
        }
        for name, text in by_choice.get(cleaned.get("choice", ""), {}).items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, text)
        return cleaned

    def as_answer(self) -> Answer:
        given = self.cleaned_data
        kind = given["choice"]
        is_reservation = kind == ActKind.RESERVATION
        says_why = kind in (ActKind.DECLINE, ActKind.WITHDRAW)
        return Answer(
            kind=kind,
            name=given["name"],
            title=given["title"],
            authority=given["authority"],
            reference=given["reference"],
            section=given["section"] if is_reservation else "",
            words=given["reservation"] if is_reservation else given["reason"] if says_why else "",
        )


class ConsentForm(AnswerForm):
    """The answer once more, with what was on the screen and the tick."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, error_messages=_RELOAD | {"invalid": _RELOAD["required"]})
    content_sha256 = Line(max_length=64, widget=forms.HiddenInput, error_messages=_RELOAD)
    statement_id = Line(max_length=40, widget=forms.HiddenInput, error_messages=_RELOAD)
    statement_sha256 = Line(max_length=64, widget=forms.HiddenInput, error_messages=_RELOAD)
    agreed = forms.BooleanField(
        label=_("Jeg har lest teksten og svarer med disse ordene."),
        error_messages={"required": _("Kryss av for at du har lest teksten.")},
    )

    def as_consent(self) -> Consent:
        names = ("form_key", "content_sha256", "statement_id", "statement_sha256")
        return Consent(**{name: self.cleaned_data[name] for name in names})


class DelegateForm(AuthorityForm):
    """A colleague who answers instead, and that it is true that this person may."""

    email = AddressField(label=_("E-post"))
    reason = Line(
        max_length=300,
        label=_("Hvorfor skal en annen svare?"),
        error_messages={"required": _("Skriv kort hvorfor en annen skal svare.")},
    )
    agreed = forms.BooleanField(
        label=_("Jeg bekrefter at kollegaen har rett til å svare for virksomheten."),
        error_messages={"required": _("Kryss av for at kollegaen har rett til å svare.")},
    )
    field_order = ("name", "email", "title", "authority", "reference", "reason", "agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Navnet på kollegaen")
        self.fields["name"].error_messages["required"] = _("Skriv navnet på kollegaen.")
        self.fields["title"].error_messages["required"] = _("Skriv stillingen eller vervet til kollegaen.")

    def as_colleague(self) -> Colleague:
        names = ("name", "email", "title", "authority", "reference")
        return Colleague(**{name: self.cleaned_data[name] for name in names})


class OpenForm(forms.Form):
    """By when, and for each partner whether it is asked, in which turn, and whether the round needs it.

    ``turn`` holds «partner:turn» once per partner that is asked; several turns make an ordered round.
    """

    version = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    deadline = Day(
        label=_("Svarfrist"),
        help_text=_("Den siste dagen virksomhetene kan svare."),
        error_messages={"required": _("Velg en svarfrist.")},
    )
    turn = forms.MultipleChoiceField(
        label=_("Hvem som spørres"),
        error_messages={
            "required": _("Velg hvem som skal spørres."),
            "invalid_choice": _("Velg virksomheter fra listen."),
            "invalid_list": _("Velg virksomheter fra listen."),
        },
    )
    optional = forms.MultipleChoiceField(
        label=_("Kan utebli"),
        required=False,
        error_messages={
            "invalid_choice": _("Velg virksomheter fra listen."),
            "invalid_list": _("Velg virksomheter fra listen."),
        },
    )

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.pk): partner for partner in partners}
        turns = [(f"{key}:{turn}", "") for key in self.partners for turn in range(1, TURNS + 1)]
        self.fields["turn"].choices = [("", ""), *turns]  # type: ignore[attr-defined]
        self.fields["optional"].choices = [(key, "") for key in self.partners]  # type: ignore[attr-defined]

    def rows(self) -> list[dict[str, Any]]:
        """A partner with what is chosen for it now, for the template."""
        chosen = self._posted("turn") if self.is_bound else {f"{key}:1" for key in self.partners}
        optional = self._posted("optional")
        return [
            {
                "partner": partner,
                "turns": [(turn, f"{key}:{turn}", f"{key}:{turn}" in chosen) for turn in range(1, TURNS + 1)],
                "is_asked": any(f"{key}:{turn}" in chosen for turn in range(1, TURNS + 1)),
                "is_optional": key in optional,
            }
            for key, partner in self.partners.items()
        ]

    def clean_turn(self) -> dict[str, int]:
        """Partner → turn."""
        pairs = [value.split(":") for value in self.cleaned_data["turn"] if value]
        if len({key for key, _turn in pairs}) < len(pairs):
            raise forms.ValidationError(_("En virksomhet kan bare stå én gang."))
        return {key: int(turn) for key, turn in pairs}

    def as_parties(self) -> list[Asked]:
        optional = self.cleaned_data["optional"]
        return [
            Asked(self.partners[key], group=turn, is_required=key not in optional)
            for key, turn in self.cleaned_data["turn"].items()
        ]

    @property
    def is_ordered(self) -> bool:
        return len(set(self.cleaned_data["turn"].values())) > 1

    @property
    def last_day(self) -> date:
        found: date = self.cleaned_data["deadline"]
        return found

    def _posted(self, name: str) -> set[str]:
        return set(self.data.getlist(name)) if self.is_bound else set()  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    deadline = Day(label=_("Ny frist"), error_messages={"required": _("Velg en ny frist.")})


class VoidForm(forms.Form):
    reason = Block(
        max_length=500,
        rows=3,
        label=_("Hvorfor trekkes runden tilbake?"),
        help_text=_("Begrunnelsen sendes til alle som er spurt, også til dem som har svart."),
        error_messages={"required": _("Skriv hvorfor runden trekkes tilbake.")},
    )
