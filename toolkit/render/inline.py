"""Works out what stands for each placeholder, citation and cross-reference of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from toolkit.content.library import Library
from toolkit.content.records import LegalBasis
from toolkit.content.text import Text
from toolkit.core.diagnostics import ContentError, Place
from toolkit.language.typography import typeset
from toolkit.render.citations import footnote_mark, mark_of
from toolkit.render.placeholders import unknown_footnote
from toolkit.render.reads import Trace


class Prints(Protocol):
    """What a resolver asks of a context."""

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

    def recital(self, text: Text) -> Markup:
        """Return a text in which acts are cited in full."""
        ...

    def full_citation(self, act: LegalBasis, part: str = "", place: Place | None = None, *, edition: bool = True) -> Markup:
        """Return the official citation of an act."""
        ...


@dataclass(frozen=True, slots=True)
class Resolver:
    """Gives a context the text that it fills, for its place, and the language that the words are in."""

    context: Prints
    text: Text
    language: str

    def placeholder(self, name: str, form: str) -> Markup:
        """Fill a placeholder."""
        return self.context.placeholder(name, form, self.text.at(f"{{{name}"))

    def citation(self, id: str, part: str, locator: str) -> Markup:
        """Note what is cited, and mark the call."""
        self.context.trace.note("act" if id in self.context.library.items["legal_bases"] else "source", id, self.text.place)
        return mark_of(self.context.library, id, part, locator, self.text.at(f"@{id}"))

    def together(self, calls: Sequence[Markup]) -> Markup:
        """Return the calls of one bracket: those of sources, which become one bracket again, and behind them those of acts."""
        return Markup("").join(sorted(calls, key=lambda call: not str(call).startswith("<span data-source")))

    def reference(self, id: str, form: str) -> Markup:
        """Fill a cross-reference."""
        return self.context.reference(id, form, self.text.at(f"(#{id}"))

    def footnote(self, label: str) -> Markup:
        """Mark the call of a footnote, with its words in the language of the text."""
        note = dict(self.text.notes).get(label)
        if note is None:
            raise ContentError(unknown_footnote(label, self.text.at(f"[^{label}]")))
        words = typeset(self.context.recital(note), self.language)
        return footnote_mark(f"{note.place}#{label}", self.language, words)


class RecitalResolver(Resolver):
    """Cites acts in full, without the edition: an agreement refers to an act as it stands from time to time."""

    def citation(self, id: str, part: str, locator: str) -> Markup:
        """Put the whole citation of an act in place of a mark."""
        act = self.context.library.find(id, ("legal_bases",))
        if isinstance(act, LegalBasis):
            return self.context.full_citation(act, part, self.text.at(f"@{id}"), edition=False)
        return super().citation(id, part, locator)

    def together(self, calls: Sequence[Markup]) -> Markup:
        """Return the citations of one bracket, each whole, one after another."""
        return Markup("; ").join(calls)
