"""Finds the publisher's mark: the file that site.yaml names, or that of the theme, for web pages and paper alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from toolkit.content.library import Library
from toolkit.core import svg
from toolkit.core.diagnostics import ContentError
from toolkit.core.workspace import Workspace
from toolkit.render.design_tokens import coloured, design

IMAGES = "content/images"
ASSETS = "templates/assets"
OF_THEME = "logo.svg"


@dataclass(frozen=True, slots=True)
class Logo:
    """A mark: the name by which pages on paper ask for it, and the file that it stands in."""

    name: str
    path: str

    @property
    def asset(self) -> str:
        """The name of the file that web pages show."""
        return f"logo{PurePosixPath(self.path).suffix.lower()}"


def logo_of(library: Library, workspace: Workspace) -> Logo | None:
    """Return the mark of a site; nothing where it has none, ContentError where the file that it names is not there."""
    if name := library.site.logo:
        if f"{IMAGES}/{name}" not in workspace.list(IMAGES, ""):
            raise ContentError()  # told of by the check of documents
        return Logo(name, f"{IMAGES}/{name}")
    of_theme = f"{ASSETS}/{OF_THEME}"
    return Logo(OF_THEME, of_theme) if of_theme in workspace.list(ASSETS, OF_THEME) else None


def picture(workspace: Workspace, path: str) -> bytes:
    """Return a picture as it is published: a drawing is written anew from what was checked of it, in the colours of the house."""
    data = workspace.read(path)
    if not path.lower().endswith(".svg"):
        return data
    drawing = svg.read(data)
    if isinstance(drawing, svg.Refused):
        raise ContentError()  # told of by the check of pictures
    return coloured(drawing.data, design(workspace))
