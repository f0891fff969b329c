"""Keeps earlier versions of documents published: a version that another one replaces stays at an address of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from toolkit.build.formats import Format
from toolkit.build.publishing.changes import Published, Site
from toolkit.build.publishing.kept_pages import Moved, archived, cited, with_notice, with_own_assets, without_dead_links
from toolkit.build.publishing.record import RECORD, Entry, Kept, Record, listed_on_pages, own_files
from toolkit.content.library import edition_languages
from toolkit.core.diagnostics import Place
from toolkit.core.files import remove, write
from toolkit.outline.addresses import SITE, address, relative, versioned
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.site.earlier import Earlier

NOTICE = "site/earlier-version.html"
CITATIONS = (".bib", ".ris", ".csl.json")
"""How files end that say how a document is cited."""


@dataclass(frozen=True)
class Archive:
    """The earlier versions that a publication is to hold, by what the one before it holds and what documents say of themselves."""

    project: Project
    before: Published
    record: Record
    more: Mapping[str, tuple[Kept, ...]] = field(default_factory=dict)
    """Versions that come from elsewhere, as public drafts, by the id of the document."""

    # ── what is kept ─────────────────────────────────────────────────────────────────────────────

    @cached_property
    def successors(self) -> Mapping[str, Publication]:
        """The publication that each document of the record is now: the one of its id, or the one that has it as an alias."""
        by_id = {one.id: one for one in self.project.publications}
        aliases = {str(alias): one for one in self.project.publications for alias in one.document.aliases}
        return {id: found for id in self.record.documents if (found := by_id.get(id) or aliases.get(id))}

    @cached_property
    def replaced(self) -> Mapping[str, Kept]:
        """The versions that this publication replaces or withdraws, by the id that the document had; those that stay already stay so."""
        found = {}
        for id, entry in self.record.documents.items():
            now = self.successors.get(id)
            staying = {(one.id, one.version) for one in entry.earlier}
            differs = now is None or now.document.stated_version != entry.version
            if entry.version and not entry.withdrawn and differs and (id, entry.version) not in staying:
                files = tuple(versioned(old, f"{edition}/{id}", entry.version) for edition, old in self._current(id, entry))
                found[id] = Kept(entry.version, entry.updated or entry.date, id, files)
        return found

    def _current(self, id: str, entry: Entry) -> Iterator[tuple[str, str]]:
        for edition in entry.editions:
            yield from ((edition, name) for name in sorted(own_files(self.before.names, edition, id)))

    @cached_property
    def earlier(self) -> Mapping[str, tuple[Kept, ...]]:
        """All versions that stay, by the id of the document that they are of now; of one that is withdrawn, by the id that it had."""
        found: dict[str, tuple[Kept, ...]] = {}
        for id, entry in self.record.documents.items():
            now = self.successors[id].id if id in self.successors else id
            new = (self.replaced[id],) if id in self.replaced else ()
            found[now] = (*found.get(now, ()), *entry.earlier, *new)
        for id, some in self.more.items():
            said = {one.version for one in found.get(id, ())}
            found[id] = (*found.get(id, ()), *(one for one in some if one.version not in said))
        return {id: some for id, some in found.items() if some}

    def pages(self, formats: tuple[Format, ...]) -> dict[str, tuple[Earlier, ...]]:
        """Return what the pages of each edition list, as `ru/briefs/first`."""
        found: dict[str, tuple[Earlier, ...]] = {}
        for id, some in self.earlier.items():
            editions = dict.fromkeys(name.partition("/")[0] for one in some for name in one.files)
            found |= {f"{edition}/{id}": rows for edition, rows in listed_on_pages(some, editions, formats).items() if rows}
        return found

    @property
    def names(self) -> frozenset[str]:
        """The names of all files that stay."""
        return frozenset(name for some in self.earlier.values() for one in some for name in one.files)

    # ── the files ────────────────────────────────────────────────────────────────────────────────

    def beside(self, site: Site, folder: Path) -> dict[str, Path]:
        """Return a site with the versions that stay and the record of what it holds, as they are written into a folder."""
        kept = self.files(site, folder)
        write(folder / RECORD, self.new_record().to_bytes())
        return {**site, **kept, RECORD: folder / RECORD}

    def files(self, site: Site, folder: Path, given: Mapping[str, bytes] | None = None) -> dict[str, Path]:
        """Return the files that stay, as they are written into a folder; `given` are those that come from elsewhere."""
        made: dict[str, bytes] = {}
        for id, some in self.earlier.items():
            for one in some:
                for name, data in self._files_of(one, given or {}):
                    made[name] = self._page(data, name, id, one, site, made) if name.endswith(".html") else data
        for name, data in made.items():
            write(folder / name, data)
        for path in folder.rglob("*"):
            if path.is_file() and path.relative_to(folder).as_posix() not in made:
                remove(path)
        return {name: folder / name for name in sorted(made)}

    def _files_of(self, one: Kept, given: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a version by the names that they have now; those that are replaced now are taken from where they stood."""
        if one.id in self.replaced and self.replaced[one.id] == one:
            old = [name for _, name in self._current(one.id, self.record.documents[one.id])]
            moved = dict(zip(old, one.files, strict=True))
            for was, name in moved.items():
                data = self.before.read(was)
                yield name, _as_kept(data, Moved(was, name, moved))
            return
        for name in one.files:
            if name in given or name in self.before.names:
                yield name, given[name] if name in given else self.before.read(name)

    def _page(self, data: bytes, name: str, id: str, one: Kept, site: Site, made: dict[str, bytes]) -> bytes:
        """Return a page with the notice of today, its own stylesheets and pictures, and no link that leads nowhere."""

        def read(asset: str) -> bytes | None:
            found = self.before.read(asset) if asset in self.before.names else None
            return found if found is not None or asset not in site else site[asset].read_bytes()

        def keep(asset: str, found: bytes) -> None:
            if asset not in site:
                made[asset] = found

        page = with_own_assets(data.decode(), name, read, keep)
        page = without_dead_links(page, name, site.keys() | self.names)
        return with_notice(page, self._notice(name, id, one)).encode()

    def _notice(self, name: str, id: str, one: Kept) -> str:
        edition = name.partition("/")[0]
        now = next((it for it in self.project.publications if it.id == id), None)
        templates = self.project.templates(edition_languages(edition)[0])
        day = templates.localizer.day
        last = max(self.earlier[id], key=lambda it: (it.date, it.version)) if now is None else one
        there = versioned(f"{edition}/{last.id}.html", f"{edition}/{last.id}", last.version)
        return templates.render(
            NOTICE, self._place, it=one, day=day(dt.date.fromisoformat(one.date)), now=day(now.document.updated) if now else "",
            now_version=now.document.stated_version if now else "",
            href=relative(address(edition, now, ".html"), f"{SITE}/{name}") if now else "",
            last=last.version if last != one and there in last.files else "", last_href=relative(there, name),
        )  # fmt: skip

    @property
    def _place(self) -> Place:
        assert self.project.library
        return self.project.library.site.place

    # ── the record ───────────────────────────────────────────────────────────────────────────────

    def new_record(self) -> Record:
        """Return what the publication holds, for the next one."""
        assert self.project.library
        made = {}
        for one in self.project.publications:
            document = one.document
            made[one.id] = Entry(
                document.stated_version, document.date.isoformat(), document.updated.isoformat(),
                tuple(self.project.library.editions_of(document)), self.earlier.get(one.id, ()),
            )  # fmt: skip
        for id, entry in self.record.documents.items():
            if id not in made and id not in self.successors and id in self.earlier:
                made[id] = replace(entry, withdrawn=True, earlier=self.earlier[id])
        return Record(made)


def _as_kept(data: bytes, moved: Moved) -> bytes:
    """Return a file as it is kept: pages and citations name the version, all others stay byte for byte."""
    if moved.new.endswith(".html"):
        return archived(data.decode(), moved).encode()
    return cited(data.decode(), moved).encode() if moved.new.endswith(CITATIONS) else data
