"""Tells which records, texts, figures and artifacts an edit touches, before anything is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.build.changes.diff import Changes, changed_files, changes
from toolkit.build.changes.dry_run import Digests, Foreseen, built, forecast, perhaps_rewritten, rewritten
from toolkit.build.changes.perturb import MARK, shaken, shaken_catalog
from toolkit.build.manifest import SNAPSHOT
from toolkit.content.library import COLLECTIONS, Library
from toolkit.content.records import Cluster
from toolkit.content.walk import texts
from toolkit.core.archive import sources, unpack
from toolkit.core.diagnostics import errors
from toolkit.core.workspace import MemoryWorkspace, Workspace
from toolkit.language.catalogs import Catalog
from toolkit.outline.addresses import SITE, address, first_part
from toolkit.project import Known, Project


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
    """Artifacts written only if the size or pages of a PDF that they show become others, which nobody knows before it is laid out."""
    removed: tuple[str, ...] = ()
    """Artifacts that no document makes any more, which a build of everything removes."""

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


def impact_of_edits(before: Project, after: Project, folder: Path, digests: Digests | None = None) -> Impact:
    """Return what a build will write for what differs between two states; `digests` are those of the first, when they are known."""
    before = replace(before, known=replace(before.known, history=after.history))  # what differs is then content, and no commit
    first = forecast(before, folder).digests if digests is None else digests
    then = forecast(after, folder, known=first)
    gone = () if errors(after.diagnostics) else tuple(sorted(first.keys() - then.digests.keys()))
    return replace(_impact(changes(before, after), after, first, then), edited=True, removed=gone)


def _impact(touched: Changes, project: Project, first: Digests, then: Foreseen) -> Impact:
    """Return what differs between two states of the artifacts."""
    artifacts = rewritten(first, then)
    stems = {first_part(path).rpartition(".")[0] for path in artifacts}
    editions = [
        address(edition, one, "") for one in project.publications for edition in (project.library.editions if project.library else ())
    ]
    shown = tuple(sorted(stem.removeprefix(f"{SITE}/") for stem in editions if stem in stems))
    return Impact(touched, artifacts, False, shown, perhaps_rewritten(first, then))


def impact_since_build(project: Project, named: Named | None, folder: Path) -> Impact:
    """Return what the next build will write; with names, what it writes for their sake, or would for any edit of them."""
    last = last_sources(folder)
    before = Project(last, project.asked)
    edited = frozenset(changed_files(last, project.workspace)) if last.files else frozenset()
    if named is None:
        return impact_of_edits(before, project, folder, built(folder))
    own = named.files | frozenset(_files_of(project, named))
    if own & edited:
        some = overlay(last, project.workspace, own)
        partly = project if edited <= own else Project(some, project.asked, Known(history=project.history))
        return impact_of_edits(before, partly, folder, built(folder))
    return impact_of_any_edit(project, named, folder, built(folder) if last.files and not edited else None)


def overlay(base: MemoryWorkspace, upper: Workspace, paths: frozenset[str]) -> MemoryWorkspace:
    """Return a workspace with some of its files as another has them."""
    now = sources(upper)
    kept = {path: data for path, data in base.files.items() if path not in paths}
    return replace(base, files=kept | {path: now[path] for path in paths if path in now})


def _files_of(project: Project, named: Named) -> Iterator[str]:
    library = project.library
    assert library
    yield from (library.items[collection][id].place.path for collection, id in named.records)
    yield from (library.facts[id].place.path for id in named.facts)


def impact_of_any_edit(project: Project, named: Named, folder: Path, digests: Digests | None = None) -> Impact:
    """Return what an edit of the things named may touch: every word of theirs is altered, and the pages compared."""
    library = project.library
    assert library
    records = named.records | {(name, item.id) for name, item in library.records() if item.place.path in named.files}
    facts = named.facts | {id for id, fact in library.facts.items() if fact.place.path in named.files}
    altered = shaken(library, records, facts, site=library.site.place.path in named.files)
    catalogs = {tag: _altered_catalog(project, tag, named.files) for tag in project.catalogs}
    known = Known(altered, project.diagnostics, catalogs, project.history)
    other = Project(_altered(project.workspace, named.files), project.asked, known)
    before = forecast(project, folder).digests if digests is None else digests
    words = {text.context for collection, id in records for text in texts(library.items[collection][id])}
    figures = facts | {f"{id}.{own}" for collection, id in records if collection == "clusters" for own in library.get(Cluster, id).facts}
    touched = Changes(
        tuple(sorted(named.files)),
        tuple(sorted(f"{collection}.{id}" for collection, id in records)),
        tuple(sorted(words)),
        tuple(sorted(figures)),
        (),
    )
    return _impact(touched, other, before, forecast(other, folder, known=before))


def _altered_catalog(project: Project, tag: str, files: frozenset[str]) -> Catalog:
    catalog = project.catalogs[tag]
    for path in sorted(files):
        catalog = shaken_catalog(catalog, path)
    return catalog


def _altered(workspace: Workspace, files: frozenset[str]) -> Workspace:
    """Return a workspace whose named templates and styles print something else; of a component, those that import it."""
    templates = {path: workspace.read(path) for path in workspace.list("templates", "")}
    wanted = {path for path in files if path.startswith("templates/")}
    while True:
        components = [path.removeprefix("templates/").encode() for path in wanted if path.startswith("templates/components/")]
        more = {path for path, data in templates.items() if any(b'"' + name + b'"' in data for name in components)}
        if more <= wanted:
            break
        wanted |= more
    if not wanted:
        return workspace
    marks = {path: _marked(path, templates[path]) for path in wanted}
    return MemoryWorkspace(dict(sources(workspace)) | marks, workspace.today())


def _marked(path: str, data: bytes) -> bytes:
    """Return a style or template that prints something else: of one which fills the blocks of a frame, in its last block."""
    if path.endswith(".css"):
        return data + f"/*{MARK} */".encode()
    before, end, after = data.rpartition(b"{% endblock %}")
    return before + MARK.encode() + end + after if b"{% extends" in data and end else data + MARK.encode()
