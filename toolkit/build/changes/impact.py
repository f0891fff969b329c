"""Tells which records, texts, figures and artifacts an edit touches, before anything is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.build.changes.diff import NONE, Changes, changed_files, changes, within
from toolkit.build.changes.dry_run import built, forecast, perhaps_rewritten, rewritten
from toolkit.build.changes.readings import Readings, Touched
from toolkit.build.manifest import SNAPSHOT
from toolkit.content.answers import SITE as SITE_RECORD
from toolkit.content.answers import Record
from toolkit.content.library import COLLECTIONS, Library
from toolkit.content.records import Cluster
from toolkit.content.walk import texts
from toolkit.core.archive import sources, unpack
from toolkit.core.diagnostics import errors
from toolkit.core.kept_files import OnlyRead
from toolkit.core.workspace import MemoryWorkspace, Workspace
from toolkit.outline.addresses import SITE, address, first_part
from toolkit.project import Known, Project

SITE_FILE = "content/site.yaml"


@dataclass(frozen=True, slots=True)
class Impact:
    """What an edit touches."""

    changes: Changes
    artifacts: tuple[str, ...]
    edited: bool
    """True when the edit has been made; else any edit of the things named is meant."""
    editions: tuple[str, ...] = ()
    """The editions of documents among the artifacts, as `ru/briefs/first`; lists, registers and feeds are none."""
    perhaps: tuple[str, ...] = ()
    """Artifacts written only if what they tell of the others becomes other words: the size of a file, where an act is cited."""
    removed: tuple[str, ...] = ()
    """Artifacts that no document makes any more, which a build of everything removes."""
    exact: bool = False
    """True when the pages were rendered and compared; else they are those that ask for something that differs."""

    @property
    def searched(self) -> bool:
        """True when the search index is made anew too: it is made of the pages, and its files are not listed."""
        return any(path.endswith(".html") for path in (*self.artifacts, *self.removed))

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents, as `briefs/first`."""
        return tuple(sorted({edition.partition("/")[2] for edition in self.editions}))


@dataclass(frozen=True, slots=True)
class Named:
    """Things of a workspace that somebody named: files, records by collection and id, facts."""

    files: frozenset[str] = frozenset()
    records: frozenset[tuple[str, str]] = frozenset()
    facts: frozenset[str] = frozenset()

    def all_of(self, library: Library) -> Named:
        """Return these with the records and facts that stand in the files, and the facts of the clusters."""
        records = self.records | {(name, item.id) for name, item in library.records() if item.place.path in self.files}
        own = {f"{id}.{fact}" for name, id in records if name == "clusters" for fact in library.get(Cluster, id).facts}
        return Named(self.files, records, self.facts | own | {id for id, fact in library.facts.items() if fact.place.path in self.files})

    def altered(self, library: Library) -> frozenset[Record]:
        """Return what an edit of them makes other than it is, the facts that are computed of theirs included."""
        site = {SITE_RECORD} if SITE_FILE in self.files else set()
        facts = (("facts", id) for id in _with_computed(library, self.facts))
        return frozenset((*self.records, *facts, *(("file", path) for path in self.files), *site))


def _with_computed(library: Library, facts: frozenset[str]) -> frozenset[str]:
    found = set(facts)
    while more := {
        fact.id
        for fact in library.facts.values()
        if fact.id not in found and fact.derived and any(one.record in found for one in fact.derived.of)
    }:
        found |= more
    return frozenset(found)


def name(project: Project, words: Sequence[str]) -> tuple[Named, tuple[str, ...]]:
    """Return what some words name, and the words that name nothing.

    A word is the path of a file, or the id of a record, alone or after its collection (`clusters.alpha`), or of a fact.
    """
    library, known = project.library, sources(project.workspace)
    files: set[str] = set()
    records: set[tuple[str, str]] = set()
    facts: set[str] = set()
    unknown = []
    for word in words:
        below = {path for path in known if path == word or path.startswith(word.rstrip("/") + "/")}
        found = set(_records(library, word)) if library else set()
        files |= below
        records |= found
        if library and word.removeprefix("facts.") in library.facts:
            facts.add(word.removeprefix("facts."))
        elif not below and not found:
            unknown.append(word)
    return Named(frozenset(files), frozenset(records), frozenset(facts)), tuple(unknown)


def _records(library: Library, word: str) -> Iterator[tuple[str, str]]:
    for collection in COLLECTIONS:
        id = word.removeprefix(f"{collection}.")
        if id in library.items[collection]:
            yield collection, id


