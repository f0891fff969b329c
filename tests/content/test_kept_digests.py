"""The digests of records that an earlier run worked out stand for the same bytes of content, and for no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from toolkit.content.digests import digest_of
from toolkit.core.notes import Notes
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

BOOK, REPORT = "record sources.book", "record sources.report"


def test_digests_are_kept_for_the_same_bytes(small: Callable[..., MemoryWorkspace], tmp_path: Path) -> None:
    """A second run knows them; where one record is another, every digest is worked out anew, and only its own differs."""
    notes = Notes.open(tmp_path)
    workspace = small()
    first = Project(workspace, kept=notes)
    said = {question: first.reader.answer(question) for question in (BOOK, REPORT)}
    first.save()
    path = "content/sources.yaml"
    edited = replace(workspace, files={**workspace.files, path: workspace.read(path).replace("Книга".encode(), "Том".encode())})

    again, other = Project(workspace, kept=notes), Project(edited, kept=notes)

    assert first.library
    assert (
        again.reader.digests
        == first.reader.digests
        == {f"whole sources.{id}": digest_of(first.library.items["sources"][id]) for id in ("book", "report")}
    )
    assert other.reader.digests == {}
    assert other.reader.answer(BOOK) != said[BOOK]
    assert other.reader.answer(REPORT) == said[REPORT]
