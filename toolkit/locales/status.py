"""Tells how far each language, domain and document is translated, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.content.library import Library
from toolkit.core.command_line import typed
from toolkit.core.diagnostics import ContentError, Place
from toolkit.core.reads import digest
from toolkit.language.catalogs import DOMAINS, Key, path_of
from toolkit.language.localizer import State, state_of
from toolkit.locales.extract import Message, extract
from toolkit.locales.update import asked_of
from toolkit.outline.addresses import NO_BASE, kinds
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.render.edition import Edition
from toolkit.site.document_pages import Pages
from toolkit.site.frame import Shell
from toolkit.site.web_edition import WebEdition


@dataclass(frozen=True, slots=True)
class Count:
    """Messages and source words by state."""

    messages: Mapping[State, int]
    words: Mapping[State, int]

    @classmethod
    def of(cls, states: Iterable[tuple[str, State]]) -> Count:
        """Count sources with their states."""
        messages, words = dict.fromkeys(State, 0), dict.fromkeys(State, 0)
        for source, state in states:
            messages[state] += 1
            words[state] += len(source.split())
        return cls(messages, words)

    @property
    def done(self) -> bool:
        """True when nothing is missing, fuzzy or a machine's draft."""
        return not self.left

    @property
    def left(self) -> int:
        """How many messages are to be done."""
        return sum(count for state, count in self.messages.items() if state is not State.DONE)

    @property
    def percent(self) -> int:
        """Words translated of a hundred; 100 only when all are."""
        total = sum(self.words.values())
        return 100 if self.done else min(99, self.words[State.DONE] * 100 // max(1, total))

    def data(self) -> dict[str, Any]:
        """Return the counts for JSON."""
        return {
            "messages": {state.value: n for state, n in self.messages.items()},
            "words": {state.value: n for state, n in self.words.items()},
            "percent": self.percent,
        }


@dataclass(frozen=True, slots=True)
class Left:
    """A message that holds a document back."""

    context: str
    state: State
    place: Place


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document in one language; `count` is nothing where it cannot be rendered."""

    id: str
    count: Count | None
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """One language: its domains, and the documents in it."""

    language: str
    domains: Mapping[str, Count]
    documents: tuple[DocumentStatus, ...]
    first: tuple[Left, ...]
    """The first message to do in each file that has any."""

    @property
    def ready(self) -> tuple[str, ...]:
        """The documents that nothing holds back."""
        return tuple(document.id for document in self.documents if document.count and document.count.done)


def status(project: Project, library: Library, languages: Sequence[str] = ()) -> tuple[LanguageStatus, ...]:
    """Return the state of each language of the site, or of those named."""
    messages = extract(project.workspace, library, kept=project.kept)
    taken = Shell(project.reader.library, project.publications, {}, NO_BASE)
    project.reader.register("frame", lambda _: digest(repr((kinds(library, project.publications), taken.registers)).encode()))
    found = tuple(_language(project, library, tag, messages) for tag in languages or library.languages)
    project.save()
    return found


def _language(project: Project, library: Library, tag: str, messages: Sequence[Message]) -> LanguageStatus:
    asked = asked_of(messages, tag)
    catalog = project.catalogs[tag]
    states = {message.key: state_of(catalog.messages.get(message.key), catalog.forms if message.plural else 1) for message in asked}
    domains = {
        domain: Count.of((message.source, states[message.key]) for message in asked if message.domain == domain) for domain in DOMAINS
    }
    places = {message.key: _place(project, tag, message) for message in asked}
    documents = tuple(_document(project, library, tag, publication, places) for publication in project.publications)
    first: list[Left] = []
    for domain in DOMAINS:
        todo = [m for m in asked if m.domain == domain and states[m.key] is not State.DONE]
        first.extend(Left(message.context, states[message.key], places[message.key]) for message in todo[:1])
    return LanguageStatus(tag, {name: count for name, count in domains.items() if sum(count.messages.values())}, documents, tuple(first))


def _place(project: Project, tag: str, message: Message) -> Place:
    """Return where a message is translated; only the file where that does not have it yet."""
    found = project.catalogs[tag].messages.get(message.key)
    return found.place if found else Place(path_of(tag, message.domain))


def _document(project: Project, library: Library, tag: str, publication: Publication, places: Mapping[Key, Place]) -> DocumentStatus:
    """Render a document, as a release does, and count every message that it speaks."""
    try:
        asked = _asked(project, library, tag, publication)
    except (ContentError, LookupError):
        return DocumentStatus(publication.id, None)
    left = (Left(key[0], state, places.get(key, Place("locales"))) for key, state in asked.items() if state is not State.DONE)
    return DocumentStatus(publication.id, Count.of((source, state) for (_, source), state in asked.items()), tuple(left))


def _asked(project: Project, library: Library, tag: str, publication: Publication) -> Mapping[Key, State]:
    """Return the messages of a document: as they were noted, or by rendering it."""
    name = f"{tag} {publication.id} {project.asked or ''}"
    found = project.recall.of(
        "spoken", name, lambda: [[*key, state.value] for key, state in _spoken(project, library, tag, publication).items()]
    )
    return {(context, source): State(state) for context, source, state in found}


def _spoken(project: Project, library: Library, tag: str, publication: Publication) -> Mapping[Key, State]:
    """Render a document, and return the messages of its blocks, and of the frames of its page and its PDF."""
    reader = project.reader
    numbered, fragments = project.outline(publication), {tag: project.fragments(publication, tag)}
    templates = {known: project.templates(known) for known in library.languages}
    pages = Pages(reader.workspace, Shell(reader.library, project.publications, templates, NO_BASE))
    reader.recorder.note("frame")
    with project.localizer(tag).noting() as around:
        body = Edition(reader.library, numbered, tag, fragments).body()
        pages.print_page(numbered, body, fragments[tag].context)
        WebEdition(pages, numbered, body, fragments, {}, project.fragments, {}).render(())
    return {**body.asked, **around.asked}


def next_steps(found: Sequence[LanguageStatus]) -> Iterator[str]:
    """Yield what to do next, a sentence each: by language, the nearest goal first."""
    for one in found:
        if all(count.done for count in one.domains.values()):
            continue
        for left in one.first:
            verb = "translate" if left.state is State.MISSING else "review"
            yield f"{one.language}: {verb} `{left.context}` at {left.place}, and what follows it"
        held = [document for document in one.documents if document.count and not document.count.done]
        if held:
            nearest = min(held, key=lambda document: (_left_words(document), document.id))
            yield (
                f"{one.language}: {nearest.id} is nearest to release, {_left_words(nearest)} words away; "
                f"see them with {typed('toolkit', 'locales', 'preview', nearest.id, '--lang', one.language, '--open')}"
            )


def _left_words(document: DocumentStatus) -> int:
    assert document.count
    return sum(count for state, count in document.count.words.items() if state is not State.DONE)


def as_data(found: Sequence[LanguageStatus]) -> dict[str, Any]:
    """Return everything for JSON."""
    return {
        "languages": {
            one.language: {
                "domains": {name: count.data() for name, count in one.domains.items()},
                "documents": {document.id: _document_data(document) for document in one.documents},
            }
            for one in found
        },
        "next": list(next_steps(found)),
    }


def _document_data(document: DocumentStatus) -> dict[str, Any]:
    if document.count is None:
        return {"release": False, "rendered": False}
    left = [{"message": one.context, "state": one.state.value, "file": one.place.path, "line": one.place.line} for one in document.left]
    return {"release": document.count.done, "rendered": True, **document.count.data(), "left": left}
