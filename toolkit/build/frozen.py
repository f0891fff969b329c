"""Freezes a draft of an agreement: it finds the files that the draft is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import polib

from toolkit.build.builder import Builder, Planned, Request
from toolkit.build.opened import FROZEN, Frozen, open_files, opened
from toolkit.content.edit import set_value
from toolkit.content.library import Library
from toolkit.content.values import Item
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.overlay import Overlay
from toolkit.core.reads import Question
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import DOMAINS, path_of
from toolkit.outline.numbering import Publication
from toolkit.project import Project

_ALWAYS = ("content/site.yaml", "content/vocabulary.yaml")
_GLUE = "\x04"


def snapshot(project: Project, publication: Publication, version: str) -> dict[str, bytes]:
    """Return the files that an agreement is made of, with a version of its own: the records, texts and translations that it asks for.

    They are proven: what is built of them alone is what is built of the whole workspace. Raises ContentError where it is not.
    """
    path = publication.document.place.path
    words = project.workspace.read(path).decode("utf-8")
    try:
        edited = set_value(words, ("agreement", "version"), version)
    except ValueError as error:
        raise ContentError(Diagnostic("frozen-draft", str(error), Place(path), "write `agreement:` as a mapping, a key a line")) from None
    workspace = Overlay({path: edited.encode()}, project.workspace)
    whole = opened(Project(workspace), publication.id, path)
    asked = frozenset(question for one in _planned(whole) for question in one)
    some = dict(_files(whole.library, workspace, asked)) | dict(_catalogs(workspace, whole.library, asked))
    wanted = _jobs(whole)
    if _jobs(open_files(some, project.workspace, publication.id)) == wanted:
        return some
    everything = {path: workspace.read(path) for folder in FROZEN for path in workspace.list(folder, "") if "/drafts/" not in path}
    if _jobs(open_files(everything, project.workspace, publication.id)) == wanted:
        return everything
    message = f"`{publication.id}` is made of more than its content and translations"
    raise ContentError(Diagnostic("frozen-draft", message, Place(path), "see `toolkit check`, then freeze it again"))


def _builder(one: Frozen) -> Builder:
    return Builder(one.project, one.library, Path("build"), executor=_none)


def _none() -> NoReturn:
    raise AssertionError("nothing is laid out here")


def _request(one: Frozen, formats: tuple[str, ...] = ()) -> Request:
    return Request(one.copies, one.library.editions_of(one.publication.document), formats, whole=False)


def _planned(one: Frozen) -> Iterator[Iterable[Question]]:
    for planned in _editions(one):
        yield planned.reads


def _jobs(one: Frozen) -> dict[str, str]:
    """Return the digest of the job of each file that is kept, by its path; nothing of one that cannot be rendered."""
    return {work.path: work.digest for edition in _editions(one) for work in edition.works if work.format.kept}


def _editions(one: Frozen) -> Iterator[Planned]:
    builder, request = _builder(one), _request(one)
    for publication in one.copies:
        yield from builder.planned(publication, request)


def _files(library: Library, workspace: Workspace, asked: Iterable[Question]) -> Iterator[tuple[str, bytes]]:
    """Yield the content files that hold what was asked for."""
    paths = {path for path in _ALWAYS if path in workspace.list("content", ".yaml")}
    for question in asked:
        kind, _, rest = question.partition(" ")
        paths |= {item.place.path for item in _records(library, kind, rest)}
        if kind == "file" and rest.startswith("content/"):
            paths.add(rest)
    yield from ((path, workspace.read(path)) for path in sorted(paths) if path.startswith("content/"))


def _records(library: Library, kind: str, asked: str) -> Iterator[Item]:
    if kind in ("record", "has"):
        collection, _, id = asked.partition(".")
        found = library.items.get(collection, {}).get(id)
        yield from [found] if found else []
    elif kind in ("all", "ids") and asked not in ("documents", "drafts"):
        yield from library.items.get(asked, {}).values()
    elif kind in ("links", "groups", "corrections", "programmes"):
        yield from library.items[kind].values()
    elif kind == "publication":
        found = library.items["documents"].get(asked.rpartition("/")[2])
        yield from [found] if found else []
    elif kind in ("fact", "fact-named", "has-fact", "facts"):
        yield from (*library.items["facts"].values(), *library.items["clusters"].values())


def _catalogs(workspace: Workspace, library: Library, asked: Iterable[Question]) -> Iterator[tuple[str, bytes]]:
    """Yield the catalogs with the messages that were asked for, in the order of the files."""
    keys = {tuple(question.split(" ", 2)[1:]) for question in asked if question.startswith("message ")}
    for language in library.languages:
        wanted = {glued for tag, glued in keys if tag == language}
        there = workspace.list("locales", ".po")
        for path in (path_of(language, domain) for domain in DOMAINS):
            if path in there:
                yield path, _trimmed(workspace.read(path).decode("utf-8"), wanted)


def _trimmed(words: str, wanted: set[str]) -> bytes:
    catalog = polib.pofile(words, wrapwidth=78)
    kept = polib.POFile(wrapwidth=78)
    kept.header, kept.metadata, kept.metadata_is_fuzzy = catalog.header, catalog.metadata, catalog.metadata_is_fuzzy
    for entry in catalog:
        if not entry.obsolete and f"{entry.msgctxt or ''}{_GLUE}{entry.msgid}" in wanted:
            entry.comment, entry.tcomment, entry.occurrences = "", "", []
            kept.append(entry)
    return f"{kept}\n".encode()
