"""Loads `content/` as a library, and finds every mistake in it in one run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from toolkit.content import records
from toolkit.content.derive import settle
from toolkit.content.document import BlockModels
from toolkit.content.drafts import FOLDER as DRAFTS
from toolkit.content.drafts import draft_id, is_frozen
from toolkit.content.facts import Fact
from toolkit.content.files import ContentFile, Entry, Expected, read_file, read_record, read_tree
from toolkit.content.library import ALL, COLLECTIONS, Library, is_lost_fact
from toolkit.content.scalars import is_device
from toolkit.content.site import UNSAID, Site, source_language
from toolkit.content.values import ID, Item
from toolkit.content.vocabulary import OWN, VOCABULARIES
from toolkit.content.words import read_words
from toolkit.core.characters import strange
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, did_you_mean
from toolkit.core.kept_files import NOT_KEPT, KeptFiles
from toolkit.core.layers import lower
from toolkit.core.pickles import many, pack, unpack
from toolkit.core.reads import digest
from toolkit.core.workspace import Workspace

SITE = "content/site.yaml"
BIBLIOGRAPHY = "content/sources.json"
"""A list of works as Zotero exports it, CSL-JSON; YAML reads JSON."""
SUFFIXES: Mapping[str, tuple[str, ...]] = MappingProxyType({"tables": (".yaml", ".csv"), "pages": (".yaml", ".md")})
"""How files may end that hold a record of a collection, where others than YAML may be read: tables of CSV, pages of Markdown."""
BESIDE = ("content/images/", "content/snippets/")
"""Folders of files that are no records: pictures, and what goes into head and foot of pages."""
ASIDE = frozenset({"README", "LICENSE", "LICENCE", "COPYING", "NOTICE"})
"""Files that people read, and nothing else."""
_FOLDER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""How a folder of documents may be spelt: it stands in their addresses."""
LONGEST_ID = 100
"""Characters of an id: with folder, suffix and the marks of temporary files it names a file on every system."""


