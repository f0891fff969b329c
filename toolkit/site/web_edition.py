"""Makes the web pages of an edition, one or as many parts as its length asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from toolkit.content.document import Document
from toolkit.content.library import Library, edition_languages
from toolkit.core.diagnostics import ContentError, Diagnostic, Severity
from toolkit.core.reads import Reads, Recorder
from toolkit.evidence.provenance import Provenance, bears_sheet, provenance, put, sheet
from toolkit.outline.addresses import SITE, address, part
from toolkit.outline.numbering import Outline, Publication
from toolkit.render.edition import Body, Edition, Part
from toolkit.render.fragments import Fragments
from toolkit.site.document_data import made_from
from toolkit.site.document_pages import Leaf, Pages
from toolkit.site.downloads import Download
from toolkit.site.linked_data import described
from toolkit.site.pagination import LIMIT, Cut, across, divide, heaviest, longest_record, name_of, part_of, section_weights, weight

RESERVE = 1_500
"""Bytes of a part for what is only known when all are cut: the names of its neighbours, the address of its like in another edition."""

TOO_LONG = "page-too-long"

Cuts = dict[tuple[str, str], tuple[Cut, Reads]]
"""How editions are cut, by publication and edition, and what was asked to tell it."""


@dataclass(frozen=True, slots=True)
class WebEdition:
    """An edition, rendered, whose pages can be asked for."""

    pages: Pages
    outline: Outline
    body: Body
    fragments: Mapping[str, Fragments]
    history: Mapping[str, str]
    """The commit of each file, where pages are to bear one."""
    speaking: Callable[[Publication, str], Fragments]
    """Gives the fragments of a publication in any language."""
    cuts: Cuts
    """How editions are cut, as far as that is known."""
    offers: Callable[[str], tuple[Download, ...]] = lambda edition: ()
    """Gives every file that pages of an edition could offer: where it is cut must not hang on which of them are made."""
    reads: Reads = field(default_factory=dict)
    """What was asked for the words of the edition."""

    @property
    def path(self) -> str:
        """The path of the page, or of the first part."""
        return address(self.body.edition, self.outline.publication, ".html")

    @property
    def _words(self) -> int:
        """Bytes of what authors wrote: a page of the edition has more."""
        return sum(weight(cell.html) for one in self.body.parts for row in one.rows for cell in row.cells)

    def cut(self) -> Cut:
        """Return which sections stand together: all on one page where they fit."""
        downloads = self.offers(self.body.edition)
        whole = self._whole(downloads)
        sections = self.body.parts
        if weight(whole) <= LIMIT or len(sections) < 2:
            return (tuple(one.id for one in sections),)
        name = name_of(part(self.path, 9))
        weighed = section_weights(whole, name)
        runs = list(_together(sections))
        weights = [sum(weighed[one.id] for one in run) for run in runs]
        first, middle, last = (heaviest(html, name) for html in self._empty(downloads))
        weights[0] += max(0, first - middle)
        weights[-1] += max(0, last - middle)
        return tuple(tuple(one.id for i in span for one in runs[i]) for span in divide(weights, LIMIT - middle - RESERVE))

    def cut_of(self, edition: str) -> Cut:
        """Return how an edition of the publication is cut; nothing where it cannot be rendered. What it says is not noted here."""
        publication = self.outline.publication
        key = (publication.id, edition)
        if key not in self.cuts:
            self.cuts[key] = ((), {})
            with ExitStack() as stack, suppress(ContentError, LookupError):
                reads = stack.enter_context(self._recorder.noting())
                fragments = {tag: self.speaking(publication, tag) for tag in edition_languages(edition)}
                for one in fragments.values():
                    stack.enter_context(one.context.localizer.noting())
                self.cuts[key] = (self._as(edition, fragments).cut(), reads)
        cut, asked = self.cuts[key]
        self._recorder.replay(asked)
        return cut

    @property
    def _recorder(self) -> Recorder:
        return self.fragments[self.body.languages[0]].context.recorder

    def _as(self, edition: str, fragments: Mapping[str, Fragments]) -> WebEdition:
        if edition == self.body.edition:
            return self
        body = Edition(self.pages.shell.library, self.outline, edition, fragments).body()
        return replace(self, body=body, fragments=fragments)

    def render(self, downloads: tuple[Download, ...]) -> dict[str, str]:
        """Return the pages by path, the first part first; `downloads` are the files that they offer."""
        key = (self.outline.publication.id, self.body.edition)
        if key not in self.cuts and self._words <= LIMIT:
            with self._recorder.noting() as reads:
                whole = self._whole(downloads)
            if weight(whole) <= LIMIT - RESERVE:  # then it is within the limit with any files, as `cut` would say
                self.cuts[key] = ((tuple(one.id for one in self.body.parts),), self.reads | reads)
                return {self.path: whole}
        cut = self.cut_of(self.body.edition)
        return {self.path: self._whole(downloads)} if len(cut) < 2 else across(self._parts(downloads, cut))

    def _parts(self, downloads: tuple[Download, ...], cut: Cut) -> dict[str, str]:
        """Return the pages of parts: the first says what the edition is, the last what it was made from."""
        by_id = {one.id: one for one in self.body.parts}
        leaves = tuple(Leaf(n, part(self.path, n), tuple(by_id[id] for id in ids)) for n, ids in enumerate(cut, 1))
        found = {one.path: self._page(downloads, leaves, one.number, self._versions(one)) for one in leaves}
        made = provenance(self.fragments, self.body, self.history)
        found[leaves[0].path] = self._described(found[leaves[0].path], made)
        found[leaves[-1].path] = self._with_sheet(found[leaves[-1].path], made)
        return found

    def _whole(self, downloads: tuple[Download, ...]) -> str:
        html = self._page(downloads)
        made = provenance(self.fragments, self.body, self.history)
        return self._with_sheet(self._described(html, made), made)

    def _page(
        self, downloads: tuple[Download, ...], leaves: tuple[Leaf, ...] = (), number: int = 1, versions: Callable[[str], str] | None = None
    ) -> str:
        context = self.fragments[self.body.languages[0]].context
        return self.pages.web_page(self.outline, self.body, context, downloads, leaves, number, versions)

    def _empty(self, downloads: tuple[Download, ...]) -> Iterator[str]:
        """Yield the first, a middle and the last part as they are without sections."""
        every = self.body.parts
        made = provenance(self.fragments, self.body, self.history)
        paths = [part(self.path, number) for number in (1, 2, 3)]
        for number, shown in ((1, ((), every, ())), (2, (every, (), ())), (3, (every, (), ()))):
            leaves = tuple(Leaf(n, path, sections) for n, (path, sections) in enumerate(zip(paths, shown, strict=True), 1))
            html = self._page(downloads, leaves, number)
            yield self._described(html, made) if number == 1 else self._with_sheet(html, made) if number == 3 else html

    def _described(self, html: str, made: Provenance) -> str:
        context = self.fragments[self.body.languages[0]].context
        return described(html, made_from(made, context, self.pages.shell.base))

    def _with_sheet(self, html: str, made: Provenance) -> str:
        if not bears_sheet(self.outline.publication.document):
            return html
        found = sheet(made, self.body, self.fragments, self.pages.shell.templates, within=True)
        return put(html, found, "</section>\n</main>")

    def _versions(self, leaf: Leaf) -> Callable[[str], str]:
        """Return what tells the page of another edition that has the section which a part begins with."""
        publication = self.outline.publication

        def version(edition: str) -> str:
            first = address(edition, publication, ".html")
            if edition == self.body.edition:
                return leaf.path
            cut = self.cut_of(edition) if leaf.number > 1 else ()
            number = part_of(cut, leaf.sections[0].id)
            there = part(first, number)
            begins = not cut or cut[number - 1][0] == leaf.sections[0].id
            return there if begins else f"{there}#{leaf.sections[0].id}"

        return version


def _together(sections: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """Yield runs of sections that are not parted: one without a heading goes with the one before, and the first with the second."""
    run: list[Part] = []
    for one in sections:
        if one.headings and any(before.headings for before in run):
            yield tuple(run)
            run = []
        run.append(one)
    yield tuple(run)


def too_long_around(pages: Mapping[str, bytes], library: Library) -> Iterator[Diagnostic]:
    """Yield a warning for each page around the documents that is too long, at the record that fills it: lists are cut."""
    for path, data in pages.items():
        if path.endswith(".html") and len(data) > LIMIT and (size := weight(html := data.decode())) > LIMIT:
            message = f"`{path.removeprefix(SITE + '/')}` has {round(size / 1000)} KB without its figures, above {LIMIT // 1000}"
            record = library.items["pages"].get(PurePosixPath(path).stem) or library.named(longest_record(html))
            if record:
                message, hint = f"{message}: the longest record on it is `{record.id}`", "shorten it, or divide it in two"
            else:
                hint = "shorten the record that fills it, or divide it in two"
            yield Diagnostic(TOO_LONG, message, (record or library.site).place, hint, Severity.WARNING)


def too_long(pages: Mapping[str, str], document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each page that is too long, for all that could be done."""
    for path, html in pages.items():
        if weight(html) > LIMIT:
            weighed = section_weights(html, "")
            longest = max(weighed, key=weighed.__getitem__, default=document.id)
            size = f"has {round(weight(html) / 1000)} KB without its figures, above {LIMIT // 1000}"
            message = f"`{path.removeprefix(SITE + '/')}` {size}: the longest section on it is `{longest}`"
            yield Diagnostic(TOO_LONG, message, document.place, "divide that section in two", Severity.WARNING)
