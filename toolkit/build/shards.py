"""Renders a part of a site in one process, and puts together what several have rendered."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.build.cache import Cache
from toolkit.build.carried import Carried, key
from toolkit.build.planned import Planned
from toolkit.build.request import Request
from toolkit.core.archive import sources
from toolkit.core.reads import digest
from toolkit.outline.numbering import Publication
from toolkit.project import Project


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts of a site: the documents at every `of`th place, from `number`."""

    number: int
    of: int

    @classmethod
    def read(cls, words: str) -> Shard:
        """Read `2/4`; ValueError where it is no part of a whole."""
        number, slash, of = words.partition("/")
        if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            raise ValueError(words)
        return cls(int(number), int(of))

    def chosen(self, publications: tuple[Publication, ...]) -> tuple[Publication, ...]:
        """Return the documents of this part."""
        return publications[self.number - 1 :: self.of]


@dataclass(frozen=True)
class Shelf:
    """The editions that shards have rendered of one state of a workspace, for one request, in a cache that they share."""

    project: Project
    request: Request
    cache: Cache
    mode: str
    state: str

    @classmethod
    def of(cls, project: Project, request: Request, cache: Cache, mode: str) -> Shelf:
        """Return the shelf of a workspace as it is now."""
        files = sources(project.workspace)
        said = "\n".join(f"{path} {digest(data)}" for path, data in sorted(files.items()))
        return cls(project, request, cache, mode, digest(f"{said} {project.asked}".encode()))

    def put(self, edition: Planned) -> None:
        """Keep an edition whose files are all kept."""
        carried = Carried.of(edition, self.project.reader.answers, with_jobs=False)
        self.cache.put_bytes(self._key(edition.name), carried.to_bytes())

    def get(self, publication: Publication, edition: str) -> Carried | None:
        """Return an edition that a shard has rendered and whose files are kept; nothing where it must be rendered here."""
        data = self.cache.get_bytes(self._key(f"{edition}/{publication.id}"))
        found = Carried.of_bytes(data) if data else None
        return found if found and all(self.cache.get(one) for one in found.kept) else None

    def _key(self, name: str) -> str:
        return key(self.state, self.request, self.mode, name)
