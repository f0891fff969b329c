"""Defines the typed arguments of the blocks that draw: networks, charts, timelines and pictures."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.content.choices import Country
from toolkit.content.document import Arguments, Placement
from toolkit.content.scalars import FileName, Whole
from toolkit.content.text import Text
from toolkit.content.values import ActRef, ClusterRef, FactRef

Detail = Literal["full", "short"]
"""Full: with rationale and editorial notes; short: what a brief has room for."""


class NetworkArguments(Arguments):
    """The cooperation figure: the network of partners of one cluster or of several."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    caption: Text
    """The words with the figure."""
    detail: Detail = "full"
    """Short: without partners who are members and nothing else."""
    clusters: tuple[ClusterRef, ...] = ()
    """The clusters; the one that the document is about, when left out."""


def _no_pie(value: Any) -> Any:
    """Refuse a pie by what draws the same and can be read off."""
    if value in ("pie", "donut", "doughnut"):
        context = {"value": str(value), "hint": "write `kind: share`: parts of a whole in one bar, whose lengths can be compared"}
        raise PydanticCustomError("unknown-value", "a `{value}` is not drawn: nobody can compare its angles", context)
    return value


class ChartArguments(Arguments):
    """Facts drawn as bars, dots, a share or a series; every one of them in one unit."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    kind: Annotated[Literal["bar", "dot", "share", "series"], BeforeValidator(_no_pie)]
    """Bar and dot compare; share shows parts of a whole; series shows years."""
    caption: Text
    """The words with the figure."""
    facts: tuple[FactRef, ...] = Field(min_length=1)
    """The facts, in the order to draw them in."""
    whole: FactRef | None = None
    """Share: what the facts are parts of; left out where they are per cent."""
    order: Literal["given", "falling", "rising"] = "given"
    """Bar and dot: as given, or by value."""
    highlight: tuple[FactRef, ...] = ()
    """The facts that the caption speaks of; the others step back."""
    note: Text | None = None
    """What a reader must know to read it right."""


class TimelineArguments(Arguments):
    """Acts with their dates and their state on the document's day, or the dated events of a cluster."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    caption: Text
    """The words with the figure."""
    shows: Literal["acts", "events"] = "acts"
    """Events: founding, acts, programmes and figures of a cluster."""
    acts: tuple[ActRef, ...] = ()
    """The acts; those of the cluster, when left out, or those that the document cites where it is about none."""
    cluster: ClusterRef | None = None
    """The cluster; the one that the document is about, when left out."""
    jurisdictions: tuple[Country, ...] = ()
    """Only acts of these countries, or unions of countries."""
    scope: Literal["document", "library"] = "document"
    """Library: every act there is, cited here or not."""
    note: Text | None = None
    """What a reader must know to read it right."""


class PictureArguments(Arguments):
    """A picture of `content/images/`, with the words for those who do not see it."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    file: FileName
    """The file, by its name below `content/images`: `map.svg`."""
    alt: Text
    """What it shows, for readers who do not see it."""
    caption: Text
    """The words with the picture."""
    width: Whole = Field(100, ge=10, le=100)
    """How wide it is, in per cent of the text."""
