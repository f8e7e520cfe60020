"""The kinds of bad input of security.md §4: each is put in place of one value at a time."""

from __future__ import annotations

from typing import Any

#: What would be new in a page that did not escape it: the walk looks for these elements and attributes.
ELEMENT, ADDRESS = "zq-element", "/zq-krukke/"
MARKUP = {
    "script": f"<script>zqkjor()</script><{ELEMENT}>x</{ELEMENT}>",
    "htmx": f'<div hx-post="{ADDRESS}" hx-trigger="load">x</div>',
    "breaks out of an attribute": f'" onfocus="zqkjor()" autofocus hx-get="{ADDRESS}" x="',
    "breaks out of a textarea": f"</textarea></title></select><{ELEMENT}>x",
    "breaks out of a comment": f"--><{ELEMENT}><!--",
    "image": '<img src=x onerror="zqkjor()">',
    "Markdown link": f"[klikk](javascript:zqkjor()) ![bilde]({ADDRESS}) <{ELEMENT}>",
}
TEMPLATES = {
    "double braces": "{{ settings.SECRET_KEY }}",
    "block": "{% debug %}{% include 'base.html' %}",
    "unknown placeholder": "Hei {ukjent_felt}",
    "known placeholder": "Hei {mottaker_navn} {sted_navn}",
    "attribute of a placeholder": "{sted_navn.__class__} {0} {",
    "percent": "%(name)s %s %d %n 100 %",
}
FORMULAS = {"formula": "=1+1", "command": "+cmd|' /C calc'!A0", "at": "@SUM(1)", "minus": "-2+3", "tab": "\t=1+1"}
NUMBERS = {
    "minus one": "-1",
    "zero": "0",
    "infinity": "1e400",
    "not a number": "NaN",
    "five thousand digits": "9" * 5000,
    "sixty-four bits and one": "9223372036854775808",
    "Arabic digits": "١٢٣",
    "underscore": "1_000",
    "float": "1.5",
    "comma": "1,5",
    "fullwidth": "１２",
}
DATES = {
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "no such day": "2026-02-30",
    "leap day": "2028-02-29",
    "no leap day": "2027-02-29",
    "clock goes forward": "2026-03-29",
    "clock goes back": "2026-10-25",
    "night hour": "02:30",
    "day and hour": "2026-03-29 02:30",
    "no such hour": "25:61",
    "hour with a zone": "18:00+14:00",
}
LETTERS = {
    "empty": "",
    "blank": "   \n\t ",
    "one letter": "Å",
    "Norwegian": "Øyvind Ærlig-Åsen",
    "Sámi": "Áilu Sárá Čáhcesuolu Ŋieida",
    "decomposed": "A\u030asane",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "Chinese": "漢字かな交じり文",
    "right to left": "שלום مرحبا",
    "bidi override": "faktura\u202efdp.exe",
    "isolates": "\u2066a\u2069\u2067b",
    "zero width": "Ka\u200bri\u200d\ufeff",
    "only zero width": "\u200b\u200d\ufeff",
    "NUL": "a\x00b",
    "controls": "a\x01\x07\x1b[31mb\x7f\x85",
    "line separators": "a\u2028b\u2029c\r\nd\re",
    "lone surrogate": "a\ud800b",
    "noncharacter": "a\uffff\U0010ffffb",
    "combining tower": "Z" + "\u0301" * 300,
    "grows when folded": "ﬃß" * 60,
    "grows when composed": "\u0958" * 110,
    "long line": "x" * 5000,
    "100 kB": "ø" * 50_000,
    "path": "../../etc/passwd",
    "SQL": "'; DROP TABLE accounts_user; --",
    "like": "%_\\",
    "header": "Ola\r\nBcc: alle@eksempel.no",
}
ADDRESSES = {
    "two addresses": "a@eksempel.no, b@eksempel.no",
    "header in an address": "a@eksempel.no\nBcc: b@eksempel.no",
    "international domain": "kari@blåbær.no",
    "international person": "øystein@eksempel.no",
    "name in front": "Kari <kari@eksempel.no>",
    "no domain": "kari@localhost",
    "long": "k" * 250 + "@eksempel.no",
    "quoted": '"ka ri"@eksempel.no',
}
#: Thrown at the fields that take JSON, beside all the others.
JSON: dict[str, Any] = {
    "no object": "0",
    "false": "false",
    "null": "null",
    "not a number": "NaN",
    "empty object": "{}",
    "only an id": '{"id": "x"}',
    "id and nothing else": '{"rawId": "eA", "response": {}}',
    "other id": '{"id": "x", "rawId": "eA", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}',
    "number for bytes": '{"rawId": 99999999999999999999, "response": {"clientDataJSON": -1}}',
    "no base64": '{"rawId": "å", "response": {"clientDataJSON": "a", "attestationObject": "\\ud800"}}',
    "half a CBOR": '{"rawId": "eA", "response": {"clientDataJSON": "e30", "attestationObject": "eA"}}',
    "signed nothing": '{"rawId": "eA", "response": {"clientDataJSON": "e30", "authenticatorData": "", "signature": 1}}',
    "extensions of text": '{"rawId": "eA", "response": {"clientDataJSON": "e30"}, "clientExtensionResults": "x"}',
    "deep list": "[" * 5000,
    "deep object": '{"a":' * 5000,
}
IDS = {"list": ["1", "2"], "same twice": ["x", "x"], "missing row": "999999999", "member key": "m999999999", "o": "o1"}

KINDS: dict[str, Any] = {
    **LETTERS,
    **NUMBERS,
    **DATES,
    **MARKUP,
    **TEMPLATES,
    **FORMULAS,
    **ADDRESSES,
    **IDS,
}

#: What a database may judge in its own way.
STORED: dict[str, Any] = {**LETTERS, **NUMBERS, **DATES, **IDS}

#: Words that stand in Django's and allauth's English messages, and in no Norwegian one.
ENGLISH = (
    *("this field", "enter a", "select a", "ensure this", "is not one of", "valid ", " required", "characters"),
    *(
        "must be",
        "already exists",
        "cannot be",
        "please",
        "no file",
        "the submitted",
        "null characters",
        "whole number",
    ),
)
