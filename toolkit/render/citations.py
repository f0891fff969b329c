"""Numbers every citation of an edition in reading order, and lists what is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean

_MARK = re.compile(
    r'<span data-(source|act|footnote)="([^"]*)"(?: data-locator="([^"]*)")?(?: lang="([^"]*)" data-words="([^"]*)")?></span>'
)
_BESIDE = re.compile(r"(<span data-(?:act|footnote)=[^>]*></span>)[ \u00a0]*(?=<span data-(?:act|footnote)=)")
"""Two notes called at one word: their numbers would read as one."""
_RUN = re.compile(r' ?(?:<span data-source="[^"]*" data-locator="[^"]*"></span>[ \u00a0]*)+')
_CITATION = re.compile(rf"[ \u00a0]*{_MARK.pattern}")
_LINK = re.compile(r"</?a\b[^>]*>")
_BLANK = re.compile(r'data-blank="([^"]*)"><small>\((.*?)\)</small>')


def mark_of(library: Library, id: str, part: str, locator: str, place: Place) -> Markup:
    """Return the mark of a citation of a source or an act."""
    if id in library.items["sources"]:
        return source_mark(id, locator)
    if id in library.items["legal_bases"]:
        return act_mark(f"{id}#{part}" if part else id)
    known = (*library.items["sources"], *library.items["legal_bases"])
    hint = did_you_mean(id, known, "add it to content/sources.yaml or content/legal_bases")
    raise ContentError(Diagnostic("unknown-source", f"`{id}` is neither a source nor a legal basis", place, hint))


def source_mark(id: str, locator: str) -> Markup:
    """Return the mark of a citation; it is numbered when the order of the whole edition is known."""
    return Markup('<span data-source="{}" data-locator="{}"></span>').format(id, locator)


def act_mark(reference: str) -> Markup:
    """Return the mark of a note on an act."""
    return Markup('<span data-act="{}"></span>').format(reference)


def footnote_mark(id: str, language: str, words: str) -> Markup:
    """Return the mark of an author's footnote, which carries its words; it is numbered in one series with the notes on acts."""
    return Markup('<span data-footnote="{}" lang="{}" data-words="{}"></span>').format(id, language, str(words))


@dataclass(slots=True)
class Cited:
    """What an edition cites, in order of first mention; positions are the numbers printed."""

    sources: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Acts, with their provision, and footnotes by their own key."""
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """The words of each footnote in each language."""
    numbers: Mapping[str, int] | None = None
    """The numbers printed of sources, where these are not their positions."""

    def number_of(self, source: str) -> int:
        """Return the number printed of a source."""
        return self.sources.index(source) + 1 if self.numbers is None else self.numbers[source]

    def collect(self, html: str) -> None:
        """Note the citations of one fragment."""
        for kind, id, _, language, words in _MARK.findall(html):
            found = self.sources if kind == "source" else self.notes
            if id not in found:
                found.append(id)
            if kind == "footnote":
                self.words[id, language] = Markup(words).unescape()
                self.collect(self.words[id, language])


def collect(fragments: Iterable[str]) -> Cited:
    """Return what the fragments cite, in reading order."""
    cited = Cited()
    for html in fragments:
        cited.collect(html)
    return cited


def number(html: str, cited: Cited, note: Callable[[str, int], Markup]) -> Markup:
    """Put numbers in the place of marks; `note` gives what stands for a note and its number."""
    html = _RUN.sub(lambda run: _sources(run.group(), cited), _BESIDE.sub(r'\1<sup class="note-comma">, </sup>', str(html)))
    return Markup(_MARK.sub(lambda mark: str(note(mark.group(2), cited.notes.index(mark.group(2)) + 1)), html))


def _sources(run: str, cited: Cited) -> str:
    """Return one bracket for a run of citations, in the order of their numbers: [1, с. 3; 4]."""
    marks = sorted(_MARK.findall(run), key=lambda mark: cited.number_of(mark[1]))
    calls = [_call(id, locator, cited) for _, id, locator, *_ in marks]
    space = run[len(run.rstrip(" \u00a0")) :]
    before = "\u00a0" if run.startswith(" ") else ""  # the number stays with the word that it stands behind
    return f'{before}<span class="cite">[{"; ".join(dict.fromkeys(calls))}]</span>{space}'


def _call(id: str, locator: str, cited: Cited) -> str:
    position = cited.number_of(id)
    place = f", {locator}" if locator else ""
    return f'<a href="#source-{escape(id)}">{position}</a>{place}'


def teaser(html: str) -> Markup:
    """Return HTML without its citations and links, for a card that leads to the document as a whole."""
    return Markup(_LINK.sub("", _CITATION.sub("", html)))


def plain_citations(html: str, said: Callable[[str, str, str], str]) -> str:
    """Return HTML with words in the place of citations; `said` gives them of a kind, an id and a place in the work; footnotes go."""

    def words(mark: re.Match[str]) -> str:
        kind, id, locator = mark.group(1), mark.group(2), mark.group(3) or ""
        return "" if kind == "footnote" else f" {escape(said(kind, id, Markup(locator).unescape()))}"

    return _CITATION.sub(words, html)


def blanks(fragments: Iterable[str]) -> dict[str, str]:
    """Return the labels of the blanks of an edition by id, in reading order."""
    return {id: label.striptags() for id, label in marked_blanks(fragments).items()}


def marked_blanks(fragments: Iterable[str]) -> dict[str, Markup]:
    """Return the same labels as HTML: one that is not translated has the mark of a draft."""
    found: dict[str, Markup] = {}
    for html in fragments:
        for id, label in _BLANK.findall(html):
            found.setdefault(id, Markup(label))
    return found
