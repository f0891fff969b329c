"""The library as rendering sees it: the same records by the same methods, and every question is noted."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import TypeVar, cast

from toolkit.content.document import Document
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Correction, Group, Link, Programme
from toolkit.content.site import Site
from toolkit.content.text import Text
from toolkit.content.values import Item, name_of
from toolkit.core.reads import Reads, Recorder

T = TypeVar("T")
AT_HAND = 64
"""Things that are kept with what was worked out of them, the last that were asked for."""


class ReadLibrary(Library):
    """A library whose every answer is noted; questions are as narrow as its methods."""

    def __init__(self, library: Library, recorder: Recorder) -> None:
        hidden = {
            "raw": library,
            "recorder": recorder,
            "_items": _Collections(library, recorder),
            "_facts": _Facts(library, recorder),
            "_made": {},
        }
        for name, value in hidden.items():
            object.__setattr__(self, name, value)

    raw: Library
    recorder: Recorder
    _items: _Collections
    _facts: _Facts
    _made: dict[tuple[str, int], tuple[object, object, Reads]]

    def once(self, what: str, thing: object, make: Callable[[], T]) -> T:
        """Return what is worked out of a thing: once for all who ask in a row, and its questions count for each of them."""
        key = (what, id(thing))
        if key not in self._made:
            with self.recorder.noting() as reads:
                made = make()
            self._made[key] = (thing, made, reads)  # while the thing is kept, no other has its number
            while len(self._made) > AT_HAND:
                del self._made[next(iter(self._made))]
        else:
            self.recorder.replay(self._made[key][2])
        return cast(T, self._made[key][1])

    @property
    def site(self) -> Site:
        """What `content/site.yaml` says."""
        self.recorder.note("site")
        return self.raw.site

    @property
    def items(self) -> Mapping[str, Mapping[str, Item]]:
        """The records by collection and id."""
        return self._items

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by id."""
        return self._facts

    @property
    def broken(self) -> frozenset[tuple[str, str]]:
        """The records that could not be read."""
        self.recorder.note("broken")
        return self.raw.broken

    @property
    def broken_words(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The words of the records that could not be read."""
        self.recorder.note("broken")
        return self.raw.broken_words

    def _any(self, collection: str) -> bool:
        self.recorder.note(f"any {collection}")
        return bool(self.raw.collection(collection))

    def page_named(self, id: str) -> Text | None:
        """Return the name of a page of the site's own."""
        self.recorder.note(f"page-named {id}")
        return self.raw.page_named(id)

    def links_of(self, id: str) -> tuple[Link, ...]:
        """Return the links with a record at either end."""
        self.recorder.note(f"links {id}")
        return self.raw.links_of(id)

    def groups_of(self, cluster: str) -> tuple[Group, ...]:
        """Return the groups that a cluster is in."""
        self.recorder.note(f"groups {cluster}")
        return self.raw.groups_of(cluster)

    def corrections_of(self, id: str) -> tuple[Correction, ...]:
        """Return the errors of sources that concern a record or a fact."""
        self.recorder.note(f"corrections {name_of(id)}")
        return self.raw.corrections_of(id)

    def programmes_under(self, act: str) -> tuple[Programme, ...]:
        """Return the programmes that an act adopted."""
        self.recorder.note(f"programmes {act}")
        return self.raw.programmes_under(act)

    def successors_of(self, document: str) -> tuple[Document, ...]:
        """Return the documents that supersede one."""
        self.recorder.note(f"successors {document}")
        return self.raw.successors_of(document)

    def fact_named(self, name: str, subject: Cluster | None = None) -> Fact | None:
        """Return the fact that texts call by a name; a subject's own are known with the subject."""
        own = self._own_facts(subject).get(name) if subject is not None else None
        if own is None:
            self.recorder.note(f"fact-named {name}")
        return own or self.raw.fact_named(name)

    def fact_names(self, subject: Cluster | None = None) -> frozenset[str]:
        """Return every name by which texts may call a fact."""
        self.recorder.note("fact-ids")
        return self.raw.fact_names(subject)

    @property
    def editions(self) -> tuple[str, ...]:
        """Return every edition."""
        self.recorder.note("editions")
        return self.raw.editions

    def editions_of(self, document: Document) -> tuple[str, ...]:
        """Return the editions of a document, which is known already."""
        self.recorder.note("site-editions")
        return self.raw.editions_of(document)


class _Collections(Mapping[str, Mapping[str, Item]]):
    """The collections by name."""

    def __init__(self, library: Library, recorder: Recorder) -> None:
        self._known = {name: _Records(name, items, recorder) for name, items in library.items.items()}

    def __getitem__(self, name: str) -> Mapping[str, Item]:
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Records(Mapping[str, Item]):
    """The records of one collection."""

    def __init__(self, name: str, items: Mapping[str, Item], recorder: Recorder) -> None:
        self._name, self._raw, self._recorder = name, items, recorder
        self._clusters: dict[str, Cluster] = {}

    def __getitem__(self, id: str) -> Item:
        self._recorder.note(f"record {self._name}.{id}")
        found = self._raw[id]
        return self._with_own_facts(found) if isinstance(found, Cluster) else found

    def _with_own_facts(self, cluster: Cluster) -> Cluster:
        """Return a cluster whose facts are asked for one by one: most of those who name it print none of them."""
        if cluster.id not in self._clusters:
            self._clusters[cluster.id] = cluster.model_copy(update={"facts": _OwnFacts(cluster, self._recorder)})
        return self._clusters[cluster.id]

    def __contains__(self, id: object) -> bool:
        self._recorder.note(f"has {self._name}.{id}")
        return id in self._raw

    def __iter__(self) -> Iterator[str]:
        self._recorder.note(f"ids {self._name}")
        return iter(self._raw)

    def __len__(self) -> int:
        self._recorder.note(f"ids {self._name}")
        return len(self._raw)

    def values(self) -> ValuesView[Item]:
        self._recorder.note(f"all {self._name}")
        return self._raw.values()

    def items(self) -> ItemsView[str, Item]:
        self._recorder.note(f"all {self._name}")
        return self._raw.items()


class _OwnFacts(Mapping[str, Fact]):
    """The facts of one cluster by name."""

    def __init__(self, cluster: Cluster, recorder: Recorder) -> None:
        self._id, self._raw, self._recorder = cluster.id, cluster.facts, recorder

    def __getitem__(self, name: str) -> Fact:
        self._recorder.note(f"fact {self._id}.{name}")
        return self._raw[name]

    def __iter__(self) -> Iterator[str]:
        self._recorder.note(f"facts-of {self._id}")
        return iter(self._raw)

    def __len__(self) -> int:
        self._recorder.note(f"facts-of {self._id}")
        return len(self._raw)


class _Facts(Mapping[str, Fact]):
    """The facts by id."""

    def __init__(self, library: Library, recorder: Recorder) -> None:
        self._raw, self._recorder = library.facts, recorder

    def __getitem__(self, id: str) -> Fact:
        self._recorder.note(f"fact {id}")
        return self._raw[id]

    def __contains__(self, id: object) -> bool:
        self._recorder.note(f"has-fact {id}")
        return id in self._raw

    def __iter__(self) -> Iterator[str]:
        self._recorder.note("fact-ids")
        return iter(self._raw)

    def __len__(self) -> int:
        self._recorder.note("fact-ids")
        return len(self._raw)

    def values(self) -> ValuesView[Fact]:
        self._recorder.note("facts")
        return self._raw.values()

    def items(self) -> ItemsView[str, Fact]:
        self._recorder.note("facts")
        return self._raw.items()
