"""Checks the choice of clauses, references, parties and legal bases of agreements."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.content.agreements import Agreement, Article, Clause, Party, Recital, Topic
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis
from toolkit.core.diagnostics import Diagnostic, Severity, did_you_mean
from toolkit.language.markdown import references
from toolkit.language.placeholders import placeholders
from toolkit.outline.agreement import LAPSED, clause_texts, lapsed_acts
from toolkit.outline.clause_choice import chosen, circumstances, rivals, unmet
from toolkit.outline.law import standing
from toolkit.outline.numbering import Publication, outline
from toolkit.outline.wording import struck_hint, topic_of


def check_agreements(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with each agreement; one that refers to what the library does not have is judged when it does."""
    yield from _clause_ids(library)
    signing: dict[str, Party] = {}
    for document in library.all(Document):
        terms = document.agreement
        if terms is None or not is_complete(library, terms):
            continue
        yield from _articles(library, document, terms)
        yield from _language_clause(library, document, terms)
        yield from _references(library, document, terms)
        yield from _blank_parameters(library, document, terms)
        yield from _acts(library, document, terms)
        signing.update({reference: library.get(Party, reference) for reference in terms.parties})
    for party in signing.values():
        if party.signatory.name is None:
            hint = "add `signatory:` with name, position and basis; until then the preamble has blanks"
            yield Diagnostic("no-signatory", f"party `{party.id}` has no signatory", party.place, hint, Severity.INFO)


def _clause_ids(library: Library) -> Iterator[Diagnostic]:
    """A clause is an anchor and the target of references: no other clause, and no topic, may have its id."""
    owners = {topic.id: topic.id for topic in library.all(Topic)}
    for topic in library.all(Topic):
        for id, clause in topic.clauses.items():
            if id in owners:
                message = f"`{id}` of `{topic.id}` is also in `{owners[id]}`"
                yield Diagnostic("duplicate-clause-id", message, clause.text.place, "give the clause an id of its own")
            owners[id] = topic.id
            if clause.alternative_to and clause.alternative_to not in topic.clauses:
                hint = did_you_mean(clause.alternative_to, topic.clauses, "an alternative stands in the topic of the clause it replaces")
                message = f"`{id}` is an alternative to `{clause.alternative_to}`, which is not a clause of `{topic.id}`"
                yield Diagnostic("unknown-clause", message, clause.text.place, hint)


def is_complete(library: Library, terms: Agreement) -> bool:
    """Say whether the library has every party and topic that an agreement names."""
    return all(reference in library.items["parties"] for reference in terms.parties) and has_topics(library, terms)


def has_topics(library: Library, terms: Agreement) -> bool:
    """Say whether the library has every topic that an agreement names; one that is missing is told of where it is named."""
    return all(article.topic in library.items["clauses"] for article in terms.articles)


def clauses_of(library: Library, terms: Agreement) -> Iterator[tuple[Article, str, Clause]]:
    """Yield the clauses of an agreement in order, with their articles and ids."""
    here = circumstances(library, terms)
    for article in terms.articles:
        topic = topic_of(library, terms, article.topic)
        yield from ((article, id, topic.clauses[id]) for id in chosen(article, topic, here))


