"""Makes the sheet of an agreement's terms: parties, choices and values, each with the clauses that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.content.agreements import Agreement, Clause, Topic
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.text import Text
from toolkit.language.placeholders import placeholders
from toolkit.outline.agreement import clause_texts
from toolkit.outline.model import Block, Section, Target
from toolkit.outline.wording import topic_of


@dataclass(frozen=True, slots=True)
class Term:
    """A line of the sheet: what it is about, the parameter that it gives, if any, and the clauses that say so."""

    label: Text
    parameter: str
    sheet: Text | None
    clauses: tuple[Target, ...]


def term_sheet(document: Document, library: Library, sections: Sequence[Section], targets: Mapping[str, Target]) -> Iterator[Section]:
    """Yield the parties, then each article of which there is a term to tell, then what the sheet is made from."""
    terms = document.agreement
    assert terms is not None
    yield Section("terms-parties", "terms", "", None, (Block("term-parties", "term-parties", terms),))
    told: set[str] = set()
    for section in sections:
        if section.kind == "article":
            topic = topic_of(library, terms, section.id)
            lines = tuple(_lines(terms, topic, section, targets, told))
            if lines:
                yield Section(section.id, "article", section.number, section.title, lines)
    if terms.annexes:
        yield Section("terms-annexes", "terms", "", None, (Block("term-annexes", "term-annexes", terms),))
    yield Section("terms-note", "terms", "", None, (Block("term-note", "term-note", document),))


def _lines(terms: Agreement, topic: Topic, section: Section, targets: Mapping[str, Target], told: set[str]) -> Iterator[Block]:
    """Yield the lines of an article: each choice among alternatives, and each parameter where it first stands."""
    chosen = {block.id: topic.clauses[block.id] for block in section.blocks if block.id in topic.clauses}
    rivals = {clause.alternative_to for clause in topic.clauses.values() if clause.alternative_to}
    for id, clause in chosen.items():
        if id in rivals or clause.alternative_to:
            yield Block(f"term.{id}", "term", Term(clause.heading, "", None, (targets[id],)))
        for name in _parameters(terms, topic, clause):
            if name not in told:
                told.add(name)
                where = tuple(targets[other] for other, one in chosen.items() if name in _parameters(terms, topic, one))
                yield Block(f"term.{name}", "term", Term(topic.parameters[name].label, name, topic.parameters[name].sheet, where))


def _parameters(terms: Agreement, topic: Topic, clause: Clause) -> tuple[str, ...]:
    """Return the parameters of a clause, in the order in which its topic lists them."""
    asked = frozenset[str]().union(*(placeholders(text.source) for text in clause_texts(terms, clause)))
    return tuple(name for name in topic.parameters if name in asked)
