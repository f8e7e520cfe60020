"""The decision form: outcome, date, explanation, and a reason per unmet recommendation."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from gates.findings import REASON_AT_LEAST, Finding, Waiver
from gates.gate_2 import JOINT
from gates.models import AT_A_GATE, Outcome, StopReason
from gates.services import Decision
from initiatives.models import Deliverable
from mail.addresses import AddressField
from meetings.models import Meeting
from paadriv.clock import today
from paadriv.fields import Block, Day, Line
from paadriv.text import in_words, moment, sentence
from register.forms import OrganisationChoice

_STOP_REASONS = [(reason.value, sentence(str(reason.label))) for reason in StopReason]


class DecisionForm(forms.Form):
    """One decision. Fields for reasons and waivers exist for what is not met, and for nothing else."""

    outcome = forms.ChoiceField(
        label=_("Hva beslutter dere?"),
        choices=[(outcome.value, sentence(str(outcome.label))) for outcome in AT_A_GATE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg et utfall.")},
    )
    decided_on = Day(label=_("Når ble det besluttet?"))
    explanation = Block(
        label=_("Begrunnelse"),
        max_length=2000,
        required=False,
        help_text=_("Må fylles ut når dere ikke går videre."),
    )
    rework = forms.MultipleChoiceField(
        label=_("Hva skal bearbeides?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bare når dere velger «Bearbeid». Versjoner som er låst, blir stående."),
    )
    rework_by = Day(label=_("Bearbeides innen"), required=False)
    stop_reason = forms.ChoiceField(
        label=_("Hovedgrunnen til at dere avslutter"),
        required=False,
        choices=[("", _("Velg bare når dere stopper")), *_STOP_REASONS],
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        findings: tuple[Finding, ...] = (),
        deliverables: Sequence[Deliverable] = (),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"decided_on": today(), "form_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        if deliverables:
            rework = cast(forms.MultipleChoiceField, self.fields["rework"])
            rework.choices = [(item.key, item.shown_title) for item in deliverables]
        else:
            del self.fields["rework"], self.fields["rework_by"]
        if any(finding.key == JOINT for finding in findings):
            self.fields["explanation"].label = _("Referat eller begrunnelse")
            self.fields["explanation"].help_text = _(
                "Når dere går videre: når virksomhetene besluttet sammen, hvem som var med, hva de ble enige om, "
                "og hvor referatet ligger. Ellers: hvorfor."
            )
        self.unmet = [finding for finding in findings if not finding.ok]
        for finding in self.unmet:
            if not finding.is_must:
                self.fields[_reason(finding)] = Block(
                    label=_("Hvorfor går dere videre selv om dette ikke er oppfylt?"),
                    required=False,
                    max_length=500,
                    rows=2,
                    help_text=_("Minst %(least)d tegn. Begrunnelsen står i beslutningen.") % {"least": REASON_AT_LEAST},
                )
            elif finding.criterion.waivable:
                self._add_waiver(finding)

    def _add_waiver(self, finding: Finding) -> None:
        key = finding.key
        self.fields[f"waiver_body_{key}"] = Line(label=_("Organet som fraviker kravet"), required=False, max_length=120)
        self.fields[f"waiver_case_{key}"] = Line(label=_("Saksnummer"), required=False, max_length=40)
        self.fields[f"waiver_date_{key}"] = Day(label=_("Vedtaksdato"), required=False)
        self.fields[f"waiver_reason_{key}"] = Block(
            label=_("Hvorfor går dere videre med få, men forpliktede virksomheter?"),
            required=False,
            max_length=500,
            rows=2,
        )

    def fields_for(self, finding: Finding) -> list[forms.BoundField]:
        """The bound fields that belong under one unmet criterion."""
        names = [name for name in self.fields if name.endswith(f"_{finding.key}")]
        return [self[name] for name in names]

    def decision(self) -> Decision:
        """The cleaned input as the service takes it."""
        data = self.cleaned_data
        return Decision(
            outcome=Outcome(data["outcome"]),
            decided_on=data["decided_on"],
            explanation=data["explanation"],
            stop_reason=data["stop_reason"],
            rework=tuple(data.get("rework", ())),
            rework_by=data.get("rework_by"),
            reasons={one.key: data[_reason(one)] for one in self.unmet if not one.is_must},
            waivers={
                one.key: Waiver(
                    body=data[f"waiver_body_{one.key}"],
                    case_number=data[f"waiver_case_{one.key}"],
                    decided_on=data[f"waiver_date_{one.key}"],
                    reason=data[f"waiver_reason_{one.key}"],
                )
                for one in self.unmet
                if one.is_must and one.criterion.waivable
            },
        )


class LongerForm(forms.Form):
    """On hold until a later day."""

    reason = Block(label=_("Hvorfor venter dere lenger?"), max_length=500, rows=3)
    review_on = Day(label=_("Når vurderer dere det på nytt?"))


class PauseForm(LongerForm):
    """On hold until somebody takes the work up again; where meetings are planned, one chooses what becomes of them."""

    meetings = forms.ChoiceField(
        label=_("Hva skjer med møter som ikke er holdt?"),
        choices=[
            ("keep", _("Behold dem. De som er invitert, får ikke beskjed")),
            ("call_off", _("Avlys dem. De som er invitert, får beskjed med en gang")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva som skjer med møtene.")},
    )

    def __init__(self, *args: Any, coming: Sequence[Meeting] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Hvorfor settes arbeidet på vent?")
        self.coming = coming
        if coming:
            self.fields["meetings"].help_text = in_words(moment(meeting.starts_at) for meeting in coming)
        else:
            del self.fields["meetings"]

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned input as the service takes it."""
        data = dict(self.cleaned_data)
        return data | {"call_off": data.pop("meetings", "keep") == "call_off"}


