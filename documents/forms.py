"""What people type in sections, comments and templates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import Level, TemplateSection, TemplateVersion
from documents.models.templates import LONGEST_BODY
from initiatives.forms.editing import RevisedForm
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


class TemplateForm(RevisedForm):
    title = Line(label=_("Tittel"), max_length=200, error_messages={"required": _("Skriv en tittel.")})
    statement = Block(
        label=_("Erklæring"),
        required=False,
        max_length=2000,
        rows=4,
        help_text=_("Det en virksomhet sier når den stiller seg bak. Tomt for tekster ingen stiller seg bak."),
    )

    def __init__(self, data: Any = None, *, template: TemplateVersion) -> None:
        names = ("title", "statement", "revision")
        super().__init__(data, initial={name: getattr(template, name) for name in names})
        self.began_from(template, names[:-1])

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "statement")}


class MailForm(RevisedForm):
    title = Line(label=_("Emne"), max_length=200, error_messages={"required": _("Skriv et emne.")})

    def __init__(self, data: Any = None, *, template: TemplateVersion) -> None:
        super().__init__(data, initial={"title": template.title, "revision": template.revision})
        self.began_from(template, ["title"])

    def changes(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"]}


class MailPartForm(RevisedForm):
    body = Block(
        label=_("Tekst"),
        required=False,
        max_length=4000,
        rows=10,
        help_text=_("Skriv ren tekst. En tom linje gir et nytt avsnitt."),
    )

    def __init__(self, data: Any = None, *, section: TemplateSection) -> None:
        super().__init__(data, initial={"body": section.body, "revision": section.revision})
        self.began_from(section, ["body"])

    def changes(self) -> dict[str, Any]:
        return {"body": self.cleaned_data["body"]}


class LetterPartForm(MailPartForm):
    def __init__(self, data: Any = None, *, section: TemplateSection) -> None:
        super().__init__(data, section=section)
        self.fields["body"].help_text = _("**To stjerner** gir fet skrift, og en tom linje gir nytt avsnitt.")


class TemplateSectionForm(RevisedForm):
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

    def __init__(self, data: Any = None, *, section: TemplateSection) -> None:
        names = ("title", "level", "questions", "body", "revision")
        super().__init__(data, initial={name: getattr(section, name) for name in names})
        self.began_from(section, names[:-1])

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "level", "questions", "body")}


class NewTemplateSectionForm(forms.Form):
    title = Line(label=_("Ny del"), max_length=160, error_messages={"required": _("Skriv en tittel.")})
