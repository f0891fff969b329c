"""Writes and reads TBX (ISO 30042:2008, as Weblate and OmegaT read it): the glossary in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from toolkit.locales.exchange.markup import XML_LANG, document
from toolkit.locales.exchange.units import Returned, Unit


def write(terms: Iterable[Unit], target: str) -> bytes:
    """Return terms as a glossary: an entry each, its source and, where there is one, its translation."""
    root = ET.Element("martif", {"type": "TBX", XML_LANG: target})
    described = ET.SubElement(ET.SubElement(ET.SubElement(root, "martifHeader"), "fileDesc"), "sourceDesc")
    ET.SubElement(described, "p").text = "Glossary"
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for term in terms:
        entry = ET.SubElement(body, "termEntry", {"id": term.id})
        for language, words in ((term.language, term.source), (target, term.target)):
            if words:
                group = ET.SubElement(ET.SubElement(entry, "langSet", {XML_LANG: language}), "tig")
                ET.SubElement(group, "term").text = words
    return document(root, frozenset({"term", "p"}))


def read(root: ET.Element, target: str, known: Iterable[Unit]) -> Iterator[Returned]:
    """Yield the terms of a language; those that the author owns in it are no messages, and pass by."""
    ids = {unit.id: unit for unit in known}
    for entry in root.iter("termEntry"):
        for group in entry.iter("langSet"):
            words = group.find(".//term")
            own = ids.get(entry.get("id", ""))
            if own and words is not None and (group.get(XML_LANG) or "").lower() == target.lower():
                yield Returned(own.id, "".join(words.itertext()), own.fuzzy and own.target == "".join(words.itertext()))
