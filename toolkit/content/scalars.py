"""Defines the small typed values that fields hold: countries, languages, addresses, file names, numbers, words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Self
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from toolkit.content.typed import Typed
from toolkit.core.characters import hidden_in_name, is_blank, named
from toolkit.core.diagnostics import Place

_NO_COUNTRY = frozenset({"AC", "CP", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Codes of CLDR that ISO 3166 gives to no country."""
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_HOST = re.compile(r"(?:[\w-]+\.)*[\w-]+|\[[0-9a-fA-F:.]+\]")
_EMAIL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[\w-]+\.)+[\w-]{2,}")
_NUMBER = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?")
_NEVER_IN_FILES = re.compile(r'[\\:*?"<>|#%]')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
DIGITS = 15
"""Digits before the point that a figure may have: more are neither counted by anybody nor kept by spreadsheets."""
DECIMALS = 6
LONGEST_ADDRESS = 2_000
LONGEST_NAME = 120
"""Characters of a file's name: with its suffix and the marks of temporary files it fits every file system."""
YEARS = (1000, 2199)
"""The years that content may speak of."""


def in_reach(date: str) -> None:
    """Raise when a date lies outside the years that content speaks of."""
    if not YEARS[0] <= int(date[:4]) <= YEARS[1]:
        context = {"value": date, "first": YEARS[0], "last": YEARS[1], "hint": "correct the year"}
        raise PydanticCustomError("out-of-range", "`{value}` is no year between {first} and {last}", context)


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Return every code of a country, and that of the European Union, which CLDR has beside them."""
    known = {code for code in map(str, Locale.parse("en").territories) if re.fullmatch("[A-Z]{2}", code)}
    return frozenset(known - _NO_COUNTRY)


@lru_cache(maxsize=512)
def is_language(tag: str) -> bool:
    """Return whether a tag is well formed and names a language that CLDR knows."""
    try:
        return bool(_TAG.fullmatch(tag) and Locale.parse(tag.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return False


def is_device(name: str) -> bool:
    """Return whether Windows takes a file's name for a device, as `con` and `nul`."""
    return _DEVICES.fullmatch(name) is not None


class LanguageTag(Typed, str):
    """A language that CLDR knows, as `ru`, `sr-Latn` or `pt-BR`."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_TAG.pattern}$"}

    @classmethod
    def read(cls, value: Any) -> LanguageTag:
        """Read a tag."""
        if not isinstance(value, str) or not is_language(value):
            context = {"value": str(value), "hint": "use a tag as ru, en or kk; a region in capitals, as pt-BR"}
            raise PydanticCustomError("unknown-language", "`{value}` is not a language that CLDR knows", context)
        return cls(value)


class Address(Typed, str):
    """An address on the web: `https://…` or `http://…`, since pages print it as a link."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": "^https?://"}

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read an address; one that is no http address is an error."""
        fault = _address_fault(value) if isinstance(value, str) else "is not a web address"
        if fault:
            context = {"value": _shown(value), "fault": fault, "hint": "write the whole address, as https://example.org/"}
            raise PydanticCustomError("unsafe-link", "`{value}` {fault}", context)
        return cls(value)


class SiteAddress(Address):
    """The address of a folder on the web, where a site stands: no query and no fragment."""

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read an address; what stands after a `?` or a `#` is an error."""
        address = super().read(value)
        if "?" in address or "#" in address:
            context = {"value": str(value), "hint": "write it as https://example.org/policy/"}
            raise PydanticCustomError("unsafe-link", "`{value}` has a query or a fragment", context)
        return address