class TurnForm(forms.Form):
    """A decision between the beslutningspunkter: when, and why."""

    decided_on = Day(label=_("Når ble det besluttet?"))
    explanation = Block(
        label=_("Begrunnelse"),
        max_length=2000,
        help_text=_("Minst %(least)d tegn. Begrunnelsen står i beslutningen.") % {"least": REASON_AT_LEAST},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"decided_on": today(), "form_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)


class StopForm(TurnForm):
    stop_reason = forms.ChoiceField(
        label=_("Hovedgrunnen til at dere avslutter"),
        choices=[("", _("Velg")), *_STOP_REASONS],
        error_messages={"required": _("Velg hovedgrunnen til at dere avslutter.")},
    )


class ReopenForm(TurnForm):
    where = forms.ChoiceField(
        label=_("Hvor tar dere opp arbeidet?"),
        choices=[("here", _("I steget der initiativet ble avsluttet")), ("start", _("Fra det første steget"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvor dere tar opp arbeidet.")},
    )


class TransferForm(OrganisationChoice):
    """Who takes over, who answers for it, and why."""

    name = Line(label=_("Navnet på den som bekrefter for den nye eieren"), max_length=120)
    email = AddressField(label=_("E-post"), help_text=_("Lenken for å bekrefte sendes hit."))
    reason = Block(label=_("Hvorfor bytter initiativet eier?"), max_length=500, rows=3)

    field_order = ("organisation_text", "name", "email", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_text"].label = _("Ny eierorganisasjon")
        self.fields["organisation_text"].is_one_way = True  # type: ignore[attr-defined]  # found or added, never left out

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        found = cleaned.get("organisation") or cleaned.get("organisation_number")
        if not found and not self.errors:
            self.add_error("organisation_text", _("Skriv hvilken virksomhet som overtar."))
        return cleaned


class MediateForm(forms.Form):
    reason = Block(
        label=_("Hvorfor bekrefter foreningen i stedet for eieren?"),
        max_length=500,
        rows=3,
        help_text=_("Bare når eieren ikke finnes lenger. Begrunnelsen blir stående."),
    )


class AcceptForm(forms.Form):
    title = Line(label=_("Stillingen eller vervet ditt"), max_length=120)
    basis = Line(
        label=_("Grunnlaget for å beslutte"),
        help_text=_("For eksempel vedtak, delegert myndighet og saksnummer"),
        max_length=200,
    )


class ReplyForm(forms.Form):
    text = Block(label=_("Svar på merknaden"), max_length=2000, rows=3)


class AdviceForm(forms.Form):
    text = Block(
        label=_("Råd fra Foreningen Pådriv"),
        max_length=2000,
        help_text=_("Rådet er ikke bindende. Koordinatorene får det på e-post, og alle i initiativet kan lese det."),
        error_messages={"required": _("Skriv rådet.")},
    )


def _reason(finding: Finding) -> str:
    return f"reason_{finding.key}"
