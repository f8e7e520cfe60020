"""Input about the forprosjekt's rows, one form per table; adding and editing use the same."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forprosjekt.boundary import FAULTS, MOST_BYTES, read
from forprosjekt.models import Area, FundingSource, SdgChoice
from forprosjekt.sdgs import FIXED, NAMES
from initiatives.forms.editing import CARRIED, RevisedForm
from initiatives.models import Initiative
from paadriv.fields import Block, Day, Line
from paadriv.text import sentence

_MOST_KRONER = 9_999_999_999


class Kroner(forms.CharField):
    """Whole kroner as people write them: «250 000», with or without «kr»."""

    default_error_messages = {
        "invalid": _("Skriv beløpet i hele kroner, for eksempel 250 000."),
        "most": _("Beløpet kan være høyst 9 999 999 999 kroner."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", " ") if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = re.sub(r"\s", "", str(super().clean(value) or "")).removesuffix("kr")
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,15}", text, re.ASCII):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if int(text) > _MOST_KRONER:
            raise ValidationError(self.error_messages["most"], code="most")
        return int(text)


class RowForm(RevisedForm):
    """A row of one table: what its fields are called is what the service takes. Without a row nothing is revised."""

    #: Fields shown only when a row is added.
    only_new: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any = None, *, initiative: Initiative, row: Any = None, auto_id: str = "id_%s") -> None:
        names = [name for name in self.base_fields if row is not None and hasattr(row, name)]
        super().__init__(data, initial={name: getattr(row, name) for name in names}, auto_id=auto_id)
        self.initiative, self.row = initiative, row
        if row is not None:
            self.began_from(row, [name for name in self.kept_in(row) if name not in self.only_new])
        for name in CARRIED if row is None else self.only_new:
            del self.fields[name]

    def kept_in(self, row: Any) -> list[str]:
        """The model's fields that this form writes."""
        names = [name for name in self.base_fields if name not in CARRIED]
        return [field.name for field in row._meta.concrete_fields if field.name in names]

    def changes(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in CARRIED}

    def show(self, error: ValidationError) -> None:
        """Put what a service or a model refused at the field where it was typed."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class AreaForm(RowForm):
    name = Line(label=_("Navn"), max_length=120)
    description = Block(
        label=_("Beskrivelse"),
        required=False,
        max_length=2000,
        help_text=_("Hvor går grensene? Hvem bor, arbeider og eier her?"),
    )


class ReinforcementForm(RowForm):
    area = forms.ModelChoiceField(label=_("Område"), queryset=Area.objects.none(), empty_label=None)
    subject = Line(label=_("Hva som finnes"), max_length=200, help_text=_("Et prosjekt, en plan eller en kraft"))
    added_value = Block(label=_("Hva Pådriv kan forsterke"), max_length=1000, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(initiative=self.initiative).defer("boundary").order_by("pk")  # type: ignore[attr-defined]


class ChallengeForm(RowForm):
    title = Line(label=_("Utfordring"), max_length=200, help_text=_("Noe ingen av dere kan løse alene"))
    description = Block(
        label=_("Beskrivelse"), required=False, max_length=2000, help_text=_("Hvem merker den mest? Hva er prøvd før?")
    )


class BarrierForm(RowForm):
    title = Line(label=_("Barriere"), max_length=200, help_text=_("En regel, en vane eller noe annet som hindrer dere"))
    description = Block(label=_("Hva som skal til"), required=False, max_length=2000)


def _choices(of: Any) -> list[tuple[str, str]]:
    return [(value, sentence(str(label))) for value, label in of.choices]


class SourceForm(RowForm):
    provider = Line(label=_("Hvem som gir"), max_length=200)
    kind = forms.ChoiceField(label=_("Type"), choices=partial(_choices, FundingSource.Kind))
    purpose = forms.ChoiceField(
        label=_("Formål"),
        choices=partial(_choices, FundingSource.Purpose),
        help_text=_("Oppbygging er etableringsfasen. Drift er det første året etterpå."),
    )
    status = forms.ChoiceField(label=_("Status"), choices=partial(_choices, FundingSource.Status))
    amount_low = Kroner(label=_("Beløp fra"), help_text=_("Fyll ut bare dette når beløpet er kjent"))
    amount_high = Kroner(label=_("Beløp til"))
    deadline = Day(label=_("Søknadsfrist"), required=False)
    note = Block(label=_("Merknad"), required=False, max_length=1000, rows=2)

    def clean(self) -> dict[str, Any]:
        """One amount alone is both ends of the range."""
        cleaned: dict[str, Any] = super().clean() or {}
        low, high = cleaned.get("amount_low"), cleaned.get("amount_high")
        if not self.errors:
            cleaned["amount_low"], cleaned["amount_high"] = (
                high if low is None else low,
                low if high is None else high,
            )
        return cleaned


class SdgForm(RowForm):
    only_new = ("goal",)

    goal = forms.TypedChoiceField(label=_("Bærekraftsmål"), coerce=int)
    reason = Block(label=_("Hvorfor er målet viktig her?"), required=False, max_length=1000, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "goal" in self.fields:
            taken = {*FIXED, *SdgChoice.objects.filter(initiative=self.initiative).values_list("goal", flat=True)}
            left = [(goal, f"{goal} {name}") for goal, name in NAMES.items() if goal not in taken]
            self.fields["goal"].choices = left  # type: ignore[attr-defined]


class LocalGoalForm(RowForm):
    text = Block(label=_("Mål"), max_length=1000, rows=2, help_text=_("Skriv målet slik det er vedtatt"))
    source = Line(label=_("Plan eller vedtak"), max_length=200, help_text=_("For eksempel «Kommuneplanen, sak 12/24»"))
    adopted_on = Day(label=_("Vedtatt"), required=False)


class BoundaryForm(RevisedForm):
    """A boundary pasted or uploaded; a file goes before the text."""

    geojson = forms.CharField(
        label=_("GeoJSON"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Lim inn fra et kartverktøy. Lengdegrad står først, i WGS84."),
    )
    file = forms.FileField(
        label=_("Eller velg en fil"),
        required=False,
        allow_empty_file=True,
        max_length=200,
        help_text=_("GeoJSON, høyst 1 MB"),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("geojson", "file"):
            self.fields[name].is_one_way = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("geojson") or ""
        field = "file" if file is not None else "geojson"
        if self.errors:
            return cleaned
        try:
            if file is not None:
                if file.size > MOST_BYTES:
                    raise ValidationError(FAULTS["too_long"], code="too_long")
                text = file.read().decode("utf-8-sig")
            cleaned["boundary"] = read(text)
        except UnicodeDecodeError:
            self.add_error(field, ValidationError(FAULTS["not_json"], code="not_json"))
        except ValidationError as fault:
            self.add_error(field, fault)
        return cleaned
