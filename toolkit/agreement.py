"""The terms of an agreement and the clause library in; numbered blocks, one for each paragraph, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.content.document import Agreement, Article
from toolkit.content.library import Library
from toolkit.content.records import Clause, Party, Topic
from toolkit.content.text import Text
from toolkit.content.values import ActRef
from toolkit.outline_parts import Block, Target

PARTY_NAMES = ("party_a", "party_b", "party_c")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of an agreement: level 1 is a clause, 2 a point or paragraph below it.

    A point has a `letter`, the place in the language's own alphabet, in place of a number.
    """

    text: Text
    number: str = ""
    level: int = 1
    letter: int | None = None
    acts: tuple[ActRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """The parties in the order in which they sign."""

    parties: tuple[Party, ...]


def opening_blocks(terms: Agreement) -> Iterator[Block]:
    """Yield the head, the parties, the recitals and the words that open the articles."""
    yield Block("place-and-date", "place-and-date", terms)
    yield Block("parties", "parties", terms)
    for number, recital in enumerate(terms.recitals, 1):
        yield Block(f"recital-{number}", "recital", Piece(recital))
    yield Block("agreed", "agreed", terms)


def article_blocks(terms: Agreement, article: Article, topic: Topic, number: int) -> Iterator[Block]:
    """Yield the clauses of an article, numbered 6.1, 6.2 …, and below each its points and paragraphs."""
    ids = article.clauses if article.clauses is not None else _standard(topic)
    for position, id in enumerate((id for id in ids if id in topic.clauses), 1):
        yield from _clause(terms, id, topic.clauses[id], f"{number}.{position}")


def _standard(topic: Topic) -> tuple[str, ...]:
    return tuple(id for id, clause in topic.clauses.items() if clause.status == "standard")


def _clause(terms: Agreement, id: str, clause: Clause, number: str) -> Iterator[Block]:
    text = clause.memorandum if terms.form == "memorandum" and clause.memorandum else clause.text
    yield Block(id, "clause", Piece(text, number, acts=clause.rests_on), Target(id, "clause", number))
    for index, point in enumerate(clause.points):
        anchor = f"{id}.{index + 1}"
        yield Block(anchor, "clause", Piece(point, level=2, letter=index), Target(anchor, "point", number, index))
    if clause.closing is not None:
        yield Block(f"{id}.closing", "clause", Piece(clause.closing, level=2))
    for index, paragraph in enumerate(clause.paragraphs, 1):
        anchor, own = f"{id}.{index}", f"{number}.{index}"
        yield Block(anchor, "clause", Piece(paragraph, own, level=2), Target(anchor, "clause", own))


def closing_blocks(library: Library, terms: Agreement) -> Iterator[Block]:
    """Yield the signature block and the sheet of open points."""
    parties = tuple(library.get(Party, reference) for reference in terms.parties)
    yield Block("signature-block", "signatures", Signatures(parties))
    yield Block("open-points", "open-points", terms)
