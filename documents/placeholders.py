"""Placeholders in the association's texts: «{sted_navn}» from a closed list, filled in one pass.

Pure. A value is never read as a placeholder, as Markdown or as a template; see product/texts.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

_SLOT = re.compile(r"\{([^{}\n]{1,60})\}")
_BLANKS = re.compile(r"[ \t]{2,}")
_BLANKS_BEFORE_STOP = re.compile(r" +([.,;:!?])")
_LABEL = re.compile(r"(?:#{1,6} .*|\*\*[^*]+\*\*:?)")
#: Values that hold whole sentences or nothing; the sentences around them stay when they are empty.
_SENTENCE = "_setning"


@dataclass(frozen=True)
class Slot:
    """The place of one value."""

    name: str

    def __str__(self) -> str:
        return f"{{{self.name}}}"


Token = str | Slot


class Unfillable(ValueError):
    """A text that cannot be used as it is; ``reason`` says what to mend."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class UnknownPlaceholder(Unfillable):
    """A text names a placeholder that is not on the list."""

    def __init__(self, name: str, suggestion: str = "") -> None:
        self.name = name
        text = (
            _("Plassholderen «{%(name)s}» finnes ikke. Mente du «{%(suggestion)s}»?")
            if suggestion
            else _("Plassholderen «{%(name)s}» finnes ikke. Fjern den, eller velg en fra listen.")
        )
        super().__init__(text % {"name": name, "suggestion": suggestion})


class MissingValue(Unfillable):
    """A placeholder that must have a value has none."""

    def __init__(self, name: str) -> None:
        self.name = name
        text = _("Plassholderen «{%(name)s}» har ingen verdi. Fyll ut opplysningen, eller ta den ut av teksten.")
        super().__init__(text % {"name": name})


def parse(text: str, allowed: Collection[str]) -> tuple[Token, ...]:
    """The text as literal parts and slots. Raises UnknownPlaceholder for the first name not allowed."""
    tokens: list[Token] = []
    end = 0
    for match in _SLOT.finditer(text):
        if match[1] not in allowed:
            close = get_close_matches(match[1].strip().lower(), list(allowed), n=1, cutoff=0.5)
            raise UnknownPlaceholder(match[1], close[0] if close else "")
        if match.start() > end:
            tokens.append(text[end : match.start()])
        tokens.append(Slot(match[1]))
        end = match.end()
    if end < len(text):
        tokens.append(text[end:])
    return tuple(tokens)


def names_in(text: str) -> tuple[str, ...]:
    """Every name in braces, once, in the order of the text; whether any is allowed is not asked."""
    return tuple(dict.fromkeys(_SLOT.findall(text)))


def refusals(text: str, allowed: Collection[str]) -> tuple[str, ...]:
    """What a person must mend in the text before it can be used; empty when all is well."""
    reasons = []
    for name in names_in(text):
        try:
            parse(f"{{{name}}}", allowed)
        except UnknownPlaceholder as unknown:
            reasons.append(unknown.reason)
    return tuple(reasons)


def fill(text: str, values: Mapping[str, str], *, optional: Collection[str] = ()) -> str:
    """Plain text with every value in place; ``values`` is the closed list.

    A line whose only placeholder is empty goes, with its label; a heading left alone goes too. Raises
    UnknownPlaceholder, and MissingValue for an empty value whose name is not ``optional``.
    """
    pruned = prune(text, values, optional=optional)
    return "".join(str(values[token.name]) if isinstance(token, Slot) else token for token in parse(pruned, values))


def prune(text: str, values: Mapping[str, str], *, optional: Collection[str] = ()) -> str:
    """The text without what empty values take with them; slots that have a value are left as they are."""
    for token in parse(text, values):
        if isinstance(token, Slot) and not values[token.name] and token.name not in optional:
            raise MissingValue(token.name)
    blocks = (_pruned_block(block, values) for block in re.split(r"\n[ \t]*\n", text))
    return "\n\n".join(block for block in blocks if block)


def substitute(text: str, value_of: Callable[[str], str]) -> str:
    """One pass over a text whose slots are known to be allowed; used on parsed Markdown tokens."""
    return _SLOT.sub(lambda match: value_of(match[1]), text)


def _pruned_block(block: str, values: Mapping[str, str]) -> str:
    lines = list(_pruned_lines(block, values))
    if len(lines) < len(block.split("\n")) and all(_LABEL.fullmatch(line.strip()) for line in lines):
        return ""
    return "\n".join(lines)


def _pruned_lines(block: str, values: Mapping[str, str]) -> Iterator[str]:
    for line in block.split("\n"):
        slots = [token for token in parse(line, values) if isinstance(token, Slot)]
        empty = [slot for slot in slots if not values[slot.name]]
        if not empty:
            yield line
            continue
        if len(slots) == 1 and not slots[0].name.endswith(_SENTENCE):
            continue
        for slot in empty:
            line = line.replace(str(slot), "")
        line = _BLANKS_BEFORE_STOP.sub(r"\1", _BLANKS.sub(" ", line)).strip()
        if line:
            yield line
