"""Reads the stylesheets of a workspace, and tells what is wrong with one before a page or a PDF is made with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.workspace import Workspace, text_of
from toolkit.render.design_tokens import PATH as TOKENS

STYLES = "templates/styles"
LARGEST = 500_000
"""Characters of a stylesheet; of one token of it, a hundredth."""
_END = ".end-of-the-file"
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"})
_FETCHING = frozenset({"import", "charset"})


def stylesheet(workspace: Workspace, path: str) -> str:
    """Return a stylesheet; raise ContentError with all that is wrong with it."""
    words = text_of(workspace, path)
    found = faults(words, path)
    if found:
        raise ContentError(*found)
    return words


def check_stylesheets(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with every stylesheet of the workspace, used or not."""
    for path in workspace.list(STYLES, ".css"):
        try:
            stylesheet(workspace, path)
        except ContentError as error:
            yield from error.diagnostics


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
    if path == TOKENS:
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
                    yield _wrong(path, part.source_line, message, "write a colour, as #0a5563, or a list of fonts")


def _wrong(path: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic("style-error", message, Place(path, line), hint)
