"""Turns the Markdown of content into HTML, and tells what is wrong with it.

Three marks are the toolkit's own: placeholders `{name:case}`, citations `[@id, locator]` and
cross-references `[](#id:case)`. What they print comes from a `Resolver`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, get_args

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from toolkit.content.agreements import Case
from toolkit.content.prose import table_fault
from toolkit.core.diagnostics import did_you_mean
from toolkit.language import formulas
from toolkit.language.placeholders import PLACEHOLDER

_CITATION = re.compile(r"\[@([a-z0-9][a-z0-9_-]*)(#[a-z0-9_]+)?(?:,\s*([^\]]+))?\]")
_FOOTNOTE = re.compile(r"\[\^([^\]\s^]+)\](?!:)")
_SUBSCRIPT = re.compile(r"~([^~\s]+)~(?!~)")
_SUPERSCRIPT = re.compile(r"\^([^^\s\[]+)\^")
_REFERENCE = re.compile(r"\[\]\(#([a-z0-9][a-z0-9._-]*)(?::([a-z]+))?\)")
_LEFT_OVER = re.compile(r"\{\s*[^\W\d][\w.:-]*\s*\}|\{[a-z_][a-z0-9_.:-]*(?=[^}]*$)|\[@[^\]]*\]?")
"""What an author meant for a placeholder or a citation; whoever wants the sign itself writes `\\{` or `\\[`."""
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_MARKDOWN = "write Markdown: *emphasis*, **strong**, [link](https://…)"
_MARKED = re.compile(r"_|[^\w ,.;:?()«»„“”–—№%+/'’-]")
"""Whatever may be Markdown, or is written otherwise in HTML; a line without any of it is printed as it stands."""
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")

_TABLE = re.compile(r"^\s*\|.*\|\s*$|\|\s*:?-{2,}:?\s*\|", re.MULTILINE)
_UNKNOWN = (
    (re.compile(r"\^\[[^\]]*\]"), "a footnote within the line", "call it as [^1], and write it below the paragraph as `[^1]: …`"),
    (re.compile(r"^\s*\[\^[^\]\s]+\]:"), "the text of a footnote", "footnotes stand in prose alone, each as a paragraph of its own"),
    (re.compile(r"\$\$"), "a formula that is never closed", "write a formula as $E = mc^2$, or alone on its line between $$ and $$"),
    (re.compile(r"~~[^~]+~~"), "struck-out text", "leave the words out"),
    (re.compile(r"\w~(?=\S)[^~]*\s[^~]*~(?=\W|$)"), "a subscript with a space", "write it without one, as H~2~O"),
    (re.compile(r"==[^=\s][^=]*=="), "marked text", "write *emphasis* or **strong**"),
    (re.compile(r"^\s*\[[ xX]\] "), "a list of tasks", "write a plain list"),
    (re.compile(r"^\s*(?::::|!!! )"), "an admonition", "use the block `box`"),
)
"""What other kinds of Markdown have, and this one would print as it is typed."""

_REFUSED: Mapping[str, tuple[str, str]] = {
    "heading_open": ("a heading stands in prose", "begin a section of the outline there: `- section: id` with `title:`"),
    "image": ("a picture stands in prose", "use the block `picture: {file: …, alt: …, caption: …, width: 60}`"),
    "fence": ("a block of code stands in prose", "write `code` within a line"),
    "code_block": ("an indented line stands in prose, which Markdown takes for code", "begin it at the margin of the paragraph"),
    "hr": ("a rule stands in prose", "part the text by sections of the outline"),
    "blockquote_open": ("a quote stands here", "quotes stand in prose alone, each as a paragraph of its own that begins with `> `"),
}
"""Blocks of Markdown that prose does not hold, by token, each with its cure."""

CASES: tuple[str, ...] = get_args(Case)
"""The cases that a cross-reference may ask for."""


class Resolver(Protocol):
    """What a text's marks print in one language of one document."""

    def placeholder(self, name: str, form: str) -> Markup:
        """Return what stands for `{name:form}`."""
        ...

    def citation(self, id: str, part: str, locator: str) -> Markup:
        """Return the call of a citation."""
        ...

    def reference(self, id: str, form: str) -> Markup:
        """Return a cross-reference: number and noun."""
        ...

    def footnote(self, label: str) -> Markup:
        """Return the call of a footnote."""
        ...


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a text."""

    id: str
    part: str
    locator: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What Markdown of content may not hold."""

    code: str
    message: str
    hint: str
    words: str = ""
    """The words at fault, to find them by."""


