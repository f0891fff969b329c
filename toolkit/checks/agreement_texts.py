"""Checks that the languages of an agreement say the same, lack nothing, and define the terms that they use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.checks.agreements import clauses_of, has_topics
from toolkit.checks.wording import localizers_of
from toolkit.content.agreements import Agreement, Clause, Party, Topic
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.text import Text
from toolkit.content.walk import texts
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import Localizer, State
from toolkit.language.numbers import figures
from toolkit.language.placeholders import PLACEHOLDER
from toolkit.outline.agreement import ALL_PARTIES, PARTY_NAMES, clause_texts
from toolkit.outline.defined_terms import defined, used_by, uses
from toolkit.outline.party_names import missing_forms, missing_forms_of_signatory, stale_forms
from toolkit.outline.wording import topic_of

OF_ANOTHER_FORM: dict[str, dict[str, re.Pattern[str]]] = {
    "memorandum": {"ru": re.compile(r"[Нн]астоящ\w+ Соглашени\w+"), "en": re.compile(r"\b[Tt]his Agreement\b|\b(?:Party|Parties)\b")},
    "agreement": {"ru": re.compile(r"[Нн]астоящ\w+ Меморандум\w*"), "en": re.compile(r"\b[Tt]his Memorandum\b|\bSignator(?:y|ies)\b")},
}
"""By form and language, the words that the other form uses of itself and of those who sign."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A text of an agreement, and its words in another language; no words when there is no translation."""

    text: Text
    words: str | None
    place: Place


