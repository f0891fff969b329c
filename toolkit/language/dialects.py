"""Finds the marks of other dialects of Markdown, of LaTeX and of templates, which a page would print as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What Markdown of content may not hold."""

    code: str
    message: str
    hint: str
    words: str = ""
    """The words at fault, to find them by."""


_LINK = "write the words and the address together, as [words](https://…)"
_SIGN = "a sign that is meant has a backslash before it"
_CALL = "call it as [^1], and write it below the paragraph as `[^1]: …`"

ADDRESS = re.compile(r"^[ \t]*\[(?!\^)[^\]\n]+\]:[ \t]*\S+[ \t]*(?:[\"'(].*)?$", re.MULTILINE)
"""An address of a link that stands apart from its words; Markdown takes such a line away."""
_BRACE = re.compile(r"\{[^{}]*\}|\{+[^{}]*\}{0,2}")
_BRACKET = re.compile(r"\[@[^\]]*\]?|\[[^\[\]]*(?<![\w@./])@[\w{][^\[\]]*\]?")
"""A bracket with the key of a work, in whatever way it is cited: `[see @book]`, `[-@book]`, `[@one, @two]`."""
_BARE = r"(?<![\w@/.])@(?:{ids})(?![\w@-])|\[(?:{ids})(?:\]|[,#][^\[\]]*\])"

_LINES = (
    (re.compile(r"^\s*\[\^[^\]\s]+\]:"), "the text of a footnote", "footnotes stand in prose alone, each as a paragraph of its own"),
    (re.compile(r"^\s*\[[ xX]\] "), "a list of tasks", "write a plain list"),
    (re.compile(r"^\s*(?::{3,}|!!! |\?\?\? |\.\. [\w-]+::)"), "an admonition", "use the block `box`"),
    (re.compile(r"^\s*[•●▪‣◦]\s.*"), "a list with marks of its own", "begin each line of a list with `- `"),
    (re.compile(r"^\s*:[ \t]+\S.*"), "the text of a definition", "write “**Term**: what it means”, or use the block `table`"),
    (re.compile(r"^\s*\*\[[^\]]+\]:.*"), "an abbreviation that is spelt out", "write the words, then the abbreviation in brackets"),
    (re.compile(r"^\s*\[(?:toc|TOC|\[_TOC_\])\]\s*$"), "a table of contents", "leave it out: documents have theirs"),
)  # fmt: skip
"""What others know at the beginning of a line, by its name, and what to write instead."""
_MARKS = (
    (re.compile(r"\^\[[^\]]*\]"), "a footnote within the line", _CALL),
    (re.compile(r"\$\$[^$]*"), "a formula that is never closed", "write a formula as $E = mc^2$, or alone on its line between $$ and $$"),
    (re.compile(r"(?<![\w$])\$[A-Za-z]+[_^=<>][^$]*"), "a formula that is never closed", "close it, as $E = mc^2$; a dollar is `\\$`"),
    (re.compile(r"~~[^~]+~~"), "struck-out text", "leave the words out"),
    (re.compile(r"\w~(?=\S)[^~]*\s[^~]*~(?=\W|$)"), "a subscript with a space", "write it without one, as H~2~O"),
    (re.compile(r"[^\W\d_]\^[+−-]?\d+(?!\^)"), "a superscript that is never closed", "write a sign on either side, as m^3^"),
    (re.compile(r"==[^=\s][^=]*=="), "marked text", "write *emphasis* or **strong**"),
    (re.compile(r"\{\+\+.*?\+\+\}|\{--.*?--\}|\{>>.*?<<\}"), "a tracked change", "write the words as they are to be"),
    (re.compile(r"(?<!\w)\+\+(?=\w)[^+]+\+\+"), "inserted text", "write *emphasis* or **strong**"),
    (re.compile(r"={3,}"), "the line below a heading", "begin a section of the outline there: `- section: id` with `title:`"),
    (re.compile(r"(?<![-|:])-{3,}(?![-|:])"), "a row of hyphens", "write the dash itself, – or —; part the text by sections"),
    (re.compile(r"(?<=\s)--(?=\s)|(?<=\d)--(?=\d)"), "a dash made of hyphens", "write the dash itself: – or —"),
    (re.compile(r"!?\[\[[^\[\]]+\]\]"), "a link of a wiki", _LINK),
    (re.compile(r"\[[^\[\]]+\]\[[^\[\]]*\]"), "a link whose address stands elsewhere", f"{_LINK}; cite works as [@book, p. 3]"),
    (re.compile(r"\[[^\[\]]+\]\([^)]*\)?"), "a link that cannot be read", f"{_LINK}, without spaces in the address"),
    (re.compile(r"\[[^\[\]]+\][ \t]+\((?:https?:|mailto:|#)[^)]*\)"), "a link with a space in it", f"{_LINK}, with no space between them"),
    (re.compile(r"``[^`]*''"), "a quotation mark of LaTeX", "write the marks themselves: “…”"),
    (re.compile(r"(?<![\w:]):[a-z][a-z_]+:(?![\w:])"), "a picture by its name", "write the sign itself, or leave it out"),
    (re.compile(r"\*\*\S*|(?<![\w*])\*[^\W_]\S*"), "emphasis that is never closed", f"write a sign on either side: *so*; {_SIGN}: `\\*`"),
    (re.compile(r"(?<![\w_])_{1,2}[^\W_]\S*"), "emphasis that is never closed", f"write a sign on either side: _so_; {_SIGN}: `\\_`"),
)  # fmt: skip
"""The same anywhere in a line."""


