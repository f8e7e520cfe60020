"""The form that freezes: the version's date."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from paadriv.fields import Day


class FreezeForm(forms.Form):
    dated_on = Day(label=_("Dato på versjonen"), help_text=_("Datoen står på forsiden. Den kan ikke ligge fram i tid."))