def check_agreement_texts(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of each agreement, language by language."""
    for localizer in localizers_of(library.languages, catalogs):
        language = localizer.language
        vocabulary = frozenset(_vocabulary(library, localizer))
        for party in library.all(Party):
            yield from stale_forms(party, language)
        for document in library.all(Document):
            terms = document.agreement
            if terms is None or not has_topics(library, terms):
                continue
            pairs = [_pair(text, localizer) for text in dict.fromkeys(agreement_texts(library, document, terms))]
            yield from _unpaired(document, pairs, language)
            yield from _figures(pairs, language)
            yield from _cases(library, terms, pairs, localizer)
            sentences = [pair.words for pair in pairs if pair.words]
            yield from _terms(document, sentences, vocabulary, language)
            yield from _of_another_form(document, terms, pairs, language)
            yield from _bodies(library, document, terms, sentences, localizer)


def agreement_texts(library: Library, document: Document, terms: Agreement) -> Iterator[Text]:
    """Yield every text that an agreement prints, in order."""
    yield document.title
    yield from (recital.text for recital in terms.recitals)
    headed: set[str] = set()
    for article, _, clause in clauses_of(library, terms):
        if article.topic not in headed:
            headed.add(article.topic)
            yield topic_of(library, terms, article.topic).heading
        yield from clause_texts(terms, clause)
    yield from (value for value in terms.parameters.values() if value is not None)
    for annex in terms.annexes:
        yield from texts(annex)


def _pair(text: Text, localizer: Localizer) -> _Pair:
    try:
        said = localizer.text(text)
    except ContentError:  # A faulty translation has its own diagnostic.
        return _Pair(text, text.source, text.place)
    found = localizer.catalog.messages.get((text.context, text.source))
    place = found.place if found and localizer.language not in dict(text.official) else text.place
    return _Pair(text, None if said.state is State.MISSING else said.words, place)


def _unpaired(document: Document, pairs: list[_Pair], language: str) -> Iterator[Diagnostic]:
    alone = [pair.text.context for pair in pairs if pair.words is None]
    if alone:
        named = ", ".join(f"`{context}`" for context in alone[:3]) + (" …" if len(alone) > 3 else "")
        message = f"paragraphs of `{document.id}` without their `{language}` text: {len(alone)} ({named})"
        hint = f"translate them in locales/{language.replace('-', '_')}; `toolkit locales update` brings what is not there yet"
        yield Diagnostic("unpaired-paragraph", message, document.place, hint, Severity.WARNING)


def _figures(pairs: list[_Pair], language: str) -> Iterator[Diagnostic]:
    for pair in pairs:
        if pair.words is None or language == pair.text.language:
            continue
        own, other = figures(pair.text.source, pair.text.language), figures(pair.words, language)
        if own != other:
            lost, added = ", ".join(sorted((own - other).elements())), ", ".join(sorted((other - own).elements()))
            said = "; ".join(filter(None, (lost and f"only `{pair.text.language}` has {lost}", added and f"only `{language}` has {added}")))
            hint = "both languages must state the same numbers and dates, in digits in both or in neither"
            yield Diagnostic("figures-differ", f"`{pair.text.context}`: the languages differ in figures: {said}", pair.place, hint)


def _cases(library: Library, terms: Agreement, pairs: list[_Pair], localizer: Localizer) -> Iterator[Diagnostic]:
    """Every case that the texts ask for must be stored; in a copy with the order changed, for each party."""
    asked: dict[str, dict[str, Place]] = {}
    for pair in pairs:
        for found in PLACEHOLDER.finditer(pair.words or ""):
            names = PARTY_NAMES if found.group(1) == ALL_PARTIES else (found.group(1),)
            for name in names if names[0] in PARTY_NAMES else ():
                asked.setdefault(name, {}).setdefault(found.group(2) or "nom", pair.place)
    every = {case: place for cases in reversed(asked.values()) for case, place in cases.items()}
    for name, reference in zip(PARTY_NAMES, terms.parties, strict=False):
        party = library.items["parties"].get(reference)
        if isinstance(party, Party):
            wanted = every if terms.alternat else asked.get(name, {})
            for case, place in sorted(wanted.items()):
                found_wrong = missing_forms(party, frozenset({case}), localizer)
                yield from (replace(one, related=((place, f"asks for `{case}`"),)) for one in found_wrong)
            yield from missing_forms_of_signatory(party, localizer)


def _vocabulary(library: Library, localizer: Localizer) -> Iterator[str]:
    """Yield every term that some clause of the library defines."""
    for topic in library.all(Topic):
        for clause in topic.clauses.values():
            for text in _every_text(clause):
                yield from defined(_pair(text, localizer).words or "")


def _every_text(clause: Clause) -> Iterator[Text]:
    yield from (text for text in (clause.text, clause.memorandum, *clause.points, clause.closing, *clause.paragraphs) if text)


def _bodies(library: Library, document: Document, terms: Agreement, sentences: list[str], localizer: Localizer) -> Iterator[Diagnostic]:
    """Yield an error for each body that clauses name although the article that sets it up was not chosen."""
    chosen = {article.topic for article in terms.articles}
    for topic in library.all(Topic):
        if topic.sets_up is None or topic.id in chosen:
            continue
        name = localizer.text(topic.sets_up).words
        if times := sum(uses(words, name) for words in sentences):
            hint = f"add `- topic: {topic.id}` to its articles, or leave out the clauses that name it"
            message = f"`{document.id}` names “{name}” (`{localizer.language}`) {times} times and does not set it up"
            yield Diagnostic("undefined-term", message, document.place, hint)


def _of_another_form(document: Document, terms: Agreement, pairs: list[_Pair], language: str) -> Iterator[Diagnostic]:
    """Yield an error for each text that speaks as the other form does: “this Agreement” or “a Party” in a memorandum."""
    foreign = OF_ANOTHER_FORM[terms.form].get(language)
    for pair in pairs:
        if foreign and (found := foreign.search(pair.words or "")):
            message = f"`{pair.text.context}` says “{found.group()}” in `{document.id}`, a text of the form `{terms.form}`"
            hint = "give the clause a `memorandum:` of its own" if terms.form == "memorandum" else "say it as an agreement does"
            yield Diagnostic("undefined-term", message, pair.place, hint)


def _terms(document: Document, sentences: list[str], vocabulary: frozenset[str], language: str) -> Iterator[Diagnostic]:
    own = dict.fromkeys(term for words in sentences for term in defined(words))
    for term in own:
        if not used_by(sentences, term):
            hint = "leave the definition out, or use the term"
            message = f"`{document.id}` defines “{term}” (`{language}`) and never uses it"
            yield Diagnostic("unused-term", message, document.place, hint, Severity.WARNING)
    for term in sorted(vocabulary - set(own)):
        if used_by(sentences, term):
            hint = "add the clause that defines it; `toolkit clauses` lists them"
            message = f"`{document.id}` uses “{term}” (`{language}`), which another clause of the library defines"
            yield Diagnostic("undefined-term", message, document.place, hint, Severity.WARNING)
