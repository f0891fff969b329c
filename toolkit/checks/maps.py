"""Checks that maps can draw the clusters that they name."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.blocks.map_arguments import MapArguments
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Cluster
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean


def check_maps(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with each map of each document; a cluster that does not exist has its diagnostic already."""
    clusters = {cluster.id: cluster for cluster in library.all(Cluster)}
    for document in library.all(Document):
        for section in document.outline:
            for block in section.blocks:
                if isinstance(it := block.arguments, MapArguments) and all(id in clusters for id in it.clusters):
                    yield from _map(it, clusters, block.place, broken=any(kind == "clusters" for kind, _ in library.broken))


def _map(it: MapArguments, clusters: dict[str, Cluster], place: Place, *, broken: bool) -> Iterator[Diagnostic]:
    lost = [reference for reference in it.clusters if not clusters[reference].location]
    for reference in lost:
        hint = f"add `location: {{latitude: …, longitude: …}}` to content/clusters/{reference}.yaml, or take it out of the map"
        yield Diagnostic("map-cluster", f"`{reference}` has no location, and a map cannot draw it", reference.place, hint)
    drawn: list[str] = list(dict.fromkeys(it.clusters)) or [id for id, cluster in clusters.items() if cluster.location]
    for reference in it.highlight:
        if reference in clusters and reference not in drawn:
            hint = did_you_mean(reference, drawn, "drawn here: " + ", ".join(drawn))
            yield Diagnostic("map-cluster", f"`{reference}` is highlighted, and the map does not draw it", reference.place, hint)
    if len(drawn) < 2 and not lost and not broken:
        words = f"{len(drawn)} place" if len(drawn) == 1 else "no place"
        yield Diagnostic("too-few-places", f"a map has {words}", place, "draw two clusters or more, or say where it is in a sentence")
