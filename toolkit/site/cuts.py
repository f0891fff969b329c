"""Tells where the registers of a site are cut into pages, and on which of them a record stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from toolkit.content.library import Library, collection_of
from toolkit.core.diagnostics import ContentError
from toolkit.core.reads import NOTHING, Recorder, digest
from toolkit.outline.addresses import leaf_page, register_page, relative
from toolkit.outline.numbering import Outline
from toolkit.render.context import Context
from toolkit.render.recall import Recall
from toolkit.site.frame import Shell
from toolkit.site.ranges import shortened, split
from toolkit.site.registers import REGISTERS

ROOM = 80_000
"""Bytes that the records of one page may take, as they are weighed: a page has frame and head beside them, and a theme its own marks."""
LEAF = 68_000
"""The same where a register is cut: what is said with each record, as the names of its clusters, is not weighed."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a list that is cut: its path, the records on it, and the pages before and after it."""

    path: str
    collection: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    """What each is called, for the filter, and at the ends of the range."""

    @property
    def first(self) -> str:
        """The name at the beginning of its range."""
        return shortened(self.names[0])

    @property
    def last(self) -> str:
        """The name at the end of its range."""
        return shortened(self.names[-1])


@dataclass(frozen=True)
class Cut:
    """The pages of one register in one language."""

    index: str
    """The path of the register's own page: all of it where it is whole, else the index of its pages."""
    leaves: tuple[Leaf, ...]
    is_whole: bool
    is_known: bool = True
    """False where a mistake in its records does not let it be cut."""

    def of(self, collection: str) -> tuple[Leaf, ...]:
        """Return the pages of one of its collections."""
        return tuple(leaf for leaf in self.leaves if leaf.collection == collection)

    def at(self, path: str) -> tuple[Leaf, ...]:
        """Return what stands at a path: the records of one collection, or of all where the register is whole."""
        return self._by_path.get(path, ())

    def path_of(self, id: str) -> str:
        """Return the path of the page that shows a record; the register's own where there is no such record."""
        return self.index if self.is_whole else self._homes.get(id, self.index)

    def beside(self, leaf: Leaf) -> tuple[Leaf | None, Leaf | None]:
        """Return the pages before and after one, of the same collection."""
        return self._neighbours[leaf.path]

    @cached_property
    def _by_path(self) -> Mapping[str, tuple[Leaf, ...]]:
        found: dict[str, tuple[Leaf, ...]] = {}
        for leaf in self.leaves:
            found[leaf.path] = (*found.get(leaf.path, ()), leaf)
        return found

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return {id: leaf.path for leaf in reversed(self.leaves) for id in leaf.ids}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each record of the register's first collection is called, by its id."""
        first = self.leaves[0].collection if self.leaves else ""
        return {id: called for leaf in self.of(first) for id, called in zip(leaf.ids, leaf.names, strict=True)}

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[Leaf | None, Leaf | None]]:
        found: dict[str, tuple[Leaf | None, Leaf | None]] = {}
        for collection in dict.fromkeys(leaf.collection for leaf in self.leaves):
            row = self.of(collection)
            found |= {leaf.path: (before, after) for before, leaf, after in zip((None, *row), row, (*row[1:], None), strict=False)}
        return found


