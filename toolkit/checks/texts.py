"""Every text of the library in; diagnostics for its Markdown, its placeholders and its citations out."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.agreement import PARTY_NAMES
from toolkit.checks.references import walk_all
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Cluster, LegalBasis, Topic, Unit
from toolkit.content.text import Prose, Text
from toolkit.content.values import Item
from toolkit.diagnostics import Diagnostic, did_you_mean
from toolkit.language.placeholders import name_of, placeholders
from toolkit.markdown import citations, faults
from toolkit.scene import facts_by_name, unknown_placeholder

AGREEMENT_WORDS = frozenset({"copies", *PARTY_NAMES})


def check_texts(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of each record, in every form that the author owns."""
    for _, item in library.records():
        if isinstance(item, Unit):
            continue
        known = _names(library, item)
        for text in _texts(item):
            for words in dict.fromkeys((text.source, *dict(text.official).values())):
                yield from _check(library, text, words, known)
    for fact in library.facts.values():
        for text in _texts(fact):
            yield from _check(library, text, text.source, frozenset(facts_by_name(library, None)))


def _check(library: Library, text: Text, words: str, known: frozenset[str]) -> Iterator[Diagnostic]:
    for fault in faults(words):
        yield Diagnostic(fault.code, fault.message, text.place, fault.hint)
    broken = {name_of(id) for kind, id in library.broken if kind in ("clusters", "facts")}
    for name in sorted(name for name in placeholders(words) - known if not {name, name.partition(".")[0]} & broken):
        yield unknown_placeholder(name, text.place, known)
    for citation in citations(words):
        act = library.items["legal_bases"].get(citation.id)
        if isinstance(act, LegalBasis) and citation.part and citation.part not in act.provisions:
            hint = did_you_mean(citation.part, act.provisions, "provisions of it: " + ", ".join(act.provisions))
            yield Diagnostic("unknown-provision", f"`{citation.part}` is not a provision of `{act.id}`", text.place, hint)
        elif act is None and citation.id not in library.items["sources"] and not _broken(library, citation.id):
            known_ids = (*library.items["sources"], *library.items["legal_bases"])
            hint = did_you_mean(citation.id, known_ids, "add it to content/sources.yaml or content/legal_bases")
            yield Diagnostic("unknown-source", f"`{citation.id}` is neither a source nor a legal basis", text.place, hint)
    for language, form in text.official:
        if placeholders(form) != placeholders(text.source):
            yield Diagnostic(
                "placeholder-mismatch", f"the `{language}` form has other placeholders than `{text.language}`", text.place,
                "keep the same placeholders in every language",
            )  # fmt: skip


def _broken(library: Library, id: str) -> bool:
    return ("sources", id) in library.broken or ("legal_bases", id) in library.broken


def _texts(value: object) -> Iterator[Text]:
    for leaf in walk_all(value):
        if isinstance(leaf, Prose):
            yield from leaf.paragraphs
        elif isinstance(leaf, Text):
            yield leaf


def _names(library: Library, item: Item) -> frozenset[str]:
    """Return the placeholders that a record's texts may hold."""
    names = frozenset(facts_by_name(library, item if isinstance(item, Cluster) else None))
    if isinstance(item, Topic):
        return names | AGREEMENT_WORDS | frozenset(item.parameters)
    if isinstance(item, Document):
        if item.series:
            names |= {"cluster_name", *(name_of(fact) for cluster in library.all(Cluster) for fact in cluster.facts)}
        if item.agreement:
            topics = (library.items["clauses"].get(article.topic) for article in item.agreement.articles)
            names |= AGREEMENT_WORDS | {name for topic in topics if isinstance(topic, Topic) for name in topic.parameters}
    return names
