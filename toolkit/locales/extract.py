"""Templates, phrases and content in; the messages that they ask translators for, in document order, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.ext import extract_from_ast

from toolkit.blocks.reach import shown
from toolkit.checks.references import walk_all
from toolkit.checks.texts import AGREEMENT_WORDS
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Parameter, Topic, Unit
from toolkit.content.text import Prose, Text
from toolkit.content.values import Item
from toolkit.diagnostics import ContentError
from toolkit.fragments import TEMPLATES, environment, syntax_fault
from toolkit.language.catalogs import Catalog
from toolkit.language.placeholders import placeholders
from toolkit.language.voice import INTERFACE_LANGUAGE, Voice
from toolkit.markdown import citations, references
from toolkit.outline import outline, publications
from toolkit.phrases import PHRASES
from toolkit.scene import facts_by_name
from toolkit.workspace import Workspace

LEGAL = ("clauses", "parties")
"""Collections whose texts other reviewers approve."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to translate: its domain, place in the catalog, and what a translator must know of it."""

    domain: str
    context: str
    source: str
    language: str
    path: str
    plural: str = ""
    comments: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    """Languages in which the author owns the words; their catalogs do not ask for them."""

    @property
    def key(self) -> tuple[str, str]:
        """Msgctxt and msgid."""
        return self.context, self.source

    @property
    def flags(self) -> tuple[str, ...]:
        """The format by which gettext's own tools check placeholders."""
        return ("python-brace-format",) if placeholders(self.source + self.plural) else ()


def extract(workspace: Workspace, library: Library) -> tuple[Message, ...]:
    """Return every message, each once; a text that stands in several places keeps its first."""
    found: dict[tuple[str, str, str], Message] = {}
    for message in (*_phrases(), *_templates(workspace), *_content(library)):
        found.setdefault((message.domain, *message.key), message)
    return tuple(found.values())


def _phrases() -> Iterator[Message]:
    for context, words in PHRASES.items():
        yield Message(
            "interface", context, words, INTERFACE_LANGUAGE, "toolkit/phrases.py", comments=tuple(_phrase_comments(context, words))
        )


def _phrase_comments(context: str, words: str) -> Iterator[str]:
    if context.startswith("reference."):
        yield f"A cross-reference in running text, in the case `{context.rpartition('.')[2]}`."
    if context == "points.alphabet":
        yield "The letters of lettered points, in the order of your language, parted by spaces."
    yield from (f"{{{name}}}: filled by the program." for name in sorted(placeholders(words)))


def _templates(workspace: Workspace) -> Iterator[Message]:
    jinja = environment(workspace)
    for path in workspace.list(TEMPLATES, ".html"):
        name = path.removeprefix(f"{TEMPLATES}/")
        try:
            tree = jinja.parse(workspace.read(path).decode("utf-8"), name, path)
        except TemplateSyntaxError as error:
            raise ContentError(syntax_fault(error, name)) from None
        for _, function, words in extract_from_ast(tree, ("pgettext", "npgettext"), babel_style=False):
            yield from _call(function, words, path)


def _call(function: str, words: Any, path: str) -> Iterator[Message]:
    context, source, *rest = (word for word in words if isinstance(word, str))
    plural = rest[0] if function == "npgettext" and rest else ""
    comments: tuple[str, ...] = (f"Printed by {path.removeprefix('templates/')}.",)
    names = sorted(placeholders(source + plural))
    comments += tuple("{n}: a number." if name == "n" else f"{{{name}}}: filled by the program." for name in names)
    yield Message("interface", context, source, INTERFACE_LANGUAGE, path, plural, comments)


# ── content ──────────────────────────────────────────────────────────────────────────────────────


