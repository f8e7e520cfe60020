"""The members of an initiative: who they are, who is asked, who decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Verdict, requires
from accounts.fresh import needs_fresh_code
from initiatives import policy, services
from initiatives.forms.members import DeciderForm, InviteForm, RoleForm
from initiatives.loading import visible_initiative, visible_member_invitation, visible_membership
from initiatives.models import Initiative, MemberInvitation, Membership, Role
from initiatives.panels import memberships_of
from initiatives.services.inviting import mail_states


@dataclass(frozen=True)
class MemberRow:
    """One member with what the looker may do, and why not."""

    membership: Membership
    form: RoleForm
    may_change: Verdict
    may_end: Verdict
    is_self: bool


@requires(policy.may_see, load=visible_initiative)
@require_safe
def members(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    return _page(request, initiative, InviteForm())


@requires(policy.may_coordinate, load=visible_initiative)
@require_POST
def invite(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, form, status=422)
    try:
        services.invite_member(initiative, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _page(request, initiative, form, status=422)
    messages.success(request, _("Invitasjonen er lagt i køen for utsending."))
    return redirect("initiatives:members", initiative.pk)


@requires(policy.may_change_invitation, load=visible_member_invitation)
@require_POST
def send_again(request: HttpRequest, invitation: MemberInvitation) -> HttpResponse:
    services.send_again(invitation, by=request.user)
    messages.success(request, _("Invitasjonen er lagt i køen på nytt."))
    return redirect("initiatives:members", invitation.initiative_id)


@requires(policy.may_change_invitation, load=visible_member_invitation)
@require_POST
def withdraw(request: HttpRequest, invitation: MemberInvitation) -> HttpResponse:
    services.withdraw_invitation(invitation, by=request.user)
    messages.success(request, _("Invitasjonen er trukket tilbake."))
    return redirect("initiatives:members", invitation.initiative_id)


@requires(policy.may_change_member, load=visible_membership)
@require_POST
@needs_fresh_code
def change_role(request: HttpRequest, membership: Membership) -> HttpResponse:
    form = _role_form(membership, request.POST)
    if not form.is_valid():
        return _page(request, membership.initiative, InviteForm(), status=422, role_form=(membership.pk, form))
    services.change_role(membership, role=form.cleaned_data["role"], by=request.user)
    messages.success(request, _("Rollen er endret."))
    return redirect("initiatives:members", membership.initiative_id)


@requires(policy.may_end_membership, load=visible_membership)
@require_POST
def end(request: HttpRequest, membership: Membership) -> HttpResponse:
    services.end_membership(membership, by=request.user)
    messages.success(request, _("Medlemskapet er avsluttet."))
    if membership.user_id == request.user.pk:
        return redirect("start")
    return redirect("initiatives:members", membership.initiative_id)


@requires(policy.may_change_member, load=visible_membership)
@require_http_methods(["GET", "HEAD", "POST"])
@needs_fresh_code
def name_decider(request: HttpRequest, membership: Membership) -> HttpResponse:
    initial = {"title": membership.decider_title, "basis": membership.decider_basis}
    form = DeciderForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        services.name_decider(membership, by=request.user, **form.cleaned_data)
        messages.success(request, _("Beslutningstakeren er utpekt."))
        return redirect("initiatives:members", membership.initiative_id)
    context = {
        "initiative": membership.initiative,
        "membership": membership,
        "form": form,
        "crumb": _("Beslutningstaker"),
    }
    return render(request, "initiatives/decider.html", context, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest,
    initiative: Initiative,
    form: InviteForm,
    *,
    status: int = 200,
    role_form: tuple[int | None, RoleForm | None] = (None, None),
) -> HttpResponse:
    may_see_people = policy.may_see_people(request.user, initiative)
    context = {
        "initiative": initiative,
        "rows": _rows(request.user, initiative, dict([role_form])),
        "form": form,
        "role_form": role_form[1],
        "may_coordinate": policy.may_coordinate(request.user, initiative),
        "may_see_people": may_see_people,
        "invitations": mail_states(initiative) if may_see_people else [],
        "crumb": _("Medlemmer"),
    }
    return render(request, "initiatives/members.html", context, status=status)


def _role_form(membership: Membership, data: Any = None) -> RoleForm:
    return RoleForm(data, initial={"role": membership.role}, auto_id=f"member-{membership.pk}-%s")


def _rows(user: Any, initiative: Initiative, refused: dict[int | None, RoleForm | None]) -> list[MemberRow]:
    found = memberships_of(initiative)
    coordinators = sum(row.role == Role.COORDINATOR for row in found)
    for row in found:
        row.initiative = initiative
    return [
        MemberRow(
            row,
            refused.get(row.pk) or _role_form(row),
            policy.may_change_member(user, row) & services.can_step_down(row, coordinators),
            policy.may_end_membership(user, row) & services.can_leave(row, coordinators),
            row.user_id == user.pk,
        )
        for row in found
    ]
