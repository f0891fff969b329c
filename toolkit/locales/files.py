"""Reads the catalogs of a workspace, each whole, to be changed and written again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polib

from toolkit.core.diagnostics import ContentError, Diagnostic
from toolkit.core.layers import lower
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import DOMAINS, INTERFACE, parse_po, path_of, read_whole


def catalogs(workspace: Workspace, languages: Sequence[str]) -> dict[str, polib.POFile]:
    """Return the PO files of some languages by path; ContentError names every one that cannot be read whole."""
    found: list[Diagnostic] = []
    files: dict[str, polib.POFile] = {}
    for path in _paths(workspace, languages):
        try:
            files[path] = read_whole(workspace, path)
        except ContentError as error:
            found.extend(error.diagnostics)
    if found:
        raise ContentError(*found)
    return files


def shipped_catalogs(workspace: Workspace, language: str) -> dict[str, polib.POFile]:
    """Return the labels that the layers below a workspace say in a language, by the path that people know, the highest layer first."""
    return {workspace.shown(path): parse_po(workspace.read(path), path) for path in lower(workspace, path_of(language, INTERFACE))}


def _paths(workspace: Workspace, languages: Sequence[str]) -> Iterator[str]:
    present = workspace.list("locales", ".po")
    yield from (path for tag in languages for domain in DOMAINS if (path := path_of(tag, domain)) in present)