@dataclass(frozen=True)
class Cuts:
    """Where the registers of a site are cut; whatever a page asks of it is noted as narrow a question as can be."""

    shell: Shell
    recorder: Recorder
    recall: Recall
    _known: dict[tuple[str, str], Cut] = field(default_factory=dict)

    @property
    def library(self) -> Library:
        """The library of the site."""
        return self.shell.library

    def context(self, language: str) -> Context:
        """Return the context of pages about no document: law is judged on the latest day of any document."""
        self.recorder.note("latest")
        return Context(self.library, Outline(replace(self.shell.latest, subject=None), (), {}), self.shell.templates[language].localizer)

    def at(self, language: str, name: str, path: str) -> tuple[Leaf, ...]:
        """Return what a page of a register shows."""
        self.recorder.note(_question("leaf", name, language, path))
        if not self.cut(language, name).is_known:
            raise ContentError
        return self.cut(language, name).at(path)

    def placed(self, language: str, name: str, path: str) -> tuple[Leaf, ...]:
        """Return the same, for whoever asks after ids alone."""
        self.recorder.note(_question("placed", name, language, path))
        return self.cut(language, name).at(path)

    def called(self, language: str, name: str, id: str) -> tuple[str, str]:
        """Return what a record is called, and the question that was noted."""
        question = _question("called", name, language, id)
        self.recorder.note(question)
        return self.cut(language, name).names.get(id, ""), question

    def beside(self, language: str, name: str, leaf: Leaf) -> tuple[Leaf | None, Leaf | None]:
        """Return the pages before and after a page; that was asked with it."""
        return self.cut(language, name).beside(leaf)

    def whole(self, language: str, name: str) -> Cut:
        """Return all pages of a register, as its index shows them."""
        self.recorder.note(_question("cut", name, language))
        return self.cut(language, name)

    def count(self, language: str, name: str) -> int:
        """Return how many records a register shows, those of its first collection."""
        self.recorder.note(_question("counted", name, language))
        return self._counted(language, name)

    def link(self, language: str, name: str, id: str, page: str) -> str:
        """Return the link from a page to a record where it stands now."""
        there = self.home(language, name, id)
        anchor = f"{REGISTERS[name].sequences[0].anchor}{id}"
        return f"#{anchor}" if there == page else f"{relative(there, page)}#{anchor}"

    def home(self, language: str, name: str, id: str) -> str:
        """Return the path of the page that shows a record."""
        self.recorder.note(_question("stands", name, language, id))
        return self.cut(language, name).path_of(id)

    def number(self, source: str) -> int:
        """Return the number by which pages of the site cite a source; 0 where there is no such source."""
        self.recorder.note(f"numbered {source}")
        return self._numbers.get(source, 0)

    def answers(self, answer: Callable[[str], str]) -> Mapping[str, Callable[[str], str]]:
        """Return how each kind of question is answered; `answer` tells of records, whose names stand on the pages."""

        def names(collection: str, ids: Iterable[str]) -> list[str]:
            return [answer(f"record {collection}.{id}") for id in ids]

        def leaf(asked: str) -> str:
            name, language, path = _asked(asked)
            cut = self.cut(language, name)
            ends = [(one.path, one.first, one.last) for leaf in cut.at(path) for one in cut.beside(leaf) if one and not cut.is_whole]
            shown = [(leaf.collection, leaf.ids, leaf.names, names(leaf.collection, leaf.ids)) for leaf in cut.at(path)]
            return digest(repr((shown, ends)).encode()) if shown else NOTHING

        def placed(asked: str) -> str:
            name, language, path = _asked(asked)
            return digest(repr([(leaf.collection, leaf.ids) for leaf in self.cut(language, name).at(path)]).encode())

        def called(asked: str) -> str:
            name, language, id = _asked(asked)
            collection = collection_of(REGISTERS[name].model)
            return digest(repr((self.cut(language, name).names.get(id), names(collection, [id]))).encode())

        def cut(asked: str) -> str:
            name, language, _ = _asked(asked)
            found = self.cut(language, name)
            ranges = [(one.path, one.first, one.last, len(one.ids), len("".join(one.names).encode())) for one in found.leaves]
            ends = [names(one.collection, (one.ids[0], one.ids[-1])) for one in found.leaves]
            return digest(repr((found.is_whole, ranges, ends)).encode())

        def stands(asked: str) -> str:
            name, language, id = _asked(asked)
            return self.cut(language, name).path_of(id)

        def counted(asked: str) -> str:
            name, language, _ = _asked(asked)
            return str(self._counted(language, name))

        return {
            "leaf": leaf,
            "placed": placed,
            "called": called,
            "cut": cut,
            "stands": stands,
            "counted": counted,
            "numbered": lambda source: str(self._numbers.get(source, 0)),
        }

    # ── how it is cut ────────────────────────────────────────────────────────────────────────────

    def cut(self, language: str, name: str) -> Cut:
        """Return how a register is cut; it counts for nobody's questions, since whoever asks notes a narrower one."""
        key = (language, name)
        if key not in self._known:
            with self.recorder.aside():
                try:
                    made = self.recall.of("cut", f"{language} {name}", lambda: self._made(language, name))
                    self._known[key] = _of_json(made, language, name)
                except (ContentError, LookupError):  # a record with a mistake, which is told of already
                    self._known[key] = Cut(register_page(language, name), (), is_whole=True, is_known=False)
        return self._known[key]

    def _counted(self, language: str, name: str) -> int:
        cut = self.cut(language, name)
        return sum(len(leaf.ids) for leaf in cut.of(collection_of(REGISTERS[name].sequences[0].model)))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        with self.recorder.aside():
            return {id: number for number, id in enumerate(self.library.items["sources"], 1)}

    def _made(self, language: str, name: str) -> dict[str, Any]:
        """Return a register's pages as JSON can say them: for each collection the runs of its records, with their names."""
        context, found, total = self.context(language), {}, 0
        for one in REGISTERS[name].sequences:
            shown = tuple(one.order(self.library, context))
            weights = [one.room(it, self.library) for it in shown]
            total += sum(weights)
            named = [(it.id, one.name(it, context)) for it in shown]
            runs = split([it.id for it in shown], weights, LEAF)
            found[collection_of(one.model)] = [[list(named[at]) for at in run] for run in runs]
        return {"whole": total <= ROOM, "runs": found}


def _of_json(made: Mapping[str, Any], language: str, name: str) -> Cut:
    index, leaves = register_page(language, name), []
    first = collection_of(REGISTERS[name].sequences[0].model)
    for collection, runs in made["runs"].items():
        for run in [[pair for some in runs for pair in some]] if made["whole"] else runs:
            ids, names = tuple(id for id, _ in run), tuple(called for _, called in run)
            path = index if made["whole"] else leaf_page(language, name, "" if collection == first else collection, ids[0])
            if ids:
                leaves.append(Leaf(path, collection, ids, names))
    return Cut(index, tuple(leaves), made["whole"])


def _question(kind: str, name: str, language: str, about: str = "") -> str:
    """Return a question; it names the collections first: a record of theirs that cannot be read is missing from its answer."""
    collections = "+".join(collection_of(one.model) for one in REGISTERS[name].sequences)
    return f"{kind} {collections} {name} {language} {about}".rstrip()


def _asked(words: str) -> tuple[str, str, str]:
    _, name, language, *about = words.split(" ", 3)
    return name, language, about[0] if about else ""