def faults_of(words: str, *, begins: bool) -> Iterator[Fault]:
    """Yield the marks that are none, in words that no mark of ours takes in; they may begin a line."""
    rest = words
    for mark in _BRACKET.findall(words):
        hint = "cite works as [@book, p. 3] or [@act#art_5], several as [@one, p. 3; @two]; words around them stand outside of the bracket"
        yield Fault("broken-mark", f"`{_shown(mark)}` is no citation, and would be printed as it stands", hint, mark)
        rest = rest.replace(mark, " ", 1)
    for pattern, name, hint in (*_LINES, *_MARKS) if begins else _MARKS:
        if found := pattern.search(rest):
            mark = found.group().strip()
            message = f"{name} stands in prose, and would be printed as it is typed: `{_shown(mark)}`"
            yield Fault("markdown-block", message, hint, mark)
            rest = pattern.sub(" ", rest)
    for mark in _BRACE.findall(rest):
        yield Fault("broken-mark", f"`{_shown(mark)}` is no placeholder, and would be printed as it stands", _cure(mark), mark)


def _cure(mark: str) -> str:
    """Return what to write instead of something in braces."""
    meant = "a brace that is meant is written `\\{`"
    if mark.startswith(("{{", "{%")):
        return f"content holds no templates: a figure is named as {{alpha.participants}}; {meant}"
    if mark.startswith(("{#", "{.", "{:")):
        return f"words have no classes, and a heading of a page alone has an id, as `## Method {{#method}}`, without spaces; {meant}"
    return f"write small Latin letters, digits and `_`, as {{alpha.participants}} or {{party_a:gen}}; `-` in an id is `_` here; {meant}"


def backslash(mark: str) -> Fault:
    """Return the fault of a backslash that takes no meaning from the sign behind it, or that ends a line."""
    hint = "a backslash takes from a sign its meaning and breaks no line; one that is meant is written `\\\\`"
    return Fault(
        "markdown-block", f"a backslash stands in prose, and would be printed as it is typed: `{mark.strip()}`", hint, mark.strip()
    )


def bare_keys(words: str, ids: re.Pattern[str]) -> Iterator[Fault]:
    """Yield the keys of works that stand in words without being cited: `@book says`, `[book, p. 3]`."""
    words = _BRACKET.sub(" ", words)
    for found in ids.finditer(words):
        key = re.split(r"[\],#]", found.group().lstrip("[@"))[0]
        hint = (
            f"cite it as [@{key}], with the place after a comma: [@{key}, p. 3]; a bracket that is meant is written `\\[`, an at sign `\\@`"
        )
        yield Fault(
            "broken-mark",
            f"`{_shown(found.group())}` is no citation, and would be printed as it stands",
            hint,
            words[found.start() : found.end() + 1],
        )


def keys(ids: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the keys of works in words."""
    return re.compile(_BARE.format(ids="|".join(map(re.escape, sorted(ids, key=len, reverse=True))) or r"(?!)"))


def _shown(mark: str) -> str:
    return mark if len(mark) <= 40 else f"{mark[:39]}…"
