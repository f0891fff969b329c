"""Reads BibTeX and BibLaTeX, as Zotero, Better BibTeX and JabRef write them, as works of CSL; and writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.content.works import Name, Source
from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.exchange.raw import RawWork, dated, full_date

TYPES: Mapping[str, str] = {
    "article": "article-journal", "audio": "song", "book": "book", "bookinbook": "chapter", "booklet": "pamphlet", "collection": "book",
    "conference": "paper-conference", "dataset": "dataset", "electronic": "webpage", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case", "legislation": "legislation",
    "manual": "report", "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "mvbook": "book", "online": "webpage",
    "patent": "patent", "periodical": "periodical", "phdthesis": "thesis", "proceedings": "book", "report": "report", "review": "review",
    "software": "software", "standard": "standard", "suppbook": "chapter", "techreport": "report", "thesis": "thesis",
    "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
}  # fmt: skip
"""Types of BibTeX and BibLaTeX, each with that of CSL."""
FIELDS: Mapping[str, str] = {
    "address": "publisher-place", "booktitle": "container-title", "chapter": "chapter-number", "doi": "DOI", "edition": "edition",
    "eventtitle": "event-title", "institution": "publisher", "isbn": "ISBN", "issn": "ISSN", "issue": "issue", "journal": "container-title",
    "journaltitle": "container-title", "language": "language", "langid": "language", "library": "archive", "location": "publisher-place",
    "organization": "publisher", "origpublisher": "original-publisher", "origtitle": "original-title", "pages": "page",
    "pagetotal": "number-of-pages", "pmcid": "PMCID", "pmid": "PMID", "publisher": "publisher", "pubstate": "status", "school": "publisher",
    "series": "collection-title", "shortjournal": "container-title-short", "shorttitle": "title-short", "title": "title", "type": "genre",
    "url": "URL", "venue": "event-place", "version": "version", "volume": "volume", "volumes": "number-of-volumes",
}  # fmt: skip
"""Fields of BibTeX and BibLaTeX, each with the variable of CSL; the first of two that mean one wins."""
NAMES: Mapping[str, str] = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author", "origauthor": "original-author",
}  # fmt: skip
AND_OTHERS: Mapping[str, str] = {"ru": "и др.", "": "et al."}
"""What stands for `and others`, by language; CSL knows no list of names that is not whole."""
_DATES: Mapping[str, str] = {"urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
_GENRES: Mapping[str, str] = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
_USED = frozenset({"year", "month", "day", "date", "number", "subtitle", "entrysubtype"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_bibtex(words: str, path: str) -> tuple[list[RawWork], list[Diagnostic]]:
    """Return the works of a file, and what of it is no BibTeX."""
    import logging  # with the library, which tells each failed block to the log too

    import bibtexparser.entrypoint  # takes long to load

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    found = bibtexparser.entrypoint.parse_string(words)
    wrong = [_failed(block, path) for block in found.failed_blocks]
    strings = {key.lower(): str(one.value) for key, one in found.strings_dict.items()}
    return [_work(entry, path, strings) for entry in found.entries], wrong


def _failed(block: Any, path: str) -> Diagnostic:
    message = " ".join(str(getattr(block, "error", "") or type(block).__name__).split())
    message = message.partition(" Note:")[0] or "the entry that begins here is never closed"
    return Diagnostic("bad-import", f"not valid BibTeX: {message}", Place(path, block.start_line + 1), "correct the entry that begins here")


_PIECE = re.compile(r'\s*(?:"((?:[^"{}]|\{[^{}]*\})*)"|\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}|([^\s"#{},]+))\s*(?:#|$)')
"""A piece of a value that is put together by `#`: words in quotation marks or in braces, or the name of a string."""


def _whole(field: Any, strings: Mapping[str, str]) -> str:
    """Return the value of a field; one that is put together of pieces by `#` as BibTeX reads it."""
    value = str(field.value)
    pieces = list(_PIECE.finditer(value)) if getattr(field, "enclosing", None) == "no-enclosing" and "#" in value else []
    if not pieces or "".join(one.group() for one in pieces) != value:
        return value
    return "".join(one[1] or one[2] or strings.get((one[3] or "").lower(), one[3] or "") for one in pieces)


def _work(entry: Any, path: str, strings: Mapping[str, str]) -> RawWork:
    kind = entry.entry_type.lower()
    fields = {field.key.lower(): _whole(field, strings) for field in entry.fields}
    said = {key: _plain(value) for key, value in fields.items()}
    made: dict[str, Any] = {"type": _type(kind, said), "title": ": ".join(filter(None, (said.get("title"), said.get("subtitle"))))}
    if kind in _GENRES:
        made["genre"] = _GENRES[kind]
    for key, variable in FIELDS.items():
        if said.get(key) and (variable not in made or key == "type"):
            made[variable] = fields[key] if key in ("url", "doi") else said[key]
    for key, variable in NAMES.items():
        if key in fields:
            made[variable] = [*map(_name, _apart(fields[key])), *_others(fields[key], said)]
    made |= {variable: fields[key] for key, variable in _DATES.items() if key in fields}
    if issued := dated(said.get("date", "")) or full_date(said.get("year", ""), _month(said.get("month", "")), said.get("day", "")):
        made["issued"] = issued
    elif bare := re.fullmatch(r"(\d{4})[a-z]", said.get("year", "")):  # the letter tells works of one year apart: the style does so
        made["issued"] = bare[1]
    if number := said.get("number"):
        made["issue" if made["type"].startswith("article") else "collection-number" if "series" in fields else "number"] = number
    if "page" in made:
        made["page"] = re.sub(r"\s*[–—-]+\s*", "-", made["page"])
    known = FIELDS.keys() | NAMES.keys() | _DATES.keys() | _USED - ({"date", "year"} & said.keys() if "issued" not in made else set())
    return RawWork(entry.key, made, Place(path, entry.start_line + 1), frozenset(fields.keys() - known))


def _type(kind: str, said: Mapping[str, str]) -> str:
    """Return the type of CSL; Zotero writes a web page as `@misc` with an address."""
    if kind == "article" and said.get("entrysubtype") in ("newspaper", "magazine"):
        return f"article-{said['entrysubtype']}"
    if kind == "misc" and "url" in said and not said.keys() & {"publisher", "howpublished", "institution"}:
        return "webpage"
    return TYPES.get(kind, "document")


def _plain(words: str) -> str:
    """Return words without the commands and braces of LaTeX; a formula stays as it is."""
    from pylatexenc.latex2text import LatexNodes2Text  # takes long to load

    return " ".join(
        LatexNodes2Text(math_mode="verbatim", keep_comments=True)
        .latex_to_text(re.sub(r"(?<!\\)%", r"\\%", words))
        .replace("ˆ", "^")
        .split()
    )


def _apart(words: str) -> list[str]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return [one for one in split_multiple_persons_names(words) if one.strip().lower() != "others"]


def _others(words: str, said: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what stands for the authors that a list leaves out by `and others`: without it a group's work would be one person's."""
    if not re.search(r"\sand\s+others\s*$", words, re.IGNORECASE):
        return []
    language = (said.get("langid") or said.get("language") or "").lower()
    return [{"literal": AND_OTHERS["ru" if language.startswith("ru") else ""]}]