def _content(library: Library) -> Iterator[Message]:
    printed = _printed(library)
    examples = _Examples(library)
    for collection, item in library.records():
        if isinstance(item, Unit):
            yield from _unit(item)
            continue
        domain = _domain(collection, item)
        for text in _texts(item):
            comments = tuple(_comments(library, domain, item, text, printed, examples))
            yield Message(
                domain, text.context, text.source, text.language, text.place.path, comments=comments, official=tuple(dict(text.official))
            )
    for fact in library.facts.values():
        for text in _texts(fact):
            if text.context.startswith("facts."):
                yield Message("content", text.context, text.source, text.language, text.place.path, official=tuple(dict(text.official)))


def _domain(collection: str, item: Item) -> str:
    legal = collection in LEGAL or (isinstance(item, Document) and item.agreement is not None)
    return "clauses" if legal else "content"


def _texts(value: object) -> Iterator[Text]:
    for leaf in walk_all(value):
        if isinstance(leaf, Prose):
            yield from leaf.paragraphs
        elif isinstance(leaf, Text):
            yield leaf


def _unit(unit: Unit) -> Iterator[Message]:
    for form, words in unit.forms.items():
        comments: tuple[str, ...] = (f"A figure with its unit, in the use `{form}`; {{n}} is the number.",)
        if form == "gen":
            comments += ("Genitive case, as after «в течение».",)
        yield Message(
            "content", f"units.{unit.id}.forms.{form}", words["one"], unit.language or INTERFACE_LANGUAGE, unit.place.path,
            words.get("other", words["one"]), comments,
        )  # fmt: skip


def _comments(library: Library, domain: str, item: Item, text: Text, printed: Mapping[str, str], examples: _Examples) -> Iterator[str]:
    field = text.context.split(".", 2)[-1].replace(".", " › ").replace("_", " ")
    yield f"{_noun(text.context)} `{item.id}`: {field}."
    if domain == "clauses":
        yield "legal wording: keep the terms and the modal verbs of the other clauses."
    if item.id in printed:
        yield f"Printed in: {printed[item.id]}."
    for name in sorted(placeholders(text.source)):
        yield f"{{{name}}}: {examples.of(name, item)}"
    if next(citations(text.source), None):
        yield "[@…] is a citation: keep it; words after the comma are translated."
    if next(references(text.source), None):
        yield "[](#…) is a cross-reference: keep it; after a colon stands the grammatical case."


def _noun(context: str) -> str:
    return context.partition(".")[0].replace("_", " ").removesuffix("s").capitalize()


def _printed(library: Library) -> dict[str, str]:
    """Return for each record the documents that print it, the first three named."""
    found: dict[str, list[str]] = {}
    for publication in publications(library):
        ids = {publication.document.id}
        try:
            ids |= shown(library, outline(publication, library))
        except LookupError:
            continue
        for id in ids:
            found.setdefault(id, []).append(publication.id)
    return {id: ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") for id, names in found.items()}


@dataclass(slots=True)
class _Examples:
    """Tells translators what a placeholder will print."""

    library: Library

    def of(self, name: str, item: Item) -> str:
        fact = facts_by_name(self.library, None).get(name) or self._own(name, item)
        if fact is not None:
            voice = Voice.of(INTERFACE_LANGUAGE, Catalog(INTERFACE_LANGUAGE))
            unit = self.library.items["units"].get(fact.unit) if fact.unit else None
            return f"a figure, as “{voice.quantity(fact, unit if isinstance(unit, Unit) else None)}”."
        if name in AGREEMENT_WORDS:
            return "number of copies, in words." if name == "copies" else "a party's short name; a case may follow a colon."
        parameter = self._parameter(name)
        if parameter:
            label = re.sub(r"\s+", " ", dict(parameter.label.official).get(INTERFACE_LANGUAGE, parameter.label.source))
            return f"what the parties fill in: {label}."
        return "filled by the program."

    def _own(self, name: str, item: Item) -> Any:
        facts = getattr(item, "facts", None)
        return facts.get(name) if isinstance(facts, dict) else None

    def _parameter(self, name: str) -> Parameter | None:
        topics = (topic for topic in self.library.all(Topic) if name in topic.parameters)
        return next((topic.parameters[name] for topic in topics), None)
