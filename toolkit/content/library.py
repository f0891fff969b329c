"""Holds all of `content/` as the library: frozen records, linked by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar, cast

from toolkit.content import records
from toolkit.content.document import Document
from toolkit.content.edition import edition_languages
from toolkit.content.facts import Fact
from toolkit.content.site import Site
from toolkit.content.values import Item

__all__ = ["COLLECTIONS", "Library", "edition_languages"]

ItemType = TypeVar("ItemType", bound=Item)

ALL = "*"
"""Stands for every id of a collection in `Library.broken`, when its file could not be read."""

COLLECTIONS: Mapping[str, type[Item]] = MappingProxyType(
    {
        "units": records.Unit,
        "sources": records.Source,
        "legal_bases": records.LegalBasis,
        "programmes": records.Programme,
        "organisations": records.Organisation,
        "clusters": records.Cluster,
        "groups": records.Group,
        "links": records.Link,
        "glossary": records.Term,
        "success_factors": records.SuccessFactor,
        "recommendations": records.Recommendation,
        "corrections": records.Correction,
        "parties": records.Party,
        "clauses": records.Topic,
        "documents": Document,
    }
)
"""Every collection: `content/NAME.yaml` (a mapping of id to record), or `content/NAME/**/ID.yaml`, or both."""


@dataclass(frozen=True, slots=True)
class Library:
    """The records by collection and id; `broken` holds the ids of records that could not be read."""

    site: Site
    items: Mapping[str, Mapping[str, Item]]
    facts: Mapping[str, Fact]
    broken: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def get(self, model: type[ItemType], id: str) -> ItemType:
        """Return one record; KeyError when there is none."""
        return cast(ItemType, self.items[_NAMES[model]][id])

    def all(self, model: type[ItemType]) -> tuple[ItemType, ...]:
        """Return the records of a collection, in the order of the content."""
        return cast(tuple[ItemType, ...], tuple(self.items[_NAMES[model]].values()))

    def find(self, id: str, collections: tuple[str, ...]) -> Item | None:
        """Return the record of that id in the first collection that has it."""
        return next((self.items[name][id] for name in collections if id in self.items.get(name, {})), None)

    def ids(self, collections: tuple[str, ...]) -> Iterator[str]:
        """Yield every id of some collections."""
        for name in collections:
            yield from self.facts if name == "facts" else self.items[name]

    def is_broken(self, id: str, collections: tuple[str, ...]) -> bool:
        """Say whether a record that is not there is one that could not be read: to miss it is no second mistake."""
        return any((name, known) in self.broken for name in collections for known in (id, ALL))

    def knows(self, id: str) -> bool:
        """Say whether some record or fact has an id."""
        return id in self.facts or any(id in items for items in self.items.values())

    def records(self) -> Iterator[tuple[str, Item]]:
        """Yield every record with its collection's name."""
        for name, items in self.items.items():
            for item in items.values():
                yield name, item

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


_NAMES: dict[type[Any], str] = {model: name for name, model in COLLECTIONS.items()}
