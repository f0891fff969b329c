"""A workspace in; everything that is read once for a run (library, catalogs, templates, mistakes) out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.checks import check
from toolkit.content.library import Library
from toolkit.content.load import load
from toolkit.diagnostics import Diagnostic, Place, errors, in_order
from toolkit.fragments import Templates
from toolkit.language.catalogs import Catalog, load_catalog
from toolkit.language.voice import Voice
from toolkit.outline import Outline, Publication, publications
from toolkit.scene import Scene
from toolkit.workspace import Workspace


@dataclass
class Project:
    """A workspace, read once."""

    workspace: Workspace
    _voices: dict[str, Voice] = field(default_factory=dict)
    _templates: dict[str, Templates] = field(default_factory=dict)

    @cached_property
    def _loaded(self) -> tuple[Library | None, tuple[Diagnostic, ...]]:
        return load(self.workspace, ARGUMENTS)

    @property
    def library(self) -> Library | None:
        """The library; nothing when there is no usable `site.yaml`."""
        return self._loaded[0]

    @cached_property
    def catalogs(self) -> dict[str, Catalog]:
        """The catalogs of every language of the site."""
        return {tag: load_catalog(self.workspace, tag) for tag in (self.library.languages if self.library else ())}

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with content and catalogs."""
        library, found = self._loaded
        checked = check(library, self.catalogs, self.workspace) if library else ()
        return in_order((*found, *checked))

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """Every publication of the library."""
        return publications(self.library) if self.library else ()

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The ids of records that are broken, or that an error stands in: documents that show one are withheld."""
        library = self.library
        if library is None:
            return frozenset()
        broken = {id for _, id in library.broken}
        return frozenset(broken | set(_owners(library, errors(self.diagnostics))))

    def voice(self, language: str) -> Voice:
        """Return the voice of a language."""
        if language not in self._voices:
            self._voices[language] = Voice.of(language, self.catalogs.get(language, Catalog(language)))
        return self._voices[language]

    def templates(self, language: str) -> Templates:
        """Return the templates that speak a language."""
        if language not in self._templates:
            self._templates[language] = Templates(self.workspace, self.voice(language))
        return self._templates[language]

    def scene(self, publication: Publication, language: str) -> Scene:
        """Return a scene for a publication's front matter."""
        assert self.library
        return Scene(self.library, Outline(publication, (), {}), self.voice(language), self.voice)

    def site_scene(self, language: str) -> Scene:
        """Return a scene for pages that belong to no publication."""
        return self.scene(self.publications[0], language)


def _owners(library: Library, found: Iterable[Diagnostic]) -> Iterable[str]:
    """Yield the ids of the records that diagnostics stand in: in their file, the last that begins at or before them."""
    places: dict[str, list[tuple[Place, str]]] = {}
    for _, item in library.records():
        places.setdefault(item.place.path, []).append((item.place, item.id))
    for diagnostic in found:
        before = [(place, id) for place, id in places.get(diagnostic.place.path, ()) if place.line <= diagnostic.place.line]
        if before:
            yield max(before)[1]
