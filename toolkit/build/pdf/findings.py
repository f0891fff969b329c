"""Names what can be wrong with a page that is laid out: the finding, where it is, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.core.diagnostics import Diagnostic, Place, Severity

LOST, TORN, WIDOW, OVERFULL = "pdf-lost-text", "pdf-torn-pair", "pdf-widow", "pdf-overfull-line"
EMPTY, CLIPPED, FALLBACK = "pdf-nearly-empty-page", "pdf-clipped-label", "pdf-fallback-font"
UNEVEN, SHORT = "pdf-uneven-pair", "pdf-short-line"
EARLY, PARTED = "pdf-early-line-end", "pdf-parted-note"
_SAID = {
    LOST: ("the PDF lacks words of the page: “{words}”", "a style hides or drops them: look at the page, then at templates/styles"),
    TORN: ("a text and its translation do not begin side by side: “{words}”", "shorten the paragraph, or divide it"),
    UNEVEN: (
        "a text and its translation leave the page at different sentences: “{words}”",
        "divide the paragraph, in both languages alike",
    ),
    SHORT: ("the last line of a paragraph is “{words}”", "shorten the paragraph, or lengthen it by a word"),
    EARLY: ("a line ends though its next word would have fitted: “{words}”", "word the sentence otherwise around this place"),
    PARTED: (
        "a note does not stand on the page that calls it: “{words}”",
        "shorten the note, or the paragraph that calls it, or call fewer notes there",
    ),
    WIDOW: ("a line stands alone on its page: “{words}”", "shorten the paragraph, or lengthen it by some words"),
    OVERFULL: ("words reach over the edge of their column: “{words}”", "use a shorter word, or a wider column"),
    EMPTY: ("the last page is nearly empty: {words} of it is used", "shorten the document by some lines, or give it more"),
    CLIPPED: ("a label of a figure is cut: “{words}”", "give the record a shorter name"),
    FALLBACK: ("letters are set in a font that the styles do not name: {words}", "install a font that has them, and name it in tokens.css"),
}
_SERIOUS = frozenset({LOST, TORN, CLIPPED, FALLBACK, OVERFULL, EMPTY, EARLY, PARTED})


class Finding(NamedTuple):
    """Something wrong on a page: its code, the number of the page, and the words concerned."""

    code: str
    page: int
    words: str


def told(findings: Iterable[Finding], name: str, place: Place) -> Iterator[Diagnostic]:
    """Yield findings in an edition, by its name, as diagnostics of the document at its place."""
    for one in findings:
        message, hint = _SAID[one.code]
        severity = Severity.WARNING if one.code in _SERIOUS else Severity.INFO
        yield Diagnostic(one.code, f"{name}, page {one.page}: {message.format(words=one.words)}", place, hint, severity)
