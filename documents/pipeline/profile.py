"""What WeasyPrint's pdf/a-3a lacks to be PDF/A-3a *and* PDF/UA-1; see design/pdf.md §1.1 and §1.2."""

from __future__ import annotations

import base64
import re
import zlib
from typing import Any

_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the file conforms to</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_END = b"</rdf:RDF>"
_LINE_BREAK_AT_END = re.compile(rb"[\r\n]\nendstream")


def finish(document: Any, pdf: Any) -> None:
    """The finisher hook: metadata readable and complete, images never smoothed."""
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if extra is None:
            continue
        if extra.get("Type") == "/Metadata":
            item.compress = False
            item.stream = [part.replace(_END, _UA + _END) for part in item.stream]
        elif extra.get("Subtype") == "/Image":
            extra["Interpolate"] = "false"


def mend(pdf: Any) -> None:
    """Change what made a broken end: a blank more in a content stream; what may not change is written in letters.

    When no stream of ours ends so, it was the object or reference stream: one empty object more.
    """
    broken = [item for item in pdf.objects if hasattr(item, "extra") and has_broken_end(item.data)]
    for item in broken:
        if {"Type", "Subtype", "N", "Length1"} & set(item.extra):
            _write_in_letters(item)
        else:
            item.stream = [*item.stream, b" "]
    if not broken:
        pdf.add_object(type(pdf.catalog)())


def _write_in_letters(item: Any) -> None:
    """ASCII85 over the compressed bytes, which ends with «~>» whatever they are.

    Kept uncompressed, an attached file that ends with a line break would end the stream with it; and packed otherwise,
    the checksum that comes last is the same.
    """
    item.compress = False
    item.extra["Filter"] = "[/ASCII85Decode /FlateDecode]"
    item.stream = [base64.a85encode(zlib.compress(b"\n".join(item.stream), 9), wrapcol=120) + b"~>"]


def has_broken_end(data: bytes) -> bool:
    """A stream whose last byte is CR or LF: its length cannot be read unambiguously (PDF/A 6.1.7)."""
    return _LINE_BREAK_AT_END.search(data) is not None
