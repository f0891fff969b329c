"""Puts the wording of one agreement in place of the library's: paragraphs replaced, struck out or added, for this agreement alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.content.agreements import Agreement, Clause, Topic
from toolkit.content.library import Library
from toolkit.content.text import Text
from toolkit.content.wording import Wording


class DealClause(Clause):
    """A clause as one agreement words it; its points keep the numbers of the library in their addresses."""

    kept: tuple[int, ...] = ()
    own: bool = False
    """True when the library does not have it."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers by which addresses name its points or numbered paragraphs."""
        return self.kept


def topic_of(library: Library, terms: Agreement, id: str) -> Topic:
    """Return a topic of the library as an agreement words it; KeyError when there is none."""
    topic = library.get(Topic, id)
    mine = [one for one in terms.wording if _belongs(one, topic, terms.wording)]
    return _worded(topic, mine) if mine else topic


def struck_hint(terms: Agreement | None, target: str) -> str:
    """Return what to do about a reference to a clause that the agreement strikes out; nothing where it does not."""
    struck = any(one.struck and one.id == target for one in terms.wording) if terms else False
    return f"this agreement strikes `{target}` out: word what refers to it anew, or leave `{target}` in" if struck else ""


def with_own(topic: Topic, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return clauses that an article lists, each followed by those that the agreement adds after it; those after the heading come first.

    One that follows a clause which the article does not have follows the last before it that it has.
    """
    made = list(ids)
    before = ""
    for id, clause in topic.clauses.items():
        if isinstance(clause, DealClause) and clause.own:
            made.insert(made.index(before) + 1 if before else 0, id)
        before = id if id in made else before
    return tuple(made)


def paragraphs_of(terms: Agreement, topic: Topic) -> Iterator[tuple[str, Text]]:
    """Yield the paragraphs of a topic by the ids that a wording names, as an agreement of this form prints them; its heading first."""
    yield topic.id, topic.heading
    for id, clause in topic.clauses.items():
        yield id, opening(terms, clause)
        for number, text in zip(clause.numbers, clause.points or clause.paragraphs, strict=False):
            yield f"{id}.{number}", text
        if clause.closing is not None:
            yield f"{id}.closing", clause.closing


def opening(terms: Agreement, clause: Clause) -> Text:
    """Return the words with which a clause begins in an agreement of this form."""
    return clause.memorandum if terms.form == "memorandum" and clause.memorandum else clause.text


def _belongs(one: Wording, topic: Topic, every: tuple[Wording, ...], depth: int = 0) -> bool:
    """Say whether a wording is of a topic: it names a paragraph of it, or follows one, by way of other additions too."""
    if one.clause in topic.clauses or one.id == topic.id:
        return True
    before = one.after.partition(".")[0] if one.after else ""
    if before in topic.clauses or before == topic.id:
        return True
    owner = next((other for other in every if other.id == before and other is not one), None)
    if owner is None:
        owner = next((other for other in every if other.id == one.clause and other is not one), None)
    return owner is not None and depth < len(every) and _belongs(owner, topic, every, depth + 1)


def _worded(topic: Topic, changes: list[Wording]) -> Topic:
    clauses: dict[str, Clause] = dict(topic.clauses)
    for one in changes:
        if "." not in one.id and one.after is not None and one.text is not None:
            before = one.after.partition(".")[0]
            new = {one.id: _new(one.text)}
            clauses = new | clauses if before == topic.id else dict(_inserted(clauses, before, one.id, new[one.id]))
    by_clause: dict[str, list[Wording]] = {}
    for one in changes:
        if "." in one.id or one.after is None:
            by_clause.setdefault(one.clause, []).append(one)
    made = {id: _clause(id, clause, by_clause[id]) if id in by_clause else clause for id, clause in clauses.items()}
    gone = {one.id for one in changes if one.struck and "." not in one.id}
    heading = next((one.text for one in changes if one.id == topic.id and one.text), topic.heading)
    kept = {id: clause for id, clause in made.items() if id not in gone}
    return topic.model_copy(update={"clauses": kept, "heading": heading})


def _inserted(clauses: Mapping[str, Clause], before: str, id: str, new: Clause) -> Iterator[tuple[str, Clause]]:
    for known, clause in clauses.items():
        yield known, clause
        if known == before:
            yield id, new


def _new(text: Text) -> DealClause:
    return DealClause.model_construct(**dict(Clause.model_construct(heading=text, text=text)), own=True)


def _clause(id: str, clause: Clause, changes: Iterable[Wording]) -> Clause:
    """Return a clause with its paragraphs as the agreement words them."""
    fields = dict(clause)
    listed = "paragraphs" if clause.paragraphs else "points"
    texts = dict(zip(clause.numbers, getattr(clause, listed), strict=False))
    for one in changes:
        tail = one.id.partition(".")[2]
        if not tail and one.text is not None:
            fields |= {"text": one.text, "memorandum": None}
        elif tail == "closing":
            fields["closing"] = one.text
        elif tail.isdigit() and one.after is None:
            texts = {number: text for number, text in texts.items() if number != int(tail) or not one.struck}
            if one.text is not None and int(tail) in texts:
                texts[int(tail)] = one.text
        elif tail.isdigit() and one.text is not None:
            texts = _following(texts, one.after or "", int(tail), one.text)
    fields |= {listed: tuple(texts.values()), "kept": tuple(texts)}
    own = isinstance(clause, DealClause) and clause.own
    return DealClause.model_construct(**(fields | {"own": own}))


def _following(texts: Mapping[int, Text], after: str, number: int, text: Text) -> dict[int, Text]:
    """Return points with a new one after the one that it names; after the opening words where it names the clause."""
    tail = after.partition(".")[2]
    if tail.isdigit() and int(tail) in texts:
        made: dict[int, Text] = {}
        for known, said in texts.items():
            made[known] = said
            if known == int(tail):
                made[number] = text
        return made
    return {number: text, **texts} if not tail else {**texts, number: text}
