"""Checks the Markdown, the placeholders and the citations of every text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.prose import Prose
from toolkit.content.records import Cluster, LegalBasis, Topic, Unit
from toolkit.content.text import Text
from toolkit.content.values import Item, name_of
from toolkit.content.walk import texts, walk
from toolkit.core.diagnostics import Diagnostic, Severity, did_you_mean
from toolkit.language.dialects import bare_keys, keys
from toolkit.language.markdown import bare_words, citations, faults, footnotes
from toolkit.language.placeholders import placeholders
from toolkit.outline.agreement import ALL_PARTIES, ANOTHER_PARTY, OTHER_PARTY, PARTY_NAMES, PROVISIONS
from toolkit.render.placeholders import unknown_footnote, unknown_placeholder

CITED = ("sources", "legal_bases")
AGREEMENT_WORDS = frozenset({"copies", ALL_PARTIES, ANOTHER_PARTY, OTHER_PARTY, *PARTY_NAMES, *PROVISIONS})


def check_texts(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of each record, in every form that the author owns."""
    works = keys((*library.items["sources"], *library.items["legal_bases"]))
    for item in (library.site, *(item for _, item in library.records())):
        if isinstance(item, Unit):
            continue
        own = _own_names(library, item)
        for text in texts(item):
            for words in _forms(text):
                yield from _check(library, text, words, own)
                yield from _bare_keys(text, words, works)
        yield from _uncalled(item)
        yield from _twice(item)
        for title in _headings(item):
            if cited := next((cited for words in _forms(title) for cited in citations(words)), None):
                hint = "cite it in the text below: headings stand in contents, menus and lists too"
                yield Diagnostic("citation-in-heading", f"a heading cites `{cited.id}`", title.at(f"@{cited.id}"), hint)


def _bare_keys(text: Text, words: str, works: re.Pattern[str]) -> Iterator[Diagnostic]:
    """Yield the keys of works that a text names without citing the work."""
    if "@" in words or "[" in words:
        for stretch in bare_words(words):
            for fault in bare_keys(stretch, works):
                yield Diagnostic(fault.code, fault.message, text.at(fault.words), fault.hint)


def _uncalled(item: Item) -> Iterator[Diagnostic]:
    """Warn of footnotes that nothing calls: they are not printed."""
    for prose in walk(item):
        if isinstance(prose, Prose) and prose.notes:
            called = {label for text in prose.paragraphs for words in _forms(text) for label in footnotes(words)}
            for label, note in prose.notes.items():
                if label not in called:
                    message, hint = f"nothing calls the footnote `[^{label}]`, and it is not printed", f"call it in the text as [^{label}]"
                    yield Diagnostic("unused-footnote", message, note.place, hint, Severity.WARNING)


def _twice(item: Item) -> Iterator[Diagnostic]:
    """Yield the footnotes whose label another one of the same prose has: a call could mean either."""
    for prose in walk(item):
        seen: set[str] = set()
        for piece in prose.pieces if isinstance(prose, Prose) else ():
            if piece.kind == "note" and piece.label in seen:
                message, hint = f"the footnote `[^{piece.label}]` stands here twice", "give each its own label, and call it by that"
                yield Diagnostic("duplicate-footnote", message, piece.texts[0].place, hint)
            seen.add(piece.label)


def _headings(item: Item) -> Iterator[Text]:
    """Yield the headings that a record gives to documents."""
    if isinstance(item, Topic):
        yield item.heading
    if isinstance(item, Document):
        yield from (section.title for section in item.outline if section.title)
        yield from (annex.title for annex in (item.agreement.annexes if item.agreement else ()))


def _forms(text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text.source, *dict(text.official).values())))


def _check(library: Library, text: Text, words: str, own: frozenset[str]) -> Iterator[Diagnostic]:
    for fault in faults(words):
        yield Diagnostic(fault.code, fault.message, text.at(fault.words), fault.hint)
    for name in sorted(placeholders(words) - own):
        if not library.fact_named(name) and not library.is_lost_fact(name):
            yield unknown_placeholder(name, text.at(f"{{{name}"), library.fact_names() | own)
    for label in sorted(set(footnotes(words)) - dict(text.notes).keys()):
        yield unknown_footnote(label, text.at(f"[^{label}]"), dict(text.notes))
    for citation in citations(words):
        act = library.items["legal_bases"].get(citation.id)
        if isinstance(act, LegalBasis) and citation.part and citation.part not in act.provisions:
            hint = did_you_mean(citation.part, act.provisions, "provisions of it: " + ", ".join(act.provisions))
            place = text.at(f"@{citation.id}#{citation.part}")
            yield Diagnostic("unknown-provision", f"`{citation.part}` is not a provision of `{act.id}`", place, hint)
        elif act is None and citation.id not in library.items["sources"] and not library.is_broken(citation.id, CITED):
            known_ids = (*library.items["sources"], *library.items["legal_bases"])
            hint = did_you_mean(citation.id, known_ids, "add it to content/sources.yaml or content/legal_bases")
            place = text.at(f"@{citation.id}")
            yield Diagnostic("unknown-source", f"`{citation.id}` is neither a source nor a legal basis", place, hint)
    for language, form in text.official:
        if placeholders(form) != placeholders(text.source):
            yield Diagnostic(
                "placeholder-mismatch", f"the `{language}` form has other placeholders than `{text.language}`", text.place,
                "keep the same placeholders in every language",
            )  # fmt: skip


def _own_facts(library: Library, cluster: Cluster) -> Iterator[str]:
    """Yield the names of a cluster's facts, and of those that could not be worked out."""
    yield from cluster.facts
    yield from (id.partition(".")[2] for kind, id in library.broken if kind == "facts" and id.startswith(f"{cluster.id}."))


def _own_names(library: Library, item: Item) -> frozenset[str]:
    """Return the placeholders that a record's texts may hold beside the names of facts."""
    names = frozenset(map(name_of, _own_facts(library, item))) if isinstance(item, Cluster) else frozenset()
    if isinstance(item, Topic):
        return names | AGREEMENT_WORDS | frozenset(item.parameters)
    if isinstance(item, Document):
        if item.series:
            names |= {"cluster_name", "cluster_links", *(name_of(fact) for cluster in library.all(Cluster) for fact in cluster.facts)}
        if item.agreement:
            topics = (library.items["clauses"].get(article.topic) for article in item.agreement.articles)
            names |= AGREEMENT_WORDS | {name for topic in topics if isinstance(topic, Topic) for name in topic.parameters}
    return names