def citations(words: str) -> Iterator[Citation]:
    """Yield the citations of a text."""
    for found in _CITATION.finditer(words):
        yield Citation(found.group(1), (found.group(2) or "").removeprefix("#"), found.group(3) or "")


def footnotes(words: str) -> Iterator[str]:
    """Yield the labels of the footnotes that a text calls."""
    yield from _FOOTNOTE.findall(words)


def references(words: str) -> Iterator[str]:
    """Yield the ids of a text's cross-references."""
    for found in _REFERENCE.finditer(words):
        yield found.group(1)


@lru_cache(maxsize=20_000)
def faults(words: str) -> tuple[Fault, ...]:
    """Return what is wrong with a text: HTML, a link that is not safe, a heading or a picture, a mark that is none."""
    return tuple({(one.code, one.message.partition(":")[0]): one for one in reversed([*_faults(words)])}.values())[::-1]


def _faults(words: str) -> Iterator[Fault]:
    if _TABLE.search(words):
        first = next(line for line in words.splitlines() if "|" in line)
        hint = "write it as a table of its own, or use the block `table`; a bar that is meant is written `\\|`"
        yield Fault("markdown-block", f"a table stands here that cannot be read: {table_fault(words)}", hint, first.strip())
    html = _HTML.search(words)
    if html:
        yield Fault("html-in-prose", f"HTML stands in prose: `{html.group()}`", _MARKDOWN, html.group())
    for token in _walk(_parser(judging=True).parse(words, {})):
        if token.type == "link_open" and not _SAFE_LINK.match(str(token.attrs["href"])):
            href = str(token.attrs["href"])
            yield Fault("unsafe-link", f"`{href}` is not a link to print", "use https:, http: or mailto:", href)
        elif token.type in _REFUSED:
            yield Fault("markdown-block", *_REFUSED[token.type], token.content[:40] if token.type == "image" else "")
        elif token.type == "formula" and (why := formulas.fault(token.content)):
            yield Fault("bad-formula", f"`{token.content}` is no formula: {why}", formulas.HINT, token.content)
        elif token.type == "text":
            yield from (_left_over(mark) for mark in _LEFT_OVER.findall(token.content))
            yield from _unknown(token.content)
        elif token.type == "reference" and (form := token.meta["groups"][1]) and form not in CASES:
            hint = did_you_mean(form, CASES, "one of: " + ", ".join(CASES))
            yield Fault("unknown-value", f"`{form}` is not a case", hint, f":{form})")


def _unknown(words: str) -> Iterator[Fault]:
    """Yield the marks of other kinds of Markdown in a text."""
    for pattern, name, hint in _UNKNOWN:
        if found := pattern.search(words):
            mark = found.group().strip()
            shown = mark if len(mark) <= 40 else f"{mark[:39]}…"
            yield Fault("markdown-block", f"{name} stands in prose, and would be printed as it is typed: `{shown}`", hint, mark)


def _left_over(mark: str) -> Fault:
    """Return the fault of a mark that would reach the page as it is typed."""
    if mark.startswith("{"):
        hint = "write small Latin letters, digits and `_`, as {alpha.participants} or {party_a:gen}; `-` in an id is `_` here"
        return Fault("broken-mark", f"`{mark}` is no placeholder, and would be printed as it stands", hint, mark)
    hint = "cite each work on its own, by the id that it has in content: [@book, p. 3] [@act#art_5]"
    return Fault("broken-mark", f"`{mark}` is no citation, and would be printed as it stands", hint, mark)


def _walk(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or ())


def inline(words: str, resolver: Resolver) -> Markup:
    """Return one line of Markdown as HTML without a paragraph around it."""
    if not _MARKED.search(words):
        return Markup(escapeHtml(words).strip())
    parser = _parser()
    return Markup(parser.renderer.render(_parsed(words), parser.options, {"resolver": resolver}).strip())


