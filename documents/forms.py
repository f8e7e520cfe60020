"""What people type in sections, comments and templates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Revised
from documents.models import Level
from documents.models.templates import LONGEST_BODY
from initiatives.forms.editing import CARRIED, RevisedForm
from paadriv.fields import Block, Line

_TOO_LONG = {"max_length": _("Teksten er for lang. Del den i flere deler, eller kort den ned.")}
_KEY = {"required": _("Last siden på nytt, og prøv igjen."), "invalid": _("Last siden på nytt, og prøv igjen.")}


def _hidden_key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, error_messages=_KEY)


class SectionForm(RevisedForm):
    """The text of a section; the key tells a repeat of one save from another save."""

    key = _hidden_key()
    body = Block(
        label=_("Tekst"),
        required=False,
        max_length=LONGEST_BODY,
        rows=18,
        error_messages=_TOO_LONG,
        help_text=_("Skriv med Markdown: «## Overskrift», «**uthevet**», «- punkt» og en tom linje mellom avsnitt."),
    )


class CommentForm(forms.Form):
    key = _hidden_key()
    body = Block(label=_("Kommentar"), max_length=4000, rows=3, error_messages={"required": _("Skriv en kommentar.")})


class ProposalForm(RevisedForm):
    key = _hidden_key()
    proposal = Block(
        label=_("Teksten slik du mener den bør være"),
        required=False,
        max_length=LONGEST_BODY,
        rows=18,
        error_messages=_TOO_LONG,
    )
    body = Block(label=_("Hvorfor"), required=False, max_length=4000, rows=3)


class OwnedForm(RevisedForm):
    """The fields a form of the association's texts declares are those of its row."""

    def __init__(self, data: Any = None, *, row: Revised) -> None:
        self.names = [name for name in self.base_fields if name not in CARRIED]
        super().__init__(data, initial={name: getattr(row, name) for name in (*self.names, "revision")})
        self.began_from(row, self.names)

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}


class TemplateForm(OwnedForm):
    title = Line(label=_("Tittel"), max_length=200, error_messages={"required": _("Skriv en tittel.")})
    statement = Block(
        label=_("Erklæring"),
        required=False,
        max_length=2000,
        rows=4,
        help_text=_("Det en virksomhet sier når den stiller seg bak. Tomt for tekster ingen stiller seg bak."),
    )


class MailForm(OwnedForm):
    title = Line(label=_("Emne"), max_length=200, error_messages={"required": _("Skriv et emne.")})


class MailPartForm(OwnedForm):
    body = Block(
        label=_("Tekst"),
        required=False,
        max_length=4000,
        rows=10,
        help_text=_("Skriv ren tekst. En tom linje gir et nytt avsnitt."),
    )


class LetterPartForm(MailPartForm):
    def __init__(self, data: Any = None, *, row: Revised) -> None:
        super().__init__(data, row=row)
        self.fields["body"].help_text = _("**To stjerner** gir fet skrift, og en tom linje gir nytt avsnitt.")


class TemplateSectionForm(OwnedForm):
    title = Line(label=_("Tittel"), max_length=160, error_messages={"required": _("Skriv en tittel.")})
    level = forms.ChoiceField(
        label=_("Krav"),
        choices=Level.choices,
        help_text=_("«Må» kreves før låsing, «bør» gir et råd, og «automatisk» fylles ut av systemet."),
    )
    questions = Block(label=_("Veiledende spørsmål"), required=False, max_length=2000, rows=4)
    body = Block(
        label=_("Starttekst"),
        required=False,
        max_length=LONGEST_BODY,
        rows=10,
        error_messages=_TOO_LONG,
        help_text=_("Teksten et nytt dokument begynner med. Skriv med Markdown."),
    )


class NewTemplateSectionForm(forms.Form):
    title = Line(label=_("Ny del"), max_length=160, error_messages={"required": _("Skriv en tittel.")})