class Email(Typed, str):
    """An e-mail address: `office@example.org`."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "idn-email"}

    @classmethod
    def read(cls, value: Any) -> Email:
        """Read an address; one that no letter would reach is an error."""
        if not isinstance(value, str) or len(value) > 254 or not _EMAIL.fullmatch(value) or hidden_in_name(value):
            hint = {"value": _shown(value), "hint": "write one address, as office@example.org"}
            raise PydanticCustomError("bad-email", "`{value}` is no e-mail address", hint)
        return cls(value)


class FileName(Typed, str):
    """The name of a file, with folders where it stands in some: letters of any script, digits, spaces and plain signs."""

    place = Place("content")
    """Where content names it."""

    @classmethod
    def read(cls, value: Any) -> FileName:
        """Read a name; one that some system or address could not hold is an error."""
        if not isinstance(value, str):
            raise PydanticCustomError("wrong-type", "expected the name of a file")
        if fault := file_name_fault(value):
            context = {"value": _shown(value), "fault": fault, "hint": "rename the file, as map.svg"}
            raise PydanticCustomError("bad-file-name", "`{value}` {fault}", context)
        made = cls(value)
        made.place = getattr(value, "place", made.place)
        return made


def file_name_fault(name: str) -> str:
    """Return why a path cannot be the name of a published file; nothing when it can."""
    parts = name.split("/")
    if sign := hidden_in_name(name):
        return f"holds {named(sign.group())}"
    if found := _NEVER_IN_FILES.search(name):
        return f"holds `{found.group()}`, which not every system and address takes"
    if any(part in ("", ".", "..") for part in parts):
        return "leads out of its folder, or through an unnamed one"
    if any(part != part.strip(" .") for part in parts):
        return "begins or ends with a space or a full stop"
    if any(is_device(part) for part in parts):
        return "is the name of a device on Windows"
    return "is too long" if any(len(part.encode()) > LONGEST_NAME * 2 for part in parts) else ""


def _address_fault(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"`\\{}|^]+", value) or hidden_in_name(value):
        return "is not a web address"
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not a web address"
    if "@" in parts.netloc:
        return "has a user's name in it"
    if not _HOST.fullmatch(f"[{host}]" if ":" in host else host.rstrip(".")):
        return "is not a web address: its host is none"
    return "is too long" if len(value) > LONGEST_ADDRESS else ""


def _number(value: Any) -> Any:
    """Read a figure as people write it: digits of one kind, one point, no exponent."""
    if not isinstance(value, str):
        return value
    found = _NUMBER.fullmatch(value)
    if not found:
        context = {"value": _shown(value), "hint": "write digits alone, as 62 or 1.5"}
        raise PydanticCustomError("wrong-type", "expected a number, not `{value}`", context)
    if len(found.group(1).lstrip("0")) > DIGITS or len(found.group(2) or "") > DECIMALS:
        context = {"value": _shown(value), "digits": str(DIGITS), "decimals": str(DECIMALS), "hint": "round it, or count in a larger unit"}
        raise PydanticCustomError(
            "out-of-range", "`{value}` has more than {digits} digits, or more than {decimals} after the point", context
        )
    return Decimal(value) + 0  # no zero below zero


def _whole(value: Any) -> Any:
    """Read a count as people write it."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,9}", value):
        context = {"value": _shown(value), "hint": "write digits alone, as 24"}
        raise PydanticCustomError("wrong-type", "expected a whole number, not `{value}`", context)
    return value


def _word(value: str) -> str:
    """Refuse words that print nothing."""
    if is_blank(value):
        raise PydanticCustomError("empty-text", "the text is empty", {"hint": "write the words, or leave the key out"})
    return str(value)


def _shown(value: Any) -> str:
    words = str(value)
    return words if len(words) <= 60 else f"{words[:59]}…"


Language = Annotated[str, LanguageTag]
"""A language that something is said in."""
Number = Annotated[Decimal, BeforeValidator(_number)]
"""A figure of content."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A count, a limit or a place in an order."""
Gender = Literal["masculine", "feminine", "neuter"]
"""The gender of a noun in languages that have three."""
Word = Annotated[str, AfterValidator(_word)]
"""Words that are printed as they stand, in every language."""