@lru_cache(maxsize=10_000)
def _parsed(words: str) -> Sequence[Token]:
    """Return the marks of a line: it is printed in many places, and each resolves them anew."""
    return _parser().parseInline(words, {})


def block(words: str, resolver: Resolver) -> Markup:
    """Return a paragraph or a list as HTML."""
    return Markup(_parser().render(words, {"resolver": resolver}).strip())


@lru_cache(maxsize=2)
def _parser(*, judging: bool = False) -> MarkdownIt:
    """Return what renders, or what reads for `faults`.

    Rendered, a link that is not safe stays the words that were typed. Judged, every link is one, and a sign with a
    backslash before it stands apart from the words around it.
    """
    parser = MarkdownIt("commonmark", {"html": False, "breaks": False, "linkify": False})
    parser.validateLink = lambda url: judging or bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    if judging:
        parser.core.ruler.disable("text_join")
    parser.inline.ruler.before("escape", "formula", _formula_rule)
    parser.inline.ruler.before("link", "footnote", _footnote_rule)
    parser.inline.ruler.before("link", "subscript", _subscript_rule)
    parser.inline.ruler.before("link", "superscript", _superscript_rule)
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.inline.ruler.before("link", "reference", _reference_rule)
    parser.inline.ruler.before("link", "placeholder", _placeholder_rule)
    parser.add_render_rule("formula", _render_formula)
    parser.add_render_rule("footnote", _render_footnote)
    parser.add_render_rule("subscript", _render_shifted)
    parser.add_render_rule("superscript", _render_shifted)
    parser.add_render_rule("citation", _render_citation)
    parser.add_render_rule("reference", _render_reference)
    parser.add_render_rule("placeholder", _render_placeholder)
    return parser


def _rule(state: StateInline, silent: bool, pattern: re.Pattern[str], name: str) -> bool:
    found = pattern.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push(name, "", 0)
        token.meta = {"groups": found.groups()}
    state.pos = found.end()
    return True


def _formula_rule(state: StateInline, silent: bool) -> bool:
    found = formulas.FORMULA.match(state.src, state.pos) if state.src.startswith("$", state.pos) else None
    if not found or (state.pos and (state.src[state.pos - 1] == "\\" or state.src[state.pos - 1].isalnum())):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = (found.group(1) or found.group(2)).strip()
        token.meta = {"display": bool(found.group(1))}
    state.pos = found.end()
    return True


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("[^", state.pos) and _rule(state, silent, _FOOTNOTE, "footnote")


def _subscript_rule(state: StateInline, silent: bool) -> bool:
    after = state.src[state.pos - 1 : state.pos] != "~"
    return after and state.src.startswith("~", state.pos) and _rule(state, silent, _SUBSCRIPT, "subscript")


def _superscript_rule(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("^", state.pos) and _rule(state, silent, _SUPERSCRIPT, "superscript")


def _citation_rule(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("[@", state.pos) and _rule(state, silent, _CITATION, "citation")


def _reference_rule(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("[](", state.pos) and _rule(state, silent, _REFERENCE, "reference")


def _placeholder_rule(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("{", state.pos) and _rule(state, silent, PLACEHOLDER, "placeholder")


def _render_formula(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[number]
    return formulas.as_html(token.content, display=token.meta["display"])


def _render_footnote(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    return str(_resolver(env).footnote(tokens[number].meta["groups"][0]))


def _render_shifted(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    name = "sub" if tokens[number].type == "subscript" else "sup"
    return f"<{name}>{escape(tokens[number].meta['groups'][0])}</{name}>"


def _render_citation(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    id, part, locator = tokens[number].meta["groups"]
    return str(_resolver(env).citation(id, (part or "").removeprefix("#"), locator or ""))


def _render_reference(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    id, form = tokens[number].meta["groups"]
    return str(_resolver(env).reference(id, form or ""))


def _render_placeholder(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    name, form = tokens[number].meta["groups"]
    return str(_resolver(env).placeholder(name, form or ""))


def _resolver(env: Any) -> Resolver:
    resolver: Resolver = env["resolver"]
    return resolver