def _articles(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    here = circumstances(library, terms)
    seen: set[str] = set()
    for article in terms.articles:
        topic, place = topic_of(library, terms, article.topic), article.topic.place
        ids = chosen(article, topic, here)
        if article.topic in seen:
            yield Diagnostic("duplicate-article", f"`{topic.id}` is an article of `{document.id}` twice", place, "join the two")
        seen.add(article.topic)
        if not ids:
            hint = "take the article out of `articles:`, or list in its `clauses:` what it is to say"
            yield Diagnostic("empty-article", f"no clause of `{topic.id}` applies to `{document.id}`", place, hint)
        for id in ids:
            if failed := unmet(topic.clauses[id].applies, here):
                hint = f"leave it out, or take another clause of `{topic.id}`; `toolkit clauses` lists them with their conditions"
                message = f"clause `{id}` applies only with `{failed}`, which does not hold for `{document.id}`"
                yield Diagnostic("clause-does-not-apply", message, place, hint)
        for first, second in rivals(topic, ids):
            message = f"`{document.id}` has two alternatives at once: `{first}` and `{second}`"
            yield Diagnostic("two-alternatives", message, place, "keep one of them")


def _language_clause(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    """An agreement needs the clause on authentic texts that its regime asks for, where the library has one."""
    known = {id: clause for topic in library.all(Topic) for id, clause in topic.clauses.items() if clause.applies.regime}
    if known and not known.keys() & {id for _, id, _ in clauses_of(library, terms)}:
        wanted = next((id for id, clause in known.items() if clause.applies.regime == terms.regime), "")
        message = f"`{document.id}` has no clause on authentic texts for the regime `{terms.regime}`"
        hint = (
            f"add `{wanted}`, or leave `clauses:` of its article out"
            if wanted
            else "the library has none: write one with `applies: regime:`"
        )
        yield Diagnostic("no-language-clause", message, document.place, hint)


def _references(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    """A reference must lead to what this agreement has: the mistake is the agreement's, the clause may be right in others."""
    targets = outline(Publication(document.id, document), library).targets
    for article, id, clause in clauses_of(library, terms):
        for text in clause_texts(terms, clause):
            for target in references(text.source):
                if target not in targets:
                    hint = struck_hint(terms, target) or did_you_mean(
                        target, targets, f"add the article or clause `{target}`, or leave `{id}` out"
                    )
                    message = f"clause `{id}` refers to `#{target}`, which is not in `{document.id}`"
                    yield Diagnostic("unknown-reference", message, article.topic.place, hint)


def _blank_parameters(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    """What no value is given for prints as a blank: no mistake, but worth knowing."""
    known = {name for article in terms.articles for name in topic_of(library, terms, article.topic).parameters}
    asked = (placeholders(text.source) for _, _, clause in clauses_of(library, terms) for text in clause_texts(terms, clause))
    open_ones = sorted(name for name in frozenset[str]().union(*asked) & known if terms.parameters.get(name) is None)
    if open_ones:
        message = f"`{document.id}` leaves parameters blank: " + ", ".join(f"`{name}`" for name in open_ones)
        yield Diagnostic("blank-parameter", message, document.place, "give them under `parameters:` when they are agreed", Severity.INFO)


def _acts(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    """Acts that are not in force on the draft's day: decided on by the document, or a warning."""
    day = document.as_of or document.date
    for recital in terms.recitals:
        for act in lapsed_acts(library, recital, day):
            yield _lapsed(document, act, recital)
    rested = [(reference, article.topic.place) for article, _, clause in clauses_of(library, terms) for reference in clause.rests_on]
    for reference, place in rested:
        found = library.items["legal_bases"].get(reference.record)
        if isinstance(found, LegalBasis) and standing(found, day) in LAPSED:
            message = f"`{document.id}` rests on `{found.id}`, which is {standing(found, day).value} on {day}"
            yield Diagnostic("lapsed-act", message, place, "rest on an act in force", Severity.WARNING)


def _lapsed(document: Document, act: LegalBasis, recital: Recital) -> Diagnostic:
    state = standing(act, document.as_of or document.date).value
    message = f"a recital of `{document.id}` cites `{act.id}`, which is {state} on {document.as_of or document.date}"
    if recital.lapsed is None:
        hint = "the recital is left out; write `{text: …, lapsed: note}` to print it with a note, or `lapsed: omit` to agree"
        return Diagnostic("lapsed-act", message, recital.text.place, hint, Severity.WARNING)
    hint = "printed with a note, as the document says" if recital.lapsed == "note" else "left out, as the document says"
    return Diagnostic("lapsed-act", message, recital.text.place, hint, Severity.INFO)
