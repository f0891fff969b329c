"""Compares two states of a workspace: records, texts, figures, translations, templates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.content.vocabulary import OWN
from toolkit.content.walk import texts, without_places
from toolkit.core.archive import SOURCES, sources
from toolkit.core.workspace import MemoryWorkspace, Workspace
from toolkit.project import Project


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs, each by its name: `clusters.alpha`, `clusters.alpha.summary`, `alpha.participants`, `en act.edition`."""

    files: tuple[str, ...]
    records: tuple[str, ...]
    texts: tuple[str, ...]
    facts: tuple[str, ...]
    messages: tuple[str, ...]


NONE = Changes((), (), (), (), ())
EVERYWHERE = ("content/site.yaml", OWN)
"""Files without which no other can be read: they say the language and the words of content."""


def within(workspace: Workspace, files: Collection[str]) -> MemoryWorkspace:
    """Return a workspace that holds some files of another alone, with what is needed to read them."""
    known = {path for folder in SOURCES for path in workspace.list(folder, "")}
    chosen = sorted(known.intersection((*files, *EVERYWHERE)))
    return MemoryWorkspace({path: workspace.read(path) for path in chosen}, workspace.today())


def changes(before: Project, after: Project) -> Changes:
    """Return what differs between two projects."""
    files = changed_files(before.workspace, after.workspace)
    return Changes(
        files,
        _differing(_records(before), _records(after)),
        _differing(_texts(before), _texts(after)),
        _differing(_facts(before), _facts(after)),
        _differing(_messages(before), _messages(after)),
    )


def changed_files(before: Workspace, after: Workspace) -> tuple[str, ...]:
    """Return the paths of files that differ, are new or are gone."""
    return _differing(sources(before), sources(after))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))


def _records(project: Project) -> dict[str, Any]:
    if project.library is None:
        return {}
    found = {f"{name}.{item.id}": without_places(item) for name, item in project.library.records()}
    return found | {"site": without_places(project.library.site)}


def _facts(project: Project) -> dict[str, Any]:
    return {id: without_places(fact) for id, fact in project.library.facts.items()} if project.library else {}


def _texts(project: Project) -> dict[str, Any]:
    """Return the texts by msgctxt: those of one context, as the paragraphs of prose, together."""
    found: dict[str, list[Any]] = {}
    for item in (item for _, item in project.library.records()) if project.library else ():
        for text in texts(item):
            found.setdefault(text.context, []).append(without_places(text))
    return found


def _messages(project: Project) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for tag, catalog in project.catalogs.items():
        for (context, source), translation in catalog.messages.items():
            found.setdefault(f"{tag} {context}", {})[source] = (translation.strings, translation.fuzzy, translation.machine)
    return found
