"""People's text becomes safe HTML, whatever they type."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from documents.markdown import TAGS, TooDeep, to_html

HOSTILE = (
    "<a href=><select><a href=>",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](//evil.no)",
    "[x](/konto/)",
    "![x](https://evil.no/spor.gif)",
    '<b hx-get="/x" onclick=1 style="x">fet</b>',
    "<https://evil.no> &lt;img src=x onerror=1&gt;",
    '[a](https://a.no "t\\" onx=")',
    "| a | b\n|--|--\n| <i> | {x}",
    "- 1\n\n  2\n  > 3\n\n    4",
)
PIECES = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=6).map("\n".join)


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


@given(PIECES)
def test_only_allowed_tags_and_full_addresses_come_out(text: str):
    html = seen(to_html(text))

    assert html.tags <= TAGS
    assert {name for name, _ in html.attributes} <= {"href", "title", "rel"}
    hrefs = [value for name, value in html.attributes if name == "href"]
    assert all(re.match(r"(https?://[^/]|mailto:)", href, re.I) for href in hrefs)


@pytest.mark.parametrize(
    "address", ["//evil.no", "/konto/", "javascript:alert(1)", "data:text/html,x", "konto", "\\\\e.no"]
)
def test_an_address_that_is_not_full_is_no_link(address: str):
    assert "href" not in to_html(f"[her]({address})")


def test_headings_start_under_the_page_and_skip_no_level():
    assert re.findall(r"<h\d", to_html("# A\n#### B\n## C\n###### D", top=3)) == ["<h3", "<h4", "<h4", "<h4"]
    assert re.findall(r"<h\d", to_html("### A\n##### B\n### C")) == ["<h2", "<h3", "<h2"]


def test_a_list_item_holds_text_and_no_paragraph():
    assert "<p>" not in to_html("- en\n\n  to\n\n- tre")


def test_a_link_holds_text_only():
    assert to_html("[**Les** `mer`](https://a.no)") == (
        '<p><a href="https://a.no" rel="noopener noreferrer">Les mer</a></p>\n'
    )


def test_values_are_filled_after_parsing():
    values = {"navn": "**[x](https://evil.no)** {lenke}", "lenke": "https://a.no/s/1"}

    html = to_html("Hei {navn}: [svar]({lenke})", values)

    assert html == (
        '<p>Hei **[x](https://evil.no)** {lenke}: <a href="https://a.no/s/1" rel="noopener noreferrer">svar</a></p>\n'
    )


def test_text_nested_too_deep_is_refused_and_shown_as_typed():
    deep = ">" * 60 + " <b>"

    with pytest.raises(TooDeep):
        to_html(deep)
    page = engines["django"].from_string("{% load documents %}{% markdown text %}").render({"text": deep})
    assert page == f'<div class="prose" hx-disable><p>{"&gt;" * 60} &lt;b&gt;</p></div>'
