"""A project in; every catalog of every language brought into step with content and templates out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polib
from babel.messages.plurals import get_plural

from toolkit.content.library import Library
from toolkit.language.catalogs import DOMAINS, WIDTH, parse_po, path_of
from toolkit.language.voice import locale
from toolkit.locales.extract import Message, extract
from toolkit.locales.merge import merge
from toolkit.workspace import Workspace

PROJECT = "EAEU cluster policy documents"


@dataclass(frozen=True, slots=True)
class Updated:
    """A catalog or template as it should be on disk, and what a translator finds in it."""

    path: str
    data: bytes
    messages: int = 0
    missing: int = 0
    fuzzy: int = 0


def update(workspace: Workspace, library: Library, now: dt.datetime) -> tuple[Updated, ...]:
    """Return every PO and POT file, brought into step; `now` dates those whose messages changed."""
    messages = extract(workspace, library)
    return tuple(_files(workspace, library, messages, now))


def _files(workspace: Workspace, library: Library, messages: Sequence[Message], now: dt.datetime) -> Iterator[Updated]:
    for domain in DOMAINS:
        own = [message for message in messages if message.domain == domain]
        yield _template(workspace, domain, own, now)
        for language in library.languages:
            asked = [message for message in own if message.language != language and language not in message.official]
            path = path_of(language, domain)
            exists = path in workspace.list("locales", ".po")
            if asked or exists:
                yield _catalog(workspace, language, path, asked, exists, now)


def _catalog(workspace: Workspace, language: str, path: str, asked: Sequence[Message], exists: bool, now: dt.datetime) -> Updated:
    old = parse_po(workspace.read(path), path) if exists else new_file(language)
    file = merge(old, asked)
    _date(file, old, now)
    entries = [entry for entry in file if not entry.obsolete]
    missing = sum(not entry.translated() and not entry.fuzzy for entry in entries)
    return Updated(path, _bytes(file), len(entries), missing, sum(entry.fuzzy for entry in entries))


def _template(workspace: Workspace, domain: str, asked: Sequence[Message], now: dt.datetime) -> Updated:
    path = f"locales/{domain}.pot"
    exists = path in workspace.list("locales", ".pot")
    old = parse_po(workspace.read(path), path) if exists else _empty()
    file = merge(_without_entries(old), asked)
    _date(file, old, now)
    return Updated(path, _bytes(file), len(asked))


def _without_entries(file: polib.POFile) -> polib.POFile:
    bare = polib.POFile(wrapwidth=WIDTH)
    bare.header, bare.metadata = file.header, dict(file.metadata)
    return bare


def _empty() -> polib.POFile:
    file = polib.POFile(wrapwidth=WIDTH)
    file.metadata = {
        "Project-Id-Version": PROJECT,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": "",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return file


def new_file(language: str) -> polib.POFile:
    """Return an empty catalog with the header of a language: its plural rule from CLDR, by way of Babel."""
    file = _empty()
    spoken = locale(language)
    count, rule = get_plural(spoken)
    file.metadata["Language"] = language.replace("-", "_")
    file.metadata["Language-Team"] = spoken.english_name or language
    file.metadata["Plural-Forms"] = f"nplurals={count}; plural={rule};"
    return file


def _date(file: polib.POFile, old: polib.POFile, now: dt.datetime) -> None:
    """Set the creation date only when a message came, went or changed."""
    if not file.metadata.get("POT-Creation-Date") or _sources(file) != _sources(old):
        file.metadata["POT-Creation-Date"] = now.strftime("%Y-%m-%d %H:%M+0000")


def _sources(file: polib.POFile) -> list[tuple[str, str, str]]:
    return [(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in file if not entry.obsolete]


def _bytes(file: polib.POFile) -> bytes:
    return (str(file).rstrip("\n") + "\n").encode()
