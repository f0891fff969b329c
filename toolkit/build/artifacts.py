"""Decides whether the pages that list documents may change, by the documents that are there and those that are withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from toolkit.content.library import Library
from toolkit.outline.addresses import address
from toolkit.outline.numbering import Publication


def keeps_lists(pages: Collection[str], library: Library, publications: Iterable[Publication], withheld: Iterable[str]) -> bool:
    """Say whether the pages that list documents and records stay as they are.

    They do while a document with good files on disk is broken or withheld: a new list would lose it, or name it
    by words that its page does not have. `pages` are those of the documents that are there.
    """
    known = {publication.id: {address(edition, publication, ".html") for edition in library.editions} for publication in publications}
    lost = any(name in ("documents", "clusters") for name, _ in library.broken)
    unknown = set(pages).difference(*known.values())
    return not known or bool(lost and unknown) or any(known.get(id, set()) & set(pages) for id in withheld)
