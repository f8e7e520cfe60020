"""Filters for dates, numbers and words as Norwegians write them."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.utils.html import format_html

from paadriv import text

register = template.Library()
register.filter("day", lambda value: text.day(value) if value else "")
register.filter("short_day", lambda value: text.short_day(value) if value else "")
register.filter("weekday", lambda value: text.weekday(value) if value else "")
register.filter("clock_time", lambda value: text.clock_time(value) if value else "")
register.filter("moment", lambda value: text.moment(value) if value else "")
register.filter("duration", text.duration)
register.filter("kroner", text.kroner)
register.filter("in_words", text.in_words)
register.filter("sentence", text.sentence)


@register.filter
def number_of(number: int, words: str) -> str:
    """{{ 3|number_of:"virksomhet,virksomheter" }}; a neuter noun says so: {{ 1|number_of:"svar,svar,ett" }}."""
    one, many, *article = words.split(",")
    return text.count(number, one, many, neuter=article == ["ett"])


@register.filter
def reasons(verdict: Any) -> str:
    """The reasons of a refusing verdict as one text, for a greyed-out button."""
    return " ".join(getattr(verdict, "reasons", ()))


@register.simple_tag
def form_key() -> str:
    """Beside {% csrf_token %} in a form that must not act twice; see accounts/once.py."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid.uuid4())
