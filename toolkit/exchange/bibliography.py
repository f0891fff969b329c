"""Reads the works of a bibliography file, whatever program wrote it, and compares them with the sources that there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.content import csl
from toolkit.content.files import SOURCES, read_record
from toolkit.content.tree import Fields, Items, Node, Scalar, parse
from toolkit.content.values import ID
from toolkit.content.works import Source
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, did_you_mean
from toolkit.core.workspace import decoded
from toolkit.exchange.bibtex import read_bibtex
from toolkit.exchange.raw import RawWork
from toolkit.exchange.ris import read_ris

FORMATS: Mapping[str, str] = {
    ".json": "CSL JSON", ".yaml": "CSL-YAML", ".yml": "CSL-YAML", ".bib": "BibTeX", ".bibtex": "BibTeX", ".ris": "RIS",
}  # fmt: skip
"""What a file is, by the end of its name."""
_KEYS: Mapping[str, str] = {field.alias or name: name for name, field in Source.model_fields.items()}


@dataclass(frozen=True, slots=True)
class Work:
    """A work of a file as it becomes a source: its id, the record, and its keys as they are written into content."""

    id: str
    source: Source
    fields: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works of a file, and what is wrong with it or passed over."""

    works: tuple[Work, ...]
    found: tuple[Diagnostic, ...]


def read_bibliography(data: bytes, path: str, language: str) -> Bibliography:
    """Return the works of a file; `language` is that of the workspace, for texts that name none."""
    try:
        raw, found = _raw(data, path)
    except ContentError as error:
        return Bibliography((), error.diagnostics)
    works: dict[str, Work] = {}
    passed: set[str] = set()
    for one in raw:
        work, wrong, left = _work(one, language)
        passed |= left
        found += wrong
        if work is not None and work.id in works:
            first = works[work.id].place
            found.append(Diagnostic("duplicate-id", f"`{work.id}` stands twice in the file", one.place, f"first at {first}"))
        elif work is not None:
            works[work.id] = work
    if passed:
        found.append(csl.note(frozenset(passed), _at(Place(path))))
    if not raw and not found:
        found.append(Diagnostic("bad-import", "no works stand here", Place(path), "export it again, with at least one work"))
    return Bibliography(tuple(works.values()), tuple(found))


def _raw(data: bytes, path: str) -> tuple[list[RawWork], list[Diagnostic]]:
    suffix = f".{path.rpartition('.')[2].lower()}"
    if suffix not in FORMATS:
        hint = "name a file of CSL JSON (.json), CSL-YAML (.yaml), BibTeX (.bib) or RIS (.ris)"
        raise ContentError(Diagnostic("bad-import", "this is no bibliography that the toolkit reads", Place(path), hint))
    words = decoded(data, path)
    if FORMATS[suffix] == "BibTeX":
        return read_bibtex(words, path)
    if FORMATS[suffix] == "RIS":
        return read_ris(words, path)
    return _csl_json(words, path) if suffix == ".json" else _csl_yaml(data, path)


def _csl_json(words: str, path: str) -> tuple[list[RawWork], list[Diagnostic]]:
    try:
        tree = json.loads(words)
    except json.JSONDecodeError as error:
        raise ContentError(
            Diagnostic("bad-import", f"not valid JSON: {error.msg}", Place(path, error.lineno, error.colno), "export the file again")
        ) from None
    works = tree.get("items") or tree.get("references") if isinstance(tree, dict) else tree
    if not isinstance(works, list) or not all(isinstance(one, dict) for one in works):
        hint = "export as CSL JSON, not as the program's own JSON"
        raise ContentError(Diagnostic("bad-import", "expected a list of works", Place(path), hint))
    at, made = 0, []
    for one in works:
        id = str(one.get("id", ""))
        at = max(words.find(json.dumps(id, ensure_ascii=False), at), at)
        made.append(RawWork(id, one, Place(path, words.count("\n", 0, at) + 1, 1)))
    return made, []


def _csl_yaml(data: bytes, path: str) -> tuple[list[RawWork], list[Diagnostic]]:
    tree, found = parse(data, path, SOURCES, "")
    works = tree.get("references") if isinstance(tree, Fields) else tree
    if not isinstance(works, Items) or not all(isinstance(one, Fields) for one in works):
        raise ContentError(
            *found, Diagnostic("bad-import", "expected `references:` with a list of works", Place(path), "export as CSL-YAML")
        )
    return [RawWork(str(one.get("id") or ""), one, one.place) for one in works], list(found)


