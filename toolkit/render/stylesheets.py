"""Reads the stylesheets of a workspace, and tells what is wrong with one before a page or a PDF is made with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from toolkit.core import fonts
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, did_you_mean
from toolkit.core.workspace import Workspace, text_of
from toolkit.render.design_tokens import FONTS, STYLES, as_css, families, night_css, stacked, token_files, tokens
from toolkit.render.design_tokens import PATH as TOKENS

NIGHT_STYLES = f"{STYLES}/night.css"
"""Stands nowhere: it is made of the tokens, as that of the day is."""
LARGEST = 500_000
"""Characters of a stylesheet; of one token of it, a hundredth."""
_END = ".end-of-the-file"
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"})
_DEFINED = re.compile(r"--([a-z][a-z0-9-]*)\s*:")
_ASKED = re.compile(r"var\(\s*--([a-z][a-z0-9-]*)\s*\)")
DEBIAN: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("PT Serif", "PT Sans", "PT Sans Narrow", "PT Mono"), " (Debian: fonts-paratype)")
)
"""Where a font comes from that the toolkit asks for by itself."""
_FETCHING = frozenset({"import", "charset"})


def stylesheet(workspace: Workspace, path: str) -> str:
    """Return a stylesheet; raise ContentError with all that is wrong with it."""
    if path in (TOKENS, NIGHT_STYLES):
        sheets = [_right(workspace, one) for one in token_files(workspace)]
        return (as_css if path == TOKENS else night_css)(stacked(tuple(sheets)))
    return _right(workspace, path)


def _right(workspace: Workspace, path: str) -> str:
    words = text_of(workspace, path)
    if found := faults(words, path):
        raise ContentError(*(replace(one, place=replace(one.place, path=workspace.shown(path))) for one in found))
    return words


def check_stylesheets(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with every stylesheet of the workspace, used or not, and with the fonts that it asks for."""
    paths = {workspace.shown(path): path for path in (*token_files(workspace), *workspace.list(STYLES, ".css"))}.values()
    sheets: dict[str, str] = {}
    for path in paths:
        try:
            sheets[path] = _right(workspace, path)
        except ContentError as error:
            yield from error.diagnostics
    for path, words in sheets.items():
        yield from _undefined(words, workspace.shown(path), frozenset(_DEFINED.findall("\n".join(sheets.values()))))


