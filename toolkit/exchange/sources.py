"""Puts works into the files of sources, and writes sources as CSL JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.content.library import Library
from toolkit.content.works import Issued, Source
from toolkit.core.workspace import Workspace, text_of
from toolkit.exchange.bibliography import Comparison
from toolkit.exchange.yaml_edit import added, as_yaml, changed, find

FILE = "content/sources.yaml"
_HEAD = "# yaml-language-server: $schema=../schemas/sources.json\n"


def with_works(workspace: Workspace, library: Library, compared: Iterable[Comparison], *, update: bool) -> dict[str, str]:
    """Return the files of content as they are once works are taken in, by path; new works stand after the last of sources.yaml."""
    files: dict[str, str] = {}

    def words_of(path: str) -> str:
        return files[path] if path in files else text_of(workspace, path)

    present = FILE in workspace.list("content", ".yaml")
    for one in compared:
        if not one.held:
            files[FILE] = _added(words_of(FILE) if present or FILE in files else _HEAD, one)
        elif one.differs and update:
            path = library.get(Source, one.held).place.path
            values = {key: one.work.fields[key] for key, _, _ in one.differs}
            if path.endswith(".yaml"):
                files[path] = changed(words_of(path), _keys(words_of(path), one.held), values)
    return files


def _keys(words: str, id: str) -> list[str]:
    """Return the keys that lead to a source in its file: its id, or none where the file is its own."""
    return [id] if find(words, [id]) is not None else []


def _added(words: str, one: Comparison) -> str:
    try:
        return added(words, [], {one.work.id: dict(one.work.fields)})
    except LookupError:  # the file is written in braces
        return words.rstrip("\n") + "\n" + as_yaml({one.work.id: dict(one.work.fields)})


def write_csl_json(works: Mapping[str, Source]) -> str:
    """Return works as CSL JSON, in the order of their ids."""
    made = [{"id": id, **{key: _out(value) for key, value in _said(work).items()}} for id, work in sorted(works.items())]
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _said(work: Source) -> dict[str, Any]:
    return work.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True, exclude={"custom"})


def _out(value: Any) -> Any:
    """Return a value as CSL JSON has it: dates as lists of parts, names without what they lack."""
    if isinstance(value, Issued):
        return {"date-parts": [list(parts) for parts in value.date_parts]}
    if isinstance(value, dt.date):
        return {"date-parts": [[value.year, value.month, value.day]]}
    if isinstance(value, list | tuple):
        return [{key: part for key, part in one.items() if part is not None} if isinstance(one, dict) else one for one in value]
    return value
