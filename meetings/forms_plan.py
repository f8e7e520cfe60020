"""Forms for planning, the programme, the list and the letter. Rules that hold without a form are services'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from mail.addresses import AddressField
from meetings.importing import MOST_BYTES, Row, Unreadable, decode
from meetings.models import Meeting
from paadriv.fields import Block, Day, Line, Number, Phone, TimeOfDay, moment_of
from paadriv.text import local
from partners.groups import CHOICES

#: Which form field stands for a field of the model or a service's error.
_SHOWN_AT = {"starts_at": "start", "ends_at": "end"}
_GROUPS = [("", _("Ikke valgt")), *CHOICES]


def show_errors(form: forms.Form, error: ValidationError) -> None:
    """Put what a service or a model refused at the field where it was typed."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        name = _SHOWN_AT.get(name, name)
        form.add_error(name if name in form.fields else None, errors)


class MeetingForm(forms.Form):
    """The plan of a meeting. Time is a day and two clock times in Norway."""

    day = Day(label=_("Dato"))
    start = TimeOfDay(label=_("Starter kl."))
    end = TimeOfDay(label=_("Slutter kl."))
    venue_preposition = forms.ChoiceField(
        label=_("«i» eller «på»"),
        choices=Initiative.Preposition,
        initial="på",
        help_text=_("«i Storgata 5», «på kinoen»"),
    )
    venue = Line(label=_("Møtested med adresse"), max_length=200)
    accessibility = Line(
        label=_("Tilgjengelighet"),
        max_length=300,
        required=False,
        help_text=_("For eksempel «Møtestedet har trinnfri inngang fra Bryggegata.»"),
    )
    serving = Line(
        label=_("Servering"),
        max_length=200,
        required=False,
        help_text=_("For eksempel «Vi serverer kaffe og rundstykker.»"),
    )
    capacity = Number(
        label=_("Antall plasser"),
        least=1,
        most=2000,
        required=False,
        help_text=_("Når plassene er fulle, kommer resten på venteliste. Uten tall er det plass til alle."),
    )
    answer_by = Day(label=_("Svarfrist"), help_text=_("Siste dag for å svare, senest møtedagen."))
    headline = Line(label=_("Overskrift"), max_length=80)
    short_reason = Block(
        label=_("Kort begrunnelse"),
        max_length=400,
        rows=3,
        required=False,
        help_text=_("Én eller to setninger som står i e-posten og brevet. Uten den bruker vi hele begrunnelsen."),
    )
    sender_name = Line(label=_("Hvem undertegner invitasjonen?"), max_length=120)
    sender_title = Line(
        label=_("Tittel"), max_length=120, help_text=_("Med liten forbokstav, for eksempel «kommunedirektør».")
    )
    initiator_address = Line(
        label=_("Initiativtakerens postadresse"),
        max_length=200,
        required=False,
        help_text=_("Må være fylt ut før invitasjonene kan sendes."),
    )
    case_number = Line(label=_("Saksnummer"), max_length=40, required=False)
    interest_threshold = Number(
        label=_("Interesseterskel"),
        least=1,
        most=500,
        help_text=_(
            "Hvor mange virksomheter må svare at de vil delta videre, for at interessen er stor nok? "
            "Tallet kan endres fram til møtet starter."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, at in (("starts_at", "start"), ("ends_at", "end")):
            if data.get("day") and data.get(at):
                try:
                    data[name] = moment_of(data["day"], data[at])
                except ValidationError as error:
                    self.add_error(at, error)
        if "starts_at" in data and "ends_at" in data and data["ends_at"] <= data["starts_at"]:
            self.add_error("end", _("Møtet må slutte etter at det starter."))
        if data.get("day") and data.get("answer_by") and data["answer_by"] > data["day"]:
            self.add_error("answer_by", _("Svarfristen kan ikke være etter møtedagen."))
        return data

    def plan(self) -> dict[str, Any]:
        """What the services take: moments instead of day and times."""
        return {key: value for key, value in self.cleaned_data.items() if key not in ("day", "start", "end")}

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """What the form shows of a meeting that exists."""
        starts, ends = local(meeting.starts_at), local(meeting.ends_at)
        names = [name for name in MeetingForm.base_fields if name not in ("day", "start", "end")]
        return {
            **{name: getattr(meeting, name) for name in names},
            "day": starts.date(),
            "start": starts.time(),
            "end": ends.time(),
        }


class CallOffForm(forms.Form):
    reason = Line(
        label=_("Hvorfor avlyser dere?"),
        max_length=200,
        help_text=_("Kort og uten punktum, for eksempel «for få påmeldte». Står i e-posten til de inviterte."),
    )
    plan = Line(
        label=_("Hva skjer videre?"),
        max_length=300,
        required=False,
        help_text=_("Én setning, for eksempel «Du får en ny invitasjon når tidspunktet er klart.»"),
    )


class ItemForm(forms.Form):
    title = Line(label=_("Post"), max_length=120)
    minutes = Number(label=_("Minutter"), least=1, most=480)
    responsible = Line(label=_("Ansvarlig"), max_length=120, required=False)
    description = Line(label=_("Innhold"), max_length=400, required=False)


class RemoveForm(forms.Form):
    reason = Block(
        label=_("Hvorfor tas innføringen ut?"),
        max_length=500,
        rows=3,
        help_text=_("Metoden anbefaler at alle får en innføring. Begrunnelsen vises ved beslutningspunkt 1."),
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


def _why_asked() -> Line:
    return Line(
        label=_("Hvorfor spør vi?"),
        max_length=200,
        required=False,
        help_text=_("Fortsett setningen «Du får denne e-posten fordi …», for eksempel «du leder velforeningen»."),
    )


class GuestForm(forms.Form):
    """One person for the list."""

    name = Line(label=_("Navn"), max_length=120)
    email = AddressField(label=_("E-post"))
    organisation = Line(label=_("Virksomhet"), max_length=200, required=False, help_text=_("Tomt for en privatperson."))
    group = forms.ChoiceField(label=_("Interessentgruppe"), choices=_GROUPS, required=False)
    phone = Phone(label=_("Telefon"), required=False)
    why_asked = _why_asked()

    def row(self) -> Row:
        data = self.cleaned_data
        return Row(1, **{**data, "email": data["email"].lower()})


class CorrectionForm(forms.Form):
    """What can be put right for somebody on the list."""

    email = AddressField(label=_("E-post"))
    why_asked = _why_asked()


class ListForm(forms.Form):
    """A pasted list or a file; one of them."""

    text = forms.CharField(
        label=_("Lim inn en liste"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Én person per linje: navn, e-post og virksomhet med semikolon, komma eller tabulator mellom. "
            "Adresser kopiert fra et e-postprogram går også."
        ),
    )
    file = forms.FileField(
        label=_("Eller last opp en CSV-fil"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_(
            "Kolonnene navn og e-post må være med. Virksomhet, gruppe, telefon og hvorfor kan være med. "
            "Høyst 500 personer."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file: UploadedFile | None = data.get("file")
        if file is not None:
            if (file.size or 0) > MOST_BYTES:
                self.add_error("file", _("Filen er for stor. Den kan være høyst 1 MB."))
                return data
            try:
                data["content"] = decode(file.read())
            except Unreadable as error:
                self.add_error("file", str(error))
        elif data.get("text", "").strip():
            data["content"] = data["text"]
        elif not self.errors:
            self.add_error("text", _("Lim inn en liste, eller velg en fil."))
        return data


class LetterForm(forms.Form):
    letter = Block(label=_("Brevtekst"), max_length=3000, rows=18)


def posted_revision(data: Mapping[str, Any]) -> int:
    """The revision the form was opened with; nonsense is older than any row."""
    text = str(data.get("revision", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