_UNREAD: Mapping[str, str] = {
    **dict.fromkeys((".csv", ".xlsx", ".xls", ".ods"), "figures come in by `toolkit import facts`, a table as content/tables/ID.csv"),
    **dict.fromkeys((".md", ".markdown"), "pages of the site are read from content/pages/ID.md: move it there"),
    **dict.fromkeys((".bib", ".bibtex", ".ris", ".json"), "works come in by `toolkit import sources`"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"), "pictures are read from content/images/: move it there"),
}
"""What to do with a file that nothing reads, by the end of its name."""


_CONVERT = "content is read from .yaml files: convert it, or move it out of content/"


class _Loader:
    """Reads the files of one workspace; collects records and diagnostics; what it read of a file is kept for the next run."""

    def __init__(self, workspace: Workspace, blocks: BlockModels, kept: KeptFiles) -> None:
        self.workspace = workspace
        self.blocks = blocks
        self.kept = kept
        self.language = UNSAID
        self.found: list[Diagnostic] = []
        self.items: dict[str, dict[str, Item]] = {name: {} for name in (*VOCABULARIES, *COLLECTIONS)}
        self.broken: set[tuple[str, str]] = set()
        self.broken_words: dict[tuple[str, str], frozenset[str]] = {}
        self.read: set[str] = set()
        """The files that were read."""
        self.marks: list[str] = []
        """The digest of the bytes of each."""

    def site(self) -> Site | None:
        try:
            data = self.workspace.read(SITE)
        except ContentError as error:
            self.found.extend(error.diagnostics)
            return None
        self.marks.append(digest(data))
        self.language = source_language(read_tree(data, SITE, "site", UNSAID)[0])
        tree, found = read_tree(data, SITE, "site", self.language)
        self.found.extend(found)
        if tree is None:
            return None
        site, found = read_record(Site, tree, "site", SITE, self.blocks)
        self.found.extend(found)
        return site

    def vocabulary(self) -> None:
        """Read the words of every vocabulary."""
        try:
            own = self.workspace.read(OWN) if OWN in self.top_level else None
        except ContentError as error:
            self.found.extend(error.diagnostics)
            own = None
        themes = [(self.workspace.shown(path), self.workspace.read(path)) for path in lower(self.workspace, "vocabulary.yaml")]
        self.marks += [digest(data) for data in (own or b"", *(path.encode() + data for path, data in themes))]
        words = read_words(own, self.language, themes)
        self.found.extend(words.found)
        self.broken |= words.broken
        self.items |= words.items

    def file(self, path: str, prefix: str, model: type[Any], id: str = "") -> ContentFile:
        """Return what a file holds: as it was kept, or read anew."""
        try:
            data = self.workspace.read(path)
        except ContentError as error:
            return ContentFile(False, (), error.diagnostics)
        mark = digest(f"{prefix} {id} {self.language}\n".encode() + data)
        self.marks.append(f"{path} {mark}")
        known = unpack(kept) if (kept := self.kept.file(path, mark)) else None
        if isinstance(known, ContentFile):
            return known
        read = read_file(data, path, Expected(model, prefix, id, self.language, self.blocks))
        self.kept.keep_file(path, mark, pack(read))
        return read

    def collection(self, name: str, model: type[Item]) -> None:
        first: dict[str, Place] = {}
        for entry in self.entries(name, model):
            if not self.is_id(entry.id, entry.place):
                continue
            if entry.id in first:
                words = f"`{entry.id}` stands twice in {name}"
                self.found.append(Diagnostic("duplicate-id", words, entry.place, f"first at {first[entry.id]}"))
                continue
            first[entry.id] = entry.place
            self.found.extend(entry.found)
            if entry.record is None:
                self.broken.add((name, entry.id))
                self.broken_words[(name, entry.id)] = entry.words
            else:
                self.items[name][entry.id] = entry.record

    def is_id(self, id: str, place: Place) -> bool:
        """Return whether an id may be one; note where it stands when not."""
        if not ID.fullmatch(id):
            hint = "lower-case Latin letters, digits, `-` and `_`; a letter first"
            self.found.append(Diagnostic("bad-id", f"`{id[:60]}` is no id{strange(id)}", place, hint))
        elif len(id) > LONGEST_ID:
            self.found.append(Diagnostic("bad-id", f"`{id[:60]}…` has {len(id)} characters, {LONGEST_ID} at most", place, "shorten it"))
        elif is_device(id):
            hint = "choose another id"
            self.found.append(Diagnostic("bad-id", f"`{id}` is the name of a device on Windows, where no file may have it", place, hint))
        else:
            return True
        return False

    def entries(self, name: str, model: type[Item]) -> Iterator[Entry]:
        """Yield the records of a collection: those of its files of many records, then those of its folder."""
        for path in self.of_many.get(name, ()):
            yield from self.entries_of(path, name, model)
        for path in self.within(name, SUFFIXES.get(name, (".yaml",))):
            yield from self.entries_of(path, name, model, id_of_file(path))

    def entries_of(self, path: str, name: str, model: type[Any], id: str = "") -> Iterator[Entry]:
        """Yield the records of a file; one that cannot be read breaks all that it holds."""
        self.read.add(path)
        file = self.file(path, name, model, id)
        self.found.extend(file.found)
        if not file.readable:
            self.broken.add((name, id or ALL))
        yield from file.entries

    def document_folders(self) -> None:
        """Note each folder of documents whose name no address may have; its documents are withheld."""
        for path in self.within("documents", (".yaml",)):
            for folder in PurePosixPath(path).parts[2:-1]:
                if not _FOLDER.fullmatch(folder) or len(folder) > LONGEST_ID or is_device(folder):
                    message = f"`{folder[:60]}` is no name for a folder of documents{strange(folder)}: it stands in their addresses"
                    hint = "rename the folder: lower-case Latin letters, digits, `-` and `_`"
                    self.found.append(Diagnostic("bad-id", message, Place(path, 1), hint))
                    self.broken.add(("documents", id_of_file(path)))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(path for path in self.workspace.list("content", "") if not is_frozen(path))

    @cached_property
    def top_level(self) -> frozenset[str]:
        return frozenset(path for path in self.paths if path.endswith(".yaml"))

    @cached_property
    def of_many(self) -> Mapping[str, list[str]]:
        """The files that hold many records, by collection: that of its own name first, as `links.yaml` before `links.north.yaml`."""
        found: dict[str, list[str]] = {}
        for path in sorted((one for one in self.paths if one.count("/") == 1), key=lambda one: (one.count("."), one)):
            if path.endswith(".yaml") or path == BIBLIOGRAPHY:
                found.setdefault(collection_of(path), []).append(path)
        return found

    def within(self, name: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        """Yield the files in a folder of content that hold a record each."""
        yield from (path for path in self.paths if path.startswith(f"content/{name}/") and path.endswith(suffixes))

    def misnamed_files(self) -> None:
        """Note the files that have another name of YAML, which nothing reads; to miss what they hold is no second mistake."""
        for path in self.paths:
            file = PurePosixPath(path)
            if file.suffix == ".yaml" or file.suffix.lower() not in (".yaml", ".yml"):
                continue
            right = ".".join(map(_slug, file.stem.split(".")))
            self.found.append(Diagnostic("wrong-suffix", "nothing reads this file", Place(path), f"rename it to {right}.yaml"))
            self.read.add(path)
            self.broken.add((file.parts[1], right) if len(file.parts) > 2 else (right.partition(".")[0], ALL))

    def unread_files(self) -> None:
        """Warn of files that nothing reads: their author believes that they are published."""
        for path in self.paths:
            aside = path.startswith(BESIDE) or path.endswith(".yaml") or PurePosixPath(path).stem.upper() in ASIDE
            if path not in self.read and not aside:
                hint = _UNREAD.get(PurePosixPath(path).suffix.lower(), _CONVERT)
                self.found.append(Diagnostic("unread-file", "nothing reads this file", Place(path), hint, Severity.WARNING))

    def unknown_files(self) -> None:
        for path in sorted(self.top_level):
            name = collection_of(path)
            if path not in (SITE, OWN) and name not in COLLECTIONS:
                hint = did_you_mean(name, COLLECTIONS, "known: " + ", ".join(COLLECTIONS))
                self.found.append(Diagnostic("unknown-collection", f"`{name}` is not a kind of content", Place(path), hint))

    def settle_facts(self) -> dict[str, Fact]:
        """Work out series and derivations of all facts, and put them in their place; what cannot be is broken, in its cluster too."""
        clusters = {id: cluster for id, cluster in self.items["clusters"].items() if isinstance(cluster, records.Cluster)}
        own = {f"{id}.{name}": fact for id, cluster in clusters.items() for name, fact in cluster.facts.items()}
        general = {id: fact for id, fact in self.items["facts"].items() if isinstance(fact, Fact)}
        before = frozenset(self.broken)
        settled = settle(general | own, lambda fact: is_lost_fact(fact, clusters, before))
        self.found.extend(settled.found)
        for id in settled.broken:
            owner = id.rpartition(".")[0]
            self.broken |= {("facts", id), ("clusters", owner)} if owner else {("facts", id)}
        done = dict(sorted(settled.done.items()))
        self.items["facts"] = {id: fact for id, fact in done.items() if not fact.owner}
        for id, cluster in clusters.items():
            facts = {name: done[f"{id}.{name}"] for name in cluster.facts if f"{id}.{name}" in done}
            self.items["clusters"][id] = cluster.model_copy(update={"facts": facts})
        return done


def load(workspace: Workspace, blocks: BlockModels, kept: KeptFiles = NOT_KEPT) -> tuple[Library | None, tuple[Diagnostic, ...]]:
    """Read all of `content/`.

    Returns the library (nothing when there is no usable `site.yaml`) and the diagnostics. A record that
    cannot be read is left out, and its id kept in `broken`, so that references to it are no second mistake.
    """
    loader = _Loader(workspace, blocks, kept)
    loader.misnamed_files()
    if not loader.top_level:
        hint = "run this in the folder that has content/, or begin one: `toolkit init DIR`"
        return None, (Diagnostic("no-content", "there is no content here", Place("content"), hint), *loader.found)
    site = loader.site()
    loader.unknown_files()
    loader.document_folders()
    loader.vocabulary()
    with many():
        for name, model in COLLECTIONS.items():
            loader.collection(name, model)
    kept.save()
    facts = loader.settle_facts()
    loader.unread_files()
    if site is None:
        return None, tuple(loader.found)
    mark = digest("\n".join(loader.marks).encode())
    return Library(site, loader.items, facts, frozenset(loader.broken), loader.broken_words, mark), tuple(loader.found)


def collection_of(path: str) -> str:
    """Return the collection of a file, by its name or its folder: `links` of `content/links.yaml` and `content/links.north.yaml`."""
    return PurePosixPath(path).parts[1].partition(".")[0]


def id_of_file(path: str) -> str:
    """Return the id of the record that a file holds: its name; of a frozen draft the agreement and the version, its folders."""
    parts = PurePosixPath(path).parts
    return draft_id(*parts[-3:-1]) if path.startswith(f"{DRAFTS}/") and len(parts) > 4 else PurePosixPath(path).stem


def _slug(name: str) -> str:
    """Return the id nearest to a file's name: `NOTE 2` becomes `note-2`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "name"
