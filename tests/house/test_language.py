"""What people read is plain bokmål, written one way, and never the method's own sentences."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Model
from django.test.utils import isolate_apps
from django.utils.functional import Promise
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext_lazy

from paadriv.text import NBSP, count
from tests.house.sources import ROOT, files, modules, templates, text
from tests.strictness import own_apps

pytestmark = pytest.mark.one_database

_GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
_IN_TEMPLATE = re.compile(
    r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')"""
    r"""|\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}""",
    re.DOTALL,
)
_WRONG = {
    "English": r"\b(?:the|and|your|please|click|submit|cancel|save|file|error|user|password|login|update|delete)\b",
    "lista, not listen": r"lista\b|\bfila\b|\bklokka\b",
    "straight quotes": r'"',
    "a clock with a colon": r"\bkl:|\b[0-2]?\d:[0-5]\d\b",
    "e-post by another name": r"\be-?mail\b|\bepost",
}
#: Twelve hex digits of the SHA-256 of every seven words in a row of the method text, so that it need not be kept here.
_METHOD = frozenset((ROOT / "tests/house/method_shingles.txt").read_text().split())


def messages(path: Path) -> Iterator[str]:
    """The message ids of a template or a module."""
    if path.suffix == ".py":
        for call in ast.walk(ast.parse(text(path))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in _GETTEXT:
                yield from (a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
        return
    for found in _IN_TEMPLATE.finditer(text(path)):
        yield re.sub(r"<[^>]*>|\{[{%].*?[%}]\}", "", next(part for part in found.groups() if part is not None))


def faults(message: str) -> list[str]:
    return [name for name, pattern in _WRONG.items() if re.search(pattern, message, re.IGNORECASE)]


def copied(source: str, known: frozenset[str]) -> list[str]:
    """Seven words in a row whose digest is known."""
    words = re.findall(r"\w+", source.lower())
    rows = (" ".join(words[start : start + 7]) for start in range(len(words) - 6))
    return [row for row in rows if hashlib.sha256(row.encode()).hexdigest()[:12] in known]


@pytest.mark.parametrize(
    "message", ["Save the file", "Se lista", 'Velg "ja"', "Møt opp kl: 18", "Klokken 18:00", "Skriv epost"]
)
def test_the_reader_finds_each_fault(message: str) -> None:
    assert faults(message)


def test_the_reader_finds_a_copied_sentence() -> None:
    row = "en to tre fire fem seks sju"

    assert copied(f"Null {row} åtte", frozenset({hashlib.sha256(row.encode()).hexdigest()[:12]})) == [row]


def test_every_message_is_plain_bokmål() -> None:
    paths = [*templates(), *(path for path, _ in modules())]
    read = [(path, message) for path in paths for message in messages(path)]

    assert len(read) > 500
    assert [f"{path}: {message}: {said}" for path, message in read if (said := faults(message))] == []


def plain_names(model: type[Model]) -> list[str]:
    """What the model calls itself and its fields in a plain text; names Django makes up are left out."""
    meta, made_up = model._meta, camel_case_to_spaces(model.__name__)
    names: list[Any] = [
        name for name in (meta.verbose_name, meta.verbose_name_plural) if name not in (made_up, f"{made_up}s")
    ]
    names += [
        field.verbose_name
        for field in meta.local_fields
        if not field.auto_created and field.verbose_name != field.name.replace("_", " ")
    ]
    return [name for name in names if not isinstance(name, Promise)]


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_models() if model._meta.app_label in own_apps()],
    ids=lambda model: model._meta.label,
)
def test_what_a_model_calls_its_fields_is_gettexts(model: type[Model]) -> None:
    """Labels of fields are shown when two texts meet; nynorsk will want them too."""
    assert plain_names(model) == [], 'write _("…"), from gettext_lazy'


def test_a_plain_name_of_a_field_is_found() -> None:
    with isolate_apps("accounts"):

        class Paper(Model):
            title = CharField("tittel", max_length=10)
            note = CharField(gettext_lazy("notat"), max_length=10)

            class Meta:
                app_label = "accounts"
                verbose_name = "papir"

            def __str__(self) -> str:
                return self.title

        assert plain_names(Paper) == ["papir", "tittel"]


def said_by_script(source: str) -> list[str]:
    """String literals that read like words for people: a letter of ours, or a word after a capital one."""
    literals = re.findall(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`', re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE))
    words = ("".join(parts) for parts in literals)
    return [word for word in words if re.search(r"[æøåÆØÅ]|\b[A-Z][a-z]+ [a-z]", word)]


def test_no_script_of_ours_holds_words_for_people() -> None:
    """They stand in the page, where gettext finds them; the script reads them from data-*."""
    assert said_by_script('say("Vi fikk ikke kontakt")') == ["Vi fikk ikke kontakt"]
    assert said_by_script("say('prøv')") == ["prøv"]
    scripts = [path for path in files(".js") if path.parts[:2] == ("static", "js")]

    assert len(scripts) > 2
    assert [f"{path}: {said}" for path in scripts for said in said_by_script(text(path))] == []


def test_no_sentence_of_the_method_text_is_copied() -> None:
    sources = [path for path in files(".py", ".html", ".txt", ".js", ".md") if path.parts[0] not in ("tests", "bench")]

    assert len(_METHOD) > 500
    assert [f"{path}: {row}" for path in sources for row in copied(text(path), _METHOD)] == []


def test_one_is_said_with_the_gender_of_its_noun() -> None:
    assert count(1, "gruppe", "grupper") == f"én{NBSP}gruppe"
    assert count(1, "svar", "svar", neuter=True) == f"ett{NBSP}svar"
    assert count(3, "svar", "svar", neuter=True) == f"3{NBSP}svar"
