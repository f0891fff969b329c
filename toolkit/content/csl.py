"""Brings a work as Zotero, Better BibTeX or pandoc exports it to the spelling that sources have here.

CSL-YAML and CSL-JSON have dates as lists of parts, languages as people typed them, addresses for ids, and abstracts and keywords too.
"""

from __future__ import annotations

import re
import unicodedata

from babel import Locale, UnknownLocaleError

from toolkit.content.tree import Fields, Items, Node, Scalar
from toolkit.core.diagnostics import Diagnostic, Severity

DATES = ("issued", "accessed", "original-date", "event-date", "submitted")
NAMES = (
    "author", "editor", "translator", "container-author", "collection-editor", "original-author", "illustrator", "interviewer", "recipient",
    "composer", "editorial-director",
)  # fmt: skip
UNPRINTED = frozenset({
    "abstract", "annote", "available-date", "categories", "chair", "citation-key", "citation-label", "citation-number", "compiler",
    "container", "contributor", "curator", "director", "division", "editor-translator", "event", "executive-producer",
    "first-reference-note-number", "guest", "host", "journalAbbreviation", "jurisdiction", "keyword", "license", "narrator", "note",
    "organizer", "page-first", "performer", "printing-number", "producer", "references", "reviewed-author", "reviewed-genre",
    "reviewed-title", "script-writer", "series-creator", "shortTitle", "source", "year-suffix",
})  # fmt: skip
"""Variables of CSL, and keys of exporting programs, that no reference here prints."""
_UNPRINTED_OF_NAMES = frozenset({"comma-suffix", "static-ordering", "parse-names", "isInstitution"})
_PARTS = ("year", "month", "day")
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l", "м": "m", "н": "n",
        "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "є": "ye", "ґ": "g", "ђ": "dj", "ћ": "c", "ј": "j",
        "љ": "lj", "њ": "nj", "қ": "q", "ң": "n", "ғ": "g", "ү": "u", "ұ": "u", "ө": "o", "ә": "a", "һ": "h", "ł": "l", "ø": "o", "đ": "d",
        "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i",
    }
)  # fmt: skip
"""Letters of ids that have no other form in Latin; those with an accent lose it."""
_RAW = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:/\d{4}(?:-\d{2}){0,2})?")


def work(raw: Fields) -> tuple[Fields, frozenset[str]]:
    """Return a work in the spelling of sources, and the keys that no reference prints."""
    made = Fields({key: value for key, value in raw.items() if key not in UNPRINTED})
    made.place, made.path, made.passage = raw.place, raw.path, raw.passage
    for key in made:
        value = made[key]
        if key in DATES:
            made[key] = _date(value)
        elif key in NAMES and isinstance(value, Items):
            made[key] = _names(value)
        elif key == "language" and isinstance(value, Scalar):
            made[key] = _again(value, language(value))
    return made, frozenset(map(str, raw.keys() & UNPRINTED))


def note(keys: frozenset[str], raw: Fields | Items) -> Diagnostic:
    """Return what tells an author which keys of a file are passed over."""
    names = ", ".join(f"`{key}`" for key in sorted(keys))
    return Diagnostic("csl-unprinted", f"no reference prints {names}", raw.place, "leave them, they do no harm", Severity.INFO)


def work_id(raw: Fields) -> Scalar | None:
    """Return the id by which a work is cited: its own, made plain: `Petrov2015` is `petrov2015`, an address its last part."""
    id = raw.get("id")
    if not isinstance(id, Scalar):
        return None
    key = raw.get("citation-key")
    words = str(key) if "/" in id and isinstance(key, Scalar) else str(id).rstrip("/").rpartition("/")[2]
    plain = re.sub(r"[^a-z0-9]+", "-", latin(words)).strip("-")
    return _again(id, f"w-{plain}" if plain[:1].isdigit() else plain or str(id))


def latin(words: str) -> str:
    """Return words in small Latin letters: «Ёлкина2015» is `elkina2015`, `Šmíd` is `smid`."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(sign))
    return bare.translate(_LATIN)


def language(typed: str) -> str:
    """Return the language that someone typed into a field: `ru-RU`, `rus`, `Russian` and «русский» are `ru`."""
    try:
        return Locale.parse(typed.replace("-", "_")).language
    except (UnknownLocaleError, ValueError):
        pass
    word = typed.strip().lower()
    for speaker in (Locale("en"), Locale("ru")):
        found = next((tag for tag, name in speaker.languages.items() if name.lower() == word), "")
        if found:
            return found
    return typed


def _again(value: Scalar, words: str) -> Scalar:
    return Scalar.at(words, value.place, value.path, value.language, typed=value.passage.words) if words != value else value


def _names(value: Items) -> Items:
    made = Items(
        _without(name, _UNPRINTED_OF_NAMES) if isinstance(name, Fields) else name
        for name in value
    )  # fmt: skip
    made.place = value.place
    return made


def _without(raw: Fields, keys: frozenset[str]) -> Fields:
    made = Fields({key: value for key, value in raw.items() if key not in keys})
    made.place, made.path, made.passage = raw.place, raw.path, raw.passage
    return made


def _date(value: Node) -> Node:
    """Return a date as `2016-05-09` or `2012/2014`; what is no date of CSL stays, for its field to refuse."""
    ends: list[str] | None = None
    if isinstance(value, Items):
        ends = [_of_parts([part.get(name) for name in _PARTS]) for part in value if isinstance(part, Fields)]
    elif isinstance(value, Fields) and isinstance(value.get("date-parts"), Items):
        ends = [_of_parts(list(part)) for part in value["date-parts"] if isinstance(part, Items)]
    elif isinstance(value, Fields):
        raw = value.get("raw") or value.get("literal")
        ends = [str(raw)] if isinstance(raw, Scalar) and _RAW.fullmatch(raw) else None
    if value is None or not ends or not all(ends):
        return value
    return Scalar.at("/".join(ends[:2]), value.place, getattr(value, "path", ""))


def _of_parts(parts: list[Node]) -> str:
    """Return year, month and day as one word; a part that is no number ends it."""
    words: list[str] = []
    for part in parts:
        if not isinstance(part, Scalar) or not part.isdecimal():
            break
        words.append(f"{int(part):04}" if not words else f"{int(part):02}")
    return "-".join(words)
