"""Remembers that catalogs are in step with content and templates: an update where nothing changed reads none of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from toolkit.locales.update import Updated
from toolkit.project import Project

NAME = "catalogs in step"


def in_step(project: Project) -> tuple[Updated, ...] | None:
    """Return what the last update left, where no file of the workspace has changed since; nothing where one has."""
    mark = project.mark()
    data = project.kept.file(NAME, mark) if mark else None
    return tuple(Updated(path, b"", *counts) for path, *counts in json.loads(data)) if data else None


def remember(project: Project, files: Sequence[Updated]) -> None:
    """Keep what an update left; `project` is the workspace as it is after that."""
    if mark := project.mark():
        rows = [[file.path, file.messages, file.missing, file.fuzzy] for file in files]
        project.kept.keep_file(NAME, mark, json.dumps(rows).encode())
        project.kept.save()
