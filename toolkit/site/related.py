"""Finds the documents that belong with one: those that either of the two names, and those about the same clusters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.content.agreements import Party
from toolkit.content.library import Library
from toolkit.core.reads import NOTHING, Recorder, digest
from toolkit.outline.numbering import Publication

SHOWN = 5
"""Documents that a page names as related, at most."""


@dataclass(frozen=True)
class Related:
    """Knows which publications belong together; `library` is asked without being noted, for one question stands for all of it."""

    library: Library
    publications: tuple[Publication, ...]
    recorder: Recorder

    def of(self, publication: Publication) -> tuple[Publication, ...]:
        """Return the publications that belong with one: those that it names first, then the newest."""
        self.recorder.note(f"related {publication.id}")
        return self._found(publication)

    def answers(self, of: Callable[[Publication], str]) -> Callable[[str], str]:
        """Return what answers for the documents that belong with one; `of` gives the digest of a publication."""

        def answer(asked: str) -> str:
            publication = self._by_id.get(asked)
            return digest(repr([(one.id, of(one)) for one in self._found(publication)]).encode()) if publication else NOTHING

        return answer

    def _found(self, publication: Publication) -> tuple[Publication, ...]:
        named = [one for id in publication.document.related for one in self._by_document.get(id, ()) if not one.copy]
        others = [*self._naming.get(publication.document.id, ()), *self._near(publication)]
        newest = sorted(others, key=lambda one: (-one.document.date.toordinal(), one.id))
        found = dict.fromkeys(one.id for one in (*named, *newest) if one.document.id != publication.document.id)
        return tuple(self._by_id[id] for id in list(found)[:SHOWN])

    def _near(self, publication: Publication) -> Iterator[Publication]:
        for cluster in self._clusters(publication):
            yield from self._by_cluster.get(cluster, ())

    def _clusters(self, publication: Publication) -> tuple[str, ...]:
        """Return the clusters that a publication is about: its subject, or those whose organisations are to sign."""
        agreement = publication.document.agreement
        parties = (self.library.items["parties"].get(id) for id in agreement.parties) if agreement else ()
        signing = (one.cluster.record for one in parties if isinstance(one, Party) and one.cluster)
        return tuple(dict.fromkeys([publication.subject.id] if publication.subject else signing))

    @cached_property
    def _by_id(self) -> dict[str, Publication]:
        return {one.id: one for one in self.publications}

    @cached_property
    def _by_document(self) -> dict[str, tuple[Publication, ...]]:
        return _grouped((one.document.id, one) for one in self.publications)

    @cached_property
    def _naming(self) -> dict[str, tuple[Publication, ...]]:
        return _grouped((str(id), one) for one in self.publications if not one.copy for id in one.document.related)

    @cached_property
    def _by_cluster(self) -> dict[str, tuple[Publication, ...]]:
        return _grouped((cluster, one) for one in self.publications if not one.copy for cluster in self._clusters(one))


def _grouped(pairs: Iterable[tuple[str, Publication]]) -> dict[str, tuple[Publication, ...]]:
    found: dict[str, list[Publication]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(some) for key, some in found.items()}
