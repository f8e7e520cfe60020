"""Inviting a colleague, changing a role, naming the decider."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.creating import beginning_a_line
from initiatives.models import Role
from mail.addresses import AddressField
from paadriv.fields import Line

#: Roles a coordinator gives; a partner's contact gets the role through the partner.
GIVEN = [
    (Role.COORDINATOR, _("Koordinator – inviterer, sender og styrer medlemmene")),
    (Role.EDITOR, _("Redaktør – skriver og endrer innhold")),
    (Role.READER, _("Leser – leser alt, endrer ingenting")),
]


class InviteForm(forms.Form):
    name = Line(label=_("Navn"), max_length=120)
    email = AddressField(label=_("E-post"))
    role = forms.ChoiceField(label=_("Rolle"), choices=GIVEN, initial=Role.EDITOR, widget=forms.RadioSelect)


class RoleForm(forms.Form):
    """For one whose role was not given here, a partner's contact, nothing is chosen beforehand."""

    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=[("", _("Velg rolle")), *((role, beginning_a_line(role.label)) for role, _words in GIVEN)],
    )


class DeciderForm(forms.Form):
    title = Line(label=_("Tittel"), help_text=_("For eksempel kommunedirektør eller styreleder"), max_length=120)
    basis = Line(
        label=_("Grunnlaget for å beslutte"),
        help_text=_("For eksempel vedtak, delegert myndighet og saksnummer"),
        max_length=200,
    )
