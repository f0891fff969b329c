"""Loads `content/` as a library, and finds every mistake in it in one run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError

from toolkit.content import records
from toolkit.content.derive import settle
from toolkit.content.document import BlockModels
from toolkit.content.facts import Fact
from toolkit.content.library import ALL, COLLECTIONS, Library
from toolkit.content.problems import explain
from toolkit.content.scalars import is_device, is_language
from toolkit.content.site import Site
from toolkit.content.tree import Fields, Items, Node, Scalar, parse
from toolkit.content.values import ID, Item
from toolkit.core.characters import strange
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, did_you_mean
from toolkit.core.workspace import Workspace

SITE = "content/site.yaml"
FACTS = "content/facts.yaml"
IMAGES = "content/images"
ASIDE = frozenset({"README", "LICENSE", "LICENCE", "COPYING", "NOTICE"})
"""Files that people read, and nothing else."""
LONGEST_ID = 100
"""Characters of an id: with folder, suffix and the marks of temporary files it names a file on every system."""


class _Loader:
    """Reads the files of one workspace; collects records and diagnostics."""

    def __init__(self, workspace: Workspace, blocks: BlockModels) -> None:
        self.workspace = workspace
        self.blocks = blocks
        self.language = "ru"
        self.found: list[Diagnostic] = []
        self.items: dict[str, dict[str, Item]] = {name: {} for name in COLLECTIONS}
        self.facts: dict[str, Fact] = {}
        self.broken: set[tuple[str, str]] = set()
        self.read: set[str] = set()
        """The files that were read."""

    def site(self) -> Site | None:
        raw = self.tree(SITE, "site")
        if isinstance(raw, Fields) and isinstance(raw.get("source_language"), Scalar):
            self.language = raw["source_language"]
        return self.record(Site, raw, "site", SITE) if raw is not None else None

    def tree(self, path: str, prefix: str) -> Node:
        self.read.add(path)
        try:
            node, found = parse(self.workspace.read(path), path, prefix, self.language)
        except ContentError as error:
            self.found.extend(error.diagnostics)
            return None
        self.found.extend(found)
        tag = node.get("language") if isinstance(node, Fields) else None
        if isinstance(tag, Scalar) and not is_language(tag):
            hint = "use a tag as ru, en or kk"
            self.found.append(Diagnostic("unknown-language", f"`{tag}` is not a language that CLDR knows", tag.place, hint))
        if node is None and not found:
            self.found.append(Diagnostic("empty-file", "the file is empty", Place(path, 1), "fill it, or remove it"))
        return node

    def record(self, model: type[Any], raw: Node, id: str, path: str) -> Any | None:
        if not isinstance(raw, Fields):
            place = raw.place if raw is not None else Place(path)
            self.found.append(Diagnostic("wrong-type", f"`{id}`: expected a mapping of keys", place, "write `key: value` lines"))
            return None
        try:
            record: BaseModel = model.model_validate(raw, context={"blocks": self.blocks})
        except ValidationError as error:
            self.found.extend(explain(error, model, raw, self.blocks))
            return None
        return record.identified(id, raw.place) if isinstance(record, Item) else record

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
            else:
                self.items[name][id] = record

    def is_id(self, id: str, place: Place) -> bool:
        """Return whether an id may be one; note where it stands when not."""
        if not ID.fullmatch(id):
            hint = "lower-case Latin letters, digits, `-` and `_`; a letter first"
            self.found.append(Diagnostic("bad-id", f"`{id[:60]}` is no id{strange(id)}", place, hint))
        elif len(id) > LONGEST_ID:
            self.found.append(Diagnostic("bad-id", f"`{id[:60]}…` has {len(id)} characters, {LONGEST_ID} at most", place, "shorten it"))
        elif is_device(id):
            hint = "choose another id"
            self.found.append(Diagnostic("bad-id", f"`{id}` is the name of a device on Windows, where no file may have it", place, hint))
        else:
            return True
        return False

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

    def misnamed_files(self) -> None:
        """Note the files that have another name of YAML, which nothing reads; to miss what they hold is no second mistake."""
        for path in self.workspace.list("content", ""):
            file = PurePosixPath(path)
            if file.suffix == ".yaml" or file.suffix.lower() not in (".yaml", ".yml"):
                continue
            right = _slug(file.stem)
            self.found.append(Diagnostic("wrong-suffix", "nothing reads this file", Place(path), f"rename it to {right}.yaml"))
            self.read.add(path)
            self.broken.add((file.parts[1], right) if len(file.parts) > 2 else (right, ALL))

    def unread_files(self) -> None:
        """Warn of files that nothing reads: their author believes that they are published."""
        for path in self.workspace.list("content", ""):
            aside = path.startswith(f"{IMAGES}/") or path.endswith(".yaml") or PurePosixPath(path).stem.upper() in ASIDE
            if path not in self.read and not aside:
                hint = "content is read from .yaml files: convert it, or move it out of content/"
                self.found.append(Diagnostic("unread-file", "nothing reads this file", Place(path), hint, Severity.WARNING))

    def unknown_files(self) -> None:
        for path in self.workspace.list("content", ".yaml"):
            parts = PurePosixPath(path).parts
            name = parts[1].removesuffix(".yaml")
            if path not in (SITE, FACTS) and name not in COLLECTIONS:
                hint = did_you_mean(name, COLLECTIONS, "known: " + ", ".join(COLLECTIONS))
                self.found.append(Diagnostic("unknown-collection", f"`{name}` is not a kind of content", Place(path), hint))

    def settle_facts(self) -> None:
        """Work out series and derivations; what cannot be is broken, in its cluster too."""
        settled = settle(self.facts)
        self.found.extend(settled.found)
        self.facts = settled.done
        for id in settled.broken:
            owner, _, name = id.rpartition(".")
            self.broken.add(("clusters", owner) if name and owner else ("facts", id))
        for id, cluster in self.items["clusters"].items():
            assert isinstance(cluster, records.Cluster)
            for name in tuple(cluster.facts):
                fact = self.facts.get(f"{id}.{name}")
                if fact is None:
                    del cluster.facts[name]
                else:
                    cluster.facts[name] = fact

    def general_facts(self) -> None:
        if FACTS in self.top_level:
            tree = self.tree(FACTS, "facts")
            if tree is None:
                self.broken.add(("facts", ALL))
            for id, raw, path in self.many(tree, FACTS, "facts"):
                place = tree.key_place(id) if isinstance(tree, Fields) else Place(path)
                fact = self.record(Fact, raw, id, path) if self.is_id(id, place) else None
                if fact is None:
                    self.broken.add(("facts", id))
                else:
                    self.facts[id] = fact

    def cluster_facts(self) -> None:
        for id, cluster in self.items["clusters"].items():
            assert isinstance(cluster, records.Cluster)
            self.facts.update({f"{id}.{name}": fact for name, fact in cluster.facts.items()})


def load(workspace: Workspace, blocks: BlockModels) -> tuple[Library | None, tuple[Diagnostic, ...]]:
    """Read all of `content/`.

    Returns the library (nothing when there is no usable `site.yaml`) and the diagnostics. A record that
    cannot be read is left out, and its id kept in `broken`, so that references to it are no second mistake.
    """
    loader = _Loader(workspace, blocks)
    loader.misnamed_files()
    if not workspace.list("content", ".yaml"):
        hint = "add content/site.yaml and the records it publishes, or run this in the folder that has them"
        return None, (Diagnostic("no-content", "there is no content here", Place("content"), hint), *loader.found)
    site = loader.site()
    loader.unknown_files()
    for name, model in COLLECTIONS.items():
        loader.collection(name, model)
    loader.general_facts()
    loader.cluster_facts()
    loader.settle_facts()
    loader.unread_files()
    if site is None:
        return None, tuple(loader.found)
    return Library(site, loader.items, _sorted(loader.facts), frozenset(loader.broken)), tuple(loader.found)


def _sorted(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return dict(sorted(facts.items()))


def _slug(name: str) -> str:
    """Return the id nearest to a file's name: `NOTE 2` becomes `note-2`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "name"
