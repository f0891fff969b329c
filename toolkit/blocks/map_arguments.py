"""Defines the arguments of the block `map`."""

from __future__ import annotations

from typing import ClassVar, Literal

from toolkit.content.document import Arguments, Placement
from toolkit.content.text import Text
from toolkit.content.values import ClusterRef


class MapArguments(Arguments):
    """Clusters where they lie: as tiles that keep north of south and west of east, or as points over a net of degrees."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    caption: Text
    """What the map shows, in a sentence."""
    clusters: tuple[ClusterRef, ...] = ()
    """The clusters; all that have a `location`, when left out."""
    kind: Literal["tiles", "points"] = "tiles"
    """Tiles show who is where; points show how far, too."""
    highlight: tuple[ClusterRef, ...] = ()
    """The clusters that the caption speaks of."""
    note: Text | None = None
    """What a reader must know to read it right."""
