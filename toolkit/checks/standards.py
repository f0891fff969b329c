"""Finds the standards whose review is due, so that an editor can check that they are still in force."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.vocabulary import OWN, Standard
from toolkit.core.diagnostics import Diagnostic, Severity
from toolkit.core.workspace import Workspace


def check_standards(library: Library, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a warning for each standard whose review was due on the day of the latest document, or on the day of the build."""
    days = [document.as_of or document.date for document in library.all(Document)]
    today = workspace.today()
    latest = max([*days, *([today] if today else [])], default=None)
    for standard in library.items["standards"].values():
        if isinstance(standard, Standard) and latest and standard.review_by < latest:
            message = f"the review of `{standard.id}`, {standard.label.source}, was due on {standard.review_by.isoformat()}"
            hint = f"see whether it still is in force, then say a new `checked_on:` and `review_by:` under `standards:` in {OWN}"
            yield Diagnostic("standard-to-review", message, standard.place, hint, Severity.WARNING)
