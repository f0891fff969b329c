"""Makes the elements of Akoma Ntoso 3.0 (OASIS LegalDocML): names in its namespace, words appended in order."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def element(into: Element | None, tag: str, text: str = "", /, **attributes: str) -> Element:
    """Append an element to another one, or begin a tree with it; attributes without a value are left out."""
    name, known = f"{{{NAMESPACE}}}{tag}", {key: value for key, value in attributes.items() if value}
    made = etree.Element(name, known, nsmap={None: NAMESPACE}) if into is None else etree.SubElement(into, name, known)
    if text:
        made.text = text
    return made


def append_text(into: Element, words: str | None) -> None:
    """Append words to what an element holds already."""
    if not words:
        return
    if len(into):
        into[-1].tail = (into[-1].tail or "") + words
    else:
        into.text = (into.text or "") + words


def written(root: Element) -> str:
    """Return a tree as text, with a line for each block and none within words."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(etree.tostring(root, encoding="unicode")) + "\n"