def _name(words: str) -> dict[str, str]:
    """Return a name in its parts; one in braces is that of a body and has none."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    bare = words.strip()
    if bare.startswith("{") and bare.endswith("}") and "{" not in bare[1:-1]:
        return {"literal": _plain(bare)}
    parts = parse_single_name_into_parts(bare)
    found = {
        "family": _plain(" ".join(parts.last)), "given": _plain(" ".join(parts.first)),
        "non-dropping-particle": _plain(" ".join(parts.von)), "suffix": _plain(" ".join(parts.jr)),
    }  # fmt: skip
    return {key: value for key, value in found.items() if value} or {"literal": _plain(bare)}


def _month(typed: str) -> str:
    short = typed.strip().lower()[:3]
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else typed


# ── out ──────────────────────────────────────────────────────────────────────────────────────────

_TYPES_OUT: Mapping[str, str] = {
    "article": "online", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "dataset": "dataset", "legislation": "legislation", "manuscript": "unpublished", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "patent": "patent", "report": "report", "software": "software", "thesis": "thesis",
    "webpage": "online", "legal_case": "jurisdiction", "periodical": "periodical", "standard": "standard",
}  # fmt: skip
_OUT: Mapping[str, str] = {
    "title": "title", "container-title": "booktitle", "collection-title": "series", "publisher": "publisher", "publisher-place": "location",
    "volume": "volume", "issue": "number", "number": "number", "collection-number": "number", "page": "pages", "edition": "edition",
    "version": "version", "genre": "type", "event-title": "eventtitle", "event-place": "venue", "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes", "chapter-number": "chapter", "original-title": "origtitle", "title-short": "shorttitle",
    "container-title-short": "shortjournal", "status": "pubstate", "ISBN": "isbn", "ISSN": "issn", "DOI": "doi", "URL": "url",
    "language": "langid", "issued": "date", "accessed": "urldate", "original-date": "origdate", "event-date": "eventdate",
}  # fmt: skip
_LANGUAGES = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "pl": "polish", "es": "spanish", "it": "italian"}
_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_ESCAPES = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


def write_bibtex(works: Mapping[str, Source]) -> str:
    """Return works as BibLaTeX, in the order of their ids; letters stay as they are, in UTF-8."""
    return "\n".join(_entry(id, work) for id, work in sorted(works.items()))


def _entry(id: str, work: Source) -> str:
    lines = [f"\t{key} = {{{value}}}," for key, value in _fields(work)]
    return "\n".join([f"@{_TYPES_OUT.get(work.type, 'misc')}{{{id},", *lines, "}\n"])


def _fields(work: Source) -> Iterator[tuple[str, str]]:
    if work.type in ("article-newspaper", "article-magazine"):
        yield "entrysubtype", work.type.removeprefix("article-")
    said = work.model_dump(by_alias=True, exclude_none=True, exclude={"custom", "type"})
    for key, variable in NAMES.items():
        names: tuple[Name, ...] = getattr(work, variable.replace("-", "_"))
        if names:
            yield key, " and ".join(map(_name_out, names))
    for variable, key in _OUT.items():
        if value := said.get(variable):
            words = str(value)
            if key in ("url", "doi"):
                yield key, words
            elif key == "langid":
                yield key, _LANGUAGES.get(words, words)
            else:
                yield _field(key, work.type), _escaped(words)


def _field(key: str, kind: str) -> str:
    """Return what BibLaTeX calls a field in works of a type: an article stands in a journal, a report comes from an institution."""
    if key == "booktitle" and kind.startswith("article"):
        return "journaltitle"
    return "institution" if key == "publisher" and kind in ("report", "thesis") else key


def _name_out(name: Name) -> str:
    if name.literal in AND_OTHERS.values():
        return "others"
    if name.literal:
        return f"{{{_escaped(name.literal)}}}"
    family = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle, name.family)))
    return _escaped(", ".join(filter(None, (family, name.suffix, name.given))))


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda sign: _ESCAPES.get(sign.group(), f"\\{sign.group()}"), words)
