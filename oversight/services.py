"""Giving and taking access for the association: each one transaction with its journal entry and its mail row."""

from __future__ import annotations

from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import sessions
from accounts.access import NotReady
from accounts.journal import ASSOCIATION, record
from accounts.models import User
from initiatives.models import Initiative, Membership, Role
from mail import services as mail
from oversight.kinds import access_given, access_taken
from paadriv.clock import now
from paadriv.text import in_words
from register.models import Affiliation
from register.services import get_or_add_organisation


class What(StrEnum):
    """What can be taken from a person."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    ACCOUNT = "account"


@transaction.atomic
def invite_administrator(*, email: str, name: str, by: User | None) -> User:
    """Make a person an administrator of the association and mail the way in; nothing happens twice.

    ``by`` is None for the command on the server. Raises ValidationError for a bad address or name.
    """
    _lock_administrators()
    user = _person(email, name)
    if user.is_association_admin:
        return user
    user.is_association_admin = True
    user.save(update_fields=["is_association_admin"])
    _tell_given(user, What.ADMINISTRATOR, by)
    record(ASSOCIATION, "administrator_invited", by=by, subject=user)
    return user


@transaction.atomic
def invite_coordinator(
    *, email: str, name: str, organisation_number: str, organisation_name: str, organisation_kind: str, by: User
) -> User:
    """Let a person start initiatives for an organisation and mail the way in.

    Inviting the same person again adds the organisation and mails nothing. Raises ValidationError.
    """
    _lock_administrators()
    user = _person(email, name)
    organisation = get_or_add_organisation(
        number=organisation_number, name=organisation_name, kind=organisation_kind, by=by
    )
    Affiliation.objects.get_or_create(user=user, organisation=organisation)
    if not user.may_create_initiatives:
        user.may_create_initiatives = True
        user.save(update_fields=["may_create_initiatives"])
        _tell_given(user, What.COORDINATOR, by)
        record(ASSOCIATION, "coordinator_invited", by=by, subject=user, organisation=organisation.pk)
    return user


@transaction.atomic
def take_away(user: User, what: What, *, by: User) -> None:
    """Take one kind of access from a person and say so by mail; a closed account is logged out at once.

    Raises NotReady for the last administrator, for the account of the only coordinator of an open initiative,
    and when the person does not have it.
    """
    _lock_administrators()
    user = User.objects.select_for_update().get(pk=user.pk)
    _refuse_without(user, what)
    if what is not What.COORDINATOR and user.is_association_admin:
        _keep_an_administrator(user)
        user.is_association_admin = False
    if what is not What.ADMINISTRATOR:
        user.may_create_initiatives = False
    if what is What.ACCOUNT:
        _keep_coordinators(user)
        user.is_active = False
        sessions.end_all(user)
    user.save(update_fields=["is_association_admin", "may_create_initiatives", "is_active"])
    key = f"{access_taken.KEY}:{what}:{user.pk}:{now().timestamp()}"
    mail.queue(access_taken.KEY, [mail.Recipient(user.pk, user.email, key, user.name)], by=by, content={"what": what})
    record(ASSOCIATION, f"{what}_taken", by=by, subject=user)


def _lock_administrators() -> None:
    """Changes of access wait for each other, so that two cannot take the last two administrators."""
    list(User.objects.select_for_update().filter(is_association_admin=True).order_by("pk").values_list("pk"))


def _person(email: str, name: str) -> User:
    """The locked account of an address, opened again if it was closed; made when there is none."""
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if user is None:
        return User.objects.create_user(email, name)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    return user


def _refuse_without(user: User, what: What) -> None:
    has = {
        What.ADMINISTRATOR: user.is_association_admin,
        What.COORDINATOR: user.may_create_initiatives,
        What.ACCOUNT: user.is_active,
    }
    if not has[what]:
        raise NotReady(_("Denne tilgangen er allerede tatt bort."))


def _keep_an_administrator(leaving: User) -> None:
    others = User.objects.filter(is_association_admin=True, is_active=True).exclude(pk=leaving.pk)
    if not others.exists():
        raise NotReady(_("Foreningen må ha minst én administrator. Inviter en annen administrator først."))


def _keep_coordinators(leaving: User) -> None:
    """No open initiative is left without a coordinator who can log in."""
    own = Membership.objects.filter(user=leaving, role=Role.COORDINATOR, ended_at=None).values("initiative")
    led = Initiative.objects.filter(pk__in=own)
    others = Membership.objects.filter(role=Role.COORDINATOR, ended_at=None, user__is_active=True)
    led_by_others = others.exclude(user=leaving).values("initiative")
    alone = [str(one) for one in led.exclude(pk__in=led_by_others).order_by("place_name", "pk") if one.is_open]
    if alone:
        raise NotReady(
            _("%(name)s er eneste koordinator for %(initiatives)s. Gi rollen til en annen først.")
            % {"name": leaving.name, "initiatives": in_words(alone)}
        )


def _tell_given(user: User, what: What, by: User | None) -> None:
    key = f"{access_given.KEY}:{what}:{user.pk}:{now().timestamp()}"
    recipient = mail.Recipient(user.pk, user.email, key, user.name)
    mail.queue(access_given.KEY, [recipient], by=by, content={"role": what})
