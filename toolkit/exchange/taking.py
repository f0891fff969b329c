"""Puts imported figures into the facts of content, and says what changed: a value, a time, a fact that is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean
from toolkit.core.workspace import Workspace, text_of
from toolkit.exchange.figures import Figure, Read
from toolkit.exchange.yaml_edit import added, changed, find, without

FACTS = "content/facts.yaml"
OF_THE_OLD = ("to", "qualifier", "locator")
"""What is said of the old figure alone: the end of its range, that it is not exact, where it stands in its source."""


@dataclass
class Taking:
    """The files of content as they are once figures are taken in, a line for each change, and what is wrong."""

    workspace: Workspace
    library: Library
    read: Read
    name: str
    files: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def take(self) -> Taking:
        """Take every figure in, in the order of the file."""
        if self.read.source not in self.library.items["sources"]:
            hint = did_you_mean(self.read.source, self.library.items["sources"], "add it to content/sources.yaml")
            self.found.append(Diagnostic("unknown-source", f"`{self.read.source}` is no source", self.read.source.place, hint))
            return self
        for figure in self._once():
            held = self.library.facts.get(figure.fact)
            if held is None:
                self._new(figure)
            else:
                self._again(figure, held)
        return self

    def _once(self) -> Iterator[Figure]:
        """Yield each figure that one cell alone gives; two cells that give one figure leave open which of them is right."""
        cells: dict[object, str] = {}
        for figure in self.read.figures:
            first = cells.setdefault((figure.fact, figure.series, figure.as_of), figure.cell)
            if first != figure.cell:
                self._wrong(figure, f"stands in {first} too", "name the row or cell that is right in the map, or take one out of the file")
            else:
                yield figure

    def _again(self, figure: Figure, held: Fact) -> None:
        """Change a fact where the file says another thing; an older time than it has changes nothing."""
        unit = figure.meaning.unit
        if unit and unit != (held.unit or ""):
            self._wrong(figure, f"is in `{unit}`, and the fact is in `{held.unit or 'no unit'}`", "correct `unit:` of the map, or the fact")
            return
        if held.derived:
            self._wrong(figure, "is computed from other facts", "take it out of the map, or the derivation out of the fact")
            return
        if figure.series:
            old = held.series.get(figure.series)
            if old != figure.value:
                self._line(figure, held, str(old) if old is not None else "—", f" ({figure.series})")
                self._write(held, {}, series={str(figure.series): str(figure.value)})
            return
        if figure.as_of and held.as_of and figure.as_of.last < held.as_of.first:
            self.lines.append(f"= {figure.fact}: {figure.value} of {figure.as_of} is older than what is there, of {held.as_of}")
            return
        if (held.value, held.to, held.flags, held.as_of) != (figure.value, None, figure.flags, figure.as_of or held.as_of):
            was = f"{held.value}–{held.to}" if held.to is not None else str(held.value)
            self._line(figure, held, was, f" ({figure.as_of})" if figure.as_of else "")
            self._write(held, self._values(figure) | ({"flags": []} if held.flags and not figure.flags else {}))

    def _line(self, figure: Figure, held: Fact, old: str, time: str) -> None:
        flags = f", {', '.join(figure.flags)}" if figure.flags else ""
        self.lines.append(f"~ {figure.fact}: {old} → {figure.value}{time}{flags}, {figure.cell}")

    def _values(self, figure: Figure) -> dict[str, Any]:
        values: dict[str, Any] = {"value": str(figure.value)}
        if figure.as_of:
            values["as_of"] = str(figure.as_of)
        if figure.flags:
            values["flags"] = [flag.value for flag in figure.flags]
        return values | {"source": str(self.read.source), "origin": self._origin(figure)}

    def _origin(self, figure: Figure) -> dict[str, str]:
        return {"file": self.name.rpartition("/")[2], "cell": figure.cell, "sha256": self.read.digest[:16]}

    def _new(self, figure: Figure) -> None:
        owner, _, name = figure.fact.rpartition(".")
        if owner and owner not in self.library.items["clusters"]:
            hint = did_you_mean(owner, self.library.items["clusters"], "correct the map")
            self._wrong(figure, f"belongs to `{owner}`, which is no cluster", hint)
        elif not figure.meaning.label:
            self._wrong(figure, "is new, and the map gives it no label", "add `label:`, what is counted, and `unit:`")
        elif figure.meaning.unit and figure.meaning.unit not in self.library.items["units"]:
            hint = did_you_mean(figure.meaning.unit, self.library.items["units"], "add it to content/units.yaml")
            self._wrong(figure, f"is in `{figure.meaning.unit}`, which is no unit", hint)
        else:
            self._add(figure, owner, name)

    def _add(self, figure: Figure, owner: str, name: str) -> None:
        values = self._values(figure)
        if figure.series:
            values = {"series": {str(figure.series): values.pop("value")}} | values
        entry = {"label": figure.meaning.label, **({"unit": figure.meaning.unit} if figure.meaning.unit else {}), **values}
        path = self.library.items["clusters"][owner].place.path if owner else FACTS
        words = self._words(path)
        base = ([owner] if owner and find(words, [owner]) is not None else []) + (["facts"] if owner else [])
        if figure.series and find(words, [*base, name, "series"]) is not None:
            self.files[path] = changed(words, [*base, name, "series"], {str(figure.series): str(figure.value)})
        elif owner and find(words, base) is None:
            self.files[path] = changed(words, base[:-1], {"facts": {name: entry}})
        else:
            self.files[path] = _with(words, base, name, entry)
        self.lines.append(f"+ {figure.fact}: {figure.value}{f' ({figure.series})' if figure.series else ''}, {figure.cell}")
        self.touched.append(figure.fact)

    def _write(self, held: Fact, values: Mapping[str, Any], series: Mapping[str, str] | None = None) -> None:
        path = held.place.path
        words = self._words(path)
        owner, _, name = held.id.rpartition(".")
        base = ([owner] if owner and find(words, [owner]) is not None else []) + (["facts", name] if owner else [name])
        keys = base if find(words, base) is not None else []
        if series:
            known = find(words, [*keys, "series"])
            words = changed(words, [*keys, "series"], series) if known is not None else changed(words, keys, {"series": dict(series)})
        self.files[path] = changed(without(words, keys, () if series else OF_THE_OLD), keys, values)
        self.touched.append(held.id)

    def _words(self, path: str) -> str:
        if path in self.files:
            return self.files[path]
        return text_of(self.workspace, path) if path in self.workspace.list("content", ".yaml") else ""

    def _wrong(self, figure: Figure, message: str, hint: str) -> None:
        self.found.append(Diagnostic("bad-import", f"`{figure.fact}` ({figure.cell}) {message}", Place(self.name), hint))


def _with(words: str, base: list[str], name: str, entry: Mapping[str, Any]) -> str:
    """Return a file with a fact added; where facts stand in braces, in braces too."""
    try:
        return added(words, base, {name: dict(entry)})
    except LookupError:
        return changed(words, base, {name: dict(entry)})
