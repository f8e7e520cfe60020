"""What the frame of an initiative's pages asks: does the association look on? Costs members no query."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context

from initiatives.models import Initiative
from initiatives.policy import may_see_people, membership_of

register = template.Library()


@register.simple_tag(takes_context=True)
def association_looks_on(context: Context, initiative: Initiative) -> bool:
    """True for an administrator of the association who is not a member here."""
    user: Any = context["request"].user
    return bool(user.is_association_admin) and membership_of(user, initiative) is None


@register.simple_tag(takes_context=True)
def sees_people(context: Context, initiative: Initiative) -> bool:
    """True for members who read; the association never sees persons."""
    return bool(may_see_people(context["request"].user, initiative))


@register.simple_tag
def people_of_the_demo() -> list[Any]:
    """Whom one can log in as with one click; nobody outside demo mode, where the app is not there either."""
    if not settings.DEMO:
        return []
    from demo.people import known

    return list(known())
