"""Exports the catalogs of a language in a format of translators' tools, and imports what comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

import polib

from toolkit.content.library import Library
from toolkit.content.records import Term
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean
from toolkit.core.workspace import Workspace
from toolkit.locales.accept import NOBODY, Approver
from toolkit.locales.exchange import drafts, tbx, tmx, xliff
from toolkit.locales.exchange.markup import parsed
from toolkit.locales.exchange.units import Known, Returned, Taken, Unit, take, units
from toolkit.locales.extract import extract
from toolkit.locales.files import catalogs
from toolkit.locales.judges.wording import Glossary
from toolkit.locales.positions import Positions

FORMATS = ("xliff", "tmx", "tbx", "jsonl")


def exported(workspace: Workspace, library: Library, language: str, format: str) -> dict[str, bytes]:
    """Return the files of an export by the language of their sources; XLIFF has one source language a file, the most used comes first."""
    held = _units(workspace, library, catalogs(workspace, (language,)), language)
    everything = [unit for some in held.values() for unit in some]
    if format == "tmx":
        return {"": tmx.write(everything, language)}
    if format == "tbx":
        return {"": tbx.write(_terms(library, everything, language), language)}
    if format == "jsonl":
        return {"": drafts.write(everything, language)}
    sources = [tag for tag, _ in Counter(unit.language for unit in everything).most_common()]
    made = {}
    for source in sources:
        files = [(path, own) for path, some in held.items() if (own := [unit for unit in some if unit.language == source])]
        made[source] = xliff.write(files, source, language)
    return made


def imported(
    workspace: Workspace, library: Library, data: bytes, name: str, by: Approver = NOBODY
) -> tuple[Mapping[str, polib.POFile], Taken]:
    """Return the catalogs with what a file brings back, and what became of it; ContentError tells why a file cannot be read."""
    root = parsed(data, name)
    files: dict[str, polib.POFile] = {}
    total = Taken()
    for language in _languages(root, library, name):
        own = catalogs(workspace, (language,))
        held = [unit for some in _units(workspace, library, own, language).values() for unit in some]
        taken = take(own, _returned(root, held, language), by)
        total.changed += taken.changed
        total.touched |= taken.touched
        total.unknown += taken.unknown
        total.found += taken.found
        files |= own
    return files, total


def _units(workspace: Workspace, library: Library, files: Mapping[str, polib.POFile], language: str) -> dict[str, list[Unit]]:
    messages = {message.key: message for message in extract(workspace, library)}
    glossaries = {tag: Glossary.of(library, tag, language) for tag in {message.language for message in messages.values()}}

    def terms(words: str, source: str) -> tuple[tuple[str, str], ...]:
        return tuple((term.words, term.translation) for term in glossaries[source].used(words, source))

    known = Known(messages, Positions.of(context for context, _ in messages), terms)
    return {path: list(units(file, known)) for path, file in files.items()}


def _languages(root: ET.Element, library: Library, name: str) -> Sequence[str]:
    """Return the languages that a file may bring translations into."""
    kind = root.tag.rpartition("}")[2]
    if kind not in ("xliff", "tmx", "martif"):
        hint = "XLIFF 2, TMX and TBX are read; `toolkit locales export` writes them"
        raise ContentError(Diagnostic("exchange-unreadable", f"`{kind}` is no format of translators' tools", Place(name, 1), hint))
    if kind != "xliff":
        return library.languages
    language = root.get("trgLang", "")
    if root.tag != f"{{{xliff.NAMESPACE}}}xliff" or language not in library.languages:
        hint = did_you_mean(language, library.languages, f"XLIFF 2 into one of: {', '.join(library.languages)}")
        raise ContentError(
            Diagnostic("exchange-unreadable", f"no XLIFF 2 into a language of this site (`{language}`)", Place(name, 1), hint)
        )
    return (language,)


def _returned(root: ET.Element, held: Sequence[Unit], language: str) -> Iterator[Returned]:
    kind = root.tag.rpartition("}")[2]
    if kind == "xliff":
        return xliff.read(root)
    return tmx.read(root, held, language) if kind == "tmx" else tbx.read(root, language, held)


def _terms(library: Library, held: Sequence[Unit], language: str) -> Iterator[Unit]:
    """Yield the terms of the glossary: those that are messages, and those whose forms the author owns."""
    messages = {(unit.context, unit.source): unit for unit in held}
    for term in library.all(Term):
        text = term.term
        if found := messages.get((text.context, text.source)):
            yield found
        else:
            yield Unit(f"t.{term.id}", text.context, text.source, text.language, dict(text.official).get(language, ""))
