"""Defines the editions of the site: a language, or two or three side by side, as `content/site.yaml` lists them."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from pydantic_core import PydanticCustomError

from toolkit.content.scalars import LanguageTag
from toolkit.content.typed import Typed

MOST = 3
"""Languages that stand side by side: a fourth column is too narrow to be read."""
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")


class Edition(Typed, str):
    """`ru`, `ru-en`, or `ru-kk-en`: languages that CLDR knows, the leading one first."""

    json_schema: ClassVar[dict[str, Any]] = {
        "type": "string", "description": "A language (`ru`), or two or three joined by hyphens (`ru-en`, `ru-kk-en`).",
    }  # fmt: skip

    @classmethod
    def read(cls, value: Any) -> Edition:
        """Read one entry of the list; what is wrong with it is an error that says so."""
        if not isinstance(value, str) or not is_edition(value):
            hint = "write a language (ru), or two or three with hyphens (ru-en, ru-kk-en); a region in capitals (pt-BR)"
            raise PydanticCustomError("bad-edition", "`{value}` is no edition", {"value": str(value), "hint": hint})
        for tag in edition_languages(value):
            LanguageTag.read(tag)
        return cls(value)


def edition_languages(edition: str) -> tuple[str, ...]:
    """Return the languages of an edition: `ru` has one, `ru-en` two, `ru-zh-Hant-TW` two.

    A tag is written as BCP 47 recommends: language in small letters, script as `Hant`, region as `TW`. So a
    small letter after a hyphen begins the next language.
    """
    return tuple(re.split(r"-(?=[a-z])", edition))


def is_edition(edition: str) -> bool:
    """Return whether an edition is one well-formed tag, or two or three different ones joined by hyphens."""
    tags = edition_languages(edition)
    return len(tags) == len(set(tags)) <= MOST and all(_TAG.fullmatch(tag) for tag in tags)
