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
from toolkit.language.dialects import ADDRESS, Fault, backslash, faults_of
from toolkit.language.placeholders import PLACEHOLDER

_LOCATOR = r"(?:[^\];@]|(?<=\w)@|;(?!\s*@))+"
_WORK = rf"@[a-z0-9][a-z0-9_-]*(?:#[a-z0-9_]+)?(?:,{_LOCATOR})?"
_CITATION = re.compile(rf"\[({_WORK}(?:;\s*{_WORK})*)\]")
_CITED = re.compile(rf"@([a-z0-9][a-z0-9_-]*)(?:#([a-z0-9_]+))?(?:,({_LOCATOR}))?")
_FOOTNOTE = re.compile(r"\[\^([^\]\s^]+)\](?!:)")
_SUBSCRIPT = re.compile(r"~([^~\s]+)~(?!~)")
_SUPERSCRIPT = re.compile(r"\^([^^\s\[]+)\^")
_REFERENCE = re.compile(r"\[\]\(#([a-z0-9][a-z0-9._-]*)(?::([a-z]+))?\)")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_MARKDOWN = "write Markdown: *emphasis*, **strong**, [link](https://…)"
_MARKED = re.compile(r"_|[^\w ,.;:?()«»„“”–—№%+/'’-]")
"""Whatever may be Markdown, or is written otherwise in HTML; a line without any of it is printed as it stands."""
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")

_ADDRESS = re.compile(r"https?://\S")
_ITEM = re.compile(r"\s*(?:[-+*]|\d+[.)])\s")
_LINKED = re.compile(r"\]\([^)]*\)|<https?:[^>]*>")
_TABLE = re.compile(r"^\s*\|.*\|\s*$|\|\s*:?-{2,}:?\s*\|", re.MULTILINE)
_REFUSED: Mapping[str, tuple[str, str]] = {
    "heading_open": ("a heading stands in prose", "begin a section of the outline there: `- section: id` with `title:`"),
    "image": ("a picture stands in prose", "use the block `picture: {file: …, alt: …, caption: …, width: 60}`"),
    "fence": ("a block of code stands in prose", "write `code` within a line"),
    "code_block": ("an indented line stands in prose, which Markdown takes for code", "begin it at the margin of the paragraph"),
    "hr": ("a rule stands in prose", "part the text by sections of the outline"),
    "blockquote_open": ("a quote stands here", "quotes stand in prose alone, each as a paragraph of its own that begins with `> `"),
}
"""Blocks of Markdown that prose does not hold, by token, each with its cure."""

_BEGINNINGS = ("inline", "softbreak", "hardbreak")
"""The tokens before one that begins a line."""
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

    def together(self, calls: Sequence[Markup]) -> Markup:
        """Return the calls that stand in one bracket."""
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


def citations(words: str) -> Iterator[Citation]:
    """Yield the citations of a text."""
    for found in _CITATION.finditer(words):
        yield from _cited(found.group(1))


def _cited(words: str) -> Iterator[Citation]:
    """Yield what stands in one bracket: `@one, p. 3; @two`."""
    for found in _CITED.finditer(words):
        yield Citation(found.group(1), found.group(2) or "", (found.group(3) or "").strip())


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
    yield from _whole(words)
    before = ""
    for token in _walk(_parser(judging=True).parse(words, {})):
        if token.type == "link_open" and not _SAFE_LINK.match(str(token.attrs["href"])):
            href = str(token.attrs["href"])
            yield Fault("unsafe-link", f"`{href}` is not a link to print", "use https:, http: or mailto:", href)
        elif token.type in _REFUSED:
            typed = words.splitlines()[token.map[0]].strip() if token.map else token.content[:40]
            yield Fault("markdown-block", *_REFUSED[token.type], typed)
        elif token.type == "formula" and (why := formulas.fault(token.content)):
            yield Fault("bad-formula", f"`{token.content}` is no formula: {why}", formulas.HINT, token.content)
        elif token.type == "text":
            yield from faults_of(token.content, begins=before in _BEGINNINGS)
        elif token.type == "text_special" and token.content != "\\" and token.content == token.markup:
            yield backslash(token.content)
        elif token.type == "reference" and (form := token.meta["groups"][1]) and form not in CASES:
            hint = did_you_mean(form, CASES, "one of: " + ", ".join(CASES))
            yield Fault("unknown-value", f"`{form}` is not a case", hint, f":{form})")
        before = token.type


def _whole(words: str) -> Iterator[Fault]:
    """Yield what only the whole text shows: a table that is none, an address of a link, HTML."""
    if _TABLE.search(words):
        first = next(line for line in words.splitlines() if "|" in line)
        hint = "write it as a table of its own, or use the block `table`; a bar that is meant is written `\\|`"
        yield Fault("markdown-block", f"a table stands here that cannot be read: {table_fault(words)}", hint, first.strip())
    if address := ADDRESS.search(words):
        hint = "write the words and the address together, as [words](https://…)"
        yield Fault("markdown-block", "the address of a link stands apart from its words", hint, address.group().strip())
    html = _HTML.search(words)
    if html:
        yield Fault("html-in-prose", f"HTML stands in prose: `{html.group()}`", _MARKDOWN, html.group())


@lru_cache(maxsize=20_000)
def bare_words(words: str) -> tuple[str, ...]:
    """Return the stretches of a text that no mark takes in: neither code nor a link, a citation, or a sign that is meant."""
    return tuple(token.content for token in _walk(_parser(judging=True).parse(words, {})) if token.type == "text")


_SHAPES = {"bullet_list_open": "a list", "ordered_list_open": "a numbered list", "code_inline": "code"}


def shapes(words: str) -> frozenset[str]:
    """Return what gives a text its shape: lists, code, several paragraphs, an address that stands bare."""
    if not (_MARKED.search(words) or "\n" in words or "://" in words or _ITEM.match(words)):
        return frozenset()
    tokens = list(_walk(_parser().parse(words, {})))
    found = {_SHAPES[token.type] for token in tokens if token.type in _SHAPES}
    outside = sum(token.type == "paragraph_open" and not token.level for token in tokens)
    bare = bool(_ADDRESS.search(_LINKED.sub(" ", words)))
    return frozenset({*found, *(["several paragraphs"] if outside > 1 else []), *(["a bare address"] if bare else [])})


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
    resolver = _resolver(env)
    calls = [resolver.citation(one.id, one.part, one.locator) for one in _cited(tokens[number].meta["groups"][0])]
    return str(calls[0] if len(calls) == 1 else resolver.together(calls))


def _render_reference(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    id, form = tokens[number].meta["groups"]
    return str(_resolver(env).reference(id, form or ""))


def _render_placeholder(self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
    name, form = tokens[number].meta["groups"]
    return str(_resolver(env).placeholder(name, form or ""))


def _resolver(env: Any) -> Resolver:
    resolver: Resolver = env["resolver"]
    return resolver
