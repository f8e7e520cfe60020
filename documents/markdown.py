"""People's text as safe HTML: the one sanitising module, and the only place with mark_safe.

Markdown without raw HTML, then an allow-list, twice (cleaning broken input once is not enough). The
source is what is stored; nothing here is ever saved. Output is also what PDF/UA can tag: no paragraphs
in list items, plain text in links, heading levels without gaps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.placeholders import Unfillable, substitute

DEEPEST = 50
TAGS = {
    *("p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4", "a", "blockquote", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_SCHEMES = {"http", "https", "mailto"}
_ADDRESS = re.compile(r"(?:https?://[^/\\\s]|mailto:[^\s@/]+@)", re.IGNORECASE)
_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 400}).enable("table").disable(["image", "entity"])


class TooDeep(Unfillable):
    """Lists or quotes are nested deeper than any document needs, and than the PDF layout can stand."""

    def __init__(self) -> None:
        super().__init__(_("Teksten har lister eller sitater i for mange nivåer. Fjern noen av dem."))


def to_html(text: str, values: Mapping[str, str] | None = None, *, top: int = 2) -> SafeString:
    """Safe HTML. ``values`` fill placeholders in parsed text and link targets, never as Markdown.

    Headings begin at level ``top`` and no level is skipped. Raises TooDeep.
    """
    tokens = _parser.parse(text)
    if any(token.level > DEEPEST for token in tokens):
        raise TooDeep
    _level_headings(tokens, top)
    _open_list_items(tokens)
    for token in tokens:
        if token.children is not None:
            if any(child.level + token.level > DEEPEST for child in token.children):
                raise TooDeep
            token.children = _plain_links(token.children)
            if values is not None:
                _fill(token.children, values)
    html = _parser.renderer.render(tokens, _parser.options, {})
    return mark_safe(_cleaned(_cleaned(html)))  # noqa: S308 - this is the sanitiser


def shown(text: str, values: Mapping[str, str] | None = None, *, top: int = 2) -> SafeString:
    """As to_html, for pages: text that is nested too deep is shown as it was typed."""
    try:
        return to_html(text, values, top=top)
    except TooDeep:
        return mark_safe(f"<p>{escape(text)}</p>")  # noqa: S308 - escaped on the line


def disarmed(html: SafeString, css_class: str = "prose") -> SafeString:
    """In a wrapper where htmx acts on nothing."""
    return mark_safe(f'<div class="{escape(css_class)}" hx-disable>{html}</div>')  # noqa: S308 - made here


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href", "title"}},
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Full addresses only: «//evil.no» and «/konto/» would be relative to us."""
    if name == "href" and not _ADDRESS.match(value):
        return None
    return value


def _level_headings(tokens: list[Token], top: int) -> None:
    """The first heading gets level ``top``; deeper ones follow one by one, down to h4."""
    written: list[int] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level = int(token.tag[1])
        while written and written[-1] >= level:
            written.pop()
        written.append(level)
        tag = f"h{min(top + len(written) - 1, 4)}"
        token.tag = tokens[index + 2].tag = tag


def _open_list_items(tokens: list[Token]) -> None:
    """Text stands directly in a list item; a second paragraph becomes a new line."""
    items: list[int] = []
    for token in tokens:
        if token.type == "list_item_open":
            items.append(0)
        elif token.type == "list_item_close":
            items.pop()
        elif token.type in ("blockquote_open", "table_open"):
            items.append(-1)
        elif token.type in ("blockquote_close", "table_close"):
            items.pop()
        elif token.type in ("paragraph_open", "paragraph_close") and items and items[-1] >= 0:
            token.hidden = True
        elif token.type == "inline" and items and items[-1] >= 0:
            if items[-1]:
                (token.children or []).insert(0, Token("hardbreak", "br", 0))
            items[-1] += 1


def _plain_links(children: list[Token]) -> list[Token]:
    """Inside a link only text: PDF/UA wants the annotation directly under the link."""
    kept: list[Token] = []
    inside = 0
    for child in children:
        inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if not inside or child.type in ("link_open", "link_close", "text", "softbreak"):
            kept.append(child)
        elif child.content:
            kept.append(Token("text", "", 0, content=child.content))
    return kept


def _fill(children: list[Token], values: Mapping[str, str]) -> None:
    for child in children:
        if child.type in ("text", "code_inline"):
            child.content = substitute(child.content, lambda name: values.get(name, f"{{{name}}}"))
        elif child.type == "link_open":
            href = re.sub("%7B", "{", re.sub("%7D", "}", str(child.attrs.get("href", "")), flags=re.I), flags=re.I)
            name = re.fullmatch(r"\{([^{}]+)\}", _unquoted(href))
            if name and name[1] in values:
                child.attrs["href"] = values[name[1]]


def _unquoted(href: str) -> str:
    from urllib.parse import unquote

    return unquote(href)
