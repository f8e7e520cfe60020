"""What must hold of every page: bokmål, one first heading, no sideways scroll, nothing axe says against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.browser.axe import faults_at_every_size
from tests.browser.plugin import SHOTS, watch

ENGLISH = re.compile(
    r"\b(the|and|or|you|your|please|required|password|submit|error|this|search|delete|save|edit|cancel|sign in"
    r"|log in|log out|next|previous|page|home|loading|optional|None|null|undefined|True|False)\b|[{][{%]",
    re.IGNORECASE,
)
_FACTS = """() => {
  const texts = [document.body.innerText];
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
  return {
    lang: document.documentElement.lang, title: document.title, text: texts.join("\\n"),
    headings: [...document.querySelectorAll("h1")].map((one) => one.innerText),
  };
}"""


@dataclass(frozen=True)
class View:
    """One page as one person sees it."""

    name: str
    letter: str
    path: str

    @property
    def file(self) -> str:
        return f"{self.name.replace(':', '-')}-{self.letter}"


def visitor(chromium: Any, site: str, client: Client) -> tuple[Any, list[str]]:
    """A page in a jar of its own, logged in as the client is, and what goes wrong on it from now on."""
    jar = chromium.new_context(
        base_url=site, locale="nb-NO", timezone_id="Europe/Oslo", reduced_motion="reduce", color_scheme="light"
    )
    for name, morsel in client.cookies.items():
        jar.add_cookies([{"name": name, "value": morsel.value, "url": site}])
    page, faults = jar.new_page(), []
    page.set_default_timeout(20_000)
    watch(page, site, faults)
    return page, faults


def judge(page: Any, view: View) -> Iterator[str]:
    """What is wrong with the page that is open, at both widths and in both schemes."""
    facts = page.evaluate(_FACTS)
    if facts["lang"] != "nb":
        yield f"lang is {facts['lang']}"
    if not re.fullmatch(r"\S.* – Pådriv.*|\S.* Pådriv \S.*", facts["title"]) or facts["title"].startswith("–"):
        yield f"title is «{facts['title']}»"
    if len(facts["headings"]) != 1:
        yield f"first headings: {facts['headings']}"
    yield from (f"speaks «{word[0]}»" for word in ENGLISH.finditer(facts["text"]))
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    yield from faults_at_every_size(page, shots=f"{SHOTS}/{view.file}" if SHOTS else "")
