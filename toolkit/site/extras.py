"""Puts the files that a site brings for head and foot into its pages, letter for letter."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.checks.snippets import SNIPPETS
from toolkit.content.scalars import FileName
from toolkit.content.site import Site
from toolkit.core.diagnostics import ContentError
from toolkit.core.workspace import Workspace, text_of


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands at the end of every head and of every body."""

    head: str = ""
    foot: str = ""

    @classmethod
    def of(cls, site: Site, workspace: Workspace) -> Extras:
        """Read the files that a site names; ContentError where one is not there, which is told of already."""
        return cls(_words(site.extra_head, workspace), _words(site.extra_foot, workspace))

    def put(self, html: str) -> str:
        """Return a page with both in their places; whatever typesets a page has done so before."""
        if self.head:
            html = html.replace("</head>", f"{self.head}</head>", 1)
        if self.foot:
            before, end, after = html.rpartition("</body>")
            html = f"{before}{self.foot}{end}{after}"
        return html


def _words(name: FileName | None, workspace: Workspace) -> str:
    if name is None:
        return ""
    if f"{SNIPPETS}/{name}" not in workspace.list(SNIPPETS, ""):
        raise ContentError()
    words = text_of(workspace, f"{SNIPPETS}/{name}")
    return words if words.endswith("\n") else f"{words}\n"
