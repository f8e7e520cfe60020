"""Filters for dates, numbers and words as Norwegians write them."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, TextNode, Token, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

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


#: What says the same to everybody, and nothing of the page: text, words, addresses without an argument.
_SAME = (TextNode, StaticNode, TranslateNode, URLNode)


class SameNode(template.Node):
    """Remembers its markup; a page has the same head and foot as the page before it."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.made: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.made:
            self.made[language] = self.nodelist.render(context)
        return self.made[language]


@register.tag
def same(parser: Parser, token: Token) -> SameNode:
    """{% same %}…{% endsame %}: what is the same on every page is made once in each process.

    Raises TemplateSyntaxError where something of a page stands in it.
    """
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    if of_a_page := [node for node in nodelist if not _says_the_same(node)]:
        raise template.TemplateSyntaxError(f"{{% same %}} holds something of a page: {of_a_page[0]!r}")
    return SameNode(nodelist)


def _says_the_same(node: Node) -> bool:
    """Whether a node is of the kinds above and says, with nothing but literals in it."""
    if type(node) not in _SAME or any(getattr(node, name, None) for name in ("args", "kwargs", "asvar", "varname")):
        return False
    said = (getattr(node, name, None) for name in ("path", "view_name", "filter_expression"))
    variables = (expression.var for expression in said if expression is not None)
    return not any(isinstance(variable, Variable) and variable.lookups for variable in variables)