def check_font_names(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a warning for each list of fonts whose first this machine does not have, or has and may not give away to readers."""
    files = token_files(workspace)
    for name in FONTS:
        path = next((one for one in reversed(files) if name in tokens(text_of(workspace, one))), "")
        family = next(iter(families({name: tokens(text_of(workspace, path))[name]})), "") if path else ""
        if family and family.lower() not in _GENERIC:
            words = text_of(workspace, path)
            yield from _font(family, _place_in(words, words.index(family), workspace.shown(path)))


def _font(family: str, place: Place) -> Iterator[Diagnostic]:
    if fonts.missing((family,)):
        hint = f"install it{DEBIAN.get(family, '')} and build again, or name one that is here"
        yield Diagnostic("missing-font", f"`{family}` is not on this machine; another font stands in", place, hint, Severity.WARNING)
    elif (here := fonts.installed(family)) and not here.is_free:
        message = f"`{family}` does not say that anyone may embed it: the site does not bring it along"
        hint = "name a font with a free licence first, or leave it: readers who have it see it"
        yield Diagnostic("font-not-embeddable", message, place, hint, Severity.WARNING)


def _undefined(words: str, path: str, known: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield each value that is asked for and that no stylesheet gives; one with a value to fall back on may be missing."""
    for found in _ASKED.finditer(words):
        name = found.group(1)
        if name not in known:
            hint = did_you_mean(name, known, f"give it a value: `--{name}: …;`")
            yield Diagnostic("style-error", f"no stylesheet gives `--{name}`", _place_in(words, found.start(1) - 2, path), hint)


def _place_in(words: str, at: int, path: str) -> Place:
    return Place(path, words.count("\n", 0, at) + 1, at - words.rfind("\n", 0, at))


@lru_cache(maxsize=128)
def faults(words: str, path: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the words of a stylesheet."""
    if len(words) > LARGEST:
        return (Diagnostic("too-large", f"the stylesheet has {len(words):,} characters, {LARGEST:,} at most", Place(path), "split it"),)
    long = re.search(rf"[^\s;{{}}]{{{LARGEST // 100},}}", words)
    if long:
        place = Place(path, words.count("\n", 0, long.start()) + 1)
        return (Diagnostic("too-large", "one token of the stylesheet has thousands of characters", place, "take it out"),)
    return tuple(_faults(words, path))


def _faults(words: str, path: str) -> Iterator[Diagnostic]:
    import tinycss2

    rules = tinycss2.parse_stylesheet(f"{words}\n{_END}{{}}", skip_comments=True, skip_whitespace=True)
    last = rules[-1] if rules else None
    if last is None or last.type != "qualified-rule" or tinycss2.serialize(last.prelude).strip() != _END:
        open_rule = last.source_line if last is not None else 1
        yield _wrong(path, open_rule, "what begins here has no end: a bracket or a quotation mark is missing", "close it")
        return
    for rule in rules[:-1]:
        yield from _rule(rule, path)
    if path.endswith(TOKENS):
        yield from _tokens(rules[:-1], path)


def _rule(rule: Any, path: str) -> Iterator[Diagnostic]:
    import tinycss2

    if rule.type == "error":
        yield _wrong(path, rule.source_line, f"not valid CSS: {rule.message}", "correct it here")
        return
    if rule.type == "at-rule" and rule.lower_at_keyword in _FETCHING:
        yield _wrong(
            path, rule.source_line, f"`@{rule.at_keyword}` fetches what is not in the workspace", "copy its rules into a stylesheet"
        )
        return
    for token in rule.prelude:
        if token.type == "error":
            yield _wrong(path, token.source_line, f"not valid CSS: {token.message}", "correct it here")
    if rule.content is None:
        return
    nested = rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer", "container")
    read = tinycss2.parse_rule_list if nested else tinycss2.parse_blocks_contents
    for part in read(rule.content, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration":
            yield from _addresses(part.value, path)
        else:
            yield from _rule(part, path)


def _addresses(tokens: Any, path: str) -> Iterator[Diagnostic]:
    """An address in a style is data or nothing: a page asks no other machine, and a PDF knows no file."""
    for token in tokens:
        if token.type == "url" and not token.value.startswith(("data:", "#")):
            yield _wrong(path, token.source_line, f"`{token.value[:60]}` is fetched from elsewhere", "put it into the stylesheet as data:")
        yield from _addresses(getattr(token, "arguments", None) or getattr(token, "content", None) or (), path)


def _tokens(rules: Any, path: str) -> Iterator[Diagnostic]:
    """A design token is a colour, a list of fonts, a number or what is worked out: a lone word that is none of these is mistyped."""
    import tinycss2
    from tinycss2.color4 import parse_color

    for rule in rules:
        for part in tinycss2.parse_blocks_contents(rule.content or (), skip_comments=True, skip_whitespace=True):
            if part.type == "declaration" and part.name.startswith("--"):
                value = [token for token in part.value if token.type not in ("whitespace", "comment")]
                lone = len(value) == 1 and value[0].type in ("ident", "hash") and parse_color(value[0]) is None
                if not value or (lone and getattr(value[0], "lower_value", "") not in _GENERIC):
                    said = tinycss2.serialize(part.value).strip()
                    message = f"`{said}` is no value of `{part.name}`" if said else f"`{part.name}` has no value"
                    yield _wrong(
                        path,
                        value[0].source_line if value else part.source_line,
                        message,
                        "write a colour, as #0a5563, or a list of fonts",
                        value[0].source_column if value else part.source_column,
                    )


def _wrong(path: str, line: int, message: str, hint: str, column: int = 0) -> Diagnostic:
    return Diagnostic("style-error", message, Place(path, line, column), hint)
