"""htmx without a browser: press an element on the parsed page, swap the answer in as htmx would.

What comes out must equal the page loaded anew; that is the test that matters for every part.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.test import Client
from lxml import html
from lxml.html import HtmlElement

_SWAPPED_STATUSES = (403, 404, 409, 422)
_VERBS = ("hx-get", "hx-post", "hx-put", "hx-delete")


@dataclass
class Page:
    """A parsed page and the visitor who looks at it."""

    client: Client
    url: str
    tree: HtmlElement

    def one(self, css: str) -> HtmlElement:
        """The only element that matches; raises AssertionError for none or several."""
        found = self.tree.cssselect(css)
        assert len(found) == 1, f"{len(found)} elements match {css}"
        return found[0]

    def press(self, css: str, **fields: Any) -> Any:
        """Send the element's request with its form's values (``fields`` filled in), swap the answer in.

        Follows HX-Retarget, HX-Reswap and HX-Trigger: every panel that listens to the event fetches itself.
        Returns the answer.
        """
        element = self.one(css)
        source = next((e for e in (element, *element.iterancestors()) if any(e.get(verb) for verb in _VERBS)), None)
        assert source is not None, f"{css} has no htmx request"
        answer = self._send(source, _values(source, element) | fields)
        self._swap(source, answer)
        for event in _events(answer):
            for panel in self.tree.cssselect("[hx-trigger]"):
                if event in {part.strip().split(" ")[0] for part in panel.get("hx-trigger").split(",")}:
                    self._swap(panel, self._send(panel, {}))
        return answer

    def _send(self, element: HtmlElement, values: dict[str, Any]) -> Any:
        verb = next(verb for verb in _VERBS if element.get(verb))
        headers = {"HX-Request": "true", "HX-Current-URL": self.url}
        if target := element.get("hx-target", "").removeprefix("#"):
            headers["HX-Target"] = target
        return getattr(self.client, verb.removeprefix("hx-"))(element.get(verb), values, headers=headers)

    def _swap(self, element: HtmlElement, answer: Any) -> None:
        if answer.status_code == 204 or (answer.status_code >= 400 and answer.status_code not in _SWAPPED_STATUSES):
            return
        css = answer.headers.get("HX-Retarget") or element.get("hx-target") or "this"
        how = (answer.headers.get("HX-Reswap") or element.get("hx-swap") or "innerHTML").split(" ")[0]
        target = element if css == "this" else self._target(element, css)
        parts = html.fragments_fromstring(answer.content.decode())
        for part in [part for part in parts if not isinstance(part, str) and part.get("hx-swap-oob")]:
            parts.remove(part)
            del part.attrib["hx-swap-oob"]
            replace(self.one(f"#{part.get('id')}"), [part])
        {"outerHTML": replace, "innerHTML": fill, "beforeend": append, "delete": remove}[how](target, parts)

    def _target(self, element: HtmlElement, css: str) -> HtmlElement:
        if css.startswith("closest "):
            wanted = self.tree.cssselect(css.removeprefix("closest "))
            return next(e for e in (element, *element.iterancestors()) if e in wanted)
        return self.one(css)

    def equals_reload(self) -> bool:
        """Whether the page as swapped is the page as the server would give it now; shows the difference if not."""
        fresh = load(self.client, self.url)
        mine, theirs = outline(self.tree), outline(fresh.tree)
        assert mine == theirs, "\n".join(_difference(mine, theirs))
        return True


def load(client: Client, url: str) -> Page:
    """Fetch a whole page. Raises AssertionError when it is not there."""
    answer = client.get(url)
    assert answer.status_code == 200, f"{url} answers {answer.status_code}"
    return Page(client, url, html.document_fromstring(answer.content.decode()))


def replace(target: HtmlElement, parts: list[Any]) -> None:
    parent, place, tail = target.getparent(), target.getparent().index(target), target.tail
    parent.remove(target)
    elements = [part for part in parts if not isinstance(part, str)]
    for number, part in enumerate(elements):
        parent.insert(place + number, part)
    if elements:
        elements[-1].tail = tail


def fill(target: HtmlElement, parts: list[Any]) -> None:
    for child in list(target):
        target.remove(child)
    target.text = None
    append(target, parts)


def append(target: HtmlElement, parts: list[Any]) -> None:
    for part in parts:
        if isinstance(part, str):
            target.text = (target.text or "") + part
        else:
            target.append(part)


def remove(target: HtmlElement, parts: list[Any]) -> None:
    target.getparent().remove(target)


def outline(tree: HtmlElement) -> list[str]:
    """The body as lines that can be compared: tags, sorted attributes, text; no forms' keys or tokens, no messages."""
    tree = deepcopy(tree)
    for element in tree.cssselect("#messages > *"):
        element.getparent().remove(element)
    for element in tree.cssselect("input[name=csrfmiddlewaretoken], input[name=form_key]"):
        element.set("value", "")
    lines: list[str] = []
    _write(tree.find("body"), 0, lines)
    return lines


def _write(element: HtmlElement, depth: int, lines: list[str]) -> None:
    if not isinstance(element.tag, str):
        return
    attributes = " ".join(f'{name}="{value}"' for name, value in sorted(element.attrib.items()))
    lines.append(f"{'  ' * depth}<{element.tag} {attributes}>")
    for text, child in [(element.text, None), *((None, child) for child in element)]:
        if child is not None:
            _write(child, depth + 1, lines)
            text = child.tail
        if words := " ".join((text or "").split()):
            lines.append(f"{'  ' * (depth + 1)}{words}")


def _values(source: HtmlElement, pressed: HtmlElement) -> dict[str, Any]:
    form = source if source.tag == "form" else next(source.iterancestors("form"), None)
    values: dict[str, Any] = {}
    if form is not None and not source.get("hx-get"):
        for name, value in form.form_values():
            values[name] = [*values[name], value] if isinstance(values.get(name), list) else value
    if pressed.tag == "button" and pressed.get("name"):
        values[pressed.get("name")] = pressed.get("value", "")
    return values | json.loads(source.get("hx-vals") or "{}")


def _events(answer: Any) -> list[str]:
    header = answer.headers.get("HX-Trigger", "")
    if not header:
        return []
    return list(json.loads(header)) if header.startswith("{") else [name.strip() for name in header.split(",")]


def _difference(mine: list[str], theirs: list[str]) -> list[str]:
    from difflib import unified_diff

    return list(unified_diff(mine, theirs, "as swapped", "as loaded anew", lineterm="", n=2))
