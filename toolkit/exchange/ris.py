"""Reads RIS, as Zotero, EndNote and the pages of publishers write it, as works of CSL; and writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.content.works import Name, Source
from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.exchange.raw import RawWork, dated

TYPES: Mapping[str, str] = {
    "ABST": "article-journal", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter",
    "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference", "DATA": "dataset", "DICT": "entry-dictionary",
    "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia",
    "GEN": "document", "GOVDOC": "report", "HEAR": "hearing", "ICOMM": "personal_communication", "JFULL": "article-journal",
    "JOUR": "article-journal", "LEGAL": "legal_case", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine",
    "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
    "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis",
    "UNPB": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
"""Types of RIS, each with that of CSL."""
FIELDS: Mapping[str, str] = {
    "title": "title", "primary_title": "title", "translated_title": "original-title", "secondary_title": "container-title",
    "journal_name": "container-title", "tertiary_title": "collection-title", "short_title": "title-short",
    "alternate_title1": "container-title-short", "alternate_title2": "container-title-short", "alternate_title3": "container-title-short",
    "volume": "volume", "number": "issue", "publisher": "publisher", "place_published": "publisher-place", "doi": "DOI",
    "edition": "edition", "language": "language", "call_number": "call-number", "name_of_database": "archive", "section": "section",
}  # fmt: skip
"""Fields as rispy names them, each with the variable of CSL."""
NAMES: Mapping[str, str] = {
    "authors": "author", "first_authors": "author", "secondary_authors": "editor", "tertiary_authors": "collection-editor",
    "subsidiary_authors": "translator",
}  # fmt: skip
_USED = frozenset(
    {"type_of_reference", "id", "year", "publication_year", "date", "access_date", "start_page", "end_page", "urls", "issn", "note"}
)


def read_ris(words: str, path: str) -> tuple[list[RawWork], list[Diagnostic]]:
    """Return the works of a file, and what of it is no RIS."""
    import rispy  # used here alone

    begins = [number for number, line in enumerate(words.splitlines(), 1) if line.startswith("TY  -")]
    place = Place(path, begins[0] if begins else 1)
    try:
        found = rispy.loads(words)
    except (OSError, ValueError, KeyError) as error:
        message = " ".join(str(error).split()) or "a line stands outside every reference"
        return [], [
            Diagnostic("bad-import", f"not valid RIS: {message}", place, "export the file again: each work begins with TY and ends with ER")
        ]
    if len(found) != len(begins):
        hint = "end each reference with a line `ER  - `"
        return [], [Diagnostic("bad-import", f"{len(begins)} references begin here, and {len(found)} end", place, hint)]
    return [_work(entry, Place(path, line), number) for number, (entry, line) in enumerate(zip(found, begins, strict=True), 1)], []


def _work(entry: Mapping[str, Any], place: Place, number: int) -> RawWork:
    made: dict[str, Any] = {"type": TYPES.get(str(entry.get("type_of_reference")), "document"), "title": ""}
    for key, variable in FIELDS.items():
        if entry.get(key) and not made.get(variable):
            made[variable] = str(entry[key])
    for key, variable in NAMES.items():
        if entry.get(key) and variable not in made:
            made[variable] = [_name(one) for one in entry[key]]
    made |= _places(entry, made["type"])
    if made["type"] in ("report", "standard", "patent") and (numbered := made.pop("issue", "") or str(entry.get("note") or "")):
        made["number"] = numbered
    passed = set(entry) - FIELDS.keys() - NAMES.keys() - _USED - {"unknown_tag"}
    return RawWork(_id(entry, made, number), made, place, frozenset(passed | set(entry.get("unknown_tag") or ())))


def _places(entry: Mapping[str, Any], kind: str) -> dict[str, str]:
    """Return dates, pages, address and standard number."""
    made = {
        "issued": dated(str(entry.get("date") or entry.get("year") or entry.get("publication_year") or "")),
        "accessed": dated(str(entry.get("access_date") or "")),
    }
    if pages := [str(entry[key]) for key in ("start_page", "end_page") if entry.get(key)]:
        made["page"] = "-".join(dict.fromkeys(pages))
    if urls := entry.get("urls"):
        made["URL"] = str(urls[0] if isinstance(urls, list) else urls)
    if standard := entry.get("issn"):
        made["ISBN" if kind in ("book", "chapter") else "ISSN"] = str(standard)
    return {key: value for key, value in made.items() if value}


def _id(entry: Mapping[str, Any], made: Mapping[str, Any], number: int) -> str:
    """Return the id of a work; RIS seldom has one that people would type, so the first author and the year make it."""
    own = str(entry.get("id") or "")
    if re.search(r"[A-Za-z]", own) and "/" not in own:
        return own
    names = made.get("author") or made.get("editor") or [{}]
    name = str(names[0].get("family") or names[0].get("literal") or made["title"].partition(" ")[0] or f"work-{number}")
    return f"{name}{str(made.get('issued', ''))[:4]}"


def _name(words: str) -> dict[str, str]:
    """Return a name in its parts; one without a comma is that of a body."""
    family, comma, rest = (part.strip() for part in words.partition(","))
    if not comma or not rest:
        return {"literal": family}
    given, _, suffix = (part.strip() for part in rest.partition(","))
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})


# ── out ──────────────────────────────────────────────────────────────────────────────────────────

_TYPES_OUT: Mapping[str, str] = {
    "article": "ELEC", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK",
    "chapter": "CHAP", "dataset": "DATA", "legal_case": "CASE", "legislation": "STAT", "manuscript": "UNPB", "map": "MAP",
    "pamphlet": "PAMP", "paper-conference": "CPAPER", "patent": "PAT", "report": "RPRT", "software": "COMP", "standard": "STAND",
    "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
_OUT: Mapping[str, str] = {
    "title": "TI", "container-title": "T2", "collection-title": "T3", "title-short": "ST", "genre": "M3", "publisher": "PB",
    "publisher-place": "CY", "volume": "VL", "issue": "IS", "number": "M1", "version": "ET", "edition": "ET", "ISBN": "SN", "ISSN": "SN",
    "DOI": "DO", "language": "LA", "URL": "UR",
}  # fmt: skip


def write_ris(works: Mapping[str, Source]) -> str:
    """Return works as RIS, in the order of their ids, a line for each tag, ended as its specification asks."""
    return "".join(f"{tag}  - {words}\r\n" for id, work in sorted(works.items()) for tag, words in _lines(id, work))


def _lines(id: str, work: Source) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES_OUT.get(work.type, "GEN")
    yield "ID", id
    yield from (("AU", _name_out(one)) for one in work.author)
    yield from (("A2", _name_out(one)) for one in work.editor)
    if work.issued:
        day = work.issued.partition("/")[0]
        yield "PY", day[:4]
        yield "DA", "/".join([*day.split("-"), "", ""][:3]) + "/"
    said = work.model_dump(by_alias=True, exclude_none=True, exclude_unset=True, exclude={"custom"})
    yield from ((tag, " ".join(str(said[key]).split())) for key, tag in _OUT.items() if said.get(key))
    if work.page:
        first, _, last = work.page.partition("-")
        yield from (("SP", first), ("EP", last or first))
    yield "ER", ""


def _name_out(name: Name) -> str:
    """Return a name; that of a body goes without its commas, for a comma parts family and given name here."""
    if name.literal:
        return " ".join(name.literal.replace(",", " ").split())
    family = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle, name.family)))
    return ", ".join(filter(None, (family, name.given, name.suffix)))
