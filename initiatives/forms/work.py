"""Status, owner, due date and note of an activity or a deliverable, and a local activity's title."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.editing import RevisedForm
from initiatives.models import Activity, Deliverable, Initiative, Membership, WorkItem
from paadriv.fields import Block, Day, Line
from register import search
from register.models import Organisation


class WorkForm(RevisedForm):
    status = forms.ChoiceField(label=_("Status"), choices=WorkItem.Status.choices)
    owner = forms.ChoiceField(label=_("Ansvarlig"), required=False)
    organisation_text = Line(
        label=_("En annen virksomhet"),
        help_text=_("Navn eller organisasjonsnummer"),
        required=False,
        max_length=200,
    )
    due_on = Day(label=_("Frist"), required=False)
    note = Block(label=_("Merknad"), required=False, max_length=2000, rows=2)

    def __init__(self, data: Any = None, *, item: Activity | Deliverable, initiative: Initiative) -> None:
        initial = {
            "revision": item.revision,
            "status": item.status,
            "owner": _owner_key(item),
            "due_on": item.due_on,
            "note": item.note,
        }
        super().__init__(data, initial=initial, auto_id=f"{item._meta.model_name}-{item.pk}-%s")
        self.began_from(item, ("status", "owner_member", "owner_organisation", "due_on", "note"))
        self.members = {f"m{row.pk}": row for row in _members(initiative)}
        self.organisations = {f"o{row.pk}": row for row in _organisations(initiative, item)}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Ingen")),
            (_("Medlemmer"), [(key, row.user.name) for key, row in self.members.items()]),
            *(
                [(_("Virksomheter"), [(k, row.name) for k, row in self.organisations.items()])]
                if self.organisations
                else []
            ),
        ]

    def clean_organisation_text(self) -> str:
        text: str = self.cleaned_data["organisation_text"]
        self.found = search.organisation_meant(text) if text else None
        if text and self.found is None:
            message = _("Ingen eller flere virksomheter passer. Skriv hele navnet eller organisasjonsnummeret.")
            raise forms.ValidationError(message, code="unknown")
        return text

    def changes(self) -> dict[str, Any]:
        """What initiatives.services.edit_work_item takes."""
        owner = self.cleaned_data["owner"]
        return {
            **{name: self.cleaned_data[name] for name in ("status", "due_on", "note")},
            "owner_member": None if self.found else self.members.get(owner),
            "owner_organisation": self.found or self.organisations.get(owner),
        }


class ActivityForm(forms.Form):
    title = Line(label=_("Ny aktivitet"), max_length=160)


def _owner_key(item: WorkItem) -> str:
    if item.owner_member_id:
        return f"m{item.owner_member_id}"
    return f"o{item.owner_organisation_id}" if item.owner_organisation_id else ""


def _members(initiative: Initiative) -> list[Membership]:
    current = initiative.memberships.filter(ended_at=None)
    return list(current.select_related("user").order_by("user__name", "pk"))


def _organisations(initiative: Initiative, item: WorkItem) -> list[Organisation]:
    """The initiative's owner and the one that has it now; others are found by name or number."""
    found = [row for row in (initiative.owner, item.owner_organisation) if row]
    return list({row.pk: row for row in found}.values())
