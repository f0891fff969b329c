"""Writes the comments of a PO entry: what its translator must know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.checks.texts import AGREEMENT_WORDS
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Parameter, Topic, Unit
from toolkit.content.text import Text
from toolkit.content.values import Item
from toolkit.content.vocabulary import Choice
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import INTERFACE_LANGUAGE, Localizer
from toolkit.language.markdown import citations, references
from toolkit.language.placeholders import placeholders
from toolkit.outline.agreement import PROVISIONS
from toolkit.project import Project

_PRINTED = re.compile(r"Printed in: ([^ ,]+(?:, [^ ,]+)*?)(?: and others)?\.(?= |$)")

_PREVIEW = re.compile(r"^\{([^{}]+)\}: .*?“([^”]*)”")

LEGAL = "legal wording: keep the terms and the modal verbs of the other clauses."

_PLACES = (
    ("frames/print.html", "Printed on every page of a PDF, in its head or foot."),
    ("frames/web.html", "Shown on every web page, around the text."),
    ("frames/", "Shown around a page."),
    ("components/parts.html", "Shown on the web pages of a document that is too long for one."),
    ("components/labels.html", "The word for a value of content, in tables and cards."),
)
_SUBJECTS = (
    ("act.", "How a legal act is cited, in notes and tables."),
    ("agreement.copies.", "A number of copies in words, in the case that its clause wants."),
    ("agreement.unwritten", "Below the line of a blank, where a text of an agreement is to come."),
    ("country.", "A name beside those of countries, in tables."),
)
_OF_CLUSTER = {
    "cluster_name": "the name of the cluster that the profile is about, as “Alpha Cluster”.",
    "cluster_links": "what the figure of the cluster's links shows; its name, where its record does not say it.",
}
_NOUNS = {"parties": "Party", "legal_bases": "Legal basis", "glossary": "Term"}
"""What one record of a collection is called, where its name without the last letter is no word for it."""
_MEANINGS = {
    "algorithm": "how a checksum is made, as “SHA-256”",
    "act": "type and issuer of an act, as “Decree of the President”",
    "date": "a date as your language writes it, as “5 May 2026”",
    "letter": "the letter of a point, as “a”",
    "number": "a number, as “6.2”; of an act, as “488-FZ”",
    "part": "the number of a page among those of a document, as “2”",
    "parts": "how many pages a document has, as “3”",
    "place": "where a treaty was signed, as “Astana”",
    "provision": "a part of an act, as “Article 92”",
    "short": "a party's short name, as “Alpha Cluster”",
    "title": "the title of an act, as “On Industrial Policy”",
    "version": "the version of a draft, as “2”",
    "year": "a year, as “2026”",
    "n": "a number, as “5”; it chooses among the plural forms",
}


def phrase_comments(context: str, words: str) -> Iterator[str]:
    """Yield the comments of one of the toolkit's own phrases."""
    if context.startswith("reference."):
        yield f"A cross-reference in running text, in the case `{context.rpartition('.')[2]}`, as “{words}”."
    if context == "points.alphabet":
        yield "The letters of lettered points, in the order of your language, parted by spaces."
    yield from (words for prefix, words in _SUBJECTS if context.startswith(prefix))
    yield from _meanings(words, "")


def label_comments(template: str, words: str, said: Sequence[str]) -> Iterator[str]:
    """Yield the comments of a template's label; `said` are the designer's own, `{# translators: … #}`."""
    block = re.fullmatch(r"blocks/(.+)\.html", template)
    if block:
        yield f"Printed by the block `{block.group(1)}`."
    else:
        yield next((where for prefix, where in _PLACES if template.startswith(prefix)), f"Printed by {template}.")
    yield from said
    yield from _meanings(words, " ".join(said))


def limit_comment(limit: int) -> str:
    """Return what says that space is limited, for tools that show no flags."""
    return f"At most {limit} characters: the space is limited."


def _meanings(words: str, explained: str) -> Iterator[str]:
    for name in sorted(placeholders(words)):
        if f"{{{name}}}" not in explained:
            yield f"{{{name}}}: {_MEANINGS.get(name, 'filled by the program')}."


def previews(notes: Sequence[str]) -> dict[str, str]:
    """Return what the comments of a message say that its placeholders print, by name: `{"a.members": "63 members"}`."""
    return {name: words for note in notes for name, words in _PREVIEW.findall(note)}


