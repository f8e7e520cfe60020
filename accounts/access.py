"""Verdicts, and the declaration every view carries. What is declared here is the authorisation table.

Says nothing of initiatives; rules live in each app's policy.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse

from accounts.once import done_before, once

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with the reasons a person can act on."""

    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    def __and__(self, other: Verdict) -> Verdict:
        return Verdict(self.reasons + other.reasons)

    def __iter__(self) -> Iterator[str]:
        return iter(self.reasons)


YES = Verdict()


def no(*reasons: str) -> Verdict:
    """A refusal; at least one reason."""
    if not reasons:
        raise ValueError("a refusal needs a reason")
    return Verdict(reasons)


class Refused(Exception):
    """Base of the two refusals; carries its verdict."""

    def __init__(self, verdict: Verdict | str) -> None:
        self.verdict = no(verdict) if isinstance(verdict, str) else verdict
        super().__init__(" ".join(self.verdict.reasons))


class NotAllowed(Refused):
    """The wrong person: 403."""


class NotReady(Refused):
    """The right person, too early or too late: 409."""


class Stale(Exception):
    """The row was changed by somebody else since the form was opened: 409 with both texts.

    ``theirs`` and ``mine`` map field labels to what each wrote, for the fields that differ.
    """

    def __init__(self, *, theirs: dict[str, str], mine: dict[str, str], revision: int, who: str = "") -> None:
        self.theirs, self.mine, self.revision, self.who = theirs, mine, revision, who
        super().__init__("stale")


Rule = Callable[[Any, Any], Verdict]
Loader = Callable[..., Any]


@dataclass(frozen=True)
class Declaration:
    """How one view is guarded: a rule and a loader, or open to all with the reason why."""

    rule: Rule | None
    load: Loader | None
    public_because: str = ""


#: View → declaration. Filled by the decorators when URL modules are imported.
registry: dict[View, Declaration] = {}


def anyone(user: Any, subject: Any) -> Verdict:
    """The rule for pages every logged-in person has."""
    return YES


def requires(rule: Rule, *, load: Loader | None = None) -> Callable[[View], View]:
    """Load the subject for this user (404 when it is not theirs to see), ask the rule, hand it over.

    ``load(user, **url_kwargs)`` returns the subject or raises Http404 or DoesNotExist; without it the
    subject is None and the view is called with the request alone. The view never sees the URL's ids.
    Order: 404 before 403 before the view. People who are not logged in are sent to the log-in page. A form
    that was sent before leads to where it led then, also where that is gone which it was about.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if earlier := done_before(request):
                return earlier
            subject = _loaded(load, request.user, kwargs)
            if not (verdict := rule(request.user, subject)):
                raise NotAllowed(verdict)
            return once(request, lambda: view(request) if load is None else view(request, subject))

        registry[guarded] = Declaration(rule, load)
        guarded.access = registry[guarded]  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(because: str) -> Callable[[View], View]:
    """A view open to all, with the reason why; token pages load their own subject from the link."""

    def decorate(view: View) -> View:
        registry[view] = Declaration(None, None, because)
        view.access = registry[view]  # type: ignore[attr-defined]
        return view

    return decorate


def declaration_of(view: View) -> Declaration | None:
    """The declaration of a resolved view, seen through decorators such as require_POST."""
    candidate: Any = view
    while candidate is not None:
        if isinstance(found := getattr(candidate, "access", None), Declaration):
            return found
        candidate = getattr(candidate, "__wrapped__", None)
    return None


def _loaded(load: Loader | None, user: Any, kwargs: dict[str, Any]) -> Any:
    if load is None:
        return None
    try:
        return load(user, **kwargs)
    except (ObjectDoesNotExist, OverflowError) as missing:
        raise Http404 from missing
