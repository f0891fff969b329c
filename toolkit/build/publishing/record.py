"""Records what a publication holds of each document: its version, its days, its editions, and the earlier versions that stay."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from toolkit.build.formats import Format
from toolkit.build.publishing.changes import Published
from toolkit.content.drafts import version_order
from toolkit.outline.addresses import SITE, versioned
from toolkit.site.earlier import Earlier

RECORD = "versions.json"
"""The file of a site that holds the record: programs read it, and so does the next publication."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier version that stays: its name and day, the address that the document had, and its files as they stand now."""

    version: str
    date: str
    id: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it was published last; `withdrawn` when it is no longer."""

    version: str = ""
    date: str = ""
    updated: str = ""
    editions: tuple[str, ...] = ()
    earlier: tuple[Kept, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What a publication holds, by the ids of documents."""

    documents: Mapping[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, published: Published) -> Record:
        """Read the record of a publication; an empty one where it has none, or none that can be read."""
        if RECORD not in published.names:
            return cls()
        try:
            found = json.loads(published.read(RECORD))["documents"]
            return cls({id: _entry(one) for id, one in found.items()})
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def also(self, other: Record) -> Record:
        """Return the record with the earlier versions that another one names, and it does not."""
        made = dict(self.documents)
        for id, entry in other.documents.items():
            own = made.get(id, replace(entry, withdrawn=True))
            said = {(one.id, one.version) for one in own.earlier}
            made[id] = replace(own, earlier=(*own.earlier, *(one for one in entry.earlier if (one.id, one.version) not in said)))
        return Record(made)

    def to_bytes(self) -> bytes:
        """Return it as JSON, for programs; what is empty is left out."""
        documents = {id: {key: value for key, value in asdict(one).items() if value} for id, one in sorted(self.documents.items())}
        return (json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(said: Mapping[str, Any]) -> Entry:
    earlier = tuple(Kept(it["version"], it["date"], it["id"], tuple(it["files"])) for it in said.get("earlier", ()))
    words = {key: str(said.get(key, "")) for key in ("version", "date", "updated")}
    return Entry(**words, editions=tuple(said.get("editions", ())), earlier=earlier, withdrawn=bool(said.get("withdrawn")))


def own_files(names: Iterable[str], edition: str, id: str) -> Iterator[str]:
    """Yield the files of a document in an edition: its pages, and all that stands beside them under its name; no earlier version."""
    own = f"{edition}/{id}"
    for name in names:
        if name.startswith((f"{own}.", f"{own}/")) and not name.startswith(f"{own}.v"):
            yield name


def listed_on_pages(kept: Iterable[Kept], editions: Iterable[str], formats: Iterable[Format]) -> dict[str, tuple[Earlier, ...]]:
    """Return the versions that pages of each edition list, the newest first."""
    known = [one for one in formats if one.offered]
    newest = sorted(kept, key=lambda one: (one.date, version_order(one.version)), reverse=True)
    found = {}
    for edition in editions:
        rows = []
        for one in newest:
            own = versioned(f"{edition}/{one.id}", f"{edition}/{one.id}", one.version)
            files = tuple((it.label, f"{SITE}/{own}{it.suffix}") for it in known if f"{own}{it.suffix}" in one.files)
            page = f"{SITE}/{own}.html" if f"{own}.html" in one.files else ""
            if page or files:
                rows.append(Earlier(one.version, dt.date.fromisoformat(one.date), page, files))
        found[edition] = tuple(rows)
    return found