def unit_comments(form: str) -> Iterator[str]:
    """Yield the comments of a unit of measure."""
    yield f"A figure with its unit, in the use `{form}`; {{n}} is the number, as “63”."
    if form == "gen":
        yield "Genitive case, as after «в течение»."


@dataclass(frozen=True, slots=True)
class ContentComments:
    """Knows where records are printed and what placeholders print."""

    library: Library
    printed: Mapping[str, Sequence[str]]
    """The documents that print each text."""

    def text(self, domain: str, item: Item, text: Text) -> Iterator[str]:
        """Yield the comments of one text of a record."""
        if isinstance(item, Choice):
            _, name, word, field = text.context.split(".")
            yield f"{name.replace('_', ' ').capitalize()}: `{word}`, its {field}."
            return
        if isinstance(item, Fact):
            yield f"Fact `{item.id}`: {text.context.split('.', 2)[-1].replace('.', ' › ').replace('_', ' ')}."
            return
        field = text.context.split(".", 2)[-1].replace(".", " › ").replace("_", " ")
        yield f"{_noun(text.context)} `{item.id}`: {field}."
        if domain == "clauses":
            yield LEGAL
        if documents := self.documents(item, text):
            yield printed_in(documents)
        for name in sorted(placeholders(text.source)):
            yield f"{{{name}}}: {self._example(name, item)}"
        if next(citations(text.source), None):
            yield "[@…] is a citation: keep it; words after the comma are translated."
        if next(references(text.source), None):
            yield "[](#…) is a cross-reference: keep it; after a colon stands the grammatical case."

    def documents(self, item: Item, text: Text) -> tuple[str, ...]:
        """Return the documents that print a text: by its own msgctxt, or by that of its record."""
        collection = text.context.partition(".")[0]
        return tuple(self.printed.get(text.context) or self.printed.get(f"{collection}.{item.id}", ()))

    def _example(self, name: str, item: Item) -> str:
        fact = self.library.fact_named(name) or self._own(name, item)
        if fact is not None:
            localizer = Localizer.of(INTERFACE_LANGUAGE, Catalog(INTERFACE_LANGUAGE))
            unit = self.library.items["units"].get(fact.unit) if fact.unit else None
            return f"a figure, as “{localizer.quantity(fact, unit if isinstance(unit, Unit) else None)}”."
        if name in AGREEMENT_WORDS:
            if name in PROVISIONS:
                return "the articles and clauses of this agreement that are so marked, as “Article 10 and clause 12.1”."
            return "number of copies, in words, as “two”." if name == "copies" else _party(name)
        if name in _OF_CLUSTER:
            return _OF_CLUSTER[name]
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


def _party(name: str) -> str:
    ordinal = {"a": "first", "b": "second", "c": "third"}.get(name.rpartition("_")[2], "next")
    return f"short name of the {ordinal} party, as “Alpha Cluster”; a case may follow a colon."


def _noun(context: str) -> str:
    collection = context.partition(".")[0]
    return _NOUNS.get(collection, collection.removesuffix("s").replace("_", " ").capitalize())


def printed_texts(project: Project) -> dict[str, tuple[str, ...]]:
    """Return the documents that print each text, by its msgctxt; of a source or an act, `sources.ID`, those that cite it."""
    found: dict[str, dict[str, None]] = {}
    ledger = project.ledger(project.publications)
    for publication in project.publications:
        found.setdefault(f"documents.{publication.document.id}", {})[publication.id] = None
    texts = ((context, where) for context, where in ledger.all("text"))
    sources = ((f"sources.{id}", where) for id, where in ledger.all("source"))
    acts = ((f"legal_bases.{id}", where) for id, where in ledger.all("act"))
    for name, where in (*texts, *sources, *acts):
        found.setdefault(name, {})[where.publication] = None
    return {name: tuple(sorted(documents)) for name, documents in found.items()}


def printed_in(documents: Sequence[str]) -> str:
    """Return the sentence that names documents, three at most: their number would change every entry with each new document."""
    return f"Printed in: {', '.join(documents[:3])}{' and others' * (len(documents) > 3)}."


def steady(comments: Sequence[str], before: str, documents: Sequence[str]) -> tuple[str, ...]:
    """Return comments in which the documents that an entry named before stand as they stood, while they still print it."""
    old = _PRINTED.search(" ".join(before.split()))
    if old is None or not set(old.group(1).split(", ")) <= set(documents):
        return tuple(comments)
    return tuple(old.group() if comment == printed_in(documents) else comment for comment in comments)
