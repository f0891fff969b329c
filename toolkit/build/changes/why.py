"""Tells why the next build writes an artifact anew, or why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.build.changes.diff import changed_files, changes
from toolkit.build.changes.dry_run import built, forecast
from toolkit.build.changes.impact import last_sources, overlay
from toolkit.core.workspace import Workspace
from toolkit.outline.addresses import address, first_part
from toolkit.outline.numbering import Publication
from toolkit.project import Project


@dataclass(frozen=True, slots=True)
class Why:
    """One word and the things that changed.

    The words: `same`, `new`, `content`, `translation`, `template`, `style`, `asset`, `revision` (a commit), `toolkit`;
    and `size`: it stays the same unless the size or pages of a PDF that it shows become others.
    """

    word: str
    things: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([self.word, ", ".join(self.things)]).strip()


def find(project: Project, artifact: str, folder: Path) -> tuple[str, Publication | None] | None:
    """Return an artifact's path below `build/`, and its publication where it has one; nothing when no build makes it."""
    path = artifact.removeprefix("./").removeprefix("build/")
    path = path if path.startswith("site/") else f"site/{path}"
    for publication in project.publications:
        for edition in project.library.editions if project.library else ():
            if first_part(path) in (address(edition, publication, ".html"), address(edition, publication, ".pdf")):
                return path, publication
    return (path, None) if path in built(folder) or path in forecast(project, folder).digests else None


def why(project: Project, path: str, publication: Publication | None, folder: Path) -> Why:
    """Return why the next build writes an artifact."""
    known = built(folder)
    if path not in known:
        return Why("new")
    foreseen = forecast(project, folder, _chosen(project, publication), known)
    if foreseen.digests.get(path) == known[path]:
        pdf = first_part(path).removesuffix(".html") + ".pdf"
        return Why("same") if path not in foreseen.showing else Why("size", (pdf,) if publication else ())
    last = last_sources(folder)
    edited = changed_files(last, project.workspace) if last.files else ()
    states = {file: Project(overlay(last, project.workspace, frozenset({file})), project.asked) for file in edited}
    before = _digest(Project(last, project.asked), path, publication, folder) if edited else None
    causes = tuple(file for file, one in states.items() if _digest(one, path, publication, folder) != before)  # alone, each changes it
    if not causes:
        return Why(_word(edited[0]), edited) if edited else Why("revision" if project.history else "toolkit")
    return Why(_word(causes[0]), tuple(_things(project, last, causes)))


def _digest(project: Project, path: str, publication: Publication | None, folder: Path) -> str | None:
    return forecast(project, folder, _chosen(project, publication)).digests.get(path)


def _chosen(project: Project, publication: Publication | None) -> list[Publication] | None:
    return None if publication is None else [one for one in project.publications if one.id == publication.id]


def _word(file: str) -> str:
    if file.startswith("locales/"):
        return "translation"
    if file.startswith("content/images/"):
        return "asset"
    if file.startswith("content/"):
        return "content"
    return "style" if file.endswith(".css") else "template"


def _things(project: Project, last: Workspace, files: tuple[str, ...]) -> Iterator[str]:
    """Yield the records and figures that changed in some files, or the files themselves."""
    found = changes(Project(last), project)
    for file in files:
        own = [*_in_file(project, file, found.facts), *(record for record in found.records if _stands_in(project, record, file))]
        yield f"{file} ({', '.join(own)})" if own else file


def _in_file(project: Project, file: str, facts: tuple[str, ...]) -> Iterator[str]:
    known = project.library.facts if project.library else {}
    yield from (id for id in facts if id in known and known[id].place.path == file)


def _stands_in(project: Project, record: str, file: str) -> bool:
    collection, _, id = record.partition(".")
    item = project.library.items.get(collection, {}).get(id) if project.library else None
    return item is not None and item.place.path == file
