"""Chooses the template that lays a document out."""

from __future__ import annotations

from toolkit.content.document import Document
from toolkit.core.workspace import Workspace
from toolkit.render.template_faults import TEMPLATES

LAYOUT = "documents/document.html"
"""The template of documents whose kind has none of its own."""


def layout_of(document: Document, workspace: Workspace) -> str:
    """Return the template that lays a document out: that of its kind, or the one for all kinds that have none."""
    own = f"documents/{document.kind}.html"
    return own if f"{TEMPLATES}/{own}" in workspace.list(f"{TEMPLATES}/documents", ".html") else LAYOUT
