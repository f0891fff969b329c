"""Checks that no id of a section, clause or annex stands twice on a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from toolkit.content.agreements import Topic
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.own_page import OwnPage
from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.outline.agreement import annex_id

_PAGE = r"front|main|site-search|(?:contents|notes|about-page|related)-title|note-\d+|read-(?:both|\d+)"
"""Ids that every page has of its own, and that of the front matter."""
_AGREEMENT = (
    r"title|summary|key-messages|preamble|place-and-date|parties|recital-\d+|agreed|signatures|signature-block|open-points(?:-sheet)?"
)
"""Ids of what stands around the articles of an agreement."""
_SECTIONS = re.compile(_PAGE)
_CLAUSES = re.compile(f"{_PAGE}|{_AGREEMENT}")


def check_anchors(library: Library) -> Iterator[Diagnostic]:
    """Yield each id that something else on the page bears: a link would lead to the wrong one of the two."""
    listed = {f"source-{source}" for source in library.items["sources"]}
    listed |= {f"act-{act}-{language}" for act in library.items["legal_bases"] for language in library.languages}
    for topic in library.all(Topic):
        yield from _reserved(topic.id, topic.place, _CLAUSES, listed)
        for id, clause in topic.clauses.items():
            yield from _reserved(id, clause.text.place, _CLAUSES, listed)
    for page in library.all(OwnPage):
        yield from _repeated(page, [(part.section, part.section.place) for part in page.sections], {})
    for document in library.all(Document):
        for section in document.outline:
            yield from _reserved(section.section, section.section.place, _SECTIONS, listed)
        yield from _repeated(document, [(section.section, section.section.place) for section in document.outline], {})
        if document.agreement:
            annexes = [(annex_id(annex), annex.title.place) for annex in document.agreement.annexes]
            yield from _repeated(document, annexes, dict(_printed(library, document)))


def _reserved(id: str, place: Place, own: re.Pattern[str], listed: Collection[str]) -> Iterator[Diagnostic]:
    if own.fullmatch(id) or id in listed:
        yield Diagnostic("reserved-id", f"`{id}` is the id of something that pages have already", place, "choose another id")


def _repeated(document: Document | OwnPage, named: list[tuple[str, Place]], first: dict[str, Place]) -> Iterator[Diagnostic]:
    """Yield each id that stands once more in a document or a page; `first` has those that are there before."""
    for id, place in named:
        if id in first:
            hint = "give it an id of its own, and correct the references to it"
            related = ((first[id], "the first"),)
            yield Diagnostic("duplicate-section", f"`{id}` stands twice in `{document.id}`", place, hint, related=related)
        else:
            first[id] = place


def _printed(library: Library, document: Document) -> Iterator[tuple[str, Place]]:
    """Yield the topics and clauses that the articles of an agreement may print."""
    for article in document.agreement.articles if document.agreement else ():
        topic = library.items["clauses"].get(article.topic)
        if isinstance(topic, Topic):
            yield topic.id, topic.place
            yield from ((id, clause.text.place) for id, clause in topic.clauses.items())
