"""Answers again the questions that rendering asked of the library, and finds those that a mistake in the content affects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from types import MappingProxyType

from toolkit.content.digests import digest_of
from toolkit.content.facts import Fact
from toolkit.content.library import Library, ends_of, named_by
from toolkit.content.records import Cluster, Correction, Group, Link, Programme
from toolkit.content.values import Item, name_of
from toolkit.core.reads import NOTHING, Question, digest

Record = tuple[str, str]
"""A collection and an id in it."""
BROKEN = "broken"
"""The answer to a question about a record that could not be read."""
ALTERED = "altered"
SITE: Record = ("site", "")
"""How `content/site.yaml` stands among records."""
CUT = ("cut", "leaf", "placed", "called", "stands", "counted")
"""The kinds of question about where lists are cut: each names the collections that are listed, as `organisations+links`."""
CONTENTS: Mapping[str, object] = MappingProxyType({"outline": (), "key_messages": (), "request": None, "agreement": None})
"""The fields of a document that its own pages alone show, as they are where nothing stands in them."""
FRONT: Mapping[str, Mapping[str, object]] = MappingProxyType({"front": CONTENTS, "title": {**CONTENTS, "summary": None}})
"""What lists show of a document, by the kind of question: the fields that they do not show."""
LEADING = ("links", "groups", "corrections", "programmes")
"""The kinds of question that lead from a record to those of a collection that name it."""


def front(document: Item, kind: str) -> Item:
    """Return a document with the fields alone that lists show of it, as a kind of question asks."""
    return document.model_copy(update=dict(FRONT[kind]))


@dataclass(frozen=True)
class Answers:
    """The answers of one library; `faulty` are the records and facts that an error stands in."""

    library: Library
    faulty: frozenset[Record] = frozenset()
    altered: frozenset[Record] = frozenset()
    """The records and facts that are taken to be others than they are, to see which answers hang on them."""
    digests: dict[str, str] = field(default_factory=dict, compare=False)
    """The digests of records as they are, by the words for what is meant of each: those that were worked out are not worked out again."""

    @cached_property
    def kinds(self) -> Mapping[str, Callable[[str], str]]:
        """How each kind of question is answered: from what is asked after, the digest of the answer."""
        library = self.library
        return {
            "record": self._of_record,
            "whole": lambda asked: self._digest(_named(asked)),
            **{kind: partial(self._without, kind) for kind in FRONT},
            "has": lambda asked: str(self._record(asked) is not None),
            "any": lambda name: str(bool(library.collection(name))),
            "ids": lambda name: digest("\n".join((*library.items[name], *self._lost(name))).encode()),
            "all": lambda name: self._joined((name, id) for id in (*library.items[name], *self._lost(name))),
            "fact": lambda asked: self._fact(library.facts.get(asked)),
            "has-fact": lambda asked: str(asked in library.facts),
            "fact-named": lambda name: self._fact(library.fact_named(name)),
            "facts-of": self._facts_of,
            "fact-ids": lambda _: digest("\n".join(library.facts).encode()),
            "facts": lambda _: digest("\n".join(map(self._fact, library.facts.values())).encode()),
            "page-named": self._page_named,
            "links": lambda asked: self._those("links", library.links_of(asked)),
            "groups": lambda asked: self._those("groups", library.groups_of(asked)),
            "corrections": lambda asked: self._those("corrections", library.corrections_of(asked)),
            "programmes": lambda asked: self._those("programmes", library.programmes_under(asked)),
            "successors": lambda asked: self._those("documents", library.successors_of(asked)),
            "site": lambda _: self._of_site("site", library.site),
            "site-editions": lambda _: self._of_site("site-editions", library.site.editions),
            "editions": lambda _: self._of_site("editions", library.editions),
            "broken": lambda _: digest("\n".join(f"{name}.{id}" for name, id in sorted(library.broken)).encode()),
        }

    def _record(self, asked: str) -> Item | None:
        collection, id = _named(asked)
        return self._item(collection, id)

    def _item(self, collection: str, id: str) -> Item | None:
        return self.library.facts.get(id) if collection == "facts" else self.library.items.get(collection, {}).get(id)

    def _of_record(self, asked: str) -> str:
        """Answer for a record; the facts of a cluster are asked for one by one."""
        item = self._record(asked)
        if not isinstance(item, Cluster):
            return self._digest(_named(asked))
        return self._said(self._known(f"bare {asked}", lambda: item.model_copy(update={"facts": {}})), {_named(asked)})

    def _without(self, kind: str, id: str) -> str:
        """Answer for a document but for what its own pages alone show: lists hang on no word of it."""
        item = self.library.items["documents"].get(id)
        if item is None:
            return self._digest(("documents", id))
        return self._said(self._known(f"{kind} {id}", lambda: front(item, kind)), {("documents", id)})

    def _digest(self, record: Record) -> str:
        collection, id = record
        item = self._item(collection, id)
        if item is None and self.library.is_broken(id, (collection,)):
            return self._said(BROKEN, {record})
        own = {("facts", f"{id}.{name}") for name in item.facts} if isinstance(item, Cluster) and self.altered else set()
        return self._said(self._known(f"whole {collection}.{id}", lambda: item), {record, *own})

    def _known(self, name: str, value: Callable[[], object]) -> str:
        """Return the digest of what a name stands for."""
        if name not in self.digests:
            self.digests[name] = digest_of(value())
        return self.digests[name]

    def _said(self, known: str, things: set[Record]) -> str:
        """Return an answer, as another one where one of the things that it tells of is taken to be altered."""
        return known if self.altered.isdisjoint(things) else f"{known} {ALTERED}"

    def _facts_of(self, cluster: str) -> str:
        item = self._record(f"clusters.{cluster}")
        return digest("\n".join(item.facts if isinstance(item, Cluster) else ()).encode())

    def _fact(self, fact: Fact | None) -> str:
        if fact is None:
            return NOTHING
        return self._said(self._known(f"whole facts.{fact.id}", lambda: fact), {("facts", fact.id)})

    def _page_named(self, id: str) -> str:
        """Answer for the name of a page: every page of the site links it, and none hangs on what it says."""
        if self.library.is_broken(id, ("pages",)):
            return BROKEN
        name = self.library.page_named(id)
        return self._said(repr((name.context, name.source, name.language, name.official)) if name else NOTHING, {("pages", id)})

    def _of_site(self, kind: str, value: object) -> str:
        return self._said(self._known(kind, lambda: value), {SITE})

    def _lost(self, collection: str) -> tuple[str, ...]:
        """Return the ids of records of a collection that could not be read."""
        return tuple(sorted(id for name, id in self.library.broken if name == collection))

    def _joined(self, found: Iterable[Record]) -> str:
        return digest("\n".join(map(self._digest, found)).encode())

    def _those(self, collection: str, items: Iterable[Item]) -> str:
        return self._joined((collection, item.id) for item in items)

    # ── what a mistake stands in the way of ──────────────────────────────────────────────────────

    def at_fault(self, question: Question) -> bool:
        """Say whether the answer to a question has something in it that is broken, or that an error stands in."""
        kind, _, asked = question.partition(" ")
        if kind in ("record", "has", "page-named"):
            collection, _, id = asked.partition(".") if kind != "page-named" else ("pages", "", asked)
            return self._is_faulty(collection, id)
        if kind in ("ids", "all"):
            return any(name == asked for name, _ in self.library.broken if kind == "ids") or (kind == "all" and self._any_faulty(asked))
        if kind in ("fact", "has-fact", "fact-named"):
            return self._is_faulty_fact(asked)
        if kind in CUT:
            listed = asked.partition(" ")[0].split("+")
            return any(map(self._any_faulty, (*listed, "clusters") if "facts" in listed else listed))
        if kind in LEADING:
            return self._leads_to_faulty(kind, asked)
        return kind == "facts" and (self._any_faulty("facts") or self._any_faulty("clusters"))

    def strays(self, question: Question) -> bool:
        """Say whether a faulty record may be missing from an answer, since what it names is not there, or cannot be read."""
        kind, _, _ = question.partition(" ")
        if kind == "successors":  # it stands in a document, of which most supersede nothing: only one that is lost is missed
            return any(name == "documents" for name, _ in self.library.broken)
        return kind in LEADING and (self._strays[kind] or any(name == kind for name, _ in self.library.broken))

    def _is_faulty(self, collection: str, id: str) -> bool:
        return (collection, id) in self.faulty or self.library.is_broken(id, (collection,))

    def _is_faulty_fact(self, name: str) -> bool:
        fact = self.library.facts.get(name) or self.library.fact_named(name)
        id = fact.id if fact else name
        owner = id.partition(".")[0]
        if fact is None and any(owner == name_of(known) for kind, known in self.library.broken if kind in ("clusters", "facts")):
            return True
        return self._is_faulty("facts", id) or (owner != id and self._is_faulty("clusters", owner))

    def _any_faulty(self, collection: str) -> bool:
        return any(name == collection for name, _ in (*self.faulty, *self.library.broken))

    def _leads_to_faulty(self, kind: str, asked: str) -> bool:
        """Say whether a faulty record names what is asked after; one whose words cannot be told may name anything."""
        found = {"links": self.library.links_of, "groups": self.library.groups_of,
                 "corrections": self.library.corrections_of, "programmes": self.library.programmes_under}[kind](asked)  # fmt: skip
        if any((kind, item.id) in self.faulty for item in found):
            return True
        lost = [self.library.broken_words.get(record) for record in self.library.broken if record[0] == kind]
        return any(words is None or name_of(asked) in map(name_of, words) for words in lost)

    @cached_property
    def _strays(self) -> dict[str, bool]:
        return {kind: any(self._leads_nowhere(kind, id) for name, id in self.faulty if name == kind) for kind in LEADING}

    def _leads_nowhere(self, kind: str, id: str) -> bool:
        item = self.library.items[kind].get(id)
        named = {name_of(id) for id in _named_by(item)} if item else set()
        return not all(name in self._names or self.library.fact_named(name) for name in named)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name_of(id) for items in self.library.items.values() for id in items)


def _named(asked: str) -> Record:
    collection, _, id = asked.partition(".")
    return collection, id


def _named_by(item: Item) -> Iterable[str]:
    """Return the ids by which a record is found from others."""
    if isinstance(item, Link):
        return ends_of(item)
    if isinstance(item, Group):
        return item.clusters
    if isinstance(item, Programme):
        return (item.act.record,) if item.act else ()
    return named_by(item) if isinstance(item, Correction) else ()
