"""Brings every catalog of every language into step with content and templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polib

from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, Diagnostic
from toolkit.core.kept_files import NOT_KEPT, KeptFiles
from toolkit.core.layers import BELOW
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import DOMAINS, INTERFACE, parse_po, path_of, plural_forms, plural_rule, read_whole, used_forms
from toolkit.language.tags import locale
from toolkit.locales.drafts import strings_of
from toolkit.locales.elsewhere import Elsewhere
from toolkit.locales.extract import NOT_TOLD, Message, extract
from toolkit.locales.merge import merge
from toolkit.locales.plurals import plural_header
from toolkit.locales.write import po_bytes

PROJECT = "Policy documents"


@dataclass(frozen=True, slots=True)
class Updated:
    """A catalog or template as it should be on disk, and what a translator finds in it."""

    path: str
    data: bytes
    messages: int = 0
    missing: int = 0
    fuzzy: int = 0


def update(
    workspace: Workspace,
    library: Library,
    now: dt.datetime,
    languages: Sequence[str] = (),
    *,
    prune: bool = False,
    printed: Mapping[str, Sequence[str]] = NOT_TOLD,
    kept: KeptFiles = NOT_KEPT,
) -> tuple[Updated, ...]:
    """Return every PO and POT file, brought into step; `now` dates those whose messages changed.

    `languages` are brought into step besides those of the site, and the interface alone in its `interface_languages`. `prune` drops
    what is obsolete; `printed` tells translators which documents print a text. Nothing is returned when any file cannot be
    read whole: ContentError names each fault.
    """
    messages = extract(workspace, library, printed, kept)
    tags = tuple(dict.fromkeys((*library.languages, *languages)))
    made: list[Updated] = []
    found: list[Diagnostic] = []
    spoken = tuple(tag for tag in library.site.interface_languages if tag not in tags)
    files = dict(_read(workspace, (*tags, *spoken), found))
    if found:
        raise ContentError(*found)
    said, said_to_others = (
        Elsewhere.of(library, {tag: [files[path_of(tag, one)] for one in DOMAINS if path_of(tag, one) in files] for tag in known})
        for known in (tags, (*tags, *spoken))
    )
    for domain in DOMAINS:
        own = [message for message in messages if message.domain == domain]
        if domain == INTERFACE and workspace.list(BELOW, ""):  # what no language of the workspace has to say is no message of its own
            own = [message for message in own if any(asked_of([message], tag) for tag in tags)]
        made += [_template(workspace, domain, own, now)] if own or domain != INTERFACE else []
        for tag in (*tags, *spoken) if domain == INTERFACE else tags:
            told = [(said if tag in tags else said_to_others).told(message, tag) for message in asked_of(own, tag)]
            old = files.get(path_of(tag, domain))
            if told or old is not None:
                made.append(_catalog(path_of(tag, domain), new_file(tag, now) if old is None else old, told, now, prune=prune))
    return tuple(made)


def _read(workspace: Workspace, tags: Sequence[str], found: list[Diagnostic]) -> Iterator[tuple[str, polib.POFile]]:
    """Yield every catalog that there is, by its path; what is wrong with one is added to `found`."""
    present = workspace.list("locales", ".po")
    for path in (path_of(tag, domain) for domain in DOMAINS for tag in tags):
        if path in present:
            try:
                yield path, read_whole(workspace, path)
            except ContentError as error:
                found.extend(error.diagnostics)


def _catalog(path: str, old: polib.POFile, asked: Sequence[Message], now: dt.datetime, *, prune: bool) -> Updated:
    sources = _sources(old)
    file = merge(old, asked)
    if prune:
        file[:] = [entry for entry in file if not entry.obsolete]
    _date(file, sources, now)
    entries = [entry for entry in file if not entry.obsolete]
    used = _used(file)
    missing = sum(not all(strings_of(entry)[:used]) and not entry.fuzzy for entry in entries)
    fuzzy = sum(entry.fuzzy for entry in entries)
    return Updated(path, po_bytes(file), len(entries), missing, fuzzy)


def asked_of(messages: Sequence[Message], language: str) -> list[Message]:
    """Return the messages that a language must translate."""
    return [message for message in messages if message.language != language and language not in message.official]


def _template(workspace: Workspace, domain: str, asked: Sequence[Message], now: dt.datetime) -> Updated:
    path = f"locales/{domain}.pot"
    exists = path in workspace.list("locales", ".pot")
    try:
        old = parse_po(workspace.read(path), path) if exists else _empty()
    except ContentError:  # it is made from content alone: one that a merge has left in conflict is made anew
        old = _empty()
    file = merge(old, asked)
    _date(file, _sources(old), now)
    return Updated(path, po_bytes(file), len(asked))


def _empty() -> polib.POFile:
    file = polib.POFile(wrapwidth=0)
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


def new_file(language: str, now: dt.datetime) -> polib.POFile:
    """Return an empty catalog with the header of a language: its name and plural rule from CLDR, by way of Babel."""
    file = _empty()
    spoken = locale(language)
    file.metadata["PO-Revision-Date"] = _stamp(now)
    file.metadata["Language"] = language.replace("-", "_")
    file.metadata["Language-Team"] = spoken.english_name or language
    file.metadata["Plural-Forms"] = plural_header(spoken)
    return file


def _date(file: polib.POFile, before: object, now: dt.datetime) -> None:
    """Set the creation date only when a message came, went or changed."""
    if not file.metadata.get("POT-Creation-Date") or _sources(file) != before:
        file.metadata["POT-Creation-Date"] = _stamp(now)


def _stamp(now: dt.datetime) -> str:
    return now.strftime("%Y-%m-%d %H:%M+0000")


def _used(file: polib.POFile) -> int:
    """Return how many plural forms whole numbers take; all that an entry has where the header has no rule."""
    try:
        return used_forms(plural_rule(file, ""))
    except ContentError:
        return plural_forms(file)


def _sources(file: polib.POFile) -> list[tuple[str, str, str]]:
    return sorted((entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in file if not entry.obsolete)