def _work(raw: RawWork, language: str) -> tuple[Work | None, list[Diagnostic], frozenset[str]]:
    """Return a work as a record, what is wrong with it, and the keys that were passed over."""
    tree = raw.fields if isinstance(raw.fields, Fields) else _tree(raw.fields, raw.place)
    assert isinstance(tree, Fields)
    id = csl.work_id(Fields(tree, id=Scalar.at(raw.id, raw.place))) if raw.id else None
    if id is None or not ID.fullmatch(id):
        return None, [Diagnostic("missing-key", "a work without an id", raw.place, "give it a citation key and export again")], frozenset()
    made, passed = csl.work(tree)
    made.pop("id", None)
    unknown = frozenset(str(key) for key in made if key not in _KEYS)
    told = [_unknown(made, key) for key in sorted(unknown)]
    kept = Fields({key: value for key, value in made.items() if key not in unknown and value is not None})
    kept.place, kept.path, kept.passage = made.place, f"{SOURCES}.{id}", made.passage
    source, found = read_record(Source, kept, id, raw.place.path, {})
    if source is None:
        return None, [*told, *found], passed | raw.passed
    return Work(str(id), source, _plain(kept), raw.place), [*told, *found], passed | raw.passed


def _unknown(made: Fields, key: str) -> Diagnostic:
    """Return the warning of a key that CSL does not know."""
    hint = did_you_mean(key, _KEYS, "write it by hand where a reference needs it")
    return Diagnostic("csl-unknown", f"`{key}` is no variable of CSL, and is left out", made.key_place(key), hint, Severity.WARNING)


def _tree(value: Any, place: Place) -> Node:
    """Return plain values as the tree that records are read from, all of it at one place."""
    if isinstance(value, Mapping):
        fields = Fields({Scalar.at(str(key), place): _tree(one, place) for key, one in value.items() if one not in ("", None, [])})
        fields.place, fields.path = place, ""
        fields.passage = Scalar.at("", place).passage
        return fields
    if isinstance(value, list):
        items = _at(place)
        items.extend(_tree(one, place) for one in value)
        return items
    return Scalar.at(str(value), place)


def _at(place: Place) -> Items:
    items = Items()
    items.place = place
    return items


def _plain(node: Node) -> Any:
    """Return a tree as plain values, to be written."""
    if isinstance(node, Fields):
        return {str(key): _plain(value) for key, value in node.items()}
    return [_plain(one) for one in node] if isinstance(node, Items) else str(node)


# ── what there is already ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Comparison:
    """A work beside the source that content has of it: the source's id, and each key that differs with both values."""

    work: Work
    held: str = ""
    differs: tuple[tuple[str, str, str], ...] = ()

    def data(self) -> dict[str, Any]:
        """Return everything for JSON."""
        state = "new" if not self.held else "differs" if self.differs else "same"
        differs = [{"key": key, "before": str(old or ""), "after": str(new)} for key, old, new in self.differs]
        return {"work": self.work.id, "title": str(self.work.source.title), "state": state, "source": self.held, "differs": differs}


def compare(works: Iterable[Work], sources: Iterable[Source]) -> Iterator[Comparison]:
    """Yield each work beside the source of the same id, or of the same DOI where no id is the same."""
    held = {source.id: source for source in sources}
    by_doi = {_doi(source): source.id for source in held.values() if source.DOI}
    for work in works:
        id = work.id if work.id in held else by_doi.get(_doi(work.source), "") if work.source.DOI else ""
        yield Comparison(work, id, tuple(_differences(work, held[id])) if id else ())


def _doi(source: Source) -> str:
    return (source.DOI or "").lower().rpartition("doi.org/")[2]


def _differences(work: Work, held: Source) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of a work that say another thing than its source; what the source alone says is its author's."""
    ours = held.model_dump(by_alias=True, exclude_none=True, mode="json")
    theirs = work.source.model_dump(by_alias=True, exclude_none=True, mode="json")
    for key in work.fields:
        old, new = _said(ours.get(key)), _said(theirs.get(key))
        if old != new:
            yield key, old, new


def _said(value: Any) -> str:
    """Return a value in a line: names by their parts."""
    if isinstance(value, list):
        return "; ".join(", ".join(str(part) for part in one.values() if part) if isinstance(one, dict) else str(one) for one in value)
    return "" if value is None else str(value)
