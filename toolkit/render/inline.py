"""A text and the scene that prints it in; what stands for each of its placeholders, citations and cross-references, for its place, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from toolkit.content.library import Library
from toolkit.content.records import LegalBasis
from toolkit.content.text import Text
from toolkit.core.diagnostics import Place
from toolkit.render.placeholders import mark_of
from toolkit.render.reads import Trace


class Prints(Protocol):
    """What a filler asks of a scene."""

    @property
    def library(self) -> Library:
        """What there is to print."""
        ...

    @property
    def trace(self) -> Trace:
        """Notes what is printed."""
        ...

    def placeholder(self, name: str, form: str, place: Place) -> Markup:
        """Return what a placeholder prints."""
        ...

    def reference(self, id: str, form: str, place: Place) -> Markup:
        """Return a cross-reference."""
        ...

    def full_citation(self, act: LegalBasis, part: str = "", place: Place | None = None) -> Markup:
        """Return the official citation of an act."""
        ...


@dataclass(frozen=True, slots=True)
class Filler:
    """Gives a scene the text that it fills, for its place, and the language that the words are in."""

    scene: Prints
    text: Text
    language: str

    def placeholder(self, name: str, form: str) -> Markup:
        """Fill a placeholder."""
        return self.scene.placeholder(name, form, self.text.at(f"{{{name}"))

    def citation(self, id: str, part: str, locator: str) -> Markup:
        """Note what is cited, and mark the call."""
        self.scene.trace.note("act" if id in self.scene.library.items["legal_bases"] else "source", id, self.text.place)
        return mark_of(self.scene.library, id, part, locator, self.text.at(f"[@{id}"))

    def reference(self, id: str, form: str) -> Markup:
        """Fill a cross-reference."""
        return self.scene.reference(id, form, self.text.at(f"(#{id}"))


class RecitalFiller(Filler):
    """Cites acts in full."""

    def citation(self, id: str, part: str, locator: str) -> Markup:
        """Put the whole citation of an act in place of a mark."""
        act = self.scene.library.find(id, ("legal_bases",))
        if isinstance(act, LegalBasis):
            return self.scene.full_citation(act, part, self.text.at(f"[@{id}"))
        return super().citation(id, part, locator)
