"""Puts the marks of notes where the typography of a language has them: before the stop or after it."""

from __future__ import annotations

import re

from markupsafe import Markup

BEFORE_STOP = frozenset({"ru", "be", "uk", "bg", "sr", "kk", "ky", "tg", "uz", "fr"})
"""Languages whose mark stands before a comma or stop, «слово¹.»; in others it stands after, “word.¹”."""
_MARKS = r'(?:<span data-(?:act|footnote)="[^"]*"[^>]*></span>)+'
_THEN_STOP = re.compile(rf"({_MARKS})([.,;:!?…]+)(?![\w(])")
_AFTER_STOP = re.compile(rf"(?<![.,;:!?…])([.,;:])({_MARKS})")
_SPACE = re.compile(rf"[ \u00a0]+(?={_MARKS})")
_LAST_STOP = re.compile(r"(?:(?<!\bг)\.)?(?:\s|</[a-z]+>)*\Z")
_SHORTENED = re.compile(r"(?<![^\W\d_])(?:гг?|др|пр?|стр?|с|т|им|ул|руб|тыс|млн|млрд)$")


def in_place(html: str, language: str) -> str:
    """Return a fragment whose note marks stand close to the word, on the side of its stop that the language asks for."""
    html = _SPACE.sub("", html)
    if language.partition("-")[0] not in BEFORE_STOP:
        return _THEN_STOP.sub(r"\2\1", html)
    return _AFTER_STOP.sub(lambda found: _before(found, html), html)


def cited(html: Markup, marks: Markup) -> Markup:
    """Return a statement with calls of its sources before its last stop: “It works [1].”; one without a stop ends with them."""
    if not marks:
        return html
    end = _LAST_STOP.search(html)
    return html[: end.start()] + Markup(" ") + marks + html[end.start() :] if end else html + Markup(" ") + marks


def _before(found: re.Match[str], html: str) -> str:
    """Put a mark before a stop; one that ends an abbreviation belongs to the word."""
    shortened = found[1] == "." and _SHORTENED.search(html[max(0, found.start() - 6) : found.start()])
    return found[0] if shortened else found[2] + found[1]
