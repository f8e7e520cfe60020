"""What a template may hold: parts by their name, no script or style of its own, every word translatable."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.template.loaders.app_directories import get_app_template_dirs

from documents.kinds import all_kinds
from tests.house.sources import ROOT, files, modules, template_name, templates, text, without_template_tags

pytestmark = pytest.mark.one_database

PAGES = [path for path in templates() if path.suffix == ".html"]
_SPOKEN = ("aria-label", "placeholder", "title", "alt")
#: Proper names, and marks that are the same in every language.
_SAME_IN_EVERY_LANGUAGE = {
    "Pådriv",
    "Foreningen Pådriv",
    "PDF",
    "CSV",
    "QR",
    "kl",
    "kr",
    "datatilsynet.no",
    "uutilsynet.no",
}


def untranslated(source: str) -> list[str]:
    """Words in the markup that gettext never sees."""
    markup = without_template_tags(source)
    markup = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", "", markup, flags=re.DOTALL | re.I)
    spoken = [value for name in _SPOKEN for value in re.findall(rf'\b{name}="([^"]*)"', markup)]
    words = re.split(r"<[^>]*>", markup)
    stripped = [re.sub(r"&\w+;|&#\d+;", "", word).strip(" \n\t.,:;–-()«»") for word in (*words, *spoken)]
    return [word for word in stripped if re.search(r"[^\W\d_]{2}", word) and word not in _SAME_IN_EVERY_LANGUAGE]


def test_the_reader_of_markup_finds_what_gettext_misses() -> None:
    assert untranslated('<p title="Hei">{% translate "Ja" %} {{ name }}</p>') == ["Hei"]
    assert untranslated("{% blocktranslate %}Alt er {{ x }}{% endblocktranslate %}<b>Nei</b>") == ["Nei"]


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_every_word_is_translatable(path: Path) -> None:
    assert untranslated(text(path)) == []


@pytest.mark.parametrize("path", PAGES, ids=template_name)
def test_no_template_brings_script_or_style_or_trust(path: Path) -> None:
    source = text(path)

    assert not re.search(r"\bhx-on|\bon(click|change|submit|load|input)=|js:|javascript:", source)
    assert not re.search(r"""hx-trigger=(['"])[^'"]*\[""", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)|\|safe\b|autoescape off", source)
    if not template_name(path).startswith(("documents/", "mail/")):  # paper and mail have no policy and no stylesheet
        assert not re.search(r"<style|\bstyle=", source)


def test_markup_is_trusted_in_one_module_only() -> None:
    trusting = {str(path) for path, _ in modules() if re.search(r"\b(mark_safe|SafeString)\(", text(path))}

    assert trusting <= {"documents/markdown.py"}


@pytest.mark.parametrize("path", [p for p in PAGES if re.match(r"_.*_(panel|row)\.html$", p.name)], ids=template_name)
def test_a_part_is_named_after_its_id(path: Path) -> None:
    wanted = path.stem.removeprefix("_").replace("_", "-")
    markup = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", text(path), flags=re.DOTALL)
    opening = re.search(r"<[a-z][^>]*>", markup)

    assert opening is not None
    assert re.search(rf'\bid="{wanted}("|-\{{\{{)', opening.group()), opening.group()


@cache
def composed_names() -> list[re.Pattern[str]]:
    """What f-strings in the code can name: f"register/_{what}_options.html"."""
    strings = (node for _, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    return [
        re.compile("".join(re.escape(v.value) if isinstance(v, ast.Constant) else r"\w+" for v in string.values))
        for string in strings
        if isinstance(last := string.values[-1], ast.Constant) and last.value.endswith((".html", ".txt"))
    ]


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_every_template_is_used(path: Path) -> None:
    name = template_name(path)
    theirs = [folder / name for folder in get_app_template_dirs("templates") if "site-packages" in str(folder)]
    documents = {kind.template for kind in all_kinds()}
    if name in documents or name.startswith("django/forms/") or any(found.exists() for found in theirs):
        return

    stem = re.escape(name.removesuffix(path.suffix))
    pattern = re.compile(rf"""['"/]{stem}(\{path.suffix}|['"])""")
    users = [p for p in (*files(".py", ".html", ".txt"),) if p != path and p.parts[0] != "tests"]
    assert any(pattern.search(text(user)) for user in users) or any(
        made.fullmatch(name) for made in composed_names()
    ), f"nothing renders {name}"


def test_document_kinds_match_their_modules_and_folders() -> None:
    keys = {kind.key for kind in all_kinds()}
    kept = {
        path.parent.name for path in templates() if re.fullmatch(r"documents/\w+/document\.html", template_name(path))
    }
    written = {path.stem for path in files(".py") if path.parts[-2:-1] == ("kinds",) and path.stem != "__init__"}

    assert keys == kept
    assert keys <= written


def test_our_scripts_hold_no_markup_and_no_eval() -> None:
    sources = "".join((ROOT / path).read_text() for path in files(".js") if path.parts[0] == "static")

    assert sources
    assert not re.search(r"innerHTML\s*=|insertAdjacentHTML|\beval\(|new Function|document\.write", sources)


@pytest.mark.parametrize("path", PAGES, ids=template_name)
def test_no_template_asks_whether_a_refusal_is_true(path: Path) -> None:
    """A refusing Verdict is falsy: «if refusal» would hide every reason. Ask whether it is None."""
    assert not re.search(r"\bif (?:not )?refusal\b(?! is )", text(path))
