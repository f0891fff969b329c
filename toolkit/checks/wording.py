"""Checks the wording of single agreements: that it is of paragraphs that are there, and that the library still says what it replaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.content.agreements import Agreement, Topic
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.text import Text, one_line
from toolkit.content.wording import Wording
from toolkit.core.diagnostics import ContentError, Diagnostic, Severity, did_you_mean
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import Localizer, State
from toolkit.outline.wording import paragraphs_of


def check_wording(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield each wording that names no paragraph of its agreement, and each whose base the library has changed since."""
    localizers = localizers_of(library.languages, catalogs)
    for document in library.all(Document):
        if document.agreement and document.agreement.wording:
            yield from _wordings(library, document, document.agreement, localizers)


def library_paragraphs(library: Library, terms: Agreement) -> dict[str, Text]:
    """Return the paragraphs of an agreement's topics as the library words them, by id."""
    topics = [topic for article in terms.articles if isinstance(topic := library.items["clauses"].get(article.topic), Topic)]
    return {id: text for topic in topics for id, text in paragraphs_of(terms, topic)}


def localizers_of(languages: Iterable[str], catalogs: Mapping[str, Catalog]) -> tuple[Localizer, ...]:
    """Return a localizer of each language, by itself: no other language stands in for its words."""
    return tuple(Localizer.of(language, catalogs.get(language, Catalog(language))) for language in languages)


def said(text: Text, localizer: Localizer) -> str | None:
    """Return what a text says in a language, before anything is filled in; nothing where there is no translation."""
    try:
        found = localizer.text(text)
    except ContentError:
        return None
    return None if found.state is State.MISSING else found.words


def _wordings(library: Library, document: Document, terms: Agreement, localizers: Sequence[Localizer]) -> Iterator[Diagnostic]:
    known = library_paragraphs(library, terms)
    added: set[str] = {one.id for one in terms.wording if one.after}
    for one in terms.wording:
        if one.after:
            yield from _added(document, one, known, added)
        elif one.id not in known:
            hint = did_you_mean(one.id, known, "`toolkit clauses` lists the clauses; a new one says `after:`")
            message = f"`{one.id}` is no paragraph of the clauses of `{document.id}`"
            yield Diagnostic("unknown-paragraph", message, one.id.place, hint)
        else:
            yield from _conflicts(document, one, known[one.id], localizers)


def _added(document: Document, one: Wording, known: Mapping[str, Text], added: set[str]) -> Iterator[Diagnostic]:
    if one.id in known:
        hint = "give it another id; what replaces a paragraph of the library says `base:` and not `after:`"
        yield Diagnostic("duplicate-clause-id", f"`{one.id}` is in the library already", one.id.place, hint)
    elif "." in one.id and one.clause not in known and one.clause not in added:
        hint = did_you_mean(one.clause, known, "the clause stands before the full stop: `definitions.9`")
        yield Diagnostic("unknown-paragraph", f"`{one.clause}` is no clause of `{document.id}`", one.id.place, hint)
    elif one.after not in known and one.after not in added:
        hint = did_you_mean(str(one.after), {*known, *added} - {str(one.id)}, "name the paragraph that it follows")
        message = f"`{one.id}` follows `{one.after}`, which is no paragraph of the clauses of `{document.id}`"
        yield Diagnostic("unknown-paragraph", message, one.id.place, hint)


def _conflicts(document: Document, one: Wording, text: Text, localizers: Sequence[Localizer]) -> Iterator[Diagnostic]:
    for localizer in localizers:
        base, now = one.base.get(localizer.language), said(text, localizer)
        if base is not None and now is not None and one_line(base) != one_line(now):
            message = (
                f"`{document.id}` words `{one.id}` otherwise, and the library says something else since (`{localizer.language}`): {now}"
            )
            hint = "read both, word it anew where that is right, then put the library's words of today into `base:`"
            yield Diagnostic("wording-conflict", message, one.id.place, hint, Severity.WARNING, ((text.place, "the library's words"),))
