"""Text as a layout engine can stand it: no control characters, no word that never ends, no missing glyph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

#: Longer runs without a blank are given places to break: one endless word hangs the layout.
LONGEST_WORD = 60
_BREAK = "\u200b"
_LONG = re.compile(rf"[^\s{_BREAK}]{{{LONGEST_WORD + 1},}}")
_BLANKS = "\n\t\r "
#: Invisible on purpose, set without a glyph: places to break, joiners and variation selectors.
_SILENT = frozenset("\u200b\u200c\u200d\u00ad\ufe0e\ufe0f")


def printable(text: str, covered: Container[int], replaced: set[str]) -> str:
    """NFC text the fonts can set; characters without a glyph become «?» and are added to ``replaced``."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_WORD:
        return text
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in _BLANKS or ord(letter) in covered:
            letters.append(letter)
        elif letter in _SILENT:
            letters.append(letter if letter in "\u200b\u200c\u200d\u00ad" else "")
        elif unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"):
            replaced.add(letter)
            letters.append("?")
    return _LONG.sub(_broken, "".join(letters))


def _broken(match: re.Match[str]) -> str:
    word = match[0]
    return _BREAK.join(word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))
