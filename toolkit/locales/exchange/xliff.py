"""Writes and reads XLIFF 2.1: contexts, comments, states, limits; placeholders are codes that no tool lets be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from toolkit.language.placeholders import PLACEHOLDER
from toolkit.locales.exchange.markup import XML_SPACE, document
from toolkit.locales.exchange.units import Returned, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
LIMITS = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
FUZZY, MACHINE = DOUBTED = ("po:fuzzy", "po:machine")
_Q = f"{{{NAMESPACE}}}"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write(files: Sequence[tuple[str, Sequence[Unit]]], source: str, target: str) -> bytes:
    """Return the units of each catalog, by its path, as one document from one language into another."""
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("slr", LIMITS)
    ET.register_namespace("gls", GLOSSARY)
    root = ET.Element(f"{_Q}xliff", {"version": "2.1", "srcLang": source, "trgLang": target})
    for number, (path, units) in enumerate(files, 1):
        file = ET.SubElement(root, f"{_Q}file", {"id": f"f{number}", "original": path, XML_SPACE: "preserve"})
        if any(unit.limit for unit in units):
            ET.SubElement(file, f"{{{LIMITS}}}profiles", {"generalProfile": "xliff:codepoints"})
        for mark, group in groupby(units, lambda unit: unit.id.partition(".")[0]):
            several = list(group)
            parent = file
            if several[0].form is not None:
                parent = ET.SubElement(file, f"{_Q}group", {"id": f"g{mark}", "type": "po:plurals", "name": several[0].context})
            for unit in several:
                _unit(parent, unit)
    words = {f"{_Q}source", f"{_Q}target", f"{_Q}note", f"{_Q}data", f"{{{GLOSSARY}}}term", f"{{{GLOSSARY}}}translation"}
    return document(root, frozenset(words))


def _unit(parent: ET.Element, unit: Unit) -> None:
    attributes = {"id": unit.id, "name": unit.context}
    if unit.limit:
        attributes[f"{{{LIMITS}}}sizeRestriction"] = str(unit.limit)
    element = ET.SubElement(parent, f"{_Q}unit", attributes)
    if unit.terms:
        _glossary(element, unit)
    if unit.notes:
        notes = ET.SubElement(element, f"{_Q}notes")
        for category, words in unit.notes:
            ET.SubElement(notes, f"{_Q}note", {"category": category}).text = _NOT_XML.sub("", words)
    state = {"state": "translated"} if unit.target and not unit.fuzzy else {"state": "initial"}
    if unit.target and unit.fuzzy:
        state["subState"] = MACHINE if unit.machine else FUZZY
    _codes(element, unit)
    segment = ET.SubElement(element, f"{_Q}segment", state)
    _content(ET.SubElement(segment, f"{_Q}source"), unit.source, unit)
    if unit.target:
        _content(ET.SubElement(segment, f"{_Q}target"), unit.target, unit)


def _glossary(element: ET.Element, unit: Unit) -> None:
    """Write the terms that the source uses, as the module of XLIFF for glossaries has them."""
    glossary = ET.SubElement(element, f"{{{GLOSSARY}}}glossary")
    for term, translation in unit.terms:
        entry = ET.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
        ET.SubElement(entry, f"{{{GLOSSARY}}}term").text = term
        ET.SubElement(entry, f"{{{GLOSSARY}}}translation").text = translation


def _codes(element: ET.Element, unit: Unit) -> None:
    """Write the placeholders of a unit as the original data of its codes."""
    if codes := _original(unit):
        data = ET.SubElement(element, f"{_Q}originalData")
        for code, id in codes.items():
            ET.SubElement(data, f"{_Q}data", {"id": id}).text = code


def _original(unit: Unit) -> dict[str, str]:
    """Return the placeholders of source and target, each with the id of its data."""
    found = dict.fromkeys(code.group() for words in (unit.source, unit.target) for code in PLACEHOLDER.finditer(words))
    return {code: f"d{number}" for number, code in enumerate(found, 1)}


def _content(element: ET.Element, words: str, unit: Unit) -> None:
    """Write words into an element, each placeholder as a code, each sign that XML has not as its code point.

    A code shows what it will print; a tool that shows no codes shows the placeholder itself.
    """
    data = _original(unit)
    last: ET.Element | None = None
    at = number = 0
    for found in re.finditer(f"{PLACEHOLDER.pattern}|{_NOT_XML.pattern}", words):
        last = _text(element, last, words[at : found.start()])
        if _NOT_XML.fullmatch(found.group()):
            last = ET.SubElement(element, f"{_Q}cp", {"hex": f"{ord(found.group()):04X}"})
        else:
            number += 1
            shown = unit.previews.get(found.group(1), found.group())
            codes = {"id": str(number), "dataRef": data[found.group()], "equiv": found.group(), "disp": shown}
            last = ET.SubElement(element, f"{_Q}ph", codes | {"canCopy": "no", "canDelete": "no"})
        at = found.end()
    _text(element, last, words[at:])


def _text(element: ET.Element, last: ET.Element | None, words: str) -> ET.Element | None:
    if last is None:
        element.text = (element.text or "") + words
    else:
        last.tail = (last.tail or "") + words
    return last


def read(root: ET.Element) -> Iterator[Returned]:
    """Yield what an XLIFF document brings back; several segments of a unit are one string."""
    for unit in root.iter(f"{_Q}unit"):
        segments = unit.findall(f"{_Q}segment")
        if any(segment.find(f"{_Q}target") is not None for segment in segments):
            data = {one.get("id", ""): "".join(one.itertext()) for one in unit.iterfind(f"{_Q}originalData/{_Q}data")}
            words = "".join(_words(part, data) for child in unit if (part := _said(child)) is not None)
            fuzzy = any(segment.get("state", "initial") == "initial" or segment.get("subState") in DOUBTED for segment in segments)
            yield Returned(unit.get("id", ""), words, fuzzy)


def _said(child: ET.Element) -> ET.Element | None:
    """Return the target of a segment; of what stands between segments the target or, left out, the source."""
    if child.tag == f"{_Q}segment":
        return child.find(f"{_Q}target")
    if child.tag == f"{_Q}ignorable":
        target = child.find(f"{_Q}target")
        return target if target is not None else child.find(f"{_Q}source")
    return None


def _words(element: ET.Element, data: Mapping[str, str]) -> str:
    """Return the words of a source or a target, codes as the placeholders that they are."""
    parts = [element.text or ""]
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "ph":
            parts.append(data.get(child.get("dataRef", ""), child.get("equiv", "")))
        elif name == "cp":
            parts.append(chr(int(child.get("hex", "20"), 16)))
        else:
            parts.append(_words(child, data))
        parts.append(child.tail or "")
    return "".join(parts)
