"""Finds faults of a translation's outer form: placeholders, marks, ends, length, plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.core.diagnostics import Severity
from toolkit.language.formulas import FORMULA
from toolkit.language.markdown import citations, footnotes, references, shapes
from toolkit.language.po_faults import unfit
from toolkit.locales.judges import Fault, Pair, listed

_LINK = re.compile(r"\]\(((?!#)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|<(https?://[^>\s]+)>")


def label(pair: Pair) -> Iterator[Fault]:
    """A label can be printed: its placeholders are those of its source, and nothing in it is unseen."""
    yield from _unfit(pair, prose=False)


def prose(pair: Pair) -> Iterator[Fault]:
    """A text can be printed: its placeholders are those of its source, in any case, and its Markdown is what an author may write."""
    yield from _unfit(pair, prose=True)


def _unfit(pair: Pair, *, prose: bool) -> Iterator[Fault]:
    sources = (pair.source, pair.plural) if pair.plural else (pair.source,)
    yield from (
        Fault(one.code, one.message, one.hint)
        for one in unfit(sources, pair.strings, prose=prose and not pair.plural, phrase=prose and bool(pair.plural))
    )


def marks(pair: Pair) -> Iterator[Fault]:
    """Links, citations and cross-references are the same sets; their order is free."""
    for source, words in pair.forms():
        for noun, code, find in _MARKS:
            here, there = find(source), find(words)
            if here != there:
                lost, added = listed(here - there), listed(there - here)
                said = "; ".join(filter(None, (lost and f"lost: {lost}", added and f"not in the source: {added}")))
                yield Fault(code, f"the {noun} differ ({said})", f"keep the {noun} of the source, letter for letter; their order is free")


def _links(words: str) -> set[str]:
    return {first or second for first, second in _LINK.findall(words)}


def _citations(words: str) -> set[str]:
    return {f"@{found.id}#{found.part}" if found.part else f"@{found.id}" for found in citations(words)}


def _footnotes(words: str) -> set[str]:
    return {f"[^{label}]" for label in footnotes(words)}


def _formulas(words: str) -> set[str]:
    return {found.group() for found in FORMULA.finditer(words)}


def _references(words: str) -> set[str]:
    return {f"#{id}" for id in references(words)}


_MARKS = (
    ("links", "link-mismatch", _links),
    ("citations", "citation-mismatch", _citations),
    ("cross-references", "reference-mismatch", _references),
    ("footnotes", "footnote-mismatch", _footnotes),
    ("formulas", "formula-mismatch", _formulas),
)


def shape(pair: Pair) -> Iterator[Fault]:
    """A text has the lists, code and paragraphs of its source; words may be emphasised otherwise."""
    for source, words in pair.forms():
        here, there = shapes(source), shapes(words)
        if here != there:
            lost, added = ", ".join(sorted(here - there)), ", ".join(sorted(there - here))
            said = "; ".join(filter(None, (lost and f"lost: {lost}", added and f"not in the source: {added}")))
            hint = "write it in the shape of the source; if it is meant, write the comment `# accept: markup-mismatch` above the entry"
            yield Fault("markup-mismatch", f"the shape differs ({said})", hint, Severity.WARNING)


def ends(pair: Pair) -> Iterator[Fault]:
    """A translation begins and ends with the same white space as its source."""
    for source, words in pair.forms():
        for name, mine, its in (("begins", _head(source), _head(words)), ("ends", _tail(source), _tail(words))):
            if mine != its:
                code = "newline" if "\n" in mine + its else "space"
                yield Fault(code, f"it {name} with {_named(its)}, the source with {_named(mine)}", f"let it {name[:-1]} as the source does")


def _head(words: str) -> str:
    return words[: len(words) - len(words.lstrip())]


def _tail(words: str) -> str:
    return words[len(words.rstrip()) :]


def _named(space: str) -> str:
    if not space:
        return "none"
    return "a line break" if "\n" in space else "a space"


def length(pair: Pair) -> Iterator[Fault]:
    """A text fits the room it has."""
    longest = max((len(words) for words in pair.strings), default=0)
    if pair.limit and longest > pair.limit:
        hint = "shorten it, or ask the designers for room"
        yield Fault("too-long", f"{longest} characters, and there is room for {pair.limit}", hint, Severity.WARNING)
