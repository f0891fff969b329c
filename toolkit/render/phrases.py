"""Prints phrases whose placeholders hold HTML; the words of a phrase bear the mark of a draft where it is not finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from toolkit.language.localizer import Localizer
from toolkit.language.placeholders import PLACEHOLDER
from toolkit.outline.phrases import say


def phrase_html(localizer: Localizer, context: str, values: Mapping[str, object]) -> Markup:
    """Return one of the toolkit's phrases; what stands in its placeholders has marks of its own."""
    words, spoken = localizer.listen(lambda: say(localizer, context))
    localizer.note(spoken)
    return Markup("").join(_pieces(words, localizer.tag(spoken), values))


def _pieces(words: str, tag: Markup, values: Mapping[str, object]) -> Iterator[Markup]:
    at = 0
    for found in PLACEHOLDER.finditer(words):
        yield _own(words[at : found.start()], tag)
        yield escape(values[found.group(1)])
        at = found.end()
    yield _own(words[at:], tag)


def _own(words: str, tag: Markup) -> Markup:
    """Return words of a phrase in its mark; signs and spaces alone need none."""
    if not tag or not any(sign.isalpha() for sign in words):
        return escape(words)
    return Markup("{}{}</span>").format(tag, words)
