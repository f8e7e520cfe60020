"""Form fields for what people type here: cleaned lines and blocks, Norwegian dates, times and moments.

A leaf: rules that also hold without a form live in models and services.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from paadriv.text import clean_block, clean_line

_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)
_ASCII_NUMBER = re.compile(r"[0-9]{1,9}")


class Line(forms.CharField):
    """One line without control, bidi or invisible characters."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class Block(forms.CharField):
    """Several lines, cleaned; a textarea."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_block(super().to_python(value) or "")


class Phone(Line):
    """Digits, spaces and a leading plus; kept as typed."""

    default_error_messages = {"phone": _("Skriv et telefonnummer med 8 sifre, eller med landkode.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not re.fullmatch(r"\+?[0-9][0-9 ]{6,18}[0-9]", text, re.ASCII):
            raise ValidationError(self.error_messages["phone"], code="phone")
        return text


class Number(forms.IntegerField):
    """A whole number in ASCII digits between two bounds."""

    default_error_messages = {"invalid": _("Skriv et helt tall.")}

    def __init__(self, *, least: int = 0, most: int, **kwargs: Any) -> None:
        super().__init__(min_value=least, max_value=most, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value).strip() if value is not None else ""
        if text and not _ASCII_NUMBER.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class Day(forms.DateField):
    """A day between 2000 and 2100; takes the browser's format and «23.4.2026»."""

    default_error_messages = {
        "invalid": _("Skriv en dato, for eksempel 23.04.2026."),
        "range": _("Velg en dato mellom 2000 og 2100."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y"])
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value.strip() if isinstance(value, str) else value)
        if found is not None and not _EARLIEST <= found <= _LATEST:
            raise ValidationError(self.error_messages["range"], code="range")
        return found


class TimeOfDay(forms.TimeField):
    """A time of day; takes the browser's «18:00» and the Norwegian «18.00»."""

    default_error_messages = {"invalid": _("Skriv et klokkeslett, for eksempel 18.00.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S"])
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(**kwargs)


def moment_of(day: date, at: time) -> datetime:
    """The aware moment of a Norwegian day and time.

    Raises ValidationError in bokmål for a time that does not exist or exists twice on the night the
    clock is changed.
    """
    zone = timezone.get_default_timezone()
    assert isinstance(zone, ZoneInfo)
    first = datetime.combine(day, at, zone)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        back = (first.astimezone(ZoneInfo("UTC"))).astimezone(zone)
        if back.replace(tzinfo=None, fold=0) != first.replace(tzinfo=None, fold=0):
            raise ValidationError(
                _("Dette klokkeslettet finnes ikke, fordi klokken stilles fram denne natten. Velg et annet."),
                code="gap",
            )
        raise ValidationError(
            _("Dette klokkeslettet kommer to ganger, fordi klokken stilles tilbake denne natten. Velg et annet."),
            code="twice",
        )
    return first


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one aware moment to another."""
    return int((end - start) / timedelta(minutes=1))
