"""Writes and reads TMX 1.4b: finished translations as a translation memory for other tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET

from toolkit.locales.exchange.markup import XML_LANG, document
from toolkit.locales.exchange.units import Returned, Unit


def write(units: Sequence[Unit], target: str) -> bytes:
    """Return the finished translations as a memory; the msgctxt of each is a property."""
    root = ET.Element("tmx", {"version": "1.4"})
    header = {
        "creationtool": "toolkit", "creationtoolversion": "1", "segtype": "paragraph", "o-tmf": "PO", "adminlang": "en", "srclang": "*all*",
        "datatype": "plaintext",
    }  # fmt: skip
    ET.SubElement(root, "header", header)
    body = ET.SubElement(root, "body")
    for unit in units:
        if unit.target and not unit.fuzzy:
            pair = ET.SubElement(body, "tu", {"tuid": unit.id})
            ET.SubElement(pair, "prop", {"type": "x-context"}).text = unit.context
            for language, words in ((unit.language, unit.source), (target, unit.target)):
                ET.SubElement(ET.SubElement(pair, "tuv", {XML_LANG: language}), "seg").text = words
    return document(root, frozenset({"seg", "prop"}))


def read(root: ET.Element, units: Iterable[Unit], target: str) -> Iterator[Returned]:
    """Yield what a memory has for units: for its own those words; for an untranslated one of the same source a suggestion, fuzzy.

    Nothing is suggested for a plural form, whose number a memory does not know.
    """
    wanted = {unit.id: unit for unit in units}
    open_ = {unit.source: unit for unit in wanted.values() if not unit.target and unit.form is None}
    for pair in root.iter("tu"):
        said = {_language(tuv): "".join(seg.itertext()) for tuv in pair.iter("tuv") if (seg := tuv.find("seg")) is not None}
        words = said.get(target.lower(), "")
        own = wanted.get(pair.get("tuid", ""))
        if own and words:
            yield Returned(own.id, words, False)
        elif words:
            yield from (Returned(open_[source].id, words, True) for source in said.values() if source in open_)


def _language(element: ET.Element) -> str:
    return (element.get(XML_LANG) or element.get("lang") or "").replace("_", "-").lower()
