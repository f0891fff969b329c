"""Writes the sample records of a new workspace in its languages: content in the language of its authors, catalogs for the others."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import polib

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.content.library import Library
from toolkit.content.load import load
from toolkit.core.workspace import DiskWorkspace, MemoryWorkspace, decoded
from toolkit.language.catalogs import INTERFACE, Key, parse_po
from toolkit.language.localizer import INTERFACE_LANGUAGE as WRITTEN
from toolkit.locales.comments import printed_texts
from toolkit.locales.extract import Message, extract
from toolkit.locales.update import update
from toolkit.locales.write import po_bytes
from toolkit.project import Project

SITE = "content/site.yaml"
OWN_LANGUAGE = frozenset({"content/units.yaml", "content/sources.yaml"})
"""Files whose words are not those of the authors' language: phrases of units, titles of works."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_HEADING = re.compile(r"## (.+?)((?: \{#[\w-]+\})?)")


@dataclass(frozen=True, slots=True)
class Words:
    """What the samples say in a language, by their English words."""

    said: Mapping[str, str]
    plurals: Mapping[str, Mapping[int, str]]


def samples() -> DiskWorkspace:
    """Return the samples as they are written, in English."""
    return DiskWorkspace(Path(str(files("toolkit.start"))) / "sample")


def words(language: str) -> Words | None:
    """Return the words of the samples in a language; nothing where nobody has written them."""
    path = f"words/{language}.po"
    if path not in samples().list("words", ".po"):
        return None
    file = parse_po(samples().read(path), path)
    return Words(
        {entry.msgid: entry.msgstr for entry in file if not entry.msgid_plural},
        {entry.msgid: entry.msgstr_plural for entry in file if entry.msgid_plural},
    )


def sample_content(source: str, editions: Sequence[str]) -> dict[str, bytes]:
    """Return the content files of a new workspace.

    Where nobody has written the samples in the language of its authors they stay English and say so: drafts then mark them untranslated.
    """
    known = words(source)
    made = {}
    for path in (*samples().list("content", ".yaml"), *samples().list("content", ".md")):
        text = decoded(samples().read(path), path)
        if path == SITE:
            text = text.replace(
                f"source_language: {WRITTEN}\neditions: [{WRITTEN}]", f"source_language: {source}\neditions: [{', '.join(editions)}]"
            )
        if known and path not in OWN_LANGUAGE:
            text = _said(text, known.said)
        elif source != WRITTEN and path not in OWN_LANGUAGE:
            text = _told(text, path)
        made[path] = text.encode()
    return made


def _said(text: str, known: Mapping[str, str]) -> str:
    """Return a file with its words in another language: each stands in quotation marks, or is a line of prose."""
    lines = []
    for line in text.split("\n"):
        bare = line.strip()
        if heading := _HEADING.fullmatch(bare):
            lines.append(f"## {known.get(heading[1], heading[1])}{heading[2]}")
        elif bare in known:
            lines.append(line.replace(bare, known[bare]))
        elif bare.startswith("#"):
            lines.append(line)
        else:
            lines.append(_QUOTED.sub(lambda found: _quoted(found.group(), known), line))
    return "\n".join(lines)


def _quoted(scalar: str, known: Mapping[str, str]) -> str:
    said = json.loads(scalar)
    return json.dumps(known.get(said, said), ensure_ascii=False)


def _told(text: str, path: str) -> str:
    """Return a file that says which language its words are in, after its comments."""
    if path == SITE:
        return re.sub(r'^(title|description|publisher): (".*")$', rf"\1: {{{WRITTEN}: \2}}", text, flags=re.MULTILINE).replace(
            "about: |\n", f"about:\n  {WRITTEN}: |\n  "
        )
    head = re.match(r"(?:---\n)?(?:#.*\n)*", text)
    assert head
    return f"{head.group()}language: {WRITTEN}  # write your own words, then take this line out\n{text[head.end() :]}"


# ── catalogs ─────────────────────────────────────────────────────────────────────────────────────


def sample_catalogs(content: Mapping[str, bytes], below: Mapping[str, bytes], now: dt.datetime) -> dict[str, bytes]:
    """Return the locale files of a new workspace, with the samples translated where somebody has; `below` are the files of lower layers."""
    workspace = MemoryWorkspace({**below, **content})
    library, _ = load(workspace, ARGUMENTS)
    assert library
    english = _english(_messages(workspace, library), below)
    made = {}
    for file in update(workspace, library, now, printed=printed_texts(Project(workspace))):
        language = file.path.split("/")[1].replace("_", "-")
        known = words(language)
        translated = file.path.endswith(".po") and not file.path.endswith(f"{INTERFACE}.po") and (known or language == WRITTEN)
        made[file.path] = _filled(file.data, file.path, english, known) if translated else file.data
    return made


def _messages(workspace: MemoryWorkspace, library: Library) -> list[Message]:
    return [message for message in extract(workspace, library) if message.domain != INTERFACE]


def _english(messages: Sequence[Message], below: Mapping[str, bytes]) -> dict[Key, str]:
    """Return the English words of each message: the same message of the samples as they are written."""
    written = MemoryWorkspace({**below, **sample_content(WRITTEN, [WRITTEN])})
    library, _ = load(written, ARGUMENTS)
    assert library
    pairs = zip(messages, _messages(written, library), strict=True)
    return {message.key: first.source for message, first in pairs}


def _filled(data: bytes, path: str, english: Mapping[Key, str], known: Words | None) -> bytes:
    file = parse_po(data, path)
    for entry in _untranslated(file):
        first = english.get((entry.msgctxt or "", entry.msgid), "")
        if entry.msgid_plural and known:
            entry.msgstr_plural = dict(known.plurals.get(first, entry.msgstr_plural))
        elif not entry.msgid_plural:
            entry.msgstr = known.said.get(first, "") if known else first
    return po_bytes(file)


def _untranslated(file: polib.POFile) -> Iterator[polib.POEntry]:
    yield from (entry for entry in file if not entry.obsolete and not entry.translated())
