"""Checks that what an agreement has fits together: clauses that need or bar others, annexes, case forms of values, genders of parties."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.agreements import clauses_of, is_complete
from toolkit.content.agreements import Agreement, Parameter, Party, Topic
from toolkit.content.annexes import Annex
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.text import Text
from toolkit.content.walk import texts
from toolkit.core.diagnostics import Diagnostic, Severity, did_you_mean
from toolkit.language.cases import CASE_NAMES, draft, has_case
from toolkit.language.markdown import references
from toolkit.outline.agreement import annex_id, clause_texts

GENDERED = "ru"
"""The language whose preamble agrees with the gender of a party's name."""


def check_agreement_fit(library: Library) -> Iterator[Diagnostic]:
    """Yield what does not fit in each agreement; ids that no clause has are told once for the library."""
    yield from _unknown_ids(library)
    signing: dict[str, Party] = {}
    for document in library.all(Document):
        terms = document.agreement
        if terms is None or not is_complete(library, terms):
            continue
        yield from _needs(library, document, terms)
        yield from _annexes(library, document, terms)
        yield from _values(library, document, terms)
        signing.update({reference: library.get(Party, reference) for reference in terms.parties})
    if GENDERED in library.languages:
        for party in signing.values():
            yield from _gender(party)


def _unknown_ids(library: Library) -> Iterator[Diagnostic]:
    known = {*library.items["clauses"], *(id for topic in library.all(Topic) for id in topic.clauses)}
    for topic in library.all(Topic):
        for id, clause in topic.clauses.items():
            for name in (*clause.requires, *clause.excludes):
                if name not in known and not name.startswith("annex-"):
                    hint = did_you_mean(name, known, "name a clause, an article, or an annex as `annex-ID`")
                    yield Diagnostic("unknown-clause", f"`{id}` names `{name}`, which the library does not have", clause.text.place, hint)


def _needs(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    """Yield an error for each clause that lacks one that it needs, or stands beside one that it bars."""
    there = {article.topic for article in terms.articles} | {annex_id(annex) for annex in terms.annexes}
    there |= {id for _, id, _ in clauses_of(library, terms)}
    for article, id, clause in clauses_of(library, terms):
        for name in clause.requires:
            if name not in there:
                hint = f"add `{name}`, or leave `{id}` out"
                yield Diagnostic("clause-requires", f"clause `{id}` of `{document.id}` requires `{name}`", article.topic.place, hint)
        for name in clause.excludes:
            if name in there:
                hint = f"leave out `{name}` or `{id}`"
                message = f"clause `{id}` of `{document.id}` may not stand beside `{name}`"
                yield Diagnostic("clause-excludes", message, article.topic.place, hint)


def _annexes(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    """Yield a warning for each annex that no clause and no other annex refers to."""
    said = [text for _, _, clause in clauses_of(library, terms) for text in clause_texts(terms, clause)]
    for annex in terms.annexes:
        elsewhere = [text for other in terms.annexes if other is not annex for text in texts(other)]
        targets = {target.partition(".")[0] for text in (*said, *elsewhere) for target in references(text.source)}
        if annex_id(annex) not in targets:
            yield _unmentioned(document, annex)


def _unmentioned(document: Document, annex: Annex) -> Diagnostic:
    hint = f"refer to it in a clause, as [](#{annex_id(annex)}), or leave it out"
    return Diagnostic(
        "unmentioned-annex", f"no clause of `{document.id}` refers to annex `{annex.id}`", annex.title.place, hint, Severity.WARNING
    )


def _values(library: Library, document: Document, terms: Agreement) -> Iterator[Diagnostic]:
    """Yield an error for each value that does not stand in the case in which the clauses print it."""
    parameters = {name: one for article in terms.articles for name, one in library.get(Topic, article.topic).parameters.items()}
    for name, value in terms.parameters.items():
        parameter = parameters.get(name)
        if value is not None and parameter is not None and parameter.case:
            yield from _value(document, name, value, parameter)


def _value(document: Document, name: str, value: Text, parameter: Parameter) -> Iterator[Diagnostic]:
    words = dict(value.official).get(GENDERED, value.source if value.language == GENDERED else "")
    if parameter.case is None or not words or has_case(words, parameter.case):
        return
    offered = draft(words, parameter.case)
    hint = f"write it in the {CASE_NAMES[parameter.case]}" + (f", as “{offered}”" if has_case(offered, parameter.case) else "")
    message = f"`{name}` of `{document.id}` is printed in the {CASE_NAMES[parameter.case]}, and “{words}” is not"
    yield Diagnostic("wrong-case", message, value.place, hint)


def _gender(party: Party) -> Iterator[Diagnostic]:
    """Yield an error for a party whose name is known and whose gender is not: the preamble must agree with it."""
    if party.name is not None and party.gender is None:
        hint = "add `gender: masculine`, `feminine` or `neuter`: that of the head noun of the name («Ассоциация»: feminine)"
        yield Diagnostic("no-gender", f"party `{party.id}` has a name and no gender", party.name.place, hint)
