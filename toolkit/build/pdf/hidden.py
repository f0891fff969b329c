"""Finds the elements of a page that its stylesheets do not show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2

from toolkit.build.pdf.roles import Element


def hidden(root: Element, stylesheets: Sequence[str]) -> frozenset[Element]:
    """Return the elements for which a rule says `display: none`; that another rule may show them again is for the caller to see."""
    matcher = cssselect2.Matcher()
    for css in stylesheets:
        for selector in _hiding(css):
            matcher.add_selector(selector, None)
    wrapped = cssselect2.ElementWrapper.from_html_root(root)
    return frozenset(one.etree_element for one in wrapped.iter_subtree() if matcher.match(one))


@lru_cache(maxsize=32)
def _hiding(css: str) -> tuple[Any, ...]:
    return tuple(_selectors(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def _selectors(rules: Sequence[Any]) -> Iterator[Any]:
    """Yield the selectors that hide on paper."""
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and "screen" not in tinycss2.serialize(rule.prelude):
            yield from _selectors(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule" and _hides(rule.content):
            yield from (one for one in cssselect2.compile_selector_list(rule.prelude) if one.pseudo_element is None)


def _hides(content: Sequence[Any]) -> bool:
    declared = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return any(
        one.type == "declaration" and one.lower_name == "display" and tinycss2.serialize(one.value).strip() == "none" for one in declared
    )
