"""Defines the wording of one agreement: paragraphs that it words otherwise than the clause library, adds or strikes out."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.content.scalars import Language, Word
from toolkit.content.text import Text
from toolkit.content.values import Day, Key, Record

PARAGRAPH_ID = r"^[a-z][a-z0-9-]*(\.([1-9][0-9]?|closing))?$"


class ParagraphId(Key):
    """The id of a clause, or of a point of one as addresses name it: `definitions.3`, `definitions.closing`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": PARAGRAPH_ID}

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read an id; a word that can be none is an error."""
        key = super().read(value)
        if not re.fullmatch(PARAGRAPH_ID, key):
            hint = {"value": str(key), "hint": "name a clause, as `withdrawal`, or a point of one, as `definitions.3`"}
            raise PydanticCustomError("bad-id", "`{value}` is the id of no paragraph", hint)
        return key


class Wording(Record):
    """Words of one agreement alone: in place of a paragraph of the library, or besides those that it has."""

    id: ParagraphId
    """The paragraph: `withdrawal` the clause's own, `definitions.3` its third point; a new id for one that is added."""
    text: Text | None = None
    """What the agreement says there."""
    struck: bool = False
    """True when the agreement leaves the paragraph out."""
    after: ParagraphId | None = None
    """The paragraph that a new one follows; left out where the library has the paragraph."""
    base: dict[Language, Word] = Field(default_factory=dict)
    """What the library said when this was agreed, as `{en: Either Party may withdraw.}`; `check` tells when it says something else."""
    reason: Word
    """Why it was changed; never printed: “The law asks for six months”."""
    author: Word
    """Who asked for it; never printed: “The other side”."""
    date: Day | None = None
    """The day on which it was agreed; never printed."""

    @property
    def clause(self) -> str:
        """The id of the clause that the paragraph belongs to."""
        return self.id.partition(".")[0]

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) != self.struck:
            raise PydanticCustomError("wording-content", "a wording has `text`, or `struck: true`; one of the two")
        if (self.after is None) != bool(self.base):
            hint = {"hint": "`toolkit new wording AGREEMENT PARAGRAPH` writes it"}
            words = "a wording has `base`, the library's words that it replaces, or `after`, the paragraph that it follows; one of the two"
            raise PydanticCustomError("wording-content", words, hint)
        if self.struck and self.after:
            raise PydanticCustomError("wording-content", "what is struck out follows nothing: leave `after` out")
        return self
