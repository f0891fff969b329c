"""Formats the reference of a source by a CSL style."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from toolkit.content.works import Issued, Name, Source, SourceForm
from toolkit.language.romanisation import romanised, script
from toolkit.render.csl_processor import format_work, known

DEFAULT_STYLE = "gost-r-7-0-5-2008-numeric"

_LOCALES = {"ru": "ru-RU", "en": "en-GB", "hr": "hr-HR"}
_IDENTIFIERS = {"DOI": "\ue010", "URL": "\ue011"}
_ADDRESS = re.compile(r"(?<![\w/])(?:https?://|www\.)[^\s<\"]+?(?=[.,;]*(?:[\s<\"]|$))")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?\ue010", re.IGNORECASE)
_RESOLVER = re.compile(r"^\s*(?:https?://(?:dx\.|www\.)?doi\.org/|(?:doi|DOI):?\s*)", re.IGNORECASE)
_HTML_SIGNS = {"<": "\ue000", ">": "\ue001", "&": "\ue002"}
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
"""A stop of the style after one of the work's own; three are an ellipsis."""
_YEAR_AFTER_TITLE = re.compile(r"(\([^()]*\))\. ")
_ISSUE = {"en": "No.", "hr": "br."}
_ACCESSED = {"ru": "дата обращения", "en": "accessed"}
_IN = {"ru": "в кн.:", "en": "in", "hr": "u"}
_CHAPTER = {"ru": "Гл.", "en": "Chapter", "de": "Kapitel", "hr": "Pogl."}
_PAGES = {"ru": "с.", "en": "pp.", "de": "S.", "hr": "str."}
_QUOTES = "«»„“”‘’\"'"
_CORRECTIONS: Mapping[str, tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = {
    "ru": (
        (re.compile(r"\bсс\. (?=\d)"), "с. "),
        (re.compile(r"\bДоступно на:"), "URL:"),
        (re.compile(r"\((?:без даты|б\. ?д\.)\)"), "(б. г.)"),
        (re.compile(r"\b([Пп])од ред\. (?=[А-ЯЁA-Z])"), lambda found: "Ред. " if found[1] == "П" else "ред. "),
    ),
    "en": (
        (re.compile(r"\bp\. (?=\d+[–-]\d)"), "pp. "),
        (re.compile(r"(?<=\w) : (?=\w)"), ": "),
    ),
}
"""Words which CSL's locales and styles have and references of a language do not.

In Russian a name stands as it is after «ред.», not after «под ред.»; in English several pages are pp., and no space stands before a colon.
"""


def reference(source: Source, language: str, styles: Mapping[str, str] | None = None) -> Markup:
    """Return the reference of a work for an edition in a language; `styles` are CSL styles by language.

    The words of a reference (С. or P., Т. or Vol.) follow the language of the cited work where the style is of GOST R 7.0.5-2008,
    which asks for it; in any other style they follow the edition, as its reader expects: what is written in another script is
    romanised, and titles are translated in brackets where the source has a translation.
    """
    chosen = (styles or {}).get(language, DEFAULT_STYLE)
    style = chosen if known(chosen) else DEFAULT_STYLE  # an unknown one has its diagnostic
    of_work = source.language or language
    own = of_work if style.startswith("gost") else language
    shown = source if own == of_work else _for_readers(source, own, of_work)
    words = _format(style, _LOCALES.get(own, "en-GB"), _csl(shown, of_work))
    words = _tidied(words, shown, own, style)
    words = _with_address(words, shown, own) if style.startswith("gost") else _in_book(words, shown, own)
    words = _with_extent(words, shown, own) if style.startswith("iso690") else words
    for pattern, put in _CORRECTIONS.get(own, ()):
        words = pattern.sub(put, words)
    if not style.startswith("gost") and not words.endswith((".", "?", "!", ">")):
        words += "."  # what is said of the work after it is a sentence of its own
    linked = _with_links(_months(words, own), source)
    if of_work != language and own == language:
        return Markup("<span>{}</span>").format(Markup(_in_its_language(linked, source, own, of_work)))
    lang = Markup(' lang="{}"').format(own) if own != language else Markup("")
    return Markup("<span{}>{}</span>").format(lang, Markup(linked))


def _in_its_language(words: str, source: Source, own: str, language: str) -> str:
    """Return a reference in which the titles of a work in another language are marked as words of that language."""
    foreign = script(language) != script(own) == "Latn"
    tag = f"{language.partition('-')[0]}-Latn" if foreign else language
    for title in filter(None, (source.title, source.container_title)):
        spelled = str(Markup.escape(romanised(title) if foreign else title))
        words = words.replace(spelled, f'<span lang="{tag}">{spelled}</span>', 1)
    return words


def _for_readers(source: Source, own: str, of_work: str) -> Source:
    """Return a work as readers of another language read of it: in their letters, each title with its translation in brackets.

    The spelling of names and publishers is the source's own for that language, where it gives one.
    """
    form = source.custom.forms.get(own) or SourceForm()
    spelled: Callable[[str], str] = romanised if script(of_work) != script(own) == "Latn" else str
    names = {key: _spelled(value, spelled) for key in Source.model_fields if isinstance(value := getattr(source, key), tuple)}
    return source.model_copy(
        update=names
        | {
            "author": form.author or names["author"],
            "title": _with_translation(source.title, form.title, spelled),
            "container_title": source.container_title and _with_translation(source.container_title, form.container_title, spelled),
            "publisher": form.publisher or (source.publisher and spelled(source.publisher)),
            "publisher_place": form.publisher_place or (source.publisher_place and spelled(source.publisher_place)),
        }
    )


def _spelled(names: tuple[Name, ...], spelled: Callable[[str], str]) -> tuple[Name, ...]:
    return tuple(one.model_copy(update={part: spelled(words) for part, words in one if words}) for one in names)


def _with_translation(title: str, translated: str | None, spelled: Callable[[str], str]) -> str:
    """Return a title with its translation: `Baltiyskiy region [Baltic Region]`; one in brackets was given by us, and is only translated."""
    if translated and title.startswith("[") and title.endswith("]"):
        return f"[{translated.strip('[]')}]"
    return f"{spelled(title)} [{translated}]" if translated and translated != spelled(title) else spelled(title)


def _csl(source: Source, language: str) -> tuple[tuple[str, Any], ...]:
    """Return a work as the processor takes it; the identifiers are stand-ins, which become links where the style prints them."""
    item: dict[str, Any] = {"id": source.id, "type": source.type, "language": language}
    for name, field in Source.model_fields.items():
        key, value = field.alias or name, getattr(source, name)
        if not value or name in ("type", "language", "custom", "event_title"):
            continue
        if isinstance(value, tuple):
            item[key] = tuple(map(_name, value))
        elif isinstance(value, dt.date):
            item[key] = Issued(value.isoformat())
        else:
            item[key] = _IDENTIFIERS.get(name, value)
    if source.event_title:
        item["event"] = item["event-title"] = source.event_title
    return tuple(item.items())


def _name(name: Name) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in name.model_dump(by_alias=True).items() if value)


