"""Writes and reads the XML of exchange files: a line for each element, and no declaration of types from outside."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from toolkit.core.diagnostics import ContentError, Diagnostic, Place

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def document(root: ET.Element, words: frozenset[str]) -> bytes:
    """Return a document; the elements that hold `words` keep their spaces, each other one begins a line."""
    for element in _structure(root, words):
        if len(element):
            element.text = "\n"
            for child in element:
                child.tail = "\n"
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _structure(element: ET.Element, words: frozenset[str]) -> Iterator[ET.Element]:
    if element.tag not in words:
        yield element
        for child in element:
            yield from _structure(child, words)


def parsed(data: bytes, path: str) -> ET.Element:
    """Return the root of a document that a tool wrote; raise ContentError with the line of what is no XML."""
    if b"<!ENTITY" in data or (b"<!DOCTYPE" in data and b"[" in data[data.index(b"<!DOCTYPE") : data.index(b"<!DOCTYPE") + 300]):
        hint = "export it without a declaration of types"
        raise ContentError(Diagnostic("exchange-unreadable", "the file declares entities, which are not read", Place(path), hint))
    try:
        return ET.fromstring(data)  # noqa: S314 (entities are refused above)
    except ET.ParseError as error:
        line, column = error.position
        message = f"not valid XML: {str(error).partition(':')[0]}"
        raise ContentError(Diagnostic("exchange-unreadable", message, Place(path, line, column + 1), "export it again")) from None
