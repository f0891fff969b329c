"""Makes the elements of WordprocessingML (ECMA-376): names and attributes in their namespaces, values as strings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

Element = Any
"""An element of lxml, which is not typed."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
XML = "http://www.w3.org/XML/1998/namespace"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NAMESPACES = {"m": M, "w": W, "r": R, "wp": WP, "a": A, "pic": PIC}


def w(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """Return an element of the namespace `w`; children that are nothing are left out."""
    return _element(W, "w", name, children, {f"{{{W}}}{key}": str(value) for key, value in attributes.items()})


def plain(prefix: str, name: str, /, *children: Element | None, **attributes: object) -> Element:
    """Return an element of another namespace; its attributes have none, as those of drawings."""
    return _element(NAMESPACES[prefix], prefix, name, children, {key: str(value) for key, value in attributes.items()})


def formula(name: str, /, *children: Element | str | None, **attributes: object) -> Element:
    """Return an element of a formula; words as its only child are its text."""
    words = [child for child in children if isinstance(child, str)]
    parts = [child for child in children if not isinstance(child, str)]
    made = _element(M, "m", name, parts, {f"{{{M}}}{key}": str(value) for key, value in attributes.items()})
    if words:
        made.text = words[0]
        made.set(f"{{{XML}}}space", "preserve")
    return made


def _element(space: str, prefix: str, name: str, children: Iterable[Element | None], attributes: dict[str, str]) -> Element:
    made = etree.Element(f"{{{space}}}{name}", attributes, nsmap={prefix: space})
    made.extend([child for child in children if child is not None])
    return made


def text(words: str, name: str = "t") -> Element:
    """Return words that keep their spaces; with `name="instrText"`, those of a field."""
    made = w(name)
    made.text = words
    made.set(f"{{{XML}}}space", "preserve")
    return made


def root(name: str) -> Element:
    """Return the outermost element of a part, which declares every namespace once."""
    return etree.Element(f"{{{W}}}{name}", nsmap=NAMESPACES)


def as_bytes(part: Element) -> bytes:
    """Return a part as the bytes of a file, namespaces declared once."""
    etree.cleanup_namespaces(part, top_nsmap=NAMESPACES, keep_ns_prefixes=list(NAMESPACES))
    made: bytes = etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
