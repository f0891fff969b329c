"""Loads `content/` as a library, and finds every mistake in it in one run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from toolkit.content import records
from toolkit.content.derive import settle
from toolkit.content.document import BlockModels
from toolkit.content.facts import Fact
from toolkit.content.library import ALL, COLLECTIONS, Library
from toolkit.content.problems import explain
from toolkit.content.site import Site
from toolkit.content.tree import Fields, Items, Node, Scalar, parse
from toolkit.content.values import ID, Item
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean
from toolkit.core.workspace import Workspace

SITE = "content/site.yaml"
UNREAD = (".yml", ".YML", ".YAML")


class _Loader:
    """Reads the files of one workspace; collects records and diagnostics."""

    def __init__(self, workspace: Workspace, blocks: BlockModels) -> None:
        self.workspace = workspace
        self.blocks = blocks
        self.language = "ru"
        self.found: list[Diagnostic] = []
        self.items: dict[str, dict[str, Item]] = {name: {} for name in COLLECTIONS}
        self.broken: set[tuple[str, str]] = set()
        self.broken_words: dict[tuple[str, str], frozenset[str]] = {}

    def site(self) -> Site | None:
        raw = self.tree(SITE, "site")
        if isinstance(raw, Fields) and isinstance(raw.get("source_language"), Scalar):
            self.language = raw["source_language"]
        return self.record(Site, raw, "site", SITE) if raw is not None else None

    def tree(self, path: str, prefix: str) -> Node:
        try:
            node, found = parse(self.workspace.read(path), path, prefix, self.language)
        except ContentError as error:
            self.found.extend(error.diagnostics)
            return None
        self.found.extend(found)
        if node is None and not found:
            self.found.append(Diagnostic("empty-file", "the file is empty", Place(path, 1), "fill it, or remove it"))
        return node

    def record(self, model: type[Any], raw: Node, id: str, path: str) -> Any | None:
        if not isinstance(raw, Fields):
            place = raw.place if raw is not None else Place(path)
            self.found.append(Diagnostic("wrong-type", f"`{id}`: expected a mapping of keys", place, "write `key: value` lines"))
            return None
        try:
            return model.model_validate(raw, context={"blocks": self.blocks})
        except ValidationError as error:
            self.found.extend(explain(error, model, raw, self.blocks))
            return None

    def collection(self, name: str, model: type[Item]) -> None:
        first: dict[str, Place] = {}
        for id, raw, path in self.raw_records(name):
            key_place = raw.place if isinstance(raw, Fields | Items | Scalar) else Place(path)
            if not self.is_id(id, key_place):
                continue
            if id in first:
                self.found.append(Diagnostic("duplicate-id", f"`{id}` stands twice in {name}", key_place, f"first at {first[id]}"))
                continue
            first[id] = key_place
            record = self.record(model, raw, id, path)
            if record is None:
                self.broken.add((name, id))
                self.broken_words[(name, id)] = frozenset(words_of(raw))
            else:
                self.items[name][id] = record

    def is_id(self, id: str, place: Place) -> bool:
        """Return whether an id may be one; note where it stands when not."""
        if not ID.fullmatch(id):
            hint = "lower-case Latin letters, digits, `-` and `_`; a letter first"
            self.found.append(Diagnostic("bad-id", f"`{id}` is no id", place, hint))
        return ID.fullmatch(id) is not None

    def raw_records(self, name: str) -> Iterator[tuple[str, Node, str]]:
        path = f"content/{name}.yaml"
        if path in self.top_level:
            raw = self.tree(path, name)
            if raw is None:
                self.broken.add((name, ALL))
            yield from self.many(raw, path, name)
        for path in self.workspace.list(f"content/{name}", ".yaml"):
            id = PurePosixPath(path).stem
            raw = self.tree(path, f"{name}.{id}")
            if raw is None:
                self.broken.add((name, id))
            else:
                yield id, raw, path

    def many(self, raw: Node, path: str, name: str) -> Iterator[tuple[str, Node, str]]:
        if raw is None:
            return
        if isinstance(raw, Fields) and isinstance(raw.get("references"), Items):
            yield from self.csl(raw["references"], path)
        elif isinstance(raw, Fields):
            yield from ((str(key), value, path) for key, value in raw.items() if key != "language")
        else:
            self.found.append(Diagnostic("wrong-type", f"expected a mapping of id to record ({name})", raw.place, "write `id:` lines"))

    def csl(self, items: Items, path: str) -> Iterator[tuple[str, Node, str]]:
        for raw in items:
            if isinstance(raw, Fields) and isinstance(raw.get("id"), Scalar):
                id = raw["id"]
                rest = Fields({key: value for key, value in raw.items() if key != "id"})
                rest.place, rest.path, rest.passage = raw.place, f"sources.{id}", raw.passage
                yield str(id), rest, path
            else:
                self.found.append(Diagnostic("missing-key", "a reference without `id`", items.place, "add `id: …`"))

    @property
    def top_level(self) -> frozenset[str]:
        return frozenset(self.workspace.list("content", ".yaml"))

    def unread_files(self) -> None:
        """Note the files that have the other name of YAML, which nothing reads; to miss what they hold is no second mistake."""
        for path in (path for suffix in UNREAD for path in self.workspace.list("content", suffix)):
            right = PurePosixPath(path).with_suffix(".yaml")
            self.found.append(Diagnostic("wrong-suffix", "nothing reads this file", Place(path), f"rename it to {right.name}"))
            self.broken.add((right.parts[1], right.stem) if len(right.parts) > 2 else (right.stem, ALL))

    def unknown_files(self) -> None:
        for path in self.workspace.list("content", ".yaml"):
            parts = PurePosixPath(path).parts
            name = parts[1].removesuffix(".yaml")
            if path != SITE and name not in COLLECTIONS:
                hint = did_you_mean(name, COLLECTIONS, "known: " + ", ".join(COLLECTIONS))
                self.found.append(Diagnostic("unknown-collection", f"`{name}` is not a kind of content", Place(path), hint))

    def settle_facts(self) -> dict[str, Fact]:
        """Work out series and derivations of all facts, and put them in their place; what cannot be is broken, in its cluster too."""
        clusters = {id: cluster for id, cluster in self.items["clusters"].items() if isinstance(cluster, records.Cluster)}
        own = {f"{id}.{name}": fact for id, cluster in clusters.items() for name, fact in cluster.facts.items()}
        general = {id: fact for id, fact in self.items["facts"].items() if isinstance(fact, Fact)}
        settled = settle(general | own)
        self.found.extend(settled.found)
        for id in settled.broken:
            owner = id.rpartition(".")[0]
            self.broken.add(("clusters", owner) if owner else ("facts", id))
        done = dict(sorted(settled.done.items()))
        self.items["facts"] = {id: fact for id, fact in done.items() if not fact.owner}
        for id, cluster in clusters.items():
            facts = {name: done[f"{id}.{name}"] for name in cluster.facts if f"{id}.{name}" in done}
            self.items["clusters"][id] = cluster.model_copy(update={"facts": facts})
        return done


def load(workspace: Workspace, blocks: BlockModels) -> tuple[Library | None, tuple[Diagnostic, ...]]:
    """Read all of `content/`.

    Returns the library (nothing when there is no usable `site.yaml`) and the diagnostics. A record that
    cannot be read is left out, and its id kept in `broken`, so that references to it are no second mistake.
    """
    loader = _Loader(workspace, blocks)
    loader.unread_files()
    if not workspace.list("content", ".yaml"):
        hint = "add content/site.yaml and the records it publishes, or run this in the folder that has them"
        return None, (Diagnostic("no-content", "there is no content here", Place("content"), hint), *loader.found)
    site = loader.site()
    loader.unknown_files()
    for name, model in COLLECTIONS.items():
        loader.collection(name, model)
    facts = loader.settle_facts()
    if site is None:
        return None, tuple(loader.found)
    return Library(site, loader.items, facts, frozenset(loader.broken), loader.broken_words), tuple(loader.found)


def words_of(node: Node) -> Iterator[str]:
    """Yield every word that an author typed below a node."""
    if isinstance(node, Scalar):
        yield str(node)
    for part in node.values() if isinstance(node, Fields) else node if isinstance(node, Items) else ():
        yield from words_of(part)
