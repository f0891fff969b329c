"""Makes the pages of registers: one where it is short, else an index and a page for each range of records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from toolkit.content.library import collection_of
from toolkit.content.vocabulary import RegisterName
from toolkit.outline.addresses import SITE, index_page, names_file, record_page, relative
from toolkit.site.cuts import Cut, Leaf
from toolkit.site.frame import Page
from toolkit.site.ranges import Range, below, split, tops
from toolkit.site.registers import REGISTERS, Asked, Register
from toolkit.site.site_pages import Files, Several, SitePages

NAMES = 60_000
"""Bytes of names in one file, which the filter of an index reads."""


def register_files(pages: SitePages) -> Files:
    """Yield every page of every register by its path below `build/`, with what makes it."""
    for language in pages.single:
        for name in pages.shell.registers:
            yield from RegisterFiles(pages, language, name).files()


def permanent_pages(pages: SitePages) -> Mapping[str, tuple[str, ...]]:
    """Return the small pages that lead to records for ever, by the first of those that are made together."""
    names = ((language, name) for language in pages.single for name in pages.shell.registers)
    return {some[0]: some for language, name in names for some in RegisterFiles(pages, language, name).permanent()}


def located(pages: SitePages, language: str, name: str) -> tuple[str, ...]:
    """Return the paths of the pages that show the records of a register, its own first."""
    cut = pages.cuts.whole(language, name)
    return tuple(dict.fromkeys((cut.index, *(leaf.path for leaf in cut.leaves))))


@dataclass(frozen=True, slots=True)
class RegisterFiles:
    """The pages of one register in one language."""

    pages: SitePages
    language: str
    name: str

    def files(self) -> Files:
        """Yield its pages, and for each page of records the small pages that lead to them for ever."""
        cut = self.pages.cuts.cut(self.language, self.name)
        for leaf in self._main(cut):
            yield self._permanent_pages(leaf)[0], partial(self._permanent, leaf.path)
        if cut.is_whole:
            yield cut.index, partial(self._records, cut.index)
            return
        yield cut.index, partial(self._index, cut.index)
        for one in below(node for some in self._ranges(cut).values() for node in some):
            yield one.path, partial(self._index, one.path)
        for leaf in cut.leaves:
            yield leaf.path, partial(self._records, leaf.path)
        for leaves in _named(self._main(cut)):
            yield self._names_file(leaves), partial(self._names, leaves)

    def permanent(self) -> Iterator[tuple[str, ...]]:
        """Yield the small pages at the permanent addresses of records, those together that one page of records has."""
        for leaf in self._main(self.pages.cuts.cut(self.language, self.name)):
            yield self._permanent_pages(leaf)

    def _permanent_pages(self, leaf: Leaf) -> tuple[str, ...]:
        return tuple(record_page(self.language, self.name, id) for id in leaf.ids)

    # ── records ──────────────────────────────────────────────────────────────────────────────────

    def _records(self, path: str) -> bytes:
        """Return a page of records."""
        shown = self.pages.cuts.at(self.language, self.name, path)
        whole = path == self.pages.cuts.cut(self.language, self.name).index
        asked = self._asked(path, {leaf.collection: leaf.ids for leaf in shown})
        register = REGISTERS[self.name].view(asked)
        front = REGISTERS[self.name].front(asked) if whole else Register({})
        page = self._page(path, asked, (*front.data, *register.data), None if whole else shown[0])
        ways = {} if whole else self._ways(shown[0], page)
        return self.pages.rendered(
            f"site/{self.name}.html", page, asked.context, **front.values, **register.values, **self._links(page), **ways
        )

    def _ways(self, leaf: Leaf, page: Page) -> dict[str, Any]:
        before, after = self.pages.cuts.beside(self.language, self.name, leaf)
        index = self.pages.cuts.cut(self.language, self.name).index
        return {"leaf": leaf, "before": before, "after": after, "index": page.to(index)}

    def _permanent(self, there: str) -> Several:
        """Return the small page at the permanent address of each record that a page shows; it leads to where the record stands."""
        shell, cuts = self.pages.shell, self.pages.cuts
        asked, files, own = self._asked(there, {}), {}, {}
        for id in (id for leaf in self._main_of(cuts.placed(self.language, self.name, there)) for id in leaf.ids):
            path = record_page(self.language, self.name, id)
            called, question = cuts.called(self.language, self.name, id)
            html = shell.templates[self.language].render(
                "site/permanent.html", shell.library.site.place, called=called, register=asked.title, language=self.language,
                href=f"{relative(there, path)}#{REGISTERS[self.name].sequences[0].anchor}{id}", root=relative(f"{SITE}/x", path)[:-1],
                site=asked.context.plain(shell.library.site.title), canonical=shell.base.of_page(there),
            )  # fmt: skip
            files[path], own[path] = (html + "\n").encode(), question
        return Several(files, own)

    # ── indexes ──────────────────────────────────────────────────────────────────────────────────

    def _index(self, path: str) -> bytes:
        """Return the index of the register, or one below it."""
        cut = self.pages.cuts.whole(self.language, self.name)
        asked = self._asked(path, {})
        ranges = self._ranges(cut)
        front = REGISTERS[self.name].front(asked) if path == cut.index else Register({})
        if path != cut.index:
            ranges = {name: one.within for name, some in ranges.items() for one in below(some) if one.path == path}
        page = self._page(path, asked, front.data, None)
        names = [page.to(self._names_file(leaves)) for leaves in _named(self._main(cut))]
        counts = {name: sum(one.count for one in some) for name, some in ranges.items()}
        return self.pages.rendered(
            "site/register-index.html", page, asked.context, **front.values, ranges=ranges, counts=counts, names=names,
            up="" if path == cut.index else page.to(cut.index),
        )  # fmt: skip

    def _ranges(self, cut: Cut) -> dict[str, tuple[Range, ...]]:
        """Return the ranges of each collection, as few at the top as one index lists."""
        return {one: self._tops(cut.of(one)) for one in dict.fromkeys(leaf.collection for leaf in cut.leaves)}

    def _tops(self, leaves: Sequence[Leaf]) -> tuple[Range, ...]:
        found = [Range(leaf.path, leaf.first, leaf.last, len(leaf.ids), leaf.ids[0]) for leaf in leaves]
        return tops(found, lambda first, level: index_page(self.language, self.name, f"{leaves[0].collection}-{level}", first))

    # ── names, for the filter ────────────────────────────────────────────────────────────────────

    def _names(self, leaves: Sequence[Leaf]) -> bytes:
        """Return the names of the records of some pages, with where each stands, as JSON."""
        anchor, path = REGISTERS[self.name].sequences[0].anchor, self._names_file(leaves)
        found = [leaf for one in leaves for leaf in self.pages.cuts.at(self.language, self.name, one.path)]
        listed = [
            [relative(leaf.path, path), [[anchor + id, called] for id, called in zip(leaf.ids, leaf.names, strict=True)]] for leaf in found
        ]
        return (json.dumps(listed, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def _names_file(self, leaves: Sequence[Leaf]) -> str:
        return names_file(self.language, self.name, leaves[0].ids[0])

    # ── what they share ──────────────────────────────────────────────────────────────────────────

    def _main(self, cut: Cut) -> tuple[Leaf, ...]:
        return self._main_of(cut.leaves)

    def _main_of(self, leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
        """Return the pages of the collection that the register is of."""
        return tuple(leaf for leaf in leaves if leaf.collection == collection_of(REGISTERS[self.name].model))

    def _asked(self, path: str, shown: Mapping[str, tuple[str, ...]]) -> Asked:
        pages, context = self.pages, self.pages.context(self.language)
        named = pages.library.get(RegisterName, self.name)
        title, description, base = pages.set(context, named.label), pages.set(context, named.description), pages.shell.base
        return Asked(
            pages.library, context, pages.catalogue, self.language, base, base.of_page(path), title, description, shown, pages.cuts.number,
            pages.contexts,
        )  # fmt: skip

    def _page(self, path: str, asked: Asked, data: Sequence[Mapping[str, Any]], leaf: Leaf | None) -> Page:
        named = self.pages.library.get(RegisterName, self.name)
        page = self.pages.shell.page(
            path,
            self.language,
            "register",
            self.name,
            asked.title,
            asked.description,
            self._versions(path, leaf),
            (),
            data,
            is_same=path == self.pages.cuts.cut(self.language, self.name).index,
        )
        return replace(page, heading=named.label, lead=named.description)

    def _versions(self, path: str, leaf: Leaf | None) -> Callable[[str], str]:
        """Return what gives the same page in another language: the one on which the first record stands."""
        usual = self.pages.versions(self.name)

        def version(edition: str) -> str:
            if edition == self.language:
                return path
            there = usual(edition)
            if not there or leaf is None:
                return there
            return self.pages.cuts.home(edition, self.name, leaf.ids[0])

        return version

    def _links(self, page: Page) -> dict[str, Any]:
        """Return what templates link records by: where one stands now, and its permanent address."""
        return {
            "standing": lambda name, record: self.pages.cuts.link(self.language, name, record, page.path),
            "permanent": lambda record: page.to(record_page(self.language, self.name, record)),
        }


def _named(leaves: Sequence[Leaf]) -> Iterator[tuple[Leaf, ...]]:
    """Yield runs of pages whose names together fit one file."""
    weights = [sum(len(name.encode()) + len(id) + 10 for id, name in zip(leaf.ids, leaf.names, strict=True)) for leaf in leaves]
    for run in split([leaf.ids[0] for leaf in leaves], weights, NAMES):
        yield tuple(leaves[at] for at in run)
