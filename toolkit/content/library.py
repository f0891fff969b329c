"""Holds all of `content/` as the library: frozen records, linked by id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

from toolkit.content import recommendations, records, tables
from toolkit.content.choices import ChoiceRef
from toolkit.content.document import Document
from toolkit.content.drafts import FrozenDraft
from toolkit.content.edition import edition_languages
from toolkit.content.facts import Fact
from toolkit.content.own_page import OwnPage
from toolkit.content.proposals import Proposals
from toolkit.content.records import Cluster, Correction, Group, Link, Programme
from toolkit.content.site import Site
from toolkit.content.text import Text
from toolkit.content.values import Item, name_of
from toolkit.content.vocabulary import VOCABULARIES, Choice
from toolkit.core.extensions import KINDS, brought

__all__ = ["COLLECTIONS", "Library", "edition_languages"]

ItemType = TypeVar("ItemType", bound=Item)
T = TypeVar("T")

_NAMED = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)")
ALL = "*"
"""Stands for every id of a collection in `Library.broken`, when its file could not be read."""

COLLECTIONS: Mapping[str, type[Item]] = MappingProxyType(
    {
        "units": records.Unit,
        "sources": records.Source,
        "legal_bases": records.LegalBasis,
        "programmes": Programme,
        "organisations": records.Organisation,
        "clusters": Cluster,
        "groups": Group,
        "links": Link,
        "glossary": records.Term,
        "success_factors": records.SuccessFactor,
        "addressees": recommendations.Addressee,
        "recommendations": recommendations.Recommendation,
        "corrections": Correction,
        "parties": records.Party,
        "clauses": records.Topic,
        "documents": Document,
        "drafts": FrozenDraft,
        "proposals": Proposals,
        "facts": Fact,
        "tables": tables.Table,
        "pages": OwnPage,
        **brought(KINDS),
    }
)
"""Every collection: `content/NAME.yaml` (a mapping of id to record), or `content/NAME/**/ID.yaml`, or both. Packages bring more."""


@dataclass(frozen=True)
class Library:
    """The records by collection and id; `broken` holds the ids of records that could not be read.

    What leads from one record to others (the links of a cluster, the fact of a name) is worked out once, when it is first asked for.
    """

    site: Site
    items: Mapping[str, Mapping[str, Item]]
    facts: Mapping[str, Fact]
    """Every fact by its id: those of `content/facts.yaml` and, as `alpha.participants`, those of clusters."""
    broken: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    broken_words: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict, compare=False)
    """Every word that stands in a record that could not be read: what it would have led to."""
    mark: str = field(default="", compare=False)
    """The digest of the bytes that it was read from; nothing where it was made in another way."""

    def get(self, model: type[ItemType], id: str) -> ItemType:
        """Return one record; KeyError when there is none."""
        return cast(ItemType, self.collection(_NAMES[model])[id])

    def has(self, model: type[Item], id: str) -> bool:
        """Say whether there is a record of an id; what names one that is missing is told by the check of references."""
        return id in self.collection(_NAMES[model])

    def all(self, model: type[ItemType]) -> tuple[ItemType, ...]:
        """Return the records of a collection, in the order of the content; all facts, those of clusters too."""
        return cast(tuple[ItemType, ...], tuple(self.collection(_NAMES[model]).values()))

    def collection(self, name: str) -> Mapping[str, Item]:
        """Return the records of a collection by id; of `facts` those of clusters too."""
        return self.facts if name == "facts" else self.items[name]

    def choice(self, word: ChoiceRef) -> Choice | None:
        """Return a word of a vocabulary with its labels, or nothing where the vocabulary has no such word."""
        return cast(Choice | None, self.items[word.targets[0]].get(word))

    def any(self, model: type[Item]) -> bool:
        """Say whether a collection has a record."""
        return self._any(_NAMES[model])

    def _any(self, collection: str) -> bool:
        return bool(self.collection(collection))

    def find(self, id: str, collections: tuple[str, ...]) -> Item | None:
        """Return the record of that id in the first collection that has it."""
        return next((self.items[name][id] for name in collections if id in self.items.get(name, {})), None)

    def named(self, id: str) -> Item | None:
        """Return the first record or fact of that id, of whatever kind."""
        return self.facts.get(id) or next((items[id] for items in self.items.values() if id in items), None)

    def ids(self, collections: tuple[str, ...]) -> Iterator[str]:
        """Yield every id of some collections."""
        for name in collections:
            yield from self.collection(name)

    def is_broken(self, id: str, collections: tuple[str, ...]) -> bool:
        """Say whether a record that is not there is one that could not be read: to miss it is no second mistake."""
        return any((name, known) in self.broken for name in collections for known in (id, ALL))

    def is_lost_fact(self, id: str) -> bool:
        """Say whether a fact that is not there is one that could not be read or worked out, alone or with all of its cluster."""
        return is_lost_fact(id, self.items["clusters"], self.broken)

    def knows(self, id: str) -> bool:
        """Say whether some record or fact has an id."""
        return id in self.facts or any(id in items for items in self.items.values())

    def once(self, what: str, thing: object, make: Callable[[], T]) -> T:
        """Return what is worked out of a thing, as `mentioned` of an outline; a library whose answers are noted does so once."""
        return make()

    def records(self) -> Iterator[tuple[str, Item]]:
        """Yield every record with its collection's name."""
        for name, items in self.items.items():
            for item in items.values():
                yield name, item

    # ── from one record to others ────────────────────────────────────────────────────────────────

    def page_named(self, id: str) -> Text | None:
        """Return the name of a page of the site's own; nothing where there is no such page."""
        page = self.items["pages"].get(id)
        return page.named if isinstance(page, OwnPage) else None

    def links_of(self, id: str) -> tuple[Link, ...]:
        """Return the links with a cluster, organisation or programme at either end, in the order of the content."""
        return self._links.get(id, ())

    def groups_of(self, cluster: str) -> tuple[Group, ...]:
        """Return the groups that a cluster is in."""
        return self._groups.get(cluster, ())

    def corrections_of(self, id: str) -> tuple[Correction, ...]:
        """Return the errors of sources that concern a record, or name a fact in what is right, in the order of the content."""
        return self._corrections.get(name_of(id), ())

    def programmes_under(self, act: str) -> tuple[Programme, ...]:
        """Return the programmes that an act adopted."""
        return self._programmes.get(act, ())

    def successors_of(self, document: str) -> tuple[Document, ...]:
        """Return the documents that supersede one."""
        return self._successors.get(document, ())

    def fact_named(self, name: str, subject: Cluster | None = None) -> Fact | None:
        """Return the fact that texts call by a name: `owner.fact`, and a subject's own by `fact`."""
        own = self._own_facts(subject).get(name) if subject is not None else None
        return own or self._named.get(name)

    def fact_names(self, subject: Cluster | None = None) -> frozenset[str]:
        """Return every name by which texts may call a fact."""
        return frozenset(self._named).union(self._own_facts(subject) if subject is not None else ())

    def _own_facts(self, subject: Cluster) -> dict[str, Fact]:
        return {name_of(name): fact for name, fact in subject.facts.items()}

    @cached_property
    def _named(self) -> dict[str, Fact]:
        return {name_of(id): fact for id, fact in self.facts.items()}

    @cached_property
    def _links(self) -> dict[str, tuple[Link, ...]]:
        return by_key(self.all(Link), ends_of)

    @cached_property
    def _groups(self) -> dict[str, tuple[Group, ...]]:
        return by_key(self.all(Group), lambda group: group.clusters)

    @cached_property
    def _corrections(self) -> dict[str, tuple[Correction, ...]]:
        return by_key(self.all(Correction), named_by)

    @cached_property
    def _programmes(self) -> dict[str, tuple[Programme, ...]]:
        return by_key(self.all(Programme), lambda programme: (programme.act.record,) if programme.act else ())

    @cached_property
    def _successors(self) -> dict[str, tuple[Document, ...]]:
        return by_key(self.all(Document), lambda document: (document.supersedes,) if document.supersedes else ())

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of all editions, in order of first mention."""
        return tuple(dict.fromkeys(tag for edition in self.editions for tag in edition_languages(edition)))

    @property
    def editions(self) -> tuple[str, ...]:
        """Return every edition: those of the site, then those that documents add."""
        added = (edition for document in self.all(Document) for edition in document.editions)
        return tuple(dict.fromkeys((*self.site.editions, *added)))

    def editions_of(self, document: Document) -> tuple[str, ...]:
        """Return the editions of a document: those of the site, then its own."""
        return tuple(dict.fromkeys((*self.site.editions, *document.editions)))


_NAMES: dict[type[Any], str] = {model: name for name, model in (*VOCABULARIES.items(), *COLLECTIONS.items()) if model is not Choice}


def is_lost_fact(id: str, clusters: Iterable[str], broken: Iterable[tuple[str, str]]) -> bool:
    """Say whether a fact that is not there is among the broken, or would stand in one of them; `clusters` could be read."""
    name = name_of(id)
    owner, _, own = name.partition(".")
    readable = bool(own) and owner in map(name_of, clusters)
    lost = (name_of(known) for kind, known in broken if kind in ("clusters", "facts"))
    return any(known == name or (known in (ALL, owner) and not readable) for known in lost)


def collection_of(model: type[Any]) -> str:
    """Return the name of the collection that holds a kind of record."""
    return _NAMES[model]


def ends_of(link: Link) -> tuple[str, str]:
    """Return the ids of both ends of a link."""
    return link.source, link.target


def named_by(note: Correction) -> tuple[str, ...]:
    """Return the names of what a correction concerns, and of the facts that its words print."""
    return (*map(name_of, note.concerns), *_NAMED.findall(note.corrected.source))


def by_key(items: Iterable[ItemType], keys: Callable[[ItemType], Iterable[str]]) -> dict[str, tuple[ItemType, ...]]:
    """Return records by each of the ids that they name, in their own order."""
    found: dict[str, list[ItemType]] = {}
    for item in items:
        for key in dict.fromkeys(map(str, keys(item))):
            found.setdefault(key, []).append(item)
    return {key: tuple(some) for key, some in found.items()}
