"""Makes the numbered blocks of an agreement, one for each paragraph, from its terms and the clause library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.content.agreements import Agreement, Article, Clause, Party, Recital, Topic
from toolkit.content.annexes import Annex, AnnexClause
from toolkit.content.document import Placement
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis
from toolkit.content.text import Text
from toolkit.language.markdown import citations
from toolkit.outline.clause_choice import Circumstances, chosen
from toolkit.outline.law import Standing, standing
from toolkit.outline.model import Block, Target
from toolkit.outline.wording import opening

PARTY_NAMES = ("party_a", "party_b", "party_c", "party_d", "party_e", "party_f")
ALL_PARTIES = "parties"
"""Placeholder of all parties: “A, B and C”."""
ANOTHER_PARTY = "another_party"
"""Placeholder of any one else who is party: “the other Party” of two, “another Party” of more."""
OTHER_PARTY = "other_party"
"""Placeholder of whoever else is party: “the other Party” of two, “each other Party” of more."""
PROVISIONS = {"lasting_provisions": "lasts", "binding_provisions": "binds"}
"""Placeholders that name the chosen articles and clauses of a kind, and the mark that those bear in the library."""
LAPSED = (Standing.EXPIRED, Standing.REPEALED, Standing.NOT_YET)
"""States in which an act is no ground to rest a recital on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of an agreement: level 1 is a clause, 2 a point or paragraph below it.

    A point has a `letter`, the place in the language's own alphabet, in place of a number.
    """

    text: Text
    number: str = ""
    level: int = 1
    letter: int | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """The parties in the order in which they sign."""

    parties: tuple[Party, ...]


def opening_blocks(library: Library, terms: Agreement, day: dt.date) -> Iterator[Block]:
    """Yield the head, the parties, the recitals that hold on the day and the words that open the articles."""
    yield Block("place-and-date", "place-and-date", terms)
    yield Block("parties", "parties", terms)
    for number, recital in enumerate(terms.recitals, 1):
        if recital.lapsed == "note" or not any(lapsed_acts(library, recital, day)):
            yield Block(f"recital-{number}", "recital", Piece(recital.text))
    yield Block("agreed", "agreed", terms)


def lapsed_acts(library: Library, recital: Recital, day: dt.date) -> Iterator[LegalBasis]:
    """Yield the acts that a recital cites and that are not in force on a day."""
    for citation in citations(recital.text.source):
        act = library.items["legal_bases"].get(citation.id)
        if isinstance(act, LegalBasis) and standing(act, day) in LAPSED:
            yield act


def article_blocks(terms: Agreement, article: Article, topic: Topic, number: int, here: Circumstances) -> Iterator[Block]:
    """Yield the clauses of an article, numbered 6.1, 6.2 …, and below each its points and paragraphs."""
    for position, id in enumerate(chosen(article, topic, here), 1):
        yield from _clause(terms, id, topic.clauses[id], f"{number}.{position}")


def clause_texts(terms: Agreement, clause: Clause) -> tuple[Text, ...]:
    """Return the texts of a clause that an agreement of this form prints."""
    closing = (clause.closing,) if clause.closing is not None else ()
    return (opening(terms, clause), *clause.points, *closing, *clause.paragraphs)


def _clause(terms: Agreement, id: str, clause: Clause, number: str) -> Iterator[Block]:
    yield Block(id, "clause", Piece(opening(terms, clause), number), Target(id, "clause", number))
    for index, (name, point) in enumerate(zip(clause.numbers, clause.points, strict=False)):
        anchor = f"{id}.{name}"
        yield Block(anchor, "clause", Piece(point, level=2, letter=index), Target(anchor, "point", number, index))
    if clause.closing is not None:
        yield Block(f"{id}.closing", "clause", Piece(clause.closing, level=2))
    for index, (name, paragraph) in enumerate(zip(clause.numbers, clause.paragraphs, strict=False), 1):
        anchor, own = f"{id}.{name}", f"{number}.{index}"
        yield Block(anchor, "clause", Piece(paragraph, own, level=2), Target(anchor, "clause", own))


def signature_blocks(library: Library, terms: Agreement) -> Iterator[Block]:
    """Yield the particulars of the parties, and below them one place to sign for each, in however many languages."""
    parties = Signatures(tuple(library.get(Party, reference) for reference in terms.parties))
    yield Block("signature-block", "signatures", parties)
    yield Block("signing", "signing", parties, placement=Placement.WIDE)


def annex_blocks(annex: Annex, number: str) -> Iterator[Block]:
    """Yield what an annex holds: opening words, its table or its parts, a note."""
    anchor = annex_id(annex)
    if annex.opening:
        yield Block(f"{anchor}.opening", "annex-words", annex.opening)
    if annex.parts:
        yield from _annex_parts(annex, number)
    else:
        name = "work-plan" if annex.work_plan else "indicators" if annex.indicators else "member-list"
        yield Block(f"{anchor}.{name}", name, annex, placement=Placement.WIDE)
    if annex.note:
        yield Block(f"{anchor}.note", "annex-note", annex.note)


def _annex_parts(annex: Annex, number: str) -> Iterator[Block]:
    """Yield the parts of an annex; its clauses are numbered through, whatever stands between them."""
    counted = 0
    for position, part in enumerate(annex.parts, 1):
        id = f"{annex_id(annex)}.part-{position}"
        if part.text is not None:
            yield Block(id, "annex-words", part.text)
        elif part.clause is not None:
            counted += 1
            yield from _annex_clause(annex, part.clause, str(counted), number)
        elif part.table is not None:
            yield Block(id, "annex-table", part.table, placement=Placement.WIDE)
        else:
            yield Block(id, "annex-form", part.form, placement=Placement.WIDE)


def _annex_clause(annex: Annex, clause: AnnexClause, number: str, within: str) -> Iterator[Block]:
    id = f"{annex_id(annex)}.{clause.id}"
    yield Block(id, "clause", Piece(clause.text, number), Target(id, "annex-clause", number, within=within))
    for index, point in enumerate(clause.points):
        anchor = f"{id}.{index + 1}"
        yield Block(anchor, "clause", Piece(point, level=2, letter=index), Target(anchor, "annex-point", number, index, within))
    if clause.closing is not None:
        yield Block(f"{id}.closing", "clause", Piece(clause.closing, level=2))


def annex_id(annex: Annex) -> str:
    """Return the anchor of an annex."""
    return f"annex-{annex.id}"
