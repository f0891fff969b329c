"""Checks that frozen drafts are as they were frozen."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.content.drafts import FrozenDraft, changed_files
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.workspace import Workspace


def check_drafts(library: Library, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield each file of a frozen draft that was edited, taken away or added."""
    for draft in library.all(FrozenDraft):
        yield from changed_files(workspace, draft)
