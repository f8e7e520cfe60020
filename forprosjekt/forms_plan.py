"""Input about the plan for step 3: who does what, from when to when, at what cost, with which result."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forprosjekt.forms import Kroner, RowForm
from forprosjekt.models import FundingSource, Owned
from forprosjekt.services import owned_by
from initiatives.models import Initiative, Membership
from paadriv.fields import Block, Day, Line, Number
from partners.models import Partner, Stage
from register.models import Organisation


class OwnedForm(RowForm):
    """A row somebody answers for: a member, a partner, or the initiative's owner."""

    owner = forms.ChoiceField(label=_("Ansvarlig"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = _owners(self.initiative, self.row)
        self.owners = {key: owner for _title, rows in groups for key, _name, owner in rows}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Ikke valgt")),
            *((title, [(key, name) for key, name, _owner in rows]) for title, rows in groups if rows),
        ]
        if self.row is not None:
            present = (self.row.owner_member, self.row.owner_partner, self.row.owner_organisation)
            self.initial["owner"] = next((key_of(owner) for owner in present if owner), "")

    def kept_in(self, row: Any) -> list[str]:
        return [*super().kept_in(row), "owner_member", "owner_partner", "owner_organisation"]

    def changes(self) -> dict[str, Any]:
        values = super().changes()
        owner = self.owners.get(values.pop("owner"))
        return {**values, **owned_by(owner)}


class PlannedForm(OwnedForm):
    starts_on = Day(label=_("Fra"), required=False)
    ends_on = Day(label=_("Til"), required=False)
    hours = Number(label=_("Timer"), most=999_999, required=False)
    cost = Kroner(label=_("Kostnad i kroner"))
    contributors = Line(label=_("Medvirkende"), max_length=200, required=False)
    tasks = Block(label=_("Delaktiviteter"), max_length=600, required=False, rows=2)
    result = Block(label=_("Resultat"), max_length=600, required=False, rows=2)
    dependencies = Line(
        label=_("Avhengig av"), max_length=300, required=False, help_text=_("Hva må være på plass først?")
    )

    field_order = (
        *("revision", "owner", "contributors", "starts_on", "ends_on", "hours", "cost"),
        *("tasks", "result", "dependencies"),
    )


class FundingTaskForm(OwnedForm):
    title = Line(label=_("Oppgave"), max_length=160, help_text=_("For eksempel «Søke om tilskudd»"))
    source = forms.ModelChoiceField(
        label=_("Kilde"), queryset=FundingSource.objects.none(), required=False, empty_label=_("Ingen bestemt")
    )
    due_on = Day(label=_("Frist"))

    field_order = ("revision", "title", "source", "owner", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = FundingSource.objects.filter(initiative=self.initiative).order_by("pk")  # type: ignore[attr-defined]
        self.fields["owner"].required = True


def key_of(owner: Membership | Partner | Organisation) -> str:
    """«m12», «p3» or «o7»."""
    letter = "m" if isinstance(owner, Membership) else "p" if isinstance(owner, Partner) else "o"
    return f"{letter}{owner.pk}"


def _owners(initiative: Initiative, row: Owned | None) -> list[tuple[Any, list[tuple[str, str, Any]]]]:
    """Members and organisations one can choose, those that answer for the row already among them."""
    current = initiative.memberships.filter(ended_at=None).select_related("user").order_by("user__name", "pk")
    members: list[Membership] = list(current)
    stages = (Stage.DECLINED, Stage.WITHDRAWN)
    partners = list(Partner.objects.filter(initiative=initiative).exclude(stage__in=stages).order_by("name", "pk"))
    own = [initiative.owner] if initiative.owner else []
    if row is not None:
        members += [row.owner_member] if row.owner_member and row.owner_member not in members else []
        partners += [row.owner_partner] if row.owner_partner and row.owner_partner not in partners else []
        own += [row.owner_organisation] if row.owner_organisation and row.owner_organisation not in own else []
    there = {partner.organisation_id for partner in partners}
    kept = [one for one in own if one.pk not in there or (row is not None and row.owner_organisation == one)]
    organisations: list[Partner | Organisation] = [*partners, *kept]
    return [
        (_("Medlemmer"), [(key_of(one), one.user.name, one) for one in members]),
        (_("Virksomheter"), [(key_of(one), one.name, one) for one in organisations]),
    ]