@lru_cache(maxsize=4096)
def _format(style: str, locale: str, item: tuple[tuple[str, Any], ...]) -> str:
    """Return the reference as HTML: text, and <i> where the style has italics."""
    words = format_work(style, locale, {key: _plain(value) for key, value in item})
    for sign, stand_in in _HTML_SIGNS.items():
        words = words.replace(stand_in, str(Markup.escape(sign)))
    return _TWO_STOPS.sub(".", " ".join(words.removeprefix("1.").split()).replace(". :", ".:").replace(". . ", ". "))


def _plain(value: Any) -> Any:
    if isinstance(value, Issued):
        return {"date-parts": [list(parts) for parts in value.date_parts]}
    if isinstance(value, tuple):
        return [{key: _guarded(words) for key, words in name} for name in value]
    return _guarded(value)


def _guarded(words: str) -> str:
    """Return words whose signs of HTML are put aside: citeproc-py escapes them in some fields, in others not."""
    return "".join(_HTML_SIGNS.get(sign, sign) for sign in words)


def _tidied(words: str, source: Source, own: str, style: str) -> str:
    """Return a reference without the slips of CSL's locales: a second full stop, a month in the wrong case, a foreign №."""
    words = re.sub(r"([?!])\.(?= |$)|([?!.]</i>)\.", r"\1\2", words.replace(" [Preprint]", "").replace("In : ", "In: "))
    if style.startswith("harvard") and not source.author:
        words = _YEAR_AFTER_TITLE.sub(r"\1 ", words, count=1)
    if own in _ISSUE:
        words = words.replace(", № ", f", {_ISSUE[own]} ").replace(". № ", f". {_ISSUE[own]} ")
    if own == "ru" and source.accessed:
        words = re.sub(r"\(Просмотрено: [^)]*\)", f"(дата обращения: {source.accessed:%d.%m.%Y})", words)
    return words


