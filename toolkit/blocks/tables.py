"""Defines the block of a table that an author wrote, and gives it its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from toolkit.content.document import Arguments, Placement
from toolkit.content.library import Library
from toolkit.content.prose import Prose
from toolkit.content.tables import Rows, Table
from toolkit.content.text import Text
from toolkit.content.values import Evidence, TableRef
from toolkit.outline.numbering import Outline


class TableArguments(Arguments, Rows):
    """A table of words and figures: its rows stand here, or in a file of `content/tables`."""

    placement: ClassVar[Placement] = Placement.WIDE
    reusable: ClassVar[bool] = True

    caption: Text
    """The words above the table."""
    of: TableRef | None = None
    """The id of a table of `content/tables`, where the rows do not stand here: `jobs` for `content/tables/jobs.csv`."""
    note: Prose | None = None
    """What a reader must know to read it right, printed below it."""
    sources: tuple[Evidence, ...] = ()
    """Where it was taken from, printed below it: `[{source: book, locator: p. 5}]`."""

    @model_validator(mode="after")
    def _has_rows(self) -> Self:
        if bool(self.rows) == (self.of is not None):
            hint = {"hint": "write `columns:` and `rows:`, or `of:` with the id of a table of content/tables"}
            raise PydanticCustomError("missing-key", "a table has either rows or the id of a table", hint)
        return self


def table(library: Library, outline: Outline, it: TableArguments) -> Mapping[str, Any]:
    """A table, from its own rows or a file."""
    return {"grid": library.get(Table, it.of).grid if it.of else it.grid}