def last_sources(folder: Path) -> MemoryWorkspace:
    """Return what the last whole build of a folder was made from; an empty workspace when there was none."""
    path = folder / SNAPSHOT
    return unpack(path.read_bytes()) if path.is_file() else MemoryWorkspace({})


# ── by the notes of the last build ───────────────────────────────────────────────────────────────


def impact_since_build(readings: Readings, named: Named | None = None) -> Impact:
    """Return what the next build makes anew; with names, what it does for their sake, or would for any edit of them."""
    project, last = readings.project, last_sources(readings.folder)
    edited = changed_files(last, project.workspace) if last.files else ()
    differing = _differing(project, last, edited, readings)
    if named is None:
        return _impact(project, differing, readings.edited(), edited=True)
    every = named.all_of(readings.library)
    own = _among(differing, every)
    is_edited = bool(own.files or own.records or own.facts)
    touched = readings.hanging_on(every.altered(readings.library), edited=is_edited)
    return _impact(project, own if is_edited else _all_of(readings.library, every), touched, edited=is_edited)


def impact_since(readings: Readings, before: Project) -> Impact:
    """Return what differs in the artifacts since another state of the workspace, as a git revision."""
    project = readings.project
    known = replace(before, known=Known(history=project.history), kept=OnlyRead(readings.notes))  # what differs is content, and no commit
    found = changes(known, project)
    if known.library is None:
        return _impact(project, found, Touched(frozenset(path for made in readings.known.values() for path in made.paths)), edited=True)
    return _impact(project, found, readings.since(replace(readings, project=known, library=known.library)), edited=True)


def impact_of_first_build(project: Project, library: Library) -> Impact:
    """Return what a build writes where none of this version of the program has been made: every edition of every document."""
    paths = (address(edition, one, ".html") for one in project.publications for edition in library.editions_of(one.document))
    return _impact(project, NONE, Touched(frozenset(paths)), edited=True)


def _differing(project: Project, last: Workspace, edited: tuple[str, ...], readings: Readings) -> Changes:
    """Return what differs in the files that were edited; the rest is not read."""
    if not edited:
        return NONE
    before, after = Project(within(last, edited)), Project(within(project.workspace, edited))
    return replace(changes(before, after), files=edited)


def _among(found: Changes, named: Named) -> Changes:
    """Return those of some changes that are of things named."""
    records = {f"{collection}.{id}" for collection, id in named.records}
    own = tuple(record for record in found.records if record in records or (record == "site" and SITE_FILE in named.files))
    return Changes(
        tuple(file for file in found.files if file in named.files),
        own,
        tuple(text for text in found.texts if any(text.startswith(f"{record}.") for record in records)),
        tuple(fact for fact in found.facts if fact in named.facts),
        found.messages if any(file.endswith(".po") for file in named.files) else (),
    )


def _all_of(library: Library, named: Named) -> Changes:
    words = {text.context for name, item in library.records() if (name, item.id) in named.records for text in texts(item)}
    return Changes(
        tuple(sorted(named.files)),
        tuple(sorted(f"{collection}.{id}" for collection, id in named.records)),
        tuple(sorted(words)),
        tuple(sorted(named.facts)),
        (),
    )


def _impact(project: Project, found: Changes, touched: Touched, *, edited: bool) -> Impact:
    artifacts = tuple(sorted(touched.artifacts))
    return Impact(found, artifacts, edited, _editions(project, artifacts), tuple(sorted(touched.perhaps)), tuple(sorted(touched.removed)))


def _editions(project: Project, artifacts: Sequence[str]) -> tuple[str, ...]:
    stems = {first_part(path).rpartition(".")[0] for path in artifacts}
    editions = [
        address(edition, one, "") for one in project.publications for edition in (project.library.editions if project.library else ())
    ]
    return tuple(sorted(stem.removeprefix(f"{SITE}/") for stem in editions if stem in stems))


# ── by rendering ─────────────────────────────────────────────────────────────────────────────────


def exact_impact(project: Project, folder: Path, before: Project | None = None) -> Impact:
    """Return what the next build will write, to the byte: every page that may differ is rendered, and compared.

    It is compared with the last build, or with another state of the workspace, as a git revision.
    """
    if before is None:
        first, last = built(folder), last_sources(folder)
        found = changes(Project(last), project)
    else:
        before = replace(before, known=replace(before.known, history=project.history))
        first, found = forecast(before, folder).digests, changes(before, project)
    then = forecast(project, folder, known=first)
    gone = () if errors(project.diagnostics) else tuple(sorted(first.keys() - then.digests.keys()))
    artifacts = rewritten(first, then)
    return Impact(found, artifacts, True, _editions(project, artifacts), perhaps_rewritten(first, then), gone, exact=True)
