"""Opens a frozen draft of an agreement as a workspace of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.content.drafts import FrozenDraft, changed_files
from toolkit.content.library import Library
from toolkit.content.load import load
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.overlay import Overlay
from toolkit.core.workspace import Workspace
from toolkit.outline.numbering import Publication
from toolkit.project import Known, Project

FROZEN = ("content", "locales")
"""The folders that a draft keeps; templates and styles stay those of the house."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen draft that is open: its project, its publication, and the copies in which another party comes first."""

    project: Project
    library: Library
    publication: Publication
    copies: tuple[Publication, ...]


def open_draft(workspace: Workspace, draft: FrozenDraft, id: str) -> Frozen:
    """Return a frozen draft, open; raise ContentError where one of its files is not as it was frozen."""
    if found := tuple(changed_files(workspace, draft)):
        raise ContentError(*found)
    files = {path: workspace.read(f"{draft.folder}/{path}") for path in draft.files}
    return open_files(files, workspace, id)


def open_files(files: Mapping[str, bytes], workspace: Workspace, id: str) -> Frozen:
    """Return the agreement that some files make, with the templates of a workspace.

    They were judged when they were frozen: what they name and do not hold is in no document, and is no mistake.
    """
    overlay = Overlay(files, workspace, FROZEN)
    library, found = load(overlay, ARGUMENTS)
    if library is None:
        raise ContentError(*found)
    return opened(Project(overlay, known=Known(library)), id, "content/drafts")


def publication_id(draft: FrozenDraft) -> str:
    """Return the id of the publication that a draft is of, from the path of the document in it."""
    path = next(path for path in draft.files if path.startswith("content/documents/") and path.endswith(f"/{draft.agreement}.yaml"))
    return path.removeprefix("content/documents/").removesuffix(".yaml")


def opened(project: Project, id: str, path: str) -> Frozen:
    """Return the agreement of a project as an open draft; `path` is where a mistake is told if there is none."""
    publication = next((one for one in project.publications if one.id == id), None)
    if project.library is None or publication is None:
        message = f"there is no agreement `{id}` that can be read"
        raise ContentError(*project.diagnostics, Diagnostic("frozen-draft", message, Place(path), "see `toolkit check`"))
    copies = tuple(one for one in project.publications if one.document.id == publication.document.id)
    return Frozen(project, project.library, publication, copies)