def _with_address(words: str, source: Source, own: str) -> str:
    """Return a GOST reference with what the style leaves out: the DOI, and the address of a work that is found by nothing else.

    GOST R 7.0.5-2008, 10.4: `Дирина А. И. … // Военное право: сетевой журн. 2007. URL: … (дата обращения: 19.09.2007).`
    """
    if source.DOI and _IDENTIFIERS["DOI"] not in words:
        words = f"{words} DOI: {_IDENTIFIERS['DOI']}."
    if not source.URL or source.page or source.DOI or _IDENTIFIERS["URL"] in words:
        return words
    accessed = f" ({_ACCESSED.get(own, _ACCESSED['en'])}: {source.accessed:%d.%m.%Y})" if source.accessed else ""
    return f"{words} URL: {_IDENTIFIERS['URL']}{accessed}."


def _in_book(words: str, source: Source, own: str) -> str:
    """Return the reference of a chapter with “in” before its book, which CSL leaves out where the book names no editor."""
    word = _IN.get(own, "in")
    if source.type not in ("chapter", "paper-conference") or f", {word} " in words:
        return words
    return re.sub(rf"([{_QUOTES}]), <i>", rf"\1, {word} <i>", words, count=1)


def _with_extent(words: str, source: Source, own: str) -> str:
    """Return a reference by ISO 690 with what its CSL style drops: the number of a chapter, and how many pages a book has."""
    if source.type == "chapter" and source.chapter_number and source.container_title:
        book = re.compile(rf"{re.escape(str(Markup.escape(source.container_title)))}(?:\.</i>|</i>\.)")
        words = book.sub(rf"\g<0> {_CHAPTER.get(own, _CHAPTER['en'])} {source.chapter_number}.", words, count=1)
    if source.type == "book" and source.number_of_pages:
        words = f"{words.removesuffix('.')}. {source.number_of_pages} {_PAGES.get(own, _PAGES['en'])}"
    return words


def _with_links(words: str, source: Source) -> str:
    """Return a reference with its identifiers and other addresses as links: what a style prints of a DOI, with its resolver or without."""
    found = _DOI.search(words)
    words = _ADDRESS.sub(_link, _DOI.sub(_IDENTIFIERS["DOI"], words))
    if source.DOI and found:
        doi = bare_doi(source.DOI)
        words = words.replace(_IDENTIFIERS["DOI"], _anchor(doi_address(doi), found.group().replace(_IDENTIFIERS["DOI"], doi)))
    return words.replace(_IDENTIFIERS["URL"], _anchor(web_address(source.URL), source.URL)) if source.URL else words


def _link(found: re.Match[str]) -> str:
    """Make an address in a title a link; a bracket that closes none of its own is not part of it."""
    address, after = str(Markup(found.group()).unescape()), ""
    while address.endswith(")") and address.count(")") > address.count("("):
        address, after = address[:-1], ")" + after
    return _anchor(web_address(address if "://" in address else f"http://{address}"), address) + after


def _anchor(address: str, words: str) -> str:
    return str(Markup('<a href="{}">{}</a>').format(address, words))


def bare_doi(typed: str) -> str:
    """Return a DOI without the resolver or the word that people type before it."""
    return _RESOLVER.sub("", typed).strip()


def doi_address(typed: str) -> str:
    """Return the address of a DOI; signs that mean something else in an address are written as its rules ask."""
    return "https://doi.org/" + quote(bare_doi(typed), safe="/:;().,-_~!*'@+$=&")


def web_address(typed: str) -> str:
    """Return an address as a link has it: what is no letter of an address is written by its code."""
    return quote(typed, safe="/:;().,-_~!*'@+$=&?#[]%")


def _months(words: str, own: str) -> str:
    """Return a reference whose months stand in the case that a day asks for: «9 мая», where CSL's locale has «9 май»."""
    found = _month_forms(own)
    if not found:
        return words
    names = "|".join(map(re.escape, found))
    return re.sub(rf"\b(\d{{1,2}})([ \u00a0])({names})\b", lambda day: f"{day[1]}{day[2]}{found[day[3]]}", words)


@lru_cache(maxsize=16)
def _month_forms(language: str) -> Mapping[str, str]:
    """Return the months of a language that change beside a day: as they stand alone, and as they stand there."""
    try:
        months = Locale.parse(language.replace("-", "_")).months
    except (UnknownLocaleError, ValueError):
        return {}
    alone, beside = months["stand-alone"]["wide"], months["format"]["wide"]
    return {alone[number]: beside[number] for number in alone if alone[number] != beside[number]}
