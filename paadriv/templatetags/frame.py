"""What the frame of an initiative's pages asks: does the association look on? Costs members no query."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context

from accounts.access import Verdict
from forprosjekt.models import Chapter
from initiatives.loading import begun_runs
from initiatives.models import Initiative
from initiatives.policy import may_edit, may_see, membership_of
from partners.models import Partner
from partners.policy import partners_of

register = template.Library()


@register.simple_tag(takes_context=True)
def association_looks_on(context: Context, initiative: Initiative) -> bool:
    """True for an administrator of the association who is not a member here."""
    user: Any = context["request"].user
    return bool(user.is_association_admin) and membership_of(user, initiative) is None


@register.simple_tag(takes_context=True)
def speaks_only(context: Context, initiative: Initiative) -> bool:
    """Whether the looker is here for a partner and reads nothing of the initiative's own pages."""
    return not may_see(context["request"].user, initiative)


@register.simple_tag(takes_context=True)
def spoken_for(context: Context, initiative: Initiative) -> list[Partner]:
    """The partners the looker speaks for here."""
    keys = partners_of(context["request"].user, initiative)
    return list(Partner.objects.filter(pk__in=keys).order_by("pk")) if keys else []


@register.simple_tag
def people_of_the_demo() -> list[Any]:
    """Whom one can log in as with one click; nobody outside demo mode, where the app is not there either."""
    if not settings.DEMO:
        return []
    from demo.people import known

    return list(known())


@register.simple_tag(takes_context=True)
def may_edit_here(context: Context, initiative: Initiative) -> Verdict:
    """Whether the looker may change the initiative's content."""
    return may_edit(context["request"].user, initiative)


@register.simple_tag(takes_context=True)
def forprosjekt_chapter(context: Context, initiative: Initiative) -> str:
    """The chapter the tab leads to: the first, for a partner's contact the first that is shared; empty for none.

    Loaders ask with the initiative whether the forprosjekt is begun, so that members pay no query for the tab.
    """
    begun = initiative.forprosjekt_begun
    if not (begun_runs(initiative).exists() if begun is None else begun):
        return ""
    if not speaks_only(context, initiative):
        return Chapter.AREA.value
    shared = set(initiative.shared_chapters.order_by("pk").values_list("chapter", flat=True))
    return next((chapter for chapter in Chapter.values if chapter in shared), "")
