"""Works out what a map draws of clusters by the places that their records give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.blocks.charts import Say, plain
from toolkit.blocks.drawing.point_map import point_map
from toolkit.blocks.drawing.shapes import FRAMES, Drawing
from toolkit.blocks.drawing.tile_map import Spot, tile_map
from toolkit.blocks.map_arguments import MapArguments
from toolkit.content.library import Library
from toolkit.content.records import Cluster
from toolkit.outline.numbering import Outline


@dataclass(frozen=True, slots=True)
class Map:
    """What a map draws: clusters that have a place, in the order of their documents."""

    it: MapArguments
    clusters: tuple[Cluster, ...]

    @property
    def abroad(self) -> bool:
        """Tell whether the clusters lie in different countries, so that each says its own."""
        return len({cluster.countries for cluster in self.clusters}) > 1

    def strong(self, cluster: Cluster) -> bool:
        """Tell whether a cluster is one that the caption speaks of."""
        return cluster.id in self.it.highlight

    def drawing(self, frame: str, name: Say, sub: Say) -> Drawing:
        """Return the drawing: `name` gives the name of a cluster, `sub` what stands below it."""
        spots = [
            Spot(plain(name(one)), float(one.location.latitude), float(one.location.longitude), plain(sub(one)), self.strong(one))
            for one in self.clusters
            if one.location
        ]
        return (tile_map if self.it.kind == "tiles" else point_map)(spots, FRAMES[frame])


def map_view(library: Library, outline: Outline, it: MapArguments) -> Mapping[str, Any]:
    """Return the map of some clusters, or of all that have a place."""
    named = tuple(library.get(Cluster, id) for id in it.clusters) or tuple(library.all(Cluster))
    return {"map": Map(it, tuple(cluster for cluster in named if cluster.location))}
